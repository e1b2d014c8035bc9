// A chain that only remembers token movements and tells listeners about them.

import { fromUnits } from './decimals.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { ChainTransaction, Token } from './types.ts';

export interface Movement {
  readonly kind: ChainTransaction['kind'];
  readonly from: string;
  readonly to: string;
  readonly token: Token;
  readonly units: bigint;
  readonly at: number;
}

export interface Chain {
  readonly send: (movement: Movement) => ChainTransaction;
  readonly onTransaction: (listener: (transaction: ChainTransaction) => void) => void;
  transactions(): readonly ChainTransaction[];
}

export function createChain(random: SeededRandom): Chain {
  const transactions: ChainTransaction[] = [];
  const listeners: ((transaction: ChainTransaction) => void)[] = [];
  return {
    send({ kind, from, to, token, units, at }) {
      const transaction: ChainTransaction = {
        hash: random.hash(),
        at,
        kind,
        from,
        to,
        chainId: token.chainId,
        tokenAddress: token.address,
        symbol: token.symbol,
        units,
        amount: fromUnits(units, token.decimals),
      };
      transactions.push(transaction);
      for (const listener of listeners) listener(transaction);
      return transaction;
    },
    onTransaction: (listener) => void listeners.push(listener),
    transactions: () => [...transactions],
  };
}
