import type { LedgerEntry } from './ledger.ts';
import type { Instant } from './time.ts';

/** An entry as it stands in the books, with the number that it got there. */
export type BookedEntry = Omit<LedgerEntry, 'debit' | 'credit' | 'kind'> & {
  readonly id: number;
  readonly debit: string;
  readonly credit: string;
  readonly kind: string;
  readonly bookedAt: Instant;
};

/** A batch of entries, bound to all that came before it: whoever changes the past breaks the chain. */
export type LedgerSeal = {
  /** 1, 2, 3 … */
  readonly number: number;
  /** The last entry in it; it begins after the last one of the seal before. */
  readonly upTo: number;
  /** The hash of the seal before; of nothing for the first one. */
  readonly previous: string;
  readonly hash: string;
  readonly sealedAt: Instant;
};

/** What the first seal is bound to. */
export const FIRST_SEAL_AFTER = '0'.repeat(64);

/** The text whose hash seals a batch, entries in the order of their numbers. */
export function sealedText(previous: string, entries: readonly BookedEntry[]): string {
  return [previous, ...entries.map(canonicalEntry)].join('\n');
}

/** An entry as one line. JSON keeps parts apart whatever is in them. */
function canonicalEntry(entry: BookedEntry): string {
  const { id, communityId, assetId, debit, credit, amount, kind, reference, bookedAt } = entry;
  return JSON.stringify([
    id,
    communityId,
    assetId,
    debit,
    credit,
    amount.toString(),
    kind,
    reference,
    bookedAt,
  ]);
}
