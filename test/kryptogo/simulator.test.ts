import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PaymentProvider } from '../../src/ports/payment-provider.ts';
import { createKryptogoProvider } from '../../src/kryptogo/kryptogo-provider.ts';
import { startKryptogoSimulator, type KryptogoSimulator } from '../simulators/kryptogo/kryptogo-simulator.ts';

const START = Date.UTC(2026, 10, 23, 12);
let now = START;
let kryptogo: KryptogoSimulator;
let provider: PaymentProvider;

const request = {
  orderId: 'order-1',
  nonce: 'nonce-1',
  fiat: { hundredths: 30_000n, currency: 'TWD' },
  callbackUrl: null,
  groupKey: 'till:community',
} as const;

beforeAll(async () => {
  kryptogo = await startKryptogoSimulator({ clock: { now: () => now }, seed: 'provider', statusDelayMs: 0 });
  provider = createKryptogoProvider({
    apiRoot: kryptogo.url,
    clientId: kryptogo.credentials.clientId,
    origin: kryptogo.credentials.origin,
    apiKey: kryptogo.credentials.apiKey,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    timeoutsMs: { create: 1_500, read: 1_500 },
  });
});
beforeEach(() => {
  now = START;
  kryptogo.mischief.clear();
});
afterAll(async () => kryptogo.stop());

async function created() {
  const outcome = await provider.createIntent(request);
  if (outcome.kind !== 'created') throw new Error(JSON.stringify(outcome));
  return outcome.seen;
}

async function read(id: string) {
  const outcome = await provider.readIntent(id);
  if (outcome.kind !== 'seen') throw new Error(JSON.stringify(outcome));
  return outcome.seen;
}

describe('the adapter against the simulated KryptoGO', () => {
  it('follows an intent from its quote to its net amount, without breaking the contract', async () => {
    const quote = await created();
    expect(quote).toMatchObject({ status: 'pending', orderId: 'order-1', nonce: 'nonce-1', symbol: 'USDT' });
    expect(quote.fiat).toEqual(request.fiat);
    const truth = kryptogo.intent(quote.providerIntentId);
    expect(quote).toMatchObject({ address: truth.address, deadline: truth.deadline * 1000 });
    kryptogo.wallet.paysExactly(truth.id);
    now += 10_000;
    await kryptogo.tick();
    const seen = await read(quote.providerIntentId);
    expect(seen).toMatchObject({
      status: 'success',
      received: quote.quoted,
      refunded: null,
      nonce: 'nonce-1',
    });
    expect(seen.net).toBeLessThan(quote.quoted);
    expect(seen.paymentTx).toMatch(/^0x[0-9a-f]+$/);
    expect(kryptogo.faults).toEqual([]);
  });

  it('reads the extra fields, left-out nulls and either error style', async () => {
    kryptogo.knobs.extraFields = true;
    kryptogo.knobs.nulls = 'left-out';
    kryptogo.knobs.fiatEcho = 'normalised';
    const quote = await created();
    expect(quote).toMatchObject({ clientId: kryptogo.credentials.clientId, received: null });
    for (const style of ['http-4xx', 'http-200'] as const) {
      kryptogo.knobs.errorsAs = style;
      expect(await provider.readIntent('nobody')).toEqual({ kind: 'not_found' });
      const tooSmall = { ...request, fiat: { hundredths: 0n, currency: 'TWD' } as const };
      expect((await provider.createIntent(tooSmall)).kind).toBe('refused');
      kryptogo.revokeKey();
      expect((await provider.createIntent(request)).kind).toBe('key_refused');
      expect((await provider.readIntent(quote.providerIntentId)).kind).toBe('key_refused');
      kryptogo.restoreKey();
    }
  });

  it('finds an intent whose create answer was lost in a list of either shape', async () => {
    kryptogo.mischief.next('cut after', { on: 'create' });
    const before = kryptogo.intents().length;
    const nonce = 'lost-answer';
    expect((await provider.createIntent({ ...request, nonce })).kind).toBe('unclear');
    expect(kryptogo.intents().length).toBe(before + 1);
    for (const shape of ['array', 'items'] as const) {
      kryptogo.knobs.listShape = shape;
      const outcome = await provider.listIntents(request.groupKey);
      expect(outcome.kind === 'listed' && outcome.traces.filter((one) => one.nonce === nonce).length).toBe(1);
    }
  });

  it.each([
    ['error 500', 'unavailable'],
    ['too many', 'unavailable'],
    ['hang before', 'unavailable'],
    ['cut before', 'unavailable'],
    ['cut mid body', 'unavailable'],
    ['redirect', 'unreadable'],
    ['html', 'unreadable'],
    ['truncated json', 'unreadable'],
    ['oversize', 'unreadable'],
    ['numbers', 'unreadable'],
    ['code not zero', 'unreadable'],
    ['proto', 'seen'],
    ['unknown status', 'seen'],
  ] as const)('%s on a read is %s (A-10 to A-13)', async (mischief, kind) => {
    const { providerIntentId } = await created();
    kryptogo.mischief.next(mischief, { on: 'read' });
    expect((await provider.readIntent(providerIntentId)).kind).toBe(kind);
    expect((await provider.readIntent(providerIntentId)).kind).toBe('seen');
  });

  it.each([
    'hang after',
    'cut after',
    'cut mid body',
    'html',
    'truncated json',
    'oversize',
    'numbers',
  ] as const)(
    '%s on a create leaves one intent there and an unclear outcome here (A-07)',
    async (mischief) => {
      const before = kryptogo.intents().length;
      kryptogo.mischief.next(mischief, { on: 'create' });
      expect((await provider.createIntent(request)).kind).toBe('unclear');
      expect(kryptogo.intents().length).toBe(before + 1);
    },
  );
});
