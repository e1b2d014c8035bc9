import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Saying } from '../../src/ports/chat-messenger.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/domain/time.ts';
import { operator } from '../support/core-bench.ts';
import type { DeliveryBench } from '../support/delivery-bench.ts';
import { createDeliveryBench } from '../support/delivery-bench.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { account, agreed } from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: DeliveryBench & { communityId: string };

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createDeliveryBench(database.url);
});
beforeEach(async () => {
  // What an earlier test left due is not this one's.
  bench.hands.trouble = null;
  bench.hands.status = 204;
  await bench.runs();
  bench.clear();
});
afterAll(async () => {
  expect(await bench.core.proveBooks()).toBe(0);
  await bench.close();
  await database.drop();
});

const role = () => ({ kind: 'role' as const, guildId: bench.guildId, roleId: 'vip', roleName: 'VIP' });
const invite = { kind: 'invite' as const, chatId: '-100200', chatTitle: 'Inner circle' };
const webhook = { kind: 'webhook' as const, url: 'https://shop.example/till' };

const goodsIn = (sayings: readonly Saying[]) =>
  sayings.flatMap((saying) => (saying.kind === 'goods' ? [saying.goods] : []));
const orderOf = async (orderId: string) => (await bench.view(orderId)).order;

describe('a role', () => {
  test('is given to its buyer, who hears of it, and the order is delivered', async () => {
    const bea = account('discord');
    const order = await bench.buys(bea, await bench.item(role()));
    expect(order.state).toBe('paid');
    await bench.runs();
    expect(bench.hands.roleHolders).toContain(`vip of ${bea.accountId}`);
    expect(await bench.delivery(order.id)).toMatchObject({ state: 'delivered', trouble: null, endsAt: null });
    expect((await orderOf(order.id)).state).toBe('delivered');
    expect(goodsIn(bench.heard(bea))).toEqual([{ kind: 'role', roleName: 'VIP' }]);
  });

  test('that stands too high is told to staff and shown to the buyer, and given once that is mended', async () => {
    const bea = account('discord');
    const order = await bench.buys(bea, await bench.item(role()));
    bench.hands.trouble = { kind: 'blocked', trouble: 'role_too_high' };
    await bench.runs();
    expect(await bench.delivery(order.id)).toMatchObject({ state: 'failed', trouble: 'role_too_high' });
    expect((await bench.view(order.id)).delivery?.trouble).toBe('role_too_high');
    const card = bench.heard(operator).findLast((saying) => saying.kind === 'delivery_card');
    expect(card?.view).toMatchObject({ delivery: { trouble: 'role_too_high' }, order: { id: order.id } });
    expect(bench.heard(bea).some((saying) => saying.kind === 'payment_card')).toBe(true);
    bench.hands.trouble = null;
    bench.clock.pass(30 * SECOND_MS);
    await bench.runs();
    expect(await bench.delivery(order.id)).toMatchObject({ state: 'delivered', trouble: null });
    const edited = bench.heard(operator).findLast((saying) => saying.kind === 'delivery_card');
    expect(edited).toMatchObject({ view: { delivery: { state: 'delivered' } } });
    expect(edited?.previous).not.toBeNull();
  });

  test('of a buyer who left before is given when they are there, and nothing is lost', async () => {
    const bea = account('discord');
    bench.hands.away.add(bea.accountId);
    const order = await bench.buys(bea, await bench.item(role()));
    await bench.runs();
    expect(await bench.delivery(order.id)).toMatchObject({ state: 'failed', trouble: 'member_gone' });
    expect(agreed(await bench.core.fetchGoods(bea, order.id))).toEqual({
      kind: 'waiting',
      trouble: 'member_gone',
    });
    bench.hands.away.delete(bea.accountId);
    expect(agreed(await bench.core.fetchGoods(bea, order.id))).toEqual({ kind: 'role', roleName: 'VIP' });
    expect((await orderOf(order.id)).state).toBe('delivered');
  });

  test('that was lost by leaving is given back on return', async () => {
    const bea = account('discord');
    const order = await bench.buys(bea, await bench.item(role()));
    await bench.runs();
    bench.hands.roleHolders.delete(`vip of ${bea.accountId}`);
    bench.hands.away.add(bea.accountId);
    bench.clock.pass(6 * HOUR_MS);
    await bench.runs();
    expect(bench.hands.roleHolders).not.toContain(`vip of ${bea.accountId}`);
    bench.hands.away.delete(bea.accountId);
    bench.clock.pass(HOUR_MS);
    await bench.runs();
    expect(bench.hands.roleHolders).toContain(`vip of ${bea.accountId}`);
    expect(await bench.delivery(order.id)).toMatchObject({ state: 'delivered', trouble: null });
  });

  test('when the platform asks to wait it is not asked sooner, and that is no failure', async () => {
    const order = await bench.buys(account('discord'), await bench.item(role()));
    bench.hands.trouble = { kind: 'later', trouble: 'platform_away', afterMs: 90 * SECOND_MS };
    await bench.runs();
    expect(await bench.delivery(order.id)).toMatchObject({ state: 'queued', trouble: null, attempts: 0 });
    bench.hands.trouble = null;
    bench.clock.pass(89 * SECOND_MS);
    await bench.runs();
    expect((await bench.delivery(order.id)).state).toBe('queued');
    bench.clock.pass(SECOND_MS);
    await bench.runs();
    expect((await bench.delivery(order.id)).state).toBe('delivered');
  });
});

