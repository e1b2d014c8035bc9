import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Core } from '../../src/core/core.ts';
import { deliveryStates, statesBefore } from '../../src/domain/delivery.ts';
import { DAY_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { operator } from '../support/core-bench.ts';
import type { DeliveryBench } from '../support/delivery-bench.ts';
import { createDeliveryBench } from '../support/delivery-bench.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { account, agreed } from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: DeliveryBench & { communityId: string };
let other: Core;
const approver = account();

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createDeliveryBench(database.url);
  const { core, communityId } = bench;
  agreed(await core.nameApprover({ by: operator, communityId, name: 'Ruth', accounts: [approver] }));
  other = (await bench.instance({ hands: bench.hands, platforms: ['telegram', 'discord'] })).core;
});
beforeEach(async () => {
  bench.hands.trouble = null;
  bench.hands.during = null;
  await bench.runs();
  bench.clear();
});
afterAll(async () => {
  expect(await bench.core.proveBooks()).toBe(0);
  await bench.close();
  await database.drop();
});

const role = () => ({ kind: 'role' as const, guildId: bench.guildId, roleId: 'vip', roleName: 'VIP' });
const invite = { kind: 'invite' as const, chatId: '-100300', chatTitle: 'Inner circle' };
const webhook = { kind: 'webhook' as const, url: 'https://shop.example/till' };

/** By an approver. */
async function refund(orderId: string): Promise<void> {
  const { order } = await bench.view(orderId);
  const asked = { by: approver, from: null, code: order.code, communityId: bench.communityId };
  agreed(await bench.core.refundOrder({ ...asked, roundUp: false, reason: 'a test' }));
}

const has = (by: { accountId: string }) => bench.hands.roleHolders.has(`vip of ${by.accountId}`);
const later = async () => {
  bench.clock.pass(3 * MINUTE_MS);
  await bench.runs();
};

describe('two at once', () => {
  test('two instances take each due delivery once', async () => {
    const buyers = Array.from({ length: 12 }, () => account('discord'));
    const item = await bench.item(role());
    for (const buyer of buyers) await bench.buys(buyer, item);
    for (;;) {
      const done = await Promise.all([bench.core, other].map((core) => core.deliverGoods('others')));
      if (done.every((count) => count === 0)) break;
    }
    const given = bench.hands.calls.filter((call) => call.startsWith('give'));
    expect(given.sort()).toEqual(buyers.map(({ accountId }) => `give vip ${accountId}`).sort());
  });

  test('one key for eight fetches and a worker at the same moment', async () => {
    const ana = account();
    const item = await bench.item({ kind: 'key' });
    const keys = { communityId: bench.communityId, by: operator, from: null, slug: item.slug };
    agreed(await bench.core.addKeys({ ...keys, keys: ['K-1', 'K-2', 'K-3'] }));
    const order = await bench.buys(ana, item);
    const fetches = Array.from({ length: 8 }, (_, index) =>
      (index % 2 === 0 ? bench.core : other).fetchGoods(ana, order.id),
    );
    const [answers] = await Promise.all([Promise.all(fetches), bench.runs()]);
    expect(new Set(answers.map((answer) => JSON.stringify(agreed(answer)))).size).toBe(1);
    expect(await bench.inTransaction(({ catalogue }) => catalogue.freeKeys(item.id))).toBe(2);
    expect((await bench.delivery(order.id)).state).toBe('delivered');
  });

  test('two links made at once: one leads in, the other one nowhere', async () => {
    const ana = account();
    const order = await bench.buys(ana, await bench.item(invite));
    bench.hands.during = async () => void (await other.fetchGoods(ana, order.id));
    await bench.runs();
    const { receipt, state } = await bench.delivery(order.id);
    expect(state).toBe('delivered');
    const made = bench.hands.calls.filter((call) => call === `invite ${invite.chatId}`);
    expect(made).toHaveLength(2);
    expect(bench.hands.links.has(receipt.inviteLink ?? '')).toBe(true);
    const revoked = bench.hands.calls.filter((call) => call.startsWith('revoke'));
    expect(revoked).toHaveLength(1);
  });
});

