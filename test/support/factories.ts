import { createHash, randomUUID } from 'node:crypto';
import type { Asset } from '../../src/domain/asset.ts';
import { assetId } from '../../src/domain/asset.ts';
import { parseExact } from '../../src/domain/money.ts';
import type { Observation } from '../../src/domain/payment-intent.ts';

/** USDT on Arbitrum, as the settings have it by default. */
export const usdt: Asset = {
  id: assetId('arb', '0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9'),
  chain: 'arb',
  contract: '0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9',
  symbol: 'USDT',
  decimals: 6,
};

/** `'9.23'` → 9230000n. */
export function units(text: string): bigint {
  const amount = parseExact(text, usdt.decimals);
  if (amount === null) throw new Error(`not an amount: ${text}`);
  return amount;
}

/** What KryptoGO says of an intent; name what matters for the test. */
export function createObservation(facts: Partial<Observation> = {}): Observation {
  const seen: Observation = {
    providerIntentId: '2MFV9kRD0IyNWauowhq2Bp3IUb3BWKPi',
    status: 'pending',
    chain: usdt.chain,
    tokenContract: usdt.contract,
    symbol: usdt.symbol,
    decimals: usdt.decimals,
    address: '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045',
    quoted: units('9.23'),
    fiat: { hundredths: 30_000n, currency: 'TWD' },
    deadline: 1_800_000_000_000,
    received: null,
    net: null,
    refunded: null,
    paymentTx: null,
    refundTx: null,
    orderId: randomUUID(),
    nonce: 'nonce',
    clientId: null,
    callbackUrl: null,
    bodyHash: '',
    ...facts,
  };
  const content = JSON.stringify(seen, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
  return { ...seen, bodyHash: createHash('sha256').update(content).digest('hex') };
}