describe('goods that are a message', () => {
  const withKeys = async (...keys: string[]) => {
    const item = await bench.item({ kind: 'key' });
    await adds(item.slug, keys);
    return item;
  };
  const adds = async (slug: string, keys: string[]) => {
    const pool = { communityId: bench.communityId, by: operator, from: null, slug };
    agreed(await bench.core.addKeys({ ...pool, keys }));
  };

  test('a key is taken from the pool once, goes out protected, and comes again on request', async () => {
    const ana = account();
    const item = await withKeys('AAA-1', 'AAA-2');
    const order = await bench.buys(ana, item);
    await bench.runs();
    const [said] = bench.heard(ana).filter((saying) => saying.kind === 'goods');
    expect(said).toMatchObject({ isProtected: true, goods: { kind: 'key', key: 'AAA-1' } });
    expect((await orderOf(order.id)).state).toBe('delivered');
    expect(agreed(await bench.core.fetchGoods(ana, order.id))).toEqual({ kind: 'key', key: 'AAA-1' });
    expect(await bench.inTransaction(({ catalogue }) => catalogue.freeKeys(item.id))).toBe(1);
  });

  test('an empty pool is told to staff, and the buyer gets a key once there is one', async () => {
    const ana = account();
    const item = await withKeys('BBB-1');
    const order = await bench.buys(ana, item);
    // The only one is gone, by whatever way.
    const other = await bench.orders(account(), await bench.item({ kind: 'task' }));
    const take = () =>
      bench.inTransaction(({ catalogue }) => catalogue.takeKey(item.id, other.order.id, bench.clock.now()));
    expect(await take()).toBe('BBB-1');
    await bench.runs();
    expect(await bench.delivery(order.id)).toMatchObject({ state: 'failed', trouble: 'no_key' });
    const waiting = { kind: 'waiting', trouble: 'no_key' };
    expect(agreed(await bench.core.fetchGoods(ana, order.id))).toEqual(waiting);
    const card = bench.heard(operator).findLast((saying) => saying.kind === 'delivery_card');
    expect(card).toMatchObject({ view: { delivery: { trouble: 'no_key' } } });
    await adds(item.slug, ['BBB-2']);
    const { id } = await bench.delivery(order.id);
    agreed(await bench.core.retryDelivery({ by: operator, from: null, code: id }));
    await bench.runs();
    expect(goodsIn(bench.heard(ana))).toEqual([{ kind: 'key', key: 'BBB-2' }]);
  });

  test('E-10: with direct messages closed it fails honestly, and the buyer fetches it by /orders', async () => {
    const bea = account('discord');
    const item = await bench.item({ kind: 'text', text: 'The door code is 4711' });
    bench.closed.add(bea.accountId);
    const order = await bench.buys(bea, item);
    await bench.runs();
    expect(await bench.delivery(order.id)).toMatchObject({ state: 'failed', trouble: 'dm_closed' });
    expect((await orderOf(order.id)).state).toBe('paid');
    expect(agreed(await bench.core.fetchGoods(bea, order.id))).toEqual({
      kind: 'text',
      text: 'The door code is 4711',
    });
    expect(await bench.delivery(order.id)).toMatchObject({ state: 'delivered', trouble: null });
    expect((await orderOf(order.id)).state).toBe('delivered');
  });

  test('D-06: a bot that was blocked brings it by itself once it is let in again', async () => {
    const ana = account();
    bench.closed.add(ana.accountId);
    const order = await bench.buys(ana, await bench.item({ kind: 'text', text: 'hello' }));
    await bench.runs();
    bench.closed.delete(ana.accountId);
    bench.clock.pass(MINUTE_MS);
    await bench.runs();
    expect(goodsIn(bench.heard(ana))).toEqual([{ kind: 'text', text: 'hello' }]);
    expect((await bench.delivery(order.id)).state).toBe('delivered');
  });
});

