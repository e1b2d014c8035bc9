// The organisation's Studio balance per token: sweeps add to it, transfers take from it.

import { fromUnits, toUnits } from './decimals.ts';
import type { Token } from './types.ts';

export interface Treasury {
  readonly units: (token: Token) => bigint;
  add(token: Token, units: bigint): void;
  /** Decimal string. */
  balance(token: Token): string;
  set(token: Token, amount: string): void;
}

export function createTreasury(): Treasury {
  const balances = new Map<string, bigint>();
  const key = (token: Token): string => `${token.chainId}/${token.address.toLowerCase()}`;
  const units = (token: Token): bigint => balances.get(key(token)) ?? 0n;
  return {
    units,
    add: (token, more) => void balances.set(key(token), units(token) + more),
    balance: (token) => fromUnits(units(token), token.decimals),
    set: (token, amount) => void balances.set(key(token), toUnits(amount, token.decimals)),
  };
}
