import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CoreBench } from '../support/core-bench.ts';
import { ana, createCoreBench } from '../support/core-bench.ts';
import { units } from '../support/factories.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let bench: CoreBench;
let community: string;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createCoreBench(database.url);
});
beforeEach(async () => {
  community = await bench.community();
});
afterAll(async () => {
  expect(await bench.core.proveBooks()).toBe(0);
  await bench.close();
  await database.drop();
});

const exact = { status: 'success', received: units('9.23'), net: units('9.13') };
let transactions = 0;
const nextTx = () => `0x${(transactions += 1).toString(16).padStart(64, '0')}`;

describe('a sale', () => {
  test('is delivered at once, and the community bears the fee on the quote', async () => {
    const open = await bench.pays(community);
    expect(open.intent.state).toBe('pending');
    const paid = await bench.hears(open, { ...exact, paymentTx: nextTx() });
    expect(paid.order).toMatchObject({ state: 'paid', paidFrom: 'chain' });
    expect(await bench.sums(community)).toEqual({
      treasury: -units('9.13'),
      provider_fees: -units('0.1'),
      sales: units('9.23'),
    });
    expect(await bench.told(open.order.id)).toEqual(['payment_card', 'payment_card', 'paid']);
  });

  test('is delivered before its net amount is known, and booked when it comes', async () => {
    const open = await bench.pays(community);
    const paid = await bench.hears(open, { ...exact, net: null });
    expect(paid.order.state).toBe('paid');
    expect(await bench.sums(community)).toEqual({});
    await bench.hears(paid, exact);
    expect(await bench.sums(community)).toMatchObject({ sales: units('9.23'), treasury: -units('9.13') });
  });

  test('A-19: too much gives the excess share of the net to the member, rounded down', async () => {
    const before = await bench.balance();
    const open = await bench.pays(community);
    await bench.hears(open, { status: 'success', received: units('12'), net: units('11.88') });
    const excess = (units('11.88') * (units('12') - units('9.23'))) / units('12');
    expect((await bench.balance()) - before).toBe(excess);
    const sums = await bench.sums(community);
    expect(sums['treasury']).toBe(-units('11.88'));
    expect(sums['sales']).toBe(units('9.23'));
  });

  test('A-04: fifty reads of the same success at the same moment book it once', async () => {
    const open = await bench.pays(community);
    const id = open.intent.quote?.providerIntentId ?? '';
    const seen = bench.provider.says(id, { ...exact, paymentTx: nextTx() });
    const { applyPaymentUpdate } = await import('../../src/core/apply-payment-update.ts');
    await Promise.all(
      Array.from({ length: 50 }, () => applyPaymentUpdate(bench.deps, open.intent.id, seen, 'read')),
    );
    expect((await bench.sums(community))['sales']).toBe(units('9.23'));
    expect((await bench.told(open.order.id)).filter((kind) => kind === 'paid')).toHaveLength(1);
  });
});

describe('a top-up', () => {
  test('credits the net, and only once it is known', async () => {
    const before = await bench.balance();
    const open = await bench.pays(community, 'top_up');
    const settling = await bench.hears(open, { ...exact, net: null });
    expect(settling.order.state).toBe('settling');
    expect(await bench.balance()).toBe(before);
    const credited = await bench.hears(open, exact);
    expect(credited.order.state).toBe('delivered');
    expect((await bench.balance()) - before).toBe(units('9.13'));
  });
});

describe('money that its order cannot take', () => {
  test('A-15: late money pays an order that had merely expired', async () => {
    const open = await bench.pays(community);
    const expired = await bench.hears(open, { status: 'expired' });
    expect(expired.order).toMatchObject({ state: 'closed', closeReason: 'expired' });
    const late = await bench.hears(open, { ...exact, paymentTx: nextTx() });
    expect(late.order.state).toBe('paid');
    expect(late.intent.late).toBe(true);
  });

  test('goes to the balance when the order was cancelled', async () => {
    const before = await bench.balance();
    const open = await bench.pays(community);
    await bench.core.cancelOrder(ana, open.order.id);
    const late = await bench.hears(open, exact);
    expect(late.order).toMatchObject({ state: 'closed', closeReason: 'cancelled' });
    expect((await bench.balance()) - before).toBe(units('9.13'));
  });

  test('goes to the balance when it is the second payment of one order', async () => {
    const before = await bench.balance();
    const first = await bench.pays(community);
    await bench.hears(first, { status: 'expired' });
    await bench.core.requestFreshQuote(ana, first.order.id);
    const second = await bench.view(first.order.id);
    expect(second.intent.sequence).toBe(2);
    await bench.hears(second, { ...exact, paymentTx: nextTx() });
    const both = await bench.hears(first, { ...exact, paymentTx: nextTx() });
    expect(both.order.state).toBe('paid');
    expect((await bench.sums(community))['sales']).toBe(units('9.23'));
    expect((await bench.balance()) - before).toBe(units('9.13'));
  });
});