describe('an invite', () => {
  test('lets in exactly its buyer; who else comes by the link is turned away', async () => {
    const ana = account();
    const order = await bench.buys(ana, await bench.item(invite));
    await bench.runs();
    const [goods] = goodsIn(bench.heard(ana));
    const link = goods?.kind === 'invite' ? goods.link : null;
    expect(link).toMatch(/^https:/);
    expect((await bench.delivery(order.id)).state).toBe('delivered');
    const asks = (by: typeof ana, by_: string | null) =>
      bench.core.joinAsked({ chatId: invite.chatId, account: by, link: by_ });
    const stranger = account();
    expect(await asks(stranger, link)).toBe('turned_away');
    expect(await asks(stranger, 'https://t.me/+somebody')).toBe('left_alone');
    expect(await asks(stranger, null)).toBe('left_alone');
    expect(bench.hands.inside.size).toBe(0);
    expect(await asks(ana, link)).toBe('let_in');
    expect([...bench.hands.inside]).toEqual([`${ana.accountId} in ${invite.chatId}`]);
    // Whoever left and has lost the link may come by the chat's own one.
    expect(await asks(ana, null)).toBe('let_in');
  });

  test('a fresh link replaces the old one, and who is in needs none', async () => {
    const ana = account();
    const order = await bench.buys(ana, await bench.item(invite));
    await bench.runs();
    const before = (await bench.delivery(order.id)).receipt.inviteLink ?? '';
    const again = agreed(await bench.core.fetchGoods(ana, order.id));
    expect(again).toMatchObject({ kind: 'invite', chatTitle: 'Inner circle' });
    expect(bench.hands.links.has(before)).toBe(false);
    const link = again.kind === 'invite' ? again.link : null;
    expect(await bench.core.joinAsked({ chatId: invite.chatId, account: ana, link })).toBe('let_in');
    expect(agreed(await bench.core.fetchGoods(ana, order.id))).toMatchObject({ link: null });
  });

  test('D-08: a group that migrates keeps its buyers: plans, links and requests go by the new id', async () => {
    const ana = account();
    const group = { ...invite, chatId: '-777' };
    const item = await bench.item(group);
    const order = await bench.buys(ana, item);
    await bench.runs();
    await bench.core.movePlace('telegram', '-777', '-100777');
    expect((await bench.delivery(order.id)).plan).toMatchObject({ chatId: '-100777' });
    expect((await bench.core.readItem(bench.communityId, item.slug))?.plan).toMatchObject({
      chatId: '-100777',
    });
    expect(await bench.core.joinAsked({ chatId: '-100777', account: ana, link: null })).toBe('let_in');
  });
});

describe('a signed request to the owner', () => {
  test('G-17: is tried for 72 hours with the same id and body, then by a person, and the log keeps each answer', async () => {
    const ana = account();
    const order = await bench.buys(ana, await bench.item(webhook));
    bench.hands.status = 503;
    const paidAt = bench.clock.now();
    await bench.runs();
    let { dueAt, id } = await bench.delivery(order.id);
    while (dueAt !== null) {
      bench.clock.pass(dueAt - bench.clock.now());
      await bench.core.deliverGoods('webhooks');
      ({ dueAt, id } = await bench.delivery(order.id));
    }
    expect(bench.clock.now() - paidAt).toBeGreaterThan(72 * HOUR_MS);
    expect(new Set(bench.hands.sent.map((one) => one.id)).size).toBe(1);
    expect(new Set(bench.hands.sent.map((one) => one.body)).size).toBe(1);
    const tries = await bench.inTransaction(({ deliveries }) => deliveries.attempts(id));
    expect(tries).toHaveLength(bench.hands.sent.length);
    expect(tries.at(-1)).toMatchObject({ event: 'order.paid', status: 503 });
    expect(await bench.delivery(order.id)).toMatchObject({ state: 'failed', trouble: 'receiver_failed' });
    bench.hands.status = 200;
    agreed(await bench.core.retryDelivery({ by: operator, from: null, code: order.code.toLowerCase() }));
    await bench.runs();
    expect((await bench.delivery(order.id)).state).toBe('delivered');
    // Redelivery: sent once more, the same.
    agreed(await bench.core.retryDelivery({ by: operator, from: null, code: order.code }));
    await bench.runs();
    expect(bench.hands.sent).toHaveLength(tries.length + 2);
    expect(new Set(bench.hands.sent.map((one) => one.id)).size).toBe(1);
  }, 60_000);

  test('a process that dies after the request repeats it with the same id', async () => {
    const order = await bench.buys(account(), await bench.item(webhook));
    bench.hands.during = () => Promise.reject(new Error('killed'));
    await bench.runs();
    expect((await bench.delivery(order.id)).state).toBe('queued');
    bench.clock.pass(3 * MINUTE_MS);
    await bench.runs();
    expect((await bench.delivery(order.id)).state).toBe('delivered');
    const own = bench.hands.sent.filter(({ body }) => body.includes(order.id));
    expect(own).toHaveLength(2);
    expect(new Set(own.map(({ id, body }) => `${id} ${body}`)).size).toBe(1);
  });
});

