import { correctedSums, entriesForStep, referenceOf } from '../../domain/withdrawal-entries.ts';
import type { Withdrawal, WithdrawalEvent } from '../../domain/withdrawal.ts';
import { stepOf } from '../../domain/withdrawal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { WithdrawalChange } from '../../ports/withdrawal-stores.ts';
import { bookCorrection } from '../book-correction.ts';
import type { CoreDeps } from '../deps.ts';
import { tellStep } from './tell-withdrawal.ts';

/**
 * The one way in which a withdrawal gets on: the guarded write, what is booked with it and what is told
 * of it, together. `null` when the table of life doesn't know the step, or somebody else was first.
 */
export async function stepWithdrawal(
  deps: CoreDeps,
  stores: Stores,
  withdrawal: Withdrawal,
  event: WithdrawalEvent,
  change: WithdrawalChange = {},
): Promise<Withdrawal | null> {
  const step = stepOf(withdrawal.state, event);
  if (!step) return null;
  const now = deps.clock.now();
  if (!(await stores.withdrawals.change(withdrawal, step.to, change, now))) return null;
  await stores.ledger.post(entriesForStep(withdrawal, step.booking), now);
  const wanted = correctedSums(withdrawal, step.booking);
  if (wanted) {
    const { communityId, assetId, memberId } = withdrawal;
    await bookCorrection(deps, stores, {
      communityId,
      assetId,
      memberId,
      reference: referenceOf(withdrawal),
      // One verdict may be corrected more than once.
      time: String(withdrawal.revision),
      wanted,
      about: `withdrawal ${withdrawal.code}`,
    });
  }
  const revision = withdrawal.revision + 1;
  const next = { ...withdrawal, ...change, state: step.to, revision, stateSince: now };
  await tellStep(deps, stores, next, event);
  return next;
}
