import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Observation } from '../../src/domain/payment-intent.ts';
import type { PaymentView } from '../../src/domain/payment-view.ts';
import type { Account } from '../../src/domain/platform.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { DAY_MS, HOUR_MS } from '../../src/domain/time.ts';
import type { CoreBench } from '../support/core-bench.ts';
import { ana, operator } from '../support/core-bench.ts';
import { units, usdt } from '../support/factories.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { WithdrawalBench } from '../support/withdrawal-bench.ts';
import { account, agreed, createWithdrawalBench, secondOperator } from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: WithdrawalBench;
let other: CoreBench;
const [vera, otto] = [account(), account('discord')];

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createWithdrawalBench(database.url);
  other = await bench.instance();
});
/** Each test begins a day later, so that what went out before counts no more. */
beforeEach(() => bench.clock.pass(2 * DAY_MS));
afterAll(async () => {
  expect(await bench.core.proveBooks()).toBe(0);
  await bench.close();
  await database.drop();
});

const paid = { status: 'success', received: units('9.23'), net: units('9.1377') };

/** An item of Ana's, paid for, in a community with approvers. */
async function sold(facts: Partial<Observation> = {}, policy: Partial<Policy> = {}) {
  const community = await bench.team([[vera], [otto]], policy);
  const open = await bench.pays(community);
  const view = await bench.hears(open, { ...paid, paymentTx: `0x${randomUUID()}`, ...facts });
  expect(view.order.state).toBe('paid');
  return { community, view, code: view.order.code };
}

/** Money of the owner's in a community. */
async function fund(communityId: string, amount: string) {
  const asked = { by: operator, communityId, assetId: usdt.id, kind: 'fund' as const };
  const { move } = agreed(
    await bench.core.moveTreasury({ ...asked, amount: units(amount), requestKey: randomUUID() }),
  );
  agreed(await bench.core.endTreasuryMove(secondOperator, move.id, 'booked'));
}

const request = (code: string, more: { by?: Account; roundUp?: boolean; reason?: string } = {}) => ({
  by: vera,
  from: null,
  code,
  roundUp: false,
  reason: 'it was the wrong one',
  ...more,
});

const states = async (view: PaymentView) => {
  const delivery = await bench.inTransaction(({ deliveries }) => deliveries.byOrder(view.order.id));
  return { order: (await bench.view(view.order.id)).order.state, delivery: delivery?.state ?? null };
};

/** What one of Ana's orders put into her balance. */
const gained = async (before: bigint) => (await bench.balance()) - before;