describe('a short payment', () => {
  test('A-17: closes the order when KryptoGO has refunded it, and books nothing', async () => {
    const open = await bench.pays(community);
    const short = await bench.hears(open, { status: 'insufficient_not_refunded', received: units('5') });
    expect(short.order.state).toBe('open');
    const refunded = await bench.hears(open, {
      status: 'insufficient_refunded',
      refunded: units('5'),
      refundTx: nextTx(),
    });
    expect(refunded.order).toMatchObject({ state: 'closed', closeReason: 'refunded' });
    expect(await bench.sums(community)).toEqual({});
    expect(await bench.told(open.order.id)).toEqual(expect.arrayContaining(['short', 'short_refunded']));
  });

  test('A-16: is a sale once the rest has come', async () => {
    const open = await bench.pays(community);
    await bench.hears(open, { status: 'insufficient_not_refunded', received: units('5') });
    expect((await bench.hears(open, exact)).order.state).toBe('paid');
  });
});

describe('what is not believed', () => {
  const contradictions = {
    'another order': { orderId: 'other' },
    'another nonce': { nonce: 'other' },
    'no order data at all': { orderId: null, nonce: null },
    'another fiat amount': { fiat: { hundredths: 1n, currency: 'TWD' as const } },
    'another currency': { fiat: { hundredths: 30_000n, currency: 'USD' as const } },
    'another token': { tokenContract: '0xaf88d065e77c8cC2239327C5EDb3A432268e5831' },
    'another chain': { chain: 'eth' },
    'another address': { address: '0x000000000000000000000000000000000000dEaD' },
    'another quote': { quoted: units('0.01') },
    'another client': { clientId: 'somebody' },
    'another callback address': { callbackUrl: 'https://elsewhere.example/' },
    'less than the quote': { received: units('9.229999') },
    'no received amount': { received: null },
    'a net above what was received': { net: units('9.24') },
    'a refund beside the success': { refundTx: '0xabc', refunded: units('9.23') },
  };
  test.each(Object.entries(contradictions))(
    'A-03, A-20: a success with %s goes to review',
    async (_name, facts) => {
      const open = await bench.pays(community);
      const held = await bench.hears(open, { ...exact, ...facts });
      expect(held.intent.state).toBe('review');
      expect(held.order.state).toBe('open');
      expect(await bench.sums(community)).toEqual({});
      expect(await bench.alarms()).toContain('payment_in_review');
    },
  );

  test('A-20: a success that lacked its amount is believed when the amount is there', async () => {
    const open = await bench.pays(community);
    expect((await bench.hears(open, { ...exact, received: null })).intent.state).toBe('review');
    expect((await bench.hears(open, exact)).order.state).toBe('paid');
  });

  test('A-22: a transaction that has paid another intent goes to review', async () => {
    const paymentTx = nextTx();
    await bench.hears(await bench.pays(community), { ...exact, paymentTx });
    bench.clock.pass(61_000);
    const second = await bench.pays(community);
    const held = await bench.hears(second, { ...exact, paymentTx });
    expect(held.intent).toMatchObject({ state: 'review', reviewReason: 'transaction_seen_before' });
  });

  test('A-13, A-37: a status word that we do not know changes nothing and rings', async () => {
    const open = await bench.pays(community);
    const unsure = await bench.hears(open, { status: 'confirming' });
    expect(unsure.intent).toMatchObject({ state: 'pending', providerStatus: 'confirming' });
    expect(await bench.alarms()).toContain('unknown_status');
    expect((await bench.hears(open, exact)).order.state).toBe('paid');
  });

  test('A-05: a status that goes back after a success changes nothing and rings', async () => {
    const open = await bench.pays(community);
    await bench.hears(open, exact);
    const after = await bench.hears(open, { status: 'expired', received: null, net: null });
    expect(after.order.state).toBe('paid');
    expect(after.intent.state).toBe('success');
    expect(await bench.alarms()).toContain('status_went_back');
  });

  test('T-08: a success after the refund of a short payment goes to review', async () => {
    const open = await bench.pays(community);
    await bench.hears(open, {
      status: 'insufficient_refunded',
      received: units('5'),
      refunded: units('5'),
      refundTx: nextTx(),
    });
    const held = await bench.hears(open, { ...exact, refunded: null, refundTx: null });
    expect(held.intent).toMatchObject({ state: 'review', reviewReason: 'refund_with_success' });
  });
});
