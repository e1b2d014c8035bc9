import type { Disposition } from './payment-intent.ts';

/**
 * The books: immutable movements between two accounts of one community in one asset. Both sides
 * stand in one row, so an entry cannot be unbalanced (design.md 5).
 */
export type LedgerAccount =
  | 'treasury'
  | 'sales'
  | 'provider_fees'
  | 'withdrawal_fees'
  | 'operator_funds'
  | 'losses'
  | 'suspense'
  /** What the owner is moving out: a canary under way, a draw that is announced. */
  | 'reserved'
  | `available:${string}`
  | `held:${string}`;

/** Unique together with its reference, so each event is booked at most once. */
export type EntryKind =
  | 'sale_net'
  | 'sale_fee'
  | 'sale_excess'
  | 'top_up'
  | 'to_balance'
  | 'sale_from_balance'
  /** What an order brought in, back to its buyer; and what the community adds to the whole price. */
  | 'refund'
  | 'refund_rounded'
  | 'withdrawal_hold'
  | 'withdrawal_void'
  | 'withdrawal_sent'
  | 'withdrawal_fee'
  /** What people had decided was wrong: each account has what it should have; the treasury is the other side. */
  | 'correction_balance'
  | 'correction_hold'
  | 'correction_suspense'
  | 'correction_reserved'
  | 'correction_owner'
  | 'correction_sales'
  | 'correction_provider_fees'
  | 'correction_withdrawal_fees'
  /** What could not be had back of a member; the other way round where it is made good. */
  | 'correction_loss'
  | 'treasury_fund'
  | 'treasury_draw_reserved'
  | 'treasury_draw_void'
  | 'treasury_draw'
  /** What arrived for a payment that people had to look at. */
  | 'review_to_balance'
  | 'review_closed';

export type LedgerEntry = {
  readonly communityId: string;
  readonly assetId: string;
  readonly debit: LedgerAccount;
  readonly credit: LedgerAccount;
  /** Smallest units, more than zero. */
  readonly amount: bigint;
  readonly kind: EntryKind;
  /** What caused it: `intent:<id>`, `order:<id>`, `withdrawal:<id>`, `treasury:<id>`. */
  readonly reference: string;
};

/** The balance that a member can spend. */
export function available(memberId: string): LedgerAccount {
  return `available:${memberId}`;
}

/** What is reserved of a member's balance for a withdrawal. */
export function held(memberId: string): LedgerAccount {
  return `held:${memberId}`;
}

/** The owner's own money in a community; never below zero (design.md 5). */
export function equityOf(sums: ReadonlyMap<string, bigint>): bigint {
  const of = (account: LedgerAccount) => sums.get(account) ?? 0n;
  // Sums are credit less debit, so what was spent or lost is negative already.
  return of('sales') + of('withdrawal_fees') + of('operator_funds') + of('provider_fees') + of('losses');
}

/** By how much what is owed to members exceeds what the treasury holds; 0 or less when all is well. */
export function shortfallOf(sums: ReadonlyMap<string, bigint>): bigint {
  return [...sums].reduce((sum, [account, amount]) => {
    const isOurs = account === 'treasury' || account === 'suspense' || account === 'reserved';
    return isOurs || account.startsWith('available:') || account.startsWith('held:') ? sum + amount : sum;
  }, 0n);
}

type Books = Pick<LedgerEntry, 'communityId' | 'assetId' | 'reference'>;

/** What arrived for one intent, in smallest units. */
export type Arrival = { readonly quoted: bigint; readonly received: bigint; readonly net: bigint };

/**
 * The member's part of a sale that was paid with too much: the excess share of the net, rounded
 * down, floor(G·(R−Q)/R) (design.md 5).
 */
export function excessOf({ quoted, received, net }: Arrival): bigint {
  return received > quoted ? (net * (received - quoted)) / received : 0n;
}

/** The entries for one successful intent, once its net amount is known. */
export function entriesForArrival(
  books: Books,
  memberId: string,
  disposition: Disposition,
  arrival: Arrival,
): LedgerEntry[] {
  const entry = (kind: EntryKind, debit: LedgerAccount, credit: LedgerAccount, amount: bigint) => ({
    ...books,
    kind,
    debit,
    credit,
    amount,
  });
  const own = available(memberId);
  if (disposition === 'top_up') return positive([entry('top_up', 'treasury', own, arrival.net)]);
  if (disposition === 'balance') return positive([entry('to_balance', 'treasury', own, arrival.net)]);
  const excess = excessOf(arrival);
  const net = arrival.net - excess;
  return positive([
    entry('sale_net', 'treasury', 'sales', net),
    // The community earns the whole price and bears the provider's fee on it.
    entry('sale_fee', 'provider_fees', 'sales', arrival.quoted - net),
    entry('sale_excess', 'treasury', own, excess),
  ]);
}

/** A sale paid out of the member's balance: the full quote, without a fee. */
export function entryForBalancePayment(books: Books, memberId: string, quoted: bigint): LedgerEntry {
  return { ...books, kind: 'sale_from_balance', debit: available(memberId), credit: 'sales', amount: quoted };
}

function positive(entries: LedgerEntry[]): LedgerEntry[] {
  return entries.filter((entry) => entry.amount > 0n);
}