describe('an approver refunds', () => {
  test('what the order brought in comes back to the balance, and the goods are taken back', async () => {
    const { community, view, code } = await sold();
    const before = await bench.balance();
    const preview = agreed(await bench.core.previewRefund({ by: vera, code }));
    expect(preview).toMatchObject({ refund: null, sale: { net: units('9.1377'), full: units('9.23') } });

    const done = agreed(await bench.core.refundOrder(request(` #${code.toLowerCase()} `)));
    expect(done.refund).toMatchObject({ amount: units('9.1377'), roundedUp: 0n, by: vera });
    expect(await gained(before)).toBe(units('9.1377'));
    expect(await states(view)).toEqual({ order: 'refunded', delivery: 'cancelled' });
    expect(await bench.sums(community)).toMatchObject({
      sales: units('0.0923'),
      provider_fees: -units('0.0923'),
    });
    expect((await bench.told(view.order.id)).slice(-2)).toEqual(['payment_card', 'refunded']);
    expect(await bench.view(view.order.id)).toMatchObject({ refund: { amount: units('9.1377') } });
  });

  test('rounded up, the whole price comes back, and the community bears the rest', async () => {
    const { community, code } = await sold();
    await fund(community, '1');
    const before = await bench.balance();
    const done = agreed(await bench.core.refundOrder(request(code, { roundUp: true })));
    expect(done.refund).toMatchObject({ amount: units('9.23'), roundedUp: units('0.0923') });
    expect(await gained(before)).toBe(units('9.23'));
    expect(await bench.sums(community)).toMatchObject({ provider_fees: -units('0.0923') });
  });

  test('what was paid from the balance comes back whole', async () => {
    const community = await bench.team([[vera]]);
    await bench.hears(await bench.pays(community, 'top_up'), {
      status: 'success',
      received: units('20'),
      net: units('20'),
      paymentTx: `0x${randomUUID()}`,
    });
    const view = agreed(await bench.core.payFromBalance(ana, (await bench.pays(community)).order.id));
    const before = await bench.balance();
    const done = agreed(await bench.core.refundOrder(request(view.order.code, { roundUp: true })));
    expect(done.refund).toMatchObject({ amount: units('9.23'), roundedUp: 0n });
    expect(await gained(before)).toBe(units('9.23'));
  });

  test('too much was paid: the excess went to the balance before, and does not come back twice', async () => {
    const { code } = await sold({ received: units('18.46'), net: units('18') });
    const before = await bench.balance();
    const done = agreed(await bench.core.refundOrder(request(code)));
    expect(done.refund?.amount).toBe(units('9'));
    expect(await gained(before)).toBe(units('9'));
  });

  test('equity that the owner took out does not come back: nothing happens until it is funded', async () => {
    const { community, view, code } = await sold();
    const draw = { by: operator, communityId: community, assetId: usdt.id, kind: 'draw' as const };
    agreed(await bench.core.moveTreasury({ ...draw, amount: units('5'), requestKey: randomUUID() }));
    const refused = await bench.core.refundOrder(request(code));
    expect(refused).toMatchObject({
      refusal: 'equity_too_small',
      facts: { equity: '4.1377', needed: '9.1377', symbol: 'USDT' },
    });
    expect(await states(view)).toEqual({ order: 'paid', delivery: 'queued' });
    await fund(community, '5');
    agreed(await bench.core.refundOrder(request(code)));
    // Nothing is left for the provider's fee, which the community bears.
    expect(await bench.sums(community)).toMatchObject({ reserved: units('5') });
  });

  test('refunds count in what may go out of a community in 24 hours', async () => {
    const { community, code } = await sold({}, { communityDay: units('15') });
    agreed(await bench.core.refundOrder(request(code)));
    const second = await bench.hears(await bench.pays(community), {
      ...paid,
      paymentTx: `0x${randomUUID()}`,
    });
    const refused = await bench.core.refundOrder(request(second.order.code));
    expect(refused).toMatchObject({ refusal: 'refund_above_day', facts: { limit: '15', left: '5.8623' } });

    const mia = await bench.member(community, '100');
    const wish = {
      communityId: community,
      amount: '6',
      address: '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045',
    };
    expect(await bench.core.draftWithdrawal(mia, wish)).toMatchObject({
      refusal: 'withdrawal_above_day',
      facts: { whose: 'communityDay', left: '5.8623' },
    });
    bench.clock.pass(DAY_MS);
    agreed(await bench.core.refundOrder(request(second.order.code)));
  });

  test('before KryptoGO has said what came of it, nothing can go back; afterwards it can', async () => {
    const { view, code } = await sold({ net: null });
    expect(await bench.core.refundOrder(request(code))).toMatchObject({ refusal: 'refund_not_settled' });
    await bench.hears(view, { net: units('9') });
    expect(agreed(await bench.core.refundOrder(request(code))).refund?.amount).toBe(units('9'));
  });

  test('an order that is not paid, and a top-up, have nothing to give back', async () => {
    const community = await bench.team([[vera]]);
    const open = await bench.pays(community);
    expect(await bench.core.refundOrder(request(open.order.code))).toMatchObject({
      refusal: 'refund_not_paid',
    });
    const topUp = await bench.hears(await bench.pays(community, 'top_up'), {
      ...paid,
      paymentTx: `0x${randomUUID()}`,
    });
    expect(await bench.core.refundOrder(request(topUp.order.code))).toMatchObject({
      refusal: 'refund_top_up',
    });
  });

  test('nobody refunds an order of their own, through any account that we know', async () => {
    const community = await bench.team([[vera, ana], [otto]]);
    const view = await bench.hears(await bench.pays(community), { ...paid, paymentTx: `0x${randomUUID()}` });
    const { code } = view.order;
    expect(await bench.core.refundOrder(request(code))).toMatchObject({ refusal: 'own_refund' });
    expect(await bench.core.refundOrder(request(code, { by: ana }))).toMatchObject({ refusal: 'own_refund' });
    agreed(await bench.core.refundOrder(request(code, { by: otto })));
  });

  test('a reason is wanted, and the record keeps who, how much and why', async () => {
    const { community, code } = await sold();
    expect(await bench.core.refundOrder(request(code, { reason: '  ' }))).toMatchObject({
      refusal: 'reason_missing',
    });
    agreed(await bench.core.refundOrder({ ...request(code, { reason: 'late\nby a week' }), from: '-77' }));
    const { lines } = agreed(
      await bench.core.readAudit({ by: operator, communityId: community, before: null }),
    );
    expect(lines[0]).toMatchObject({
      action: 'order_refunded',
      subject: code,
      by: vera,
      name: 'Approver 0',
      chatId: '-77',
      detail: '9.1377 USDT: late by a week',
    });
  });

  test('a later success of another intent of a refunded order is the member’s', async () => {
    const community = await bench.team([[vera]]);
    const first = await bench.hears(await bench.pays(community), { status: 'expired' });
    const fresh = agreed(await bench.core.requestFreshQuote(ana, first.order.id));
    const view = await bench.hears(fresh, { ...paid, paymentTx: `0x${randomUUID()}` });
    agreed(await bench.core.refundOrder(request(view.order.code)));
    const before = await bench.balance();
    const late = { ...paid, deadline: first.intent.quote?.deadline ?? 0, paymentTx: `0x${randomUUID()}` };
    await bench.hears({ ...view, intent: first.intent }, late);
    expect(await gained(before)).toBe(units('9.1377'));
    expect(await states(view)).toMatchObject({ order: 'refunded' });
  });
});

