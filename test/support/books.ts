import { openDatabase } from '../../db/database.ts';
import { createUnitOfWork } from '../../db/unit-of-work.ts';
import { formatExact } from '../../src/domain/money.ts';
import type { BooksFault } from '../../src/ports/stores.ts';
import { usdt } from './factories.ts';

/** Telegram's ids are numbers, Discord's are text. */
export type PlaceId = number | string;

/** A look into the books of a running product, over a connection of its own. */
export type Books = {
  /** Balances by account, as decimal text; members' accounts are summed as `members`. */
  of(placeId: PlaceId): Promise<Record<string, string>>;
  prove(): Promise<BooksFault[]>;
  close(): Promise<void>;
};

export function openBooks(databaseUrl: string): Books {
  const database = openDatabase(databaseUrl, { connectionsMax: 2 });
  const inTransaction = createUnitOfWork(database, [usdt]);
  return {
    async of(placeId) {
      const platform = typeof placeId === 'number' ? ('telegram' as const) : ('discord' as const);
      const place = { platform, placeId: String(placeId) };
      const sums = await inTransaction(async ({ communities, ledger }) => {
        const community = await communities.at(place);
        return community ? ledger.sums(community.id, usdt.id) : new Map<string, bigint>();
      });
      const shown = new Map<string, bigint>();
      for (const [account, sum] of sums) {
        const name = account.startsWith('available:') ? 'members' : account;
        // The treasury and the fees are what we hold and what we spent: shown as positive amounts.
        const amount = name === 'treasury' || name === 'provider_fees' ? -sum : sum;
        shown.set(name, (shown.get(name) ?? 0n) + amount);
      }
      return Object.fromEntries(
        [...shown].map(([name, amount]) => [name, formatExact(amount, usdt.decimals)]),
      );
    },
    prove: () => inTransaction(({ ledger }) => ledger.prove()),
    close: () => database.close(),
  };
}