describe('a gift', () => {
  test('goes to whom it was given, who hears of it; the buyer cannot fetch it', async () => {
    const [ana, eve] = [account(), account()];
    const item = await bench.item({ kind: 'text', text: 'a poem' });
    const gift = { kind: 'member' as const, account: eve, displayName: 'Eve', language: 'en' as const };
    const order = await bench.buys(ana, item, { gift });
    await bench.runs();
    expect(bench.heard(eve).map(({ kind }) => kind)).toEqual(['delivery_news', 'goods']);
    expect(goodsIn(bench.heard(ana))).toEqual([]);
    expect(await bench.core.fetchGoods(ana, order.id)).toMatchObject({ refusal: 'goods_given_away' });
    expect(agreed(await bench.core.fetchGoods(eve, order.id))).toMatchObject({ text: 'a poem' });
    expect((await bench.core.readGifts(eve)).map((view) => view.order.id)).toEqual([order.id]);
    expect(await bench.core.fetchGoods(account(), order.id)).toMatchObject({ refusal: 'order_not_found' });
  });

  test('by a link waits for whoever opens it, and then comes at once', async () => {
    const [ana, eve] = [account(), account()];
    const item = await bench.item({ kind: 'text', text: 'a song' });
    const order = await bench.buys(ana, item, { gift: { kind: 'link' } });
    await bench.runs();
    expect((await bench.delivery(order.id)).state).toBe('queued');
    expect(await bench.core.fetchGoods(ana, order.id)).toMatchObject({ refusal: 'goods_given_away' });
    const by = { account: eve, displayName: 'Eve', language: 'en' as const };
    agreed(await bench.core.claimGift({ by, token: (await orderOf(order.id)).giftToken ?? '' }));
    await bench.runs();
    expect(goodsIn(bench.heard(eve))).toEqual([{ kind: 'text', text: 'a song' }]);
    expect((await orderOf(order.id)).state).toBe('delivered');
  });
});

describe('access for a time', () => {
  test.each([
    { days: 30, remindedBefore: DAY_MS },
    { days: 1, remindedBefore: 2.4 * HOUR_MS },
  ])('of $days days is reminded of once, ends by itself, and the role goes', async (row) => {
    const bea = account('discord');
    const order = await bench.buys(bea, await bench.item(role(), { accessDays: row.days }));
    await bench.runs();
    const { endsAt, deliveredAt } = await bench.delivery(order.id);
    expect((endsAt ?? 0) - (deliveredAt ?? 0)).toBe(row.days * DAY_MS);
    const news = () =>
      bench.heard(bea).flatMap((saying) => (saying.kind === 'delivery_news' ? [saying.news] : []));
    bench.clock.pass(row.days * DAY_MS - row.remindedBefore - SECOND_MS);
    await bench.core.keepHouse();
    await bench.runs();
    expect(news()).toEqual([]);
    bench.clock.pass(SECOND_MS);
    await bench.core.keepHouse();
    await bench.core.keepHouse();
    await bench.runs();
    expect(news()).toEqual(['ending']);
    bench.clock.pass(row.remindedBefore);
    await bench.core.keepHouse();
    await bench.runs();
    expect(news()).toEqual(['ending', 'over']);
    expect(bench.hands.roleHolders).not.toContain(`vip of ${bea.accountId}`);
    expect(await bench.delivery(order.id)).toMatchObject({
      state: 'revoked',
      endReason: 'access_over',
      undoneAt: bench.clock.now(),
    });
    expect(await bench.core.fetchGoods(bea, order.id)).toMatchObject({ refusal: 'goods_over' });
    expect((await orderOf(order.id)).state).toBe('delivered');
  });

  test('the end of one does not take what a second purchase still gives', async () => {
    const bea = account('discord');
    const month = await bench.item(role(), { accessDays: 30 });
    const first = await bench.buys(bea, month);
    await bench.runs();
    bench.clock.pass(20 * DAY_MS);
    await bench.buys(bea, await bench.item(role()));
    await bench.runs();
    bench.clock.pass(10 * DAY_MS);
    await bench.core.keepHouse();
    await bench.runs();
    expect((await bench.delivery(first.id)).state).toBe('revoked');
    expect(bench.hands.roleHolders).toContain(`vip of ${bea.accountId}`);
  });
});
