import { describe, expect, it } from 'vitest';
import { USDC } from './kryptogo-simulator.ts';
import { MINUTE, START, openBench, openReceiver } from './simulator-bench.ts';

describe('paying an intent', () => {
  it('succeeds at once without a delay, and sweeps what the fee leaves into the treasury', async () => {
    const { newIntent, read, sim } = await openBench();
    const id = await newIntent();
    const { txHash, amount } = sim.wallet.paysExactly(id);
    const { data } = await read(id);
    expect(amount).toBe('9.24');
    expect(data).toMatchObject({
      status: 'success',
      payment_tx_hash: txHash,
      received_amount: '9.24',
      aggregated_amount: '9.14',
      refund_amount: null,
    });
    expect(sim.treasury()).toBe('9.14');
    expect(sim.transactions().map(({ kind }) => kind)).toEqual(['payment', 'aggregation']);
  });

  it('is noticed after the delay, by the clock', async () => {
    const { newIntent, read, move, sim } = await openBench({ statusDelayMs: [8000, 8000] });
    const id = await newIntent();
    sim.wallet.paysExactly(id);
    expect((await read(id)).data.status).toBe('pending');
    await move(7999);
    expect((await read(id)).data.status).toBe('pending');
    await move(1);
    expect((await read(id)).data.status).toBe('success');
  });

  it('can show the aggregated amount later than success', async () => {
    const { newIntent, read, move, sim } = await openBench({ aggregationDelayMs: MINUTE });
    const id = await newIntent();
    sim.wallet.paysExactly(id);
    expect((await read(id)).data).toMatchObject({
      status: 'success',
      received_amount: '9.24',
      aggregated_amount: null,
    });
    expect(sim.treasury()).toBe('0.00');
    await move(MINUTE);
    expect((await read(id)).data['aggregated_amount']).toBe('9.14');
  });

  it('follows the configured fee and rounding', async () => {
    const { newIntent, sim } = await openBench({ feePercent: '0.5', aggregatedDecimals: 6 });
    const id = await newIntent();
    sim.wallet.paysExactly(id);
    expect(sim.intent(id).aggregated).toBe('9.1938');
  });

  it('succeeds with more received than asked when too much is paid', async () => {
    const { newIntent, sim } = await openBench();
    const id = await newIntent();
    sim.wallet.paysTooMuch(id, '0.760001');
    expect(sim.intent(id)).toMatchObject({ status: 'success', cryptoAmount: '9.24', received: '10.000001' });
  });
});

describe('paying too little', () => {
  it('is refunded to the payer after a while', async () => {
    const { newIntent, read, move, sim } = await openBench({ refundDelayMs: 5 * MINUTE, refundCost: '0.1' });
    const id = await newIntent();
    sim.wallet.paysShort(id, '1');
    expect((await read(id)).data).toMatchObject({
      status: 'insufficient_not_refunded',
      received_amount: '8.24',
      refund_amount: null,
    });
    await move(5 * MINUTE);
    const { data } = await read(id);
    expect(data).toMatchObject({ status: 'insufficient_refunded', refund_amount: '8.14' });
    expect(sim.wallet.history().map(({ kind, hash }) => [kind, hash])).toContainEqual([
      'refund',
      data['refund_tx_hash'],
    ]);
    await move(60 * MINUTE);
    expect(sim.intent(id).status).toBe('insufficient_refunded');
  });

  it('waits for a refund on demand when there is no delay to wait for', async () => {
    const { newIntent, move, sim } = await openBench({ refundDelayMs: null });
    const id = await newIntent();
    sim.wallet.paysShort(id);
    await move(3 * 24 * 60 * MINUTE);
    expect(sim.intent(id).status).toBe('insufficient_not_refunded');
    expect(sim.refundNow(id)).toBe(true);
    expect(sim.refundNow(id)).toBe(false);
    expect(sim.intent(id)).toMatchObject({ status: 'insufficient_refunded', refunded: '9.23' });
  });

  it('becomes success when topped up before the refund', async () => {
    const { newIntent, move, sim } = await openBench();
    const id = await newIntent();
    sim.wallet.paysShort(id, '5');
    sim.wallet.paysShort(id, '2');
    expect(sim.intent(id)).toMatchObject({ status: 'insufficient_not_refunded', received: '7.24' });
    sim.wallet.paysExactly(id);
    await move(60 * MINUTE);
    expect(sim.intent(id)).toMatchObject({ status: 'success', received: '9.24', refunded: null });
  });
});

