import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sortedJson } from './intent-wire.ts';
import type { SimulatorOptions } from './kryptogo-simulator.ts';
import { MINUTE, START, openBench, openReceiver } from './simulator-bench.ts';

async function openWithReceiver(options: Partial<SimulatorOptions> = {}) {
  const receiver = await openReceiver();
  const bench = await openBench(options);
  const newIntent = () => bench.newIntent({ callback_url: receiver.url });
  const statuses = () => receiver.delivered.map(({ json }) => json?.status);
  return { ...bench, receiver, newIntent, statuses };
}

describe('callbacks', () => {
  it('go out on every transition, pending included, in order', async () => {
    const { newIntent, move, statuses, sim } = await openWithReceiver();
    const id = await newIntent();
    sim.wallet.paysShort(id);
    await sim.tick();
    await move(2 * MINUTE);
    expect(statuses()).toEqual(['pending', 'insufficient_not_refunded', 'insufficient_refunded']);
    expect(sim.callbacks.map(({ answered, kind, attempt }) => [answered, kind, attempt])).toEqual(
      Array.from({ length: 3 }, () => [200, 'status', 1]),
    );
    expect(sim.callbacks.every(({ intentId }) => intentId === id)).toBe(true);
  });

  it('leave pending out when told so, and are not sent without an address', async () => {
    const { newIntent, move, statuses, sim } = await openWithReceiver({ pendingCallbacks: false });
    await newIntent();
    await move(30 * MINUTE);
    expect(statuses()).toEqual(['expired']);
    const bench = await openBench();
    await bench.newIntent();
    await bench.move(30 * MINUTE);
    expect(bench.sim.callbacks).toEqual([]);
    expect(sim.callbacks).toHaveLength(1);
  });

  it('use the names of the API object when told so, with nulls', async () => {
    const { newIntent, receiver, sim } = await openWithReceiver({
      callbackNames: 'api',
      callbackNulls: 'sent',
    });
    const id = await newIntent();
    sim.wallet.paysExactly(id);
    await sim.tick();
    const [pending, success] = receiver.delivered.map(({ json }) => json);
    expect(pending).toMatchObject({ received_amount: null, aggregated_amount: null, refund_amount: null });
    expect(success).toMatchObject({
      received_amount: '9.24',
      aggregated_amount: '9.14',
      payment_address: sim.intent(id).address,
    });
    expect(success).not.toHaveProperty('received_crypto_amount');
  });

  it('carry refund fields in their own style', async () => {
    const { newIntent, receiver, sim } = await openWithReceiver({ pendingCallbacks: false });
    const id = await newIntent();
    sim.wallet.paysShort(id);
    sim.refundNow(id);
    await sim.settled();
    expect(receiver.delivered[1]?.json).toMatchObject({
      refund_amount: '9.23',
      refund_tx_hash: sim.intent(id).refundTxHash,
    });
    expect(receiver.delivered[0]?.json).not.toHaveProperty('refund_tx_hash');
  });

  it('can arrive before the create answer', async () => {
    const { newIntent, receiver } = await openWithReceiver({ callbackBeforeAnswer: true });
    let deliveredFirst = 0;
    await newIntent().then(() => (deliveredFirst = receiver.delivered.length));
    expect(deliveredFirst).toBe(1);
  });

  it('are repeated by the clock while the receiver refuses', async () => {
    const { newIntent, receiver, move, sim } = await openWithReceiver({ callbackRetriesMs: [1000, 5000] });
    receiver.answers = [500, 302, 200];
    await newIntent();
    await sim.settled();
    await move(999);
    expect(receiver.delivered).toHaveLength(1);
    await move(1);
    await move(5000);
    await move(10 * MINUTE);
    expect(sim.callbacks.map(({ attempt, answered }) => [attempt, answered])).toEqual([[1, 500], [2, 302], [3, 200]]); // prettier-ignore
    expect(new Set(receiver.delivered.map(({ body }) => body)).size).toBe(1);
  });

  it('never leave the machine, unless an address is mapped to a local one', async () => {
    const receiver = await openReceiver();
    const { newIntent, sim } = await openBench();
    await newIntent({ callback_url: 'https://till.example/hook' });
    await newIntent({ callback_url: 'not an address' });
    await sim.settled();
    expect(sim.callbacks.map(({ answered }) => answered)).toEqual(['not sent', 'not sent']);
    sim.knobs.callbackRewrite = (url) => url.replace('https://till.example/hook', receiver.url);
    await newIntent({ callback_url: 'https://till.example/hook' });
    await sim.settled();
    expect(receiver.delivered[0]?.json.callback_url).toBe('https://till.example/hook');
  });

  it('log a receiver that is not there', async () => {
    const { newIntent, sim } = await openBench();
    await newIntent({ callback_url: 'http://127.0.0.1:9/' });
    await sim.settled();
    expect(sim.callbacks[0]?.answered).toBe('failed');
    expect(sim.callbacks[0]?.error).toContain('ECONNREFUSED');
  });
});

function only<T>(items: readonly T[]): T {
  const [item, ...others] = items;
  if (item === undefined || others.length > 0) throw new Error(`expected one item, got ${items.length}`);
  return item;
}