describe('a refund races with handing over', () => {
  test('a refund before the role is given: it is not given', async () => {
    const bea = account('discord');
    const order = await bench.buys(bea, await bench.item(role()));
    await refund(order.id);
    await bench.runs();
    await later();
    expect(bench.hands.calls.filter((call) => call.startsWith('give'))).toEqual([]);
    expect((await bench.delivery(order.id)).state).toBe('cancelled');
  });

  test('a refund while the role is being given: it is taken back, and told as what it is', async () => {
    const bea = account('discord');
    const order = await bench.buys(bea, await bench.item(role()));
    bench.hands.during = () => refund(order.id);
    await bench.runs();
    expect(await bench.delivery(order.id)).toMatchObject({ state: 'cancelled', dueAt: null });
    expect((await bench.view(order.id)).order.state).toBe('refunded');
    expect(has(bea)).toBe(false);
    expect(bench.heard(bea).filter(({ kind }) => kind === 'goods')).toEqual([]);
  });

  test('a refund while the role is being given, and the giver dies: it is taken back all the same', async () => {
    const bea = account('discord');
    const order = await bench.buys(bea, await bench.item(role()));
    bench.hands.during = async () => {
      await refund(order.id);
      throw new Error('killed');
    };
    await bench.runs();
    expect(has(bea)).toBe(true);
    await later();
    expect(has(bea)).toBe(false);
    expect(await bench.delivery(order.id)).toMatchObject({ state: 'cancelled', dueAt: null });
  });

  test('a refund after it: the role goes, also where the platform is away at first', async () => {
    const bea = account('discord');
    const order = await bench.buys(bea, await bench.item(role()));
    await bench.runs();
    bench.hands.trouble = { kind: 'later', trouble: 'platform_away' };
    await refund(order.id);
    await refund(order.id);
    await bench.runs();
    expect(has(bea)).toBe(true);
    expect(await bench.delivery(order.id)).toMatchObject({ state: 'revoked', undoneAt: null });
    expect(await bench.core.fetchGoods(bea, order.id)).toMatchObject({ refusal: 'goods_refunded' });
    bench.hands.trouble = null;
    await later();
    expect(has(bea)).toBe(false);
    expect(await bench.delivery(order.id)).toMatchObject({ state: 'revoked', trouble: null });
    expect((await bench.delivery(order.id)).undoneAt).not.toBeNull();
  });

  test('a role that can’t be taken back is told to staff until somebody mends it', async () => {
    const bea = account('discord');
    const order = await bench.buys(bea, await bench.item(role()));
    await bench.runs();
    bench.hands.trouble = { kind: 'blocked', trouble: 'role_too_high' };
    await refund(order.id);
    await bench.runs();
    const card = bench.heard(operator).findLast((saying) => saying.kind === 'delivery_card');
    expect(card).toMatchObject({ view: { delivery: { state: 'revoked', trouble: 'role_too_high' } } });
    bench.hands.trouble = null;
    const { id } = await bench.delivery(order.id);
    agreed(await bench.core.retryDelivery({ by: operator, from: null, code: id }));
    await bench.runs();
    expect(has(bea)).toBe(false);
  });

  test('a role being given back on return while it is refunded is taken', async () => {
    const bea = account('discord');
    const order = await bench.buys(bea, await bench.item(role()));
    await bench.runs();
    bench.hands.roleHolders.delete(`vip of ${bea.accountId}`);
    bench.clock.pass(DAY_MS / 4);
    // The look finds it lost; the refund comes in the middle.
    bench.hands.during = () => refund(order.id);
    await bench.runs();
    expect(bench.hands.calls).toContain(`give vip ${bea.accountId}`);
    expect(has(bea)).toBe(false);
    await later();
    expect(has(bea)).toBe(false);
    expect(await bench.delivery(order.id)).toMatchObject({ state: 'revoked', dueAt: null });
  });

  test('an invite refunded while its buyer is being let in: they are put out, and the link is dead', async () => {
    const ana = account();
    const order = await bench.buys(ana, await bench.item(invite));
    await bench.runs();
    const link = (await bench.delivery(order.id)).receipt.inviteLink ?? '';
    bench.hands.during = () => refund(order.id);
    const asked = { chatId: invite.chatId, account: ana, link };
    await bench.core.joinAsked(asked);
    await bench.runs();
    expect(bench.hands.inside.has(`${ana.accountId} in ${invite.chatId}`)).toBe(false);
    expect(bench.hands.links.has(link)).toBe(false);
    // By the old link there is no way in any more.
    expect(await bench.core.joinAsked(asked)).toBe('turned_away');
  });

  test('a link made while it is refunded leads nowhere', async () => {
    const order = await bench.buys(account(), await bench.item(invite));
    bench.hands.during = () => refund(order.id);
    const before = bench.hands.links.size;
    await bench.runs();
    expect((await bench.delivery(order.id)).state).toBe('cancelled');
    expect(bench.hands.links.size).toBe(before);
  });

  test('the owner’s server hears that it is over after it heard that it was paid, and not otherwise', async () => {
    const events = () =>
      bench.hands.sent.map(({ body }) => (JSON.parse(body) as { type: string; data: object }).type);
    const item = await bench.item(webhook);
    const order = await bench.buys(account(), item);
    await refund(order.id);
    await bench.runs();
    await later();
    expect(events()).toEqual([]);
    const second = await bench.buys(account(), item);
    await bench.runs();
    await refund(second.id);
    await bench.runs();
    expect(events()).toEqual(['order.paid', 'order.revoked']);
    expect(bench.hands.sent.at(-1)?.body).toContain('"reason":"refunded"');
    expect((await bench.delivery(second.id)).undoneAt).not.toBeNull();
  });

  test('a message with the goods that was not sent before a refund is never sent', async () => {
    const ana = account();
    const order = await bench.buys(ana, await bench.item({ kind: 'text', text: 'secret' }));
    await bench.core.deliverGoods('others');
    await refund(order.id);
    await bench.runs();
    expect(bench.heard(ana).filter(({ kind }) => kind === 'goods')).toEqual([]);
    expect((await bench.delivery(order.id)).state).toBe('cancelled');
  });

  test('the buyer’s own refund waits while the goods are in a message on its way', async () => {
    const ana = account();
    const order = await bench.buys(ana, await bench.item({ kind: 'text', text: 'secret' }));
    bench.clock.pass(DAY_MS);
    await bench.core.deliverGoods('others');
    const { id } = await bench.delivery(order.id);
    await bench.inTransaction((stores) => bench.core.prepareGoods(stores, id));
    expect(await bench.core.takeRefund(ana, order.id)).toMatchObject({ refusal: 'refund_too_early' });
    await bench.inTransaction((stores) => bench.core.noteGoodsTold(stores, id, 'told'));
    expect(await bench.core.takeRefund(ana, order.id)).toMatchObject({ refusal: 'refund_delivered' });
  });
});

test('the table of lives and the guard in the database agree', async () => {
  const order = await bench.buys(account(), await bench.item({ kind: 'task' }));
  const { id } = await bench.delivery(order.id);
  const facts = (to: string) => ({
    deliveredAt: to === 'delivered' || to === 'revoked' ? bench.clock.now() : null,
    endReason: to === 'cancelled' || to === 'revoked' ? ('refunded' as const) : null,
  });
  for (const from of deliveryStates) {
    for (const to of deliveryStates.filter((one) => one !== from)) {
      const isLegal = statesBefore(to).includes(from);
      const run = bench.inTransaction(async ({ deliveries }) => {
        // From wherever it is, by a legal way, as far as there is one.
        const path = {
          queued: [],
          failed: ['failed'],
          delivered: ['delivered'],
          cancelled: ['cancelled'],
          revoked: ['delivered', 'revoked'],
        } as const;
        for (const step of path[from]) {
          await deliveries.change(id, [...deliveryStates], step, facts(step));
        }
        await deliveries.change(id, [from], to, facts(to));
        throw new Error('as it was');
      });
      await expect(run).rejects.toThrow(isLegal ? 'as it was' : /does not become|Failed query/);
    }
  }
});
