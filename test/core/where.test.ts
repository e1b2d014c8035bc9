import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrderCause, OrderStory } from '../../src/domain/order-story.ts';
import type { Observation } from '../../src/domain/payment-intent.ts';
import type { PaymentView } from '../../src/domain/payment-view.ts';
import type { Account } from '../../src/domain/platform.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { ana, operator } from '../support/core-bench.ts';
import { units } from '../support/factories.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { WithdrawalBench } from '../support/withdrawal-bench.ts';
import { account, agreed, createWithdrawalBench } from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: WithdrawalBench;
const [vera, mina] = [account(), account('discord')];

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createWithdrawalBench(database.url);
});
afterAll(async () => {
  await bench.close();
  await database.drop();
});

const success = () => ({
  status: 'success',
  received: units('9.23'),
  net: units('9.1377'),
  paymentTx: `0x${randomUUID()}`,
});

/** What Ana asked to pay for, in a community of its own. */
const open = async (kind: 'item' | 'top_up' = 'item') => bench.pays(await bench.team([[vera]]), kind);

async function tell({ order }: PaymentView, by: Account = ana): Promise<OrderStory> {
  return agreed(await bench.core.explainOrder({ by, code: order.code, communityId: order.communityId }));
}

const kinds = (story: OrderStory) => story.causes.map(({ kind }) => kind);

async function after(facts: Partial<Observation>, kind: 'item' | 'top_up' = 'item'): Promise<OrderStory> {
  return tell(await bench.hears(await open(kind), facts));
}

const expectCause = (story: OrderStory, cause: Partial<OrderCause>) => {
  expect(story.causes[0]).toMatchObject(cause);
};

test('nothing has been seen yet, and there is time until the deadline', async () => {
  const view = await open();
  const story = await tell(view);
  expect(story.causes).toEqual([{ kind: 'not_seen', deadline: view.intent.quote?.deadline }]);
  expect(story).toMatchObject({ audience: 'buyer', takeableFrom: null, recipient: null });
});

test('it is seen on the chain, and not final', async () => {
  expectCause(await after({ paymentTx: '0x1', received: units('9.23') }), {
    kind: 'confirming',
    paymentTx: '0x1',
  });
});

test('the deadline is over, and KryptoGO has not said what came of it', async () => {
  const view = await open();
  bench.clock.pass(HOUR_MS);
  expectCause(await tell(view), { kind: 'overdue' });
});

test('it expired', async () => {
  expectCause(await after({ status: 'expired' }), { kind: 'expired' });
});

test('it is short by so much, and later that has gone back', async () => {
  const view = await bench.hears(await open(), {
    status: 'insufficient_not_refunded',
    received: units('9'),
    paymentTx: `0x${randomUUID()}`,
  });
  expectCause(await tell(view), { kind: 'short', missing: units('0.23'), refunded: null });
  const back = await bench.hears(view, {
    status: 'insufficient_refunded',
    refunded: units('9'),
    refundTx: '0x2',
  });
  expectCause(await tell(back), { kind: 'short', missing: units('0.23'), refunded: units('9') });
});

test('it was cancelled, and what came after that is in the balance', async () => {
  const view = await open();
  agreed(await bench.core.cancelOrder(ana, view.order.id));
  expectCause(await tell(view), { kind: 'cancelled' });
  expectCause(await tell(await bench.hears(view, success())), { kind: 'to_balance', net: units('9.1377') });
});

test('it came late by so much, was paid all the same, and waits for a person', async () => {
  const view = await open();
  const { deadline } = view.intent.quote ?? { deadline: 0 };
  bench.clock.pass(deadline - bench.clock.now() + 9 * MINUTE_MS);
  const expired = await bench.hears(view, { status: 'expired' });
  bench.clock.pass(MINUTE_MS);
  const paid = await bench.hears(expired, success());
  const story = await tell(paid);
  expect(story.causes).toEqual([
    expect.objectContaining({ kind: 'waits_for_person' }),
    { kind: 'late', byMs: bench.clock.now() - deadline },
  ]);
  expect(story.takeableFrom).toBe(bench.clock.now() + DAY_MS);
});