describe('the deadline', () => {
  it('expires an unpaid intent after thirty minutes, exactly', async () => {
    const { newIntent, move, sim } = await openBench();
    const id = await newIntent();
    expect(sim.nextAt()).toBe(START + 30 * MINUTE);
    await move(30 * MINUTE - 1);
    expect(sim.intent(id).status).toBe('pending');
    await move(1);
    expect(sim.intent(id).status).toBe('expired');
  });

  it('does not expire what was paid in time and is not noticed yet', async () => {
    const { newIntent, move, sim } = await openBench({ statusDelayMs: 8000, latePayments: 'ignore' });
    const id = await newIntent();
    await move(30 * MINUTE - 1000);
    sim.wallet.paysExactly(id);
    await move(2000);
    expect(sim.intent(id).status).toBe('pending');
    await move(8000);
    expect(sim.intent(id).status).toBe('success');
  });

  it('settles a late payment, or ignores it as a stray', async () => {
    const { newIntent, move, sim } = await openBench();
    const [one, two] = [await newIntent(), await newIntent()];
    sim.wallet.paysLate(one, 5000);
    await move(30 * MINUTE + 4999);
    expect(sim.intent(one).status).toBe('expired');
    await move(1);
    expect(sim.intent(one).status).toBe('success');
    sim.knobs.latePayments = 'ignore';
    sim.wallet.paysLate(two);
    expect(sim.intent(two)).toMatchObject({ status: 'expired', received: null });
    expect(sim.strays()).toMatchObject([{ reason: 'late', intentId: two }]);
  });
});

describe('money that fits nothing', () => {
  it('is a second payment to a finished intent: a stray by default, added when told so', async () => {
    const { newIntent, sim } = await openBench();
    const id = await newIntent();
    const { address } = sim.intent(id);
    sim.wallet.paysExactly(id);
    sim.wallet.pays({ address, amount: '1' });
    expect(sim.intent(id)).toMatchObject({ received: '9.24', aggregated: '9.14' });
    expect(sim.strays()).toMatchObject([{ reason: 'intent already finished', intentId: id }]);
    sim.knobs.secondPayments = 'add';
    sim.wallet.pays({ address, amount: '1' });
    expect(sim.intent(id)).toMatchObject({ received: '10.24', aggregated: '10.13' });
    expect(sim.treasury()).toBe('10.13');
  });

  it('is told apart by chain, token and address', async () => {
    const { newIntent, sim } = await openBench();
    const { address } = sim.intent(await newIntent());
    sim.wallet.pays({ address, amount: '9.24', token: USDC });
    sim.wallet.pays({ address, amount: '9.24', chainId: 'bsc' });
    sim.wallet.pays({ address: '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045', amount: '9.24' });
    expect(sim.strays().map(({ reason }) => reason)).toEqual([
      'wrong token',
      'wrong chain',
      'not an intent address',
    ]);
    expect(sim.intentByAddress(address)?.status).toBe('pending');
  });
});

describe('things out of turn', () => {
  it('lets a stranger make an intent in the organisation, which the merchant can read', async () => {
    const receiver = await openReceiver();
    const { read, sim } = await openBench();
    const { id } = sim.strangerCreates({
      fiatAmount: '0.01',
      fiatCurrency: 'TWD',
      orderData: { order_id: 'yours' },
      callbackUrl: receiver.url,
    });
    await sim.settled();
    expect((await read(id)).data).toMatchObject({
      fiat_amount: '0.01',
      order_data: { order_id: 'yours' },
    });
    expect(sim.intent(id).createdBy).toBe('stranger');
    expect(receiver.delivered).toHaveLength(1);
  });

  it('forces a status that the documents do not know, with its callback', async () => {
    const receiver = await openReceiver();
    const { newIntent, read, sim } = await openBench({ pendingCallbacks: false });
    const id = await newIntent({ callback_url: receiver.url });
    sim.setStatus(id, 'cancelled');
    await sim.settled();
    expect((await read(id)).data.status).toBe('cancelled');
    expect(receiver.delivered.map(({ json }) => json.status)).toEqual(['cancelled']);
  });

  it('tells the story live, and stops telling it', async () => {
    const { newIntent, sim } = await openBench();
    const story: string[] = [];
    const stop = sim.onChange((event) =>
      story.push(event.type === 'status' ? `${event.from} to ${event.intent.status}` : event.type),
    );
    const id = await newIntent();
    await expect.poll(() => story).toEqual(['intent', 'request']);
    sim.wallet.paysExactly(id);
    expect(story.slice(2)).toEqual(['transaction', 'transaction', 'aggregation', 'pending to success']);
    stop();
    sim.wallet.pays({ address: sim.intent(id).address, amount: '1' });
    expect(story).toHaveLength(6);
  });

  it('lets expiries happen by themselves with autoTick', async () => {
    const receiver = await openReceiver();
    let now = START;
    const { newIntent } = await openBench({
      autoTick: true,
      pendingCallbacks: false,
      clock: { now: () => now },
    });
    await newIntent({ callback_url: receiver.url });
    now += 31 * MINUTE;
    await expect
      .poll(() => receiver.delivered.map(({ json }) => json.status), { timeout: 2000 })
      .toEqual(['expired']);
  });
});
