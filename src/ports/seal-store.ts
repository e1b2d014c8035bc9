import type { BookedEntry, LedgerSeal } from '../domain/ledger-seal.ts';

/** The chain of seals over the books. */
export type SealStore = {
  /** The newest one, with nobody else adding one until the transaction ends. */
  lockLast(): Promise<LedgerSeal | null>;
  /**
   * The highest number of an entry below which nothing can appear any more; `null` when whoever is
   * writing just now takes too long.
   */
  settledUpTo(): Promise<number | null>;
  /** Entries with numbers above `after` and up to `upTo`, in their order. */
  entries(after: number, upTo: number, limit: number): Promise<BookedEntry[]>;
  add(seal: LedgerSeal): Promise<void>;
  /** Seals from this number on, in their order. */
  from(number: number, limit: number): Promise<LedgerSeal[]>;
};
