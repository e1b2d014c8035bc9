import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Account } from '../../src/domain/platform.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { operator } from '../support/core-bench.ts';
import { units } from '../support/factories.ts';
import type { ShopBench } from '../support/shop-bench.ts';
import { createShopBench } from '../support/shop-bench.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { account, agreed } from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: ShopBench;
let community: string;
const guild = { platform: 'discord' as const, placeId: '8001' };
const role = { kind: 'role' as const, guildId: guild.placeId, roleId: '9001', roleName: 'VIP' };

const done = <T>(value: T) => Promise.resolve({ kind: 'done' as const, value });

beforeAll(async () => {
  database = await createTestDatabase();
  const roles = {
    roles: () => done([{ id: role.roleId, name: 'VIP', trouble: null }]),
    give: () => done(null),
    take: () => done(null),
    look: () => done('has' as const),
  };
  const webhooks = {
    send: () => Promise.resolve({ status: 200, detail: '', tookMs: 1 }),
    refuses: () => Promise.resolve(null),
  };
  bench = await createShopBench(database.url, { hands: { roles, invites: null, webhooks } });
  community = await bench.community();
  agreed(await bench.core.joinPlace({ place: guild, community: community.slice(0, 18), by: operator }));
});
afterAll(async () => {
  await bench.close();
  await database.drop();
});

let items = 0;
const thing = (more = {}) => bench.sells(community, { slug: `gift${(items += 1)}`, ...more });
const friend = (own: Account) => ({
  gift: { kind: 'member' as const, account: own, displayName: 'Friend', language: 'en' as const },
});
const link = { gift: { kind: 'link' as const } };
const caller = (own: Account) => ({ account: own, displayName: 'Friend', language: 'zh-TW' as const });
const deliveryOf = (orderId: string) => bench.inTransaction(({ deliveries }) => deliveries.byOrder(orderId));
const memberOf = async (own: Account) => agreed(await bench.core.enrol(community, caller(own)));

describe('a gift to somebody known', () => {
  test('is paid for by one member and handed over to another, who needs not have been seen before', async () => {
    const [giver, taker] = [account(), account('discord')];
    const { order } = await bench.pays(await bench.orders(giver, await thing(), friend(taker)));
    const recipient = await memberOf(taker);
    expect(order).toMatchObject({ state: 'paid', recipientId: recipient.id });
    expect(await deliveryOf(order.id)).toMatchObject({ memberId: recipient.id });
  });

  test('leaves the name and language that the other has; a gift to oneself is none', async () => {
    const [giver, taker] = [account(), account()];
    await bench.core.enrol(community, { account: taker, displayName: 'Tess', language: 'zh-TW' });
    await bench.orders(giver, await thing(), friend(taker));
    const [known] = await bench.core.membershipsOf(taker);
    expect(known?.member).toMatchObject({ displayName: 'Tess', language: 'zh-TW' });
    const { order } = await bench.orders(giver, await thing(), friend(giver));
    expect(order).toMatchObject({ recipientId: null, giftToken: null });
  });

  test('counts the platform of whom it is for: a role goes to an account on Discord', async () => {
    const item = await thing({ plan: role, stock: 2 });
    const onTelegram = account();
    const no = { refusal: 'item_needs_discord', facts: { item: item.name } };
    expect(await bench.wants(onTelegram, item)).toMatchObject(no);
    expect(await bench.wants(account('discord'), item, friend(account()))).toMatchObject(no);
    expect(await bench.stock(item)).toBe(2);
    expect(await bench.wants(onTelegram, item, friend(account('discord')))).toHaveProperty('orderId');
    expect(await bench.wants(account('discord'), item)).toHaveProperty('orderId');
  });
});

describe('a gift by a link', () => {
  async function paidGift(more = {}) {
    const giver = account();
    const { order } = await bench.pays(await bench.orders(giver, await thing(more), link));
    return { giver, order, token: order.giftToken ?? '' };
  }

  test('waits until somebody opens it, and is theirs', async () => {
    const { order, token } = await paidGift();
    expect(await deliveryOf(order.id)).toMatchObject({ state: 'queued', dueAt: null });
    const taker = account();
    const claimed = await bench.core.claimGift({ by: caller(taker), token });
    expect(claimed).toMatchObject({
      orderId: order.id,
      itemName: order.itemName,
      communityName: 'Tea house',
    });
    const { id } = await memberOf(taker);
    expect(await deliveryOf(order.id)).toMatchObject({ memberId: id });
    expect((await bench.view(order.id)).order.recipientId).toBe(id);
  });

  test('of eight who open it at the same moment one gets it; who has it gets the same answer again', async () => {
    const { order, token } = await paidGift();
    const takers = Array.from({ length: 8 }, () => account());
    const answers = await Promise.all(takers.map((one) => bench.core.claimGift({ by: caller(one), token })));
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(1);
    expect(answers.filter(isRefusal).every(({ refusal }) => refusal === 'gift_taken')).toBe(true);
    const winner = takers[answers.findIndex((answer) => !isRefusal(answer))];
    expect(winner && (await bench.core.claimGift({ by: caller(winner), token }))).toMatchObject({
      orderId: order.id,
    });
  });

  test("can't be opened before it is paid for, after it was refunded, or by a token that nobody made", async () => {
    const no = { refusal: 'gift_not_found' };
    const { order } = await bench.orders(account(), await thing(), link);
    expect(await bench.core.claimGift({ by: caller(account()), token: order.giftToken ?? '' })).toMatchObject(
      no,
    );
    expect(await bench.core.claimGift({ by: caller(account()), token: 'x' })).toMatchObject(no);
    const { order: paid, token } = await paidGift();
    await bench.inTransaction(({ payments }) =>
      payments.changeOrder(paid.id, ['paid'], { state: 'refunded' }),
    );
    expect(await bench.core.claimGift({ by: caller(account()), token })).toMatchObject(no);
  });

  test('is opened on the platform where it is handed over', async () => {
    const { token } = await paidGift({ plan: role });
    const no = { refusal: 'item_needs_discord' };
    expect(await bench.core.claimGift({ by: caller(account()), token })).toMatchObject(no);
    expect(await bench.core.claimGift({ by: caller(account('discord')), token })).toHaveProperty('orderId');
  });

  test('paid for from the balance it waits just the same', async () => {
    const giver = account();
    await bench.member(community, '20', giver);
    const { order } = await bench.orders(giver, await thing({ stock: 1 }), link);
    const paid = agreed(await bench.core.payFromBalance(giver, order.id));
    expect(paid.order).toMatchObject({ state: 'paid', paidFrom: 'balance', holdsPiece: true });
    expect(paid.available).toBe(units('10.77'));
    expect(await deliveryOf(order.id)).toMatchObject({ state: 'queued', dueAt: null });
  });
});
