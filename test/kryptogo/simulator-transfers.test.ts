import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createKryptogoTransfers } from '../../src/kryptogo/kryptogo-transfers.ts';
import type { TransferProvider } from '../../src/ports/transfer-provider.ts';
import { startKryptogoSimulator, type KryptogoSimulator } from '../simulators/kryptogo/kryptogo-simulator.ts';

const order = {
  chain: 'arb',
  contract: '0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9',
  amount: '25.5',
  address: '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045',
} as const;
let kryptogo: KryptogoSimulator;
let transfers: TransferProvider;

function transfersWithin(exchange: number): TransferProvider {
  const { clientId, origin, transferKey } = kryptogo.credentials;
  return createKryptogoTransfers({
    apiRoot: kryptogo.url,
    clientId,
    origin,
    transferApiKey: transferKey,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    timeoutsMs: { connect: 10_000, exchange },
  });
}

beforeAll(async () => {
  const clock = { now: () => Date.UTC(2026, 10, 23, 12) };
  kryptogo = await startKryptogoSimulator({ clock, seed: 'transfers' });
  transfers = transfersWithin(10_000);
});
beforeEach(() => {
  kryptogo.mischief.clear();
  kryptogo.knobs.errorsAs = 'http-4xx';
  kryptogo.setTreasury('100');
});
afterAll(async () => kryptogo.stop());

describe('transfers against the simulated KryptoGO', () => {
  it('send exactly what was ordered, with its own key, and break no rule', async () => {
    expect(await transfers.isReachable()).toBe(true);
    expect(kryptogo.requests).toEqual([]);
    const outcome = await transfers.send(order);
    const [done] = kryptogo.transfers;
    expect(outcome).toMatchObject({ kind: 'sent', txHash: done?.txHash, providerId: done?.id });
    expect(done).toMatchObject({
      to: order.address,
      units: 25_500_000n,
      chainId: 'arb',
      tokenAddress: order.contract,
    });
    expect(kryptogo.treasury()).toBe('74.50');
    expect(kryptogo.faults).toEqual([]);
  });

  it.each(['http-4xx', 'http-200'] as const)(
    'are a definite no when the balance is short, as %s (B-07)',
    async (style) => {
      kryptogo.knobs.errorsAs = style;
      kryptogo.setTreasury('20');
      const before = kryptogo.transfers.length;
      expect(await transfers.send(order)).toMatchObject({
        kind: 'not_sent',
        cause: 'balance_not_enough',
        insufficient: '5.50',
      });
      expect([kryptogo.transfers.length, kryptogo.treasury()]).toEqual([before, '20.00']);
      expect(kryptogo.faults).toEqual([]);
    },
  );

  it('are accepted without a hash while they wait for somebody in Studio (B-05b)', async () => {
    kryptogo.mischief.next('no hash', { parked: true });
    const outcome = await transfers.send(order);
    const parked = kryptogo.transfers.at(-1);
    expect(parked).toMatchObject({ state: 'parked', txHash: null });
    expect(outcome).toMatchObject({ kind: 'unclear', accepted: true, providerId: parked?.id });
    expect(kryptogo.treasury()).toBe('100.00');
    expect(kryptogo.faults).toEqual([]);
  });

  it.each([
    ['cut after', 1],
    ['cut mid body', 1],
    ['truncated json', 1],
    ['html', 1],
    ['oversize', 1],
    ['no hash', 1],
    ['error 500', 0],
    ['too many', 0],
    ['code not zero', 0],
    ['redirect', 0],
    ['cut before', 0],
    ['cap exceeded', 0],
  ] as const)(
    '%s is a doubt after one request and %i executions (B-05, B-05c, B-08)',
    async (mischief, executions) => {
      const before = [kryptogo.requests.length, kryptogo.transfers.length] as const;
      kryptogo.mischief.next(mischief, { on: 'transfer' });
      expect((await transfers.send(order)).kind).toBe('unclear');
      expect(kryptogo.requests.length).toBe(before[0] + 1);
      expect(kryptogo.transfers.length).toBe(before[1] + executions);
      expect(kryptogo.faults).toEqual([]);
    },
  );

  it.each([
    ['hang after', 1],
    ['hang before', 0],
  ] as const)('%s is a doubt after one request and %i executions (B-04)', async (mischief, executions) => {
    const before = [kryptogo.requests.length, kryptogo.transfers.length] as const;
    kryptogo.mischief.next(mischief, { on: 'transfer' });
    const outcome = await transfersWithin(1_000).send(order);
    expect(outcome).toMatchObject({ kind: 'unclear', accepted: false, evidence: { reason: 'timeout' } });
    expect(kryptogo.requests.length).toBe(before[0] + 1);
    expect(kryptogo.transfers.length).toBe(before[1] + executions);
  });

  it('are certainly not sent while KryptoGO is down (B-06)', async () => {
    await kryptogo.down('refused');
    expect(await transfers.isReachable()).toBe(false);
    const outcome = await transfers.send(order);
    await kryptogo.up();
    expect(outcome).toMatchObject({ kind: 'not_sent', cause: 'never_asked' });
    expect(await transfers.isReachable()).toBe(true);
  });
});
