import type { DecisionKind } from '../../domain/decision.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { dayAndTime, MINUTE_MS } from '../../domain/time.ts';
import type { TransferAttempt } from '../../domain/transfer-attempt.ts';
import type { WithdrawalView } from '../../domain/withdrawal-view.ts';
import type { Withdrawal, WithdrawalEvent, WithdrawalState } from '../../domain/withdrawal.ts';
import { isTransactionHash } from '../../domain/withdrawal.ts';
import { LAPSE_MS } from '../../domain/policy.ts';
import type { Stores } from '../../ports/stores.ts';
import type { WithdrawalChange } from '../../ports/withdrawal-stores.ts';
import type { CoreDeps } from '../deps.ts';
import type { Decider, DecisionScene } from './decide-withdrawal.ts';
import { asApprover, decide } from './decide-withdrawal.ts';
import { viewOf } from './request-withdrawal.ts';
import { neededNow, quarantineEnd, whoFinds } from './standing.ts';
import { stepWithdrawal } from './step-withdrawal.ts';
import { refreshWithdrawal } from './tell-withdrawal.ts';

/** A sender that has been silent for longer than any call takes is gone (faults.md 6.2). */
export const SILENT_MS = 2.5 * MINUTE_MS;

export type Verdict =
  | { readonly kind: 'sent'; readonly txHash: string }
  | { readonly kind: 'not_sent'; readonly reason: string }
  | { readonly kind: 'send_again'; readonly reason: string };

/** What a verdict in quorum does, by the state that it is about. */
const eventOf: Readonly<
  Partial<Record<WithdrawalState, Readonly<Partial<Record<DecisionKind, WithdrawalEvent>>>>>
> = {
  unknown: { sent: 'found_sent', not_sent: 'found_not_sent', send_again: 'send_again' },
  sent: { not_sent: 'corrected_to_not_sent' },
  failed: { sent: 'corrected_to_sent' },
};

const REASON_UNITS_MAX = 500;

/**
 * What an approver has found out about a withdrawal in doubt, or about one whose end was wrong. It takes
 * effect when as many persons say the same as it took to approve it (design.md 4). Machines never settle.
 */
export async function settleWithdrawal(
  deps: CoreDeps,
  scene: DecisionScene,
  verdict: Verdict,
): Promise<WithdrawalView | Refusal> {
  return asApprover(deps, scene, async (decider) => {
    const { stores, withdrawal } = decider;
    const event = eventOf[withdrawal.state]?.[verdict.kind];
    if (!event || withdrawal.revision !== scene.revision) {
      return refuse('decided_already', { code: withdrawal.code });
    }
    const said = await readVerdict(deps, stores, withdrawal, verdict);
    if (isRefusal(said)) return said;
    const decision = await decide(deps, decider, scene, { kind: verdict.kind, ...said });
    if (!(await isAgreed(deps, decider, verdict.kind, said.txHash))) {
      await refreshWithdrawal(deps, stores, withdrawal, 'approvers');
      return viewOf(deps, stores, withdrawal.id);
    }
    const now = deps.clock.now();
    const lastAttempt = (await stores.withdrawals.attempts(withdrawal.id)).at(-1);
    const change: Readonly<Record<Verdict['kind'], WithdrawalChange>> = {
      sent: { txHash: said.txHash, sentAt: lastAttempt?.claimedAt ?? now },
      not_sent: { txHash: null, sentAt: null, reason: said.reason },
      send_again: { sentAt: null, waitsUntil: now, lapsesAt: now + LAPSE_MS },
    };
    await stepWithdrawal(deps, stores, withdrawal, event, change[verdict.kind]);
    deps.log.info({ withdrawal: withdrawal.id, verdict: verdict.kind, decision: decision?.id }, 'settled');
    return viewOf(deps, stores, withdrawal.id);
  });
}

async function isAgreed(
  deps: CoreDeps,
  decider: Decider,
  kind: DecisionKind,
  txHash: string | null,
): Promise<boolean> {
  const { stores, withdrawal } = decider;
  const asset = deps.assets.find(({ id }) => id === withdrawal.assetId);
  if (!asset) return false;
  const decisions = await stores.withdrawals.decisions(withdrawal.id);
  const agreed = whoFinds(deps, withdrawal, { kind, txHash }, decisions, decider);
  return agreed.length >= Math.max(1, await neededNow(stores, withdrawal, asset, decider));
}

async function readVerdict(
  deps: CoreDeps,
  stores: Stores,
  withdrawal: Withdrawal,
  verdict: Verdict,
): Promise<{ txHash: string | null; reason: string | null } | Refusal> {
  if (verdict.kind === 'sent') {
    const txHash = verdict.txHash.trim().toLowerCase();
    if (!isTransactionHash(txHash)) return refuse('hash_not_understood');
    const isTaken = await stores.withdrawals.isTransactionTaken(withdrawal.chain, txHash, withdrawal.id);
    return isTaken ? refuse('hash_taken') : { txHash, reason: null };
  }
  const reason = verdict.reason.trim().slice(0, REASON_UNITS_MAX);
  if (reason === '') return refuse('reason_missing');
  const attempts = await stores.withdrawals.attempts(withdrawal.id);
  const last = attempts.at(-1);
  const refusal = last ? await refuseTooEarly(deps, stores, last) : null;
  return refusal ?? { txHash: null, reason };
}

/** "It was not sent" can't be known while whoever was sending it might still do so (faults.md 6.2, B-10). */
async function refuseTooEarly(
  deps: CoreDeps,
  stores: Stores,
  attempt: TransferAttempt,
): Promise<Refusal | null> {
  const now = deps.clock.now();
  if (now < quarantineEnd(attempt)) {
    return refuse('quarantine_not_over', { when: dayAndTime(quarantineEnd(attempt)) });
  }
  // An answer that came says that its connection is closed; without one, the sender must be gone.
  if (attempt.endedAt !== null) return null;
  const isGone = await stores.instances.isGone(attempt.instanceId, now - SILENT_MS);
  return isGone ? null : refuse('sender_not_gone');
}
