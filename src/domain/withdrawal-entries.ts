import type { Sums } from './correction.ts';
import { sumsOf } from './correction.ts';
import type { EntryKind, LedgerAccount, LedgerEntry } from './ledger.ts';
import { available, held } from './ledger.ts';
import type { Withdrawal, WithdrawalBooking } from './withdrawal.ts';
import { totalOf } from './withdrawal.ts';

/** What a request reserves: a member's out of their balance, a canary's out of the operator's money. */
export function entryForHold(withdrawal: Withdrawal): LedgerEntry {
  return entryOf(
    withdrawal,
    'withdrawal_hold',
    sourceOf(withdrawal),
    holdOf(withdrawal),
    totalOf(withdrawal),
  );
}

/** What a step books that leads on in its life; nothing where it corrects an end of before. */
export function entriesForStep(withdrawal: Withdrawal, booking: WithdrawalBooking): LedgerEntry[] {
  const { amount, fee } = withdrawal;
  const hold = holdOf(withdrawal);
  switch (booking) {
    case 'none':
    case 'correct_to_sent':
    case 'correct_to_not_sent':
      return [];
    case 'void':
      return [entryOf(withdrawal, 'withdrawal_void', hold, sourceOf(withdrawal), totalOf(withdrawal))];
    case 'post':
      return positive([
        entryOf(withdrawal, 'withdrawal_sent', hold, 'treasury', amount),
        entryOf(withdrawal, 'withdrawal_fee', hold, 'withdrawal_fees', fee),
      ]);
  }
}

/** What should be booked of it in all, once a verdict is corrected; `null` for a step that corrects nothing. */
export function correctedSums(withdrawal: Withdrawal, booking: WithdrawalBooking): Sums | null {
  if (booking === 'correct_to_not_sent') return new Map();
  if (booking !== 'correct_to_sent') return null;
  // Gone, and with it the fee: the treasury lost the amount, whoever asked paid the whole.
  return sumsOf([entryForHold(withdrawal), ...entriesForStep(withdrawal, 'post')]);
}

export function referenceOf({ id }: Pick<Withdrawal, 'id'>): string {
  return `withdrawal:${id}`;
}

function sourceOf({ memberId }: Withdrawal): LedgerAccount {
  return memberId === null ? 'operator_funds' : available(memberId);
}

function holdOf({ memberId }: Withdrawal): LedgerAccount {
  return memberId === null ? 'reserved' : held(memberId);
}

function entryOf(
  withdrawal: Withdrawal,
  kind: EntryKind,
  debit: LedgerAccount,
  credit: LedgerAccount,
  amount: bigint,
): LedgerEntry {
  const { communityId, assetId } = withdrawal;
  return { communityId, assetId, kind, debit, credit, amount, reference: referenceOf(withdrawal) };
}

function positive(entries: LedgerEntry[]): LedgerEntry[] {
  return entries.filter((entry) => entry.amount > 0n);
}
