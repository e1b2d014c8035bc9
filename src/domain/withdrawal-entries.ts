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

/** Once one of these is booked, whoever asked has the money back, and keeps it whatever is corrected. */
export const givenBackKinds: readonly EntryKind[] = ['withdrawal_void', 'correction_back'];

/**
 * The entries of a step of its life. `isGivenBack`: whoever asked has got the money back before, so that
 * a further correction is between the treasury and the community's losses alone.
 */
export function entriesForStep(
  withdrawal: Withdrawal,
  booking: WithdrawalBooking,
  isGivenBack: boolean,
): LedgerEntry[] {
  const { amount, fee } = withdrawal;
  const entry = (kind: EntryKind, debit: LedgerAccount, credit: LedgerAccount, units: bigint) =>
    entryOf(withdrawal, kind, debit, credit, units);
  // One verdict may be corrected more than once, so each correction has its own reference.
  const corrected = (kind: EntryKind, debit: LedgerAccount, credit: LedgerAccount, units: bigint) => ({
    ...entry(kind, debit, credit, units),
    reference: `${referenceOf(withdrawal)}:${withdrawal.revision}`,
  });
  const own = sourceOf(withdrawal);
  const hold = holdOf(withdrawal);
  switch (booking) {
    case 'none':
      return [];
    case 'void':
      return [entry('withdrawal_void', hold, own, totalOf(withdrawal))];
    case 'post':
      return positive([
        entry('withdrawal_sent', hold, 'treasury', amount),
        entry('withdrawal_fee', hold, 'withdrawal_fees', fee),
      ]);
    case 'correct_to_not_sent':
      if (isGivenBack) return [corrected('correction_loss_back', 'treasury', 'losses', amount)];
      return positive([
        corrected('correction_back', 'treasury', own, amount),
        corrected('correction_fee_back', 'withdrawal_fees', own, fee),
      ]);
    case 'correct_to_sent':
      // The member has it back already, and on the chain too: the community has lost it.
      return [corrected('correction_loss', 'losses', 'treasury', amount)];
  }
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