test('the callback was lost and asking found it; with a callback, nothing was lost', async () => {
  const silent = await bench.hears(await open(), success());
  expect(kinds(await tell(silent))).toEqual(['waits_for_person']);
  bench.clock.pass(2 * MINUTE_MS);
  expect(kinds(await tell(silent))).toEqual(['waits_for_person', 'callback_lost']);

  const view = await open();
  await bench.core.noteCallback(view.intent.callbackToken, { status: 'success' }, 'hash');
  const heard = await bench.hears(view, success());
  bench.clock.pass(2 * MINUTE_MS);
  expect(kinds(await tell(heard))).toEqual(['waits_for_person']);
});

test('KryptoGO could not be reached', async () => {
  const view = await open();
  bench.provider.nextRead.push({ kind: 'unavailable', reason: 'timeout', retryAfterMs: null });
  await bench.inTransaction(({ payments }) => payments.wantRead(view.intent.id, null, bench.clock.now()));
  await bench.core.readPayments('wanted');
  expect(await tell(view)).toMatchObject({
    causes: [{ kind: 'not_seen' }, { kind: 'provider_unreachable', failures: 1 }],
  });
});

test('KryptoGO says a word that nobody knows', async () => {
  expectCause(await after({ status: 'on_hold' }), { kind: 'unknown_status', word: 'on_hold' });
});

test('it is in review, with the reason, until people decide', async () => {
  const view = await bench.hears(await open('top_up'), { ...success(), received: units('9') });
  expectCause(await tell(view), { kind: 'in_review', reason: 'received_below_quote' });
  const scene = { by: vera, intentId: view.intent.id, chatId: null };
  agreed(await bench.core.decideReview(scene, { kind: 'to_balance', amount: '8.9' }));
  expectCause(await tell(view), { kind: 'reviewed', toBalance: true });
});

test('a top-up settles, and then it is credited', async () => {
  const view = await bench.hears(await open('top_up'), { ...success(), net: null });
  expectCause(await tell(view), { kind: 'settling' });
  expectCause(await tell(await bench.hears(view, { net: units('9') })), { kind: 'credited' });
});

test('it is sold, and what came of it is not known yet', async () => {
  expect(kinds(await after({ ...success(), net: null }))).toEqual(['waits_for_person', 'net_unknown']);
});

test('it is handed over, or can’t be because the role stands too high', async () => {
  const view = await bench.hears(await open(), success());
  const delivery = await bench.inTransaction(({ deliveries }) => deliveries.byOrder(view.order.id));
  const id = delivery?.id ?? '';
  const again = bench.clock.now() + HOUR_MS;
  await bench.inTransaction(({ deliveries }) =>
    deliveries.change(id, ['queued'], 'failed', { trouble: 'role_too_high', attempts: 3, dueAt: again }),
  );
  expect((await tell(view)).causes[0]).toEqual({
    kind: 'delivery_blocked',
    trouble: 'role_too_high',
    attempts: 3,
    againAt: again,
  });
  agreed(await bench.core.finishTask({ by: operator, from: null, deliveryId: id }));
  expectCause(await tell(view), { kind: 'delivered', at: bench.clock.now() });
});

test('it was refunded, with how much', async () => {
  const view = await bench.hears(await open(), success());
  const request = { by: vera, from: null, code: view.order.code, roundUp: false, reason: 'asked' };
  agreed(await bench.core.refundOrder(request));
  expectCause(await tell(view), { kind: 'refunded', amount: units('9.1377'), roundedUp: 0n });
});

test('staff of the community and the buyer are told, others not even that it exists (G-19)', async () => {
  const view = await open();
  const { communityId, code } = view.order;
  const manager = { by: operator, communityId, from: null, name: 'Mina', accounts: [mina] };
  agreed(await bench.core.nameManager(manager));
  for (const by of [vera, mina, operator]) {
    expect(await tell(view, by)).toMatchObject({ audience: 'staff', buyer: { displayName: 'Ana' } });
  }
  const elsewhere = account();
  await bench.team([[elsewhere]]);
  const stranger = await bench.core.explainOrder({ by: account(), code });
  expect(stranger).toMatchObject({ refusal: 'order_not_found' });
  const member = await bench.member(communityId, '0', account());
  for (const by of [elsewhere, member]) {
    expect(await bench.core.explainOrder({ by, code })).toEqual(stranger);
    expect(await bench.core.explainOrder({ by, code, communityId })).toEqual(stranger);
  }
});
