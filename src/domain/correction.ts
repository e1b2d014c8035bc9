import type { EntryKind, LedgerAccount, LedgerEntry } from './ledger.ts';

/** How much each account should have got of something, or has: credits less debits. */
export type Sums = ReadonlyMap<LedgerAccount, bigint>;

type Books = Pick<LedgerEntry, 'communityId' | 'assetId' | 'reference'>;

/** What a correction moves of each account; its reference is its own, so each kind comes once in it. */
const kinds: Readonly<Record<string, EntryKind>> = {
  available: 'correction_balance',
  held: 'correction_hold',
  suspense: 'correction_suspense',
  reserved: 'correction_reserved',
  operator_funds: 'correction_owner',
  sales: 'correction_sales',
  provider_fees: 'correction_provider_fees',
  withdrawal_fees: 'correction_withdrawal_fees',
};

/**
 * The entries that lead from what is booked to what should be, each between an account and the treasury.
 * Of a member no more is taken than `spendable`; what is missing is the community's loss, and a loss of
 * before is made good when they turn out to be owed it after all (faults.md B-30).
 */
export function entriesForCorrection(
  books: Books,
  booked: Sums,
  wanted: Sums,
  spendable: bigint,
): LedgerEntry[] {
  const accounts = [...new Set([...booked.keys(), ...wanted.keys()])].sort();
  const entries: LedgerEntry[] = [];
  let lost = 0n;
  const move = (account: LedgerAccount, kind: EntryKind | undefined, amount: bigint) => {
    if (amount === 0n) return;
    if (kind === undefined) throw new Error(`nothing is corrected on ${account}`);
    const [debit, credit] = amount > 0n ? (['treasury', account] as const) : ([account, 'treasury'] as const);
    entries.push({ ...books, kind, debit, credit, amount: amount > 0n ? amount : -amount });
  };
  for (const account of accounts) {
    if (account === 'treasury' || account === 'losses') continue;
    const missing = (wanted.get(account) ?? 0n) - (booked.get(account) ?? 0n);
    const least = account.startsWith('available:') ? -spendable : missing;
    const moved = missing < least ? least : missing;
    move(account, kinds[account.split(':', 1)[0] ?? ''], moved);
    lost += missing - moved;
  }
  move('losses', 'correction_loss', lost + (wanted.get('losses') ?? 0n) - (booked.get('losses') ?? 0n));
  return entries;
}

/** Of these entries, what the community loses. */
export function lossIn(entries: readonly LedgerEntry[]): bigint {
  return entries.reduce((sum, { debit, amount }) => (debit === 'losses' ? sum + amount : sum), 0n);
}

/** What entries make of each account. */
export function sumsOf(entries: readonly LedgerEntry[]): Sums {
  const sums = new Map<LedgerAccount, bigint>();
  for (const { debit, credit, amount } of entries) {
    sums.set(debit, (sums.get(debit) ?? 0n) - amount);
    sums.set(credit, (sums.get(credit) ?? 0n) + amount);
  }
  return sums;
}