describe('signed callbacks', () => {
  const verify = (json: Record<string, unknown>, encoding: 'hex' | 'base64' = 'hex') => {
    const { signature, ...rest } = json;
    return createHmac('sha256', 'shared').update(sortedJson(rest)).digest(encoding) === signature;
  };

  it('carry a signature over the sorted body and a timestamp in seconds', async () => {
    const { newIntent, receiver, sim } = await openWithReceiver({ callbackSignature: { secret: 'shared' } });
    await newIntent();
    await sim.settled();
    const json = only(receiver.delivered).json;
    expect(json.timestamp).toBe(START / 1000);
    expect(verify(json)).toBe(true);
  });

  it('can be base64, in milliseconds, in another canonical form, wrong or stale', async () => {
    const { newIntent, receiver, sim } = await openWithReceiver();
    const sign = async (knob: object) => {
      sim.knobs.callbackSignature = { secret: 'shared', ...knob };
      await newIntent();
      await sim.settled();
      return only(receiver.delivered.splice(0)).json;
    };
    const base64 = await sign({ encoding: 'base64', timestampUnit: 'ms' });
    expect([base64.timestamp, verify(base64, 'base64')]).toEqual([START, true]);
    expect(verify(await sign({ spoil: 'wrong' }))).toBe(false);
    const stale = await sign({ spoil: 'stale' });
    expect([stale.timestamp, verify(stale)]).toEqual([START / 1000 - 3600, true]);
    const own = await sign({ canonical: () => 'fixed' });
    expect(own.signature).toBe(createHmac('sha256', 'shared').update('fixed').digest('hex'));
  });
});

describe('mischief with callbacks', () => {
  it('loses them', async () => {
    const { newIntent, statuses, sim } = await openWithReceiver();
    sim.mischief.next('callback lost');
    sim.wallet.paysExactly(await newIntent());
    await sim.tick();
    expect(statuses()).toEqual(['success']);
    expect(sim.callbacks.map(({ answered }) => answered)).toEqual(['lost', 200]);
  });

  it('duplicates them at the same time', async () => {
    const { newIntent, statuses, sim } = await openWithReceiver({ pendingCallbacks: false });
    const id = await newIntent();
    sim.mischief.next('callback duplicated', { copies: 50, intentId: id });
    sim.wallet.paysExactly(id);
    await sim.tick();
    expect(statuses()).toEqual(Array.from({ length: 50 }, () => 'success'));
  });

  it('delays them by the clock, with the body of their own moment', async () => {
    const { newIntent, statuses, move, sim } = await openWithReceiver();
    sim.mischief.next('callback delayed', { ms: 10 * MINUTE });
    sim.wallet.paysExactly(await newIntent());
    await sim.tick();
    expect(statuses()).toEqual(['success']);
    await move(10 * MINUTE);
    expect(statuses()).toEqual(['success', 'pending']);
  });

  it('reorders them, and lets the last one go on demand', async () => {
    const { newIntent, statuses, sim } = await openWithReceiver();
    sim.mischief.next('callback reordered');
    const id = await newIntent();
    sim.wallet.paysExactly(id);
    await sim.tick();
    expect(statuses()).toEqual(['success', 'pending']);
    sim.mischief.next('callback reordered');
    await sim.repeatCallback(id);
    expect(statuses()).toHaveLength(2);
    sim.releaseCallbacks();
    await sim.settled();
    expect(statuses()).toEqual(['success', 'pending', 'success']);
  });

  it('dresses them wrongly: type, size, fields, a cut in the middle', async () => {
    const { newIntent, receiver, sim } = await openWithReceiver();
    sim.mischief.next('callback wrong type');
    sim.mischief.next('callback huge', { bytes: 100_000 });
    sim.mischief.next('callback fields', { fields: { status: 'success', received_crypto_amount: '999999' } });
    sim.mischief.next('callback cut');
    for (let i = 0; i < 4; i += 1) {
      await newIntent();
      await sim.settled();
    }
    const [typed, huge, changed, ...rest] = receiver.delivered;
    expect(typed?.headers['content-type']).toBe('text/plain');
    expect(huge?.body.length).toBeGreaterThan(100_000);
    expect(changed?.json).toMatchObject({ status: 'success', received_crypto_amount: '999999' });
    expect(rest).toEqual([]);
    expect(sim.callbacks[3]).toMatchObject({ answered: 'failed', mischief: 'callback cut' });
  });

  it('forges them and sends test deliveries', async () => {
    const { receiver, sim } = await openWithReceiver();
    const forged = await sim.forgeCallback({
      url: receiver.url,
      body: '{"a":',
      contentType: 'text/html',
      headers: { 'x-a': 'b' },
    });
    const test = await sim.sendTestCallback(receiver.url);
    expect([forged.kind, forged.answered, test.kind, test.answered]).toEqual(['forged', 200, 'test', 200]);
    expect(receiver.delivered[0]).toMatchObject({
      body: '{"a":',
      headers: { 'content-type': 'text/html', 'x-a': 'b' },
    });
    expect(receiver.delivered[1]?.json.payment_intent_id).toMatch(/^synth/);
  });
});