describe('a buyer takes a refund', () => {
  test('after 24 hours undelivered, and not before', async () => {
    const { view, code } = await sold();
    const before = await bench.balance();
    bench.clock.pass(DAY_MS - HOUR_MS);
    expect(await bench.core.takeRefund(ana, view.order.id)).toMatchObject({
      refusal: 'refund_too_early',
      facts: { code },
    });
    bench.clock.pass(HOUR_MS);
    agreed(await bench.core.takeRefund(ana, view.order.id));
    expect(await gained(before)).toBe(units('9.1377'));
    expect(await states(view)).toEqual({ order: 'refunded', delivery: 'cancelled' });
    agreed(await bench.core.takeRefund(ana, view.order.id));
    expect(await gained(before)).toBe(units('9.1377'));
  });

  test('never of what was handed over, of what is another’s, or of what is not paid', async () => {
    const { view } = await sold();
    const delivery = await bench.inTransaction(({ deliveries }) => deliveries.byOrder(view.order.id));
    agreed(await bench.core.finishTask({ by: operator, from: null, deliveryId: delivery?.id ?? '' }));
    bench.clock.pass(2 * DAY_MS);
    expect(await bench.core.takeRefund(ana, view.order.id)).toMatchObject({ refusal: 'refund_delivered' });
    const stranger = await bench.core.takeRefund(account(), view.order.id);
    expect(stranger).toMatchObject({ refusal: 'order_not_found' });
    expect(await bench.core.takeRefund(ana, 'no id')).toEqual(stranger);
    const open = await bench.pays(view.order.communityId);
    expect(await bench.core.takeRefund(ana, open.order.id)).toMatchObject({ refusal: 'refund_not_paid' });
  });

  test('where the owner took the money out, the owner is told and the buyer is not blamed', async () => {
    const { community, view } = await sold();
    const draw = { by: operator, communityId: community, assetId: usdt.id, kind: 'draw' as const };
    agreed(await bench.core.moveTreasury({ ...draw, amount: units('9'), requestKey: randomUUID() }));
    bench.clock.pass(DAY_MS);
    expect(await bench.core.takeRefund(ana, view.order.id)).toMatchObject({ refusal: 'refund_short' });
    expect(await bench.alarms()).toContain('refund_short');
  });
});

describe('at the same moment', () => {
  test('two approvers on two instances refund one order: it comes back once, and both read the same', async () => {
    const { community, code } = await sold();
    const before = await bench.balance();
    const answers = await Promise.all([
      bench.core.refundOrder(request(code, { by: vera })),
      other.core.refundOrder(request(code, { by: otto, reason: 'me too' })),
      bench.core.refundOrder(request(code, { by: otto, roundUp: true })),
    ]);
    const refunds = answers.map((answer) => agreed(answer).refund);
    expect(new Set(refunds.map((one) => `${one?.by.accountId} ${one?.amount}`)).size).toBe(1);
    expect(await gained(before)).toBe(refunds[0]?.amount);
    const { lines } = agreed(
      await bench.core.readAudit({ by: operator, communityId: community, before: null }),
    );
    expect(lines.filter(({ action }) => action === 'order_refunded')).toHaveLength(1);
  });

  test.each([0, 1, 2, 3, 4, 5])('a refund and a task’s *done*: one truthful outcome (%i)', async () => {
    const { view, code } = await sold();
    const delivery = await bench.inTransaction(({ deliveries }) => deliveries.byOrder(view.order.id));
    const [refund] = await Promise.all([
      bench.core.refundOrder(request(code)),
      other.core.finishTask({ by: operator, from: null, deliveryId: delivery?.id ?? '' }),
    ]);
    agreed(refund);
    const after = await states(view);
    expect(after.order).toBe('refunded');
    expect(['cancelled', 'revoked']).toContain(after.delivery);
  });

  test.each([0, 1, 2, 3, 4, 5])('a refund and the net that comes late: all or nothing (%i)', async () => {
    const { view, code } = await sold({ net: null });
    bench.provider.says(view.intent.quote?.providerIntentId ?? '', { net: units('9') });
    const before = await bench.balance();
    await bench.inTransaction(({ payments }) => payments.wantRead(view.intent.id, null, bench.clock.now()));
    const [refund] = await Promise.all([
      other.core.refundOrder(request(code)),
      bench.core.readPayments('wanted'),
    ]);
    const isRefused = 'refusal' in refund;
    if (isRefused) expect(refund.refusal).toBe('refund_not_settled');
    expect(await gained(before)).toBe(isRefused ? 0n : units('9'));
    expect(await bench.faults()).toEqual([]);
  });
});
