// Reads what a QR code carries the way a wallet app does: a plain address or an EIP-681 link.

import { addr } from 'micro-eth-signer';

export interface PaymentUri {
  /** Where the money goes. */
  readonly address: string;
  /** The token's contract; null is the chain's own coin, or unknown for a plain address. */
  readonly tokenAddress: string | null;
  /** Null for a plain address: the person chooses. EIP-681 means mainnet (1) when a link names no chain. */
  readonly chainNumber: number | null;
  /** Smallest units; null when the person types the amount. */
  readonly units: bigint | null;
}

const LINK = /^ethereum:(?:pay-)?(0x[0-9a-fA-F]{40})(?:@(\d+))?(?:\/([A-Za-z]\w*))?(?:\?(.*))?$/;

/** Throws when a wallet app would say "invalid QR code". */
export function parsePaymentUri(content: string): PaymentUri {
  const text = content.trim();
  if (/^0x[0-9a-fA-F]{40}$/.test(text)) {
    return { address: checked(text), tokenAddress: null, chainNumber: null, units: null };
  }
  const match = LINK.exec(text);
  if (match === null) throw new Error(`not a payment link or an address: ${text}`);
  const [, target = '', chain, call, query = ''] = match;
  const parameters = new URLSearchParams(query);
  const chainNumber = chain === undefined ? 1 : Number(chain);
  if (call === undefined) {
    return {
      address: checked(target),
      tokenAddress: null,
      chainNumber,
      units: unitsOf(parameters.get('value')),
    };
  }
  if (call !== 'transfer') throw new Error(`this wallet only knows transfers, not ${call}`);
  const recipient = parameters.get('address');
  if (recipient === null) throw new Error('the link names no recipient');
  const units = unitsOf(parameters.get('uint256'));
  return { address: checked(recipient), tokenAddress: checked(target), chainNumber, units };
}

function checked(address: string): string {
  if (!/^0x[0-9a-fA-F]{40}$/.test(address)) throw new Error(`not an address: ${address}`);
  if (!addr.isValid(address)) throw new Error(`the address has a wrong checksum: ${address}`);
  return address;
}

/** EIP-681 numbers may be written 9230000, 9.23e6 or 923E4. */
function unitsOf(text: string | null): bigint | null {
  if (text === null) return null;
  const match = /^\+?(\d+)(?:\.(\d+))?(?:[eE](\d{1,2}))?$/.exec(text);
  if (match === null) throw new Error(`not a number: ${text}`);
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const places = Number(exponent);
  if (fraction.length > places) throw new Error(`not a whole number of units: ${text}`);
  return BigInt(whole + fraction) * 10n ** BigInt(places - fraction.length);
}
