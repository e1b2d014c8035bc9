import { MINUTE_MS } from '../../domain/time.ts';
import type { AttemptEnd } from '../../domain/transfer-attempt.ts';
import type { Withdrawal } from '../../domain/withdrawal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { TransferOutcome } from '../../ports/transfer-provider.ts';
import type { CoreDeps } from '../deps.ts';
import { raiseAlarm } from '../raise-alarm.ts';
import type { Claimed } from './claim-withdrawal.ts';
import { stopOutflow } from './outflow.ts';
import { stepWithdrawal } from './step-withdrawal.ts';
import { refreshWithdrawal } from './tell-withdrawal.ts';

/** So many in doubt within ten minutes stop everything. */
const DOUBTS_MAX = 3;
const DOUBT_WINDOW_MS = 10 * MINUTE_MS;

const RECORD_TRIES = 3;

/** Keeps what the provider said, and moves the withdrawal on if it still is being sent by this try. */
export async function recordOutcome(
  deps: CoreDeps,
  claimed: Claimed,
  outcome: TransferOutcome,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await deps.inTransaction((stores) => recordOnce(deps, stores, claimed, outcome));
    } catch (error) {
      deps.log.error(
        { err: error, withdrawal: claimed.withdrawal.id, said: endOf(outcome) },
        'an outcome could not be written down',
      );
      // What was sent stays `sending`, and is taken over as unknown.
      if (tries === RECORD_TRIES) throw error;
    }
  }
}

async function recordOnce(
  deps: CoreDeps,
  stores: Stores,
  { withdrawal: claimed, attempt, asset }: Claimed,
  outcome: TransferOutcome,
): Promise<void> {
  const { withdrawals } = stores;
  const withdrawal = await withdrawals.lock(claimed.id);
  const tries = await withdrawals.attempts(claimed.id);
  // The commit of an earlier try may have arrived without our hearing of it (faults.md C-02).
  if (!withdrawal || tries[attempt - 1]?.endedAt !== null) return;
  await withdrawals.endAttempt(withdrawal.id, attempt, endOf(outcome), deps.clock.now());
  if (withdrawal.state !== 'sending' || tries.length !== attempt) {
    await raiseAlarm(deps, stores, {
      code: 'withdrawal_late_answer',
      reference: `${withdrawal.id}:${attempt}`,
      detail: `KryptoGO answered about withdrawal ${withdrawal.code} after it was taken to be in doubt: the approvers’ card shows the answer`,
    });
    return refreshWithdrawal(deps, stores, withdrawal, 'approvers');
  }
  if (outcome.kind === 'sent') return recordSent(deps, stores, withdrawal, outcome.txHash);
  if (outcome.kind === 'unclear') {
    const next = await stepWithdrawal(deps, stores, withdrawal, 'provider_unclear');
    if (next) await noteDoubt(deps, stores, next, outcome.evidence.reason);
    return;
  }
  await stepWithdrawal(deps, stores, withdrawal, 'provider_did_not_send', {
    sentAt: null,
    reason: outcome.cause,
  });
  if (outcome.cause !== 'balance_not_enough') return;
  const hint = outcome.insufficient === null ? '' : ` (KryptoGO says ${outcome.insufficient})`;
  await raiseAlarm(deps, stores, {
    code: 'treasury_short',
    reference: withdrawal.id,
    detail: `the wallet at KryptoGO lacks ${asset.symbol} for withdrawal ${withdrawal.code}${hint}: fund it in Studio`,
  });
}

async function recordSent(
  deps: CoreDeps,
  stores: Stores,
  withdrawal: Withdrawal,
  named: string,
): Promise<void> {
  const txHash = named.toLowerCase();
  if (await stores.withdrawals.isTransactionTaken(withdrawal.chain, txHash, withdrawal.id)) {
    const next = await stepWithdrawal(deps, stores, withdrawal, 'provider_unclear');
    if (next) await noteDoubt(deps, stores, next, 'KryptoGO named a transaction that is another one’s');
    await raiseAlarm(deps, stores, {
      code: 'withdrawal_hash_twice',
      reference: withdrawal.id,
      detail: `KryptoGO gave withdrawal ${withdrawal.code} the transaction of another one`,
    });
    return;
  }
  await stepWithdrawal(deps, stores, withdrawal, 'provider_sent', { txHash });
}

/** Somebody has to look; too many of them at once stop everything (faults.md B-29). */
export async function noteDoubt(
  deps: CoreDeps,
  stores: Stores,
  { id, code, kind, stateSince }: Withdrawal,
  why: string,
): Promise<void> {
  await raiseAlarm(deps, stores, {
    code: 'withdrawal_in_doubt',
    reference: `${id}:${stateSince}`,
    detail: `nobody knows whether ${kind === 'canary' ? 'canary' : 'withdrawal'} ${code} was sent (${why}): whoever may settle it has its card, which says what to look up; /withdrawals brings it to approvers again`,
  });
  // What people knew of when they opened the tap again is no reason to stop it once more.
  const { resumeAskedAt: openSince } = await stores.treasury.outflow();
  const since = Math.max(deps.clock.now() - DOUBT_WINDOW_MS, openSince ?? 0);
  const doubts = await stores.withdrawals.inDoubt({ since });
  if (doubts < DOUBTS_MAX) return;
  await stopOutflow(deps, stores, {
    by: 'breaker',
    reason: `${doubts} withdrawals came into doubt within ten minutes`,
  });
}

function endOf(outcome: TransferOutcome): AttemptEnd {
  const { status: httpStatus, bodyHash, reason: detail } = outcome.evidence;
  return {
    outcome: outcome.kind,
    isAccepted: outcome.kind === 'unclear' && outcome.accepted,
    httpStatus,
    bodyHash,
    detail,
    providerId: outcome.kind === 'not_sent' ? null : outcome.providerId,
    txHash: outcome.kind === 'sent' ? outcome.txHash : null,
  };
}
