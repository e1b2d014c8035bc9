import type { Asset } from '../../src/domain/asset.ts';
import { chainOf } from '../../src/domain/asset.ts';

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const TRANSACTION = /^0x[0-9a-fA-F]{64}$/;

/**
 * The EIP-681 link that asks a wallet to send `amount` smallest units of the token. Made of fields
 * that were verified when the quote was stored; `null` rather than a link that could mislead.
 */
export function paymentLink(asset: Asset, to: string, amount: bigint): string | null {
  const chain = chainOf(asset.chain);
  if (!chain || !ADDRESS.test(asset.contract) || !ADDRESS.test(to) || amount <= 0n) return null;
  return `ethereum:${asset.contract}@${chain.numericId}/transfer?address=${to}&uint256=${amount}`;
}

/** Where a transaction can be looked at; `null` for what is no transaction of a chain we know. */
export function transactionUrl(asset: Asset | null, transaction: string | null): string | null {
  const chain = asset && chainOf(asset.chain);
  if (!chain || !transaction || !TRANSACTION.test(transaction)) return null;
  return `${chain.explorer}/tx/${transaction}`;
}
