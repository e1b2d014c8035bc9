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
import { raiseAlarm } from '../raise-alarm.ts';
import type { Decider, DecisionScene, Owner } from './decide-withdrawal.ts';
import { asApprover, decide, noteDecision } from './decide-withdrawal.ts';
import { textOf } from './outflow.ts';
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
  const asDecider = async (decider: Decider) => {
    const { stores, withdrawal } = decider;
    const said = await readVerdict(deps, stores, withdrawal, scene, verdict);
    if (isRefusal(said)) return said;
    await decide(deps, decider, scene, { kind: verdict.kind, txHash: said.txHash, reason: said.reason });
    await noteDecision(deps, decider, scene, 'withdrawal_settled', textOfVerdict(said));
    if (await isAgreed(deps, decider, verdict.kind, said.txHash)) return settle(deps, decider, scene, said);
    await refreshWithdrawal(deps, stores, withdrawal, 'approvers');
    return viewOf(deps, stores, withdrawal.id);
  };
  const asOwner = async (owner: Owner) => {
    const { stores, withdrawal } = owner;
    // A new one can be had for the asking, once this one is settled.
    if (verdict.kind === 'send_again') return refuse('decided_already', { code: withdrawal.code });
    const said = await readVerdict(deps, stores, withdrawal, scene, verdict);
    if (isRefusal(said)) return said;
    // No approver's decision stands behind it, so the row itself says whose word it was.
    const reason = [said.reason, `(${textOf(scene.by)})`].filter((part) => part !== null).join(' ');
    await noteDecision(deps, owner, scene, 'withdrawal_settled', textOfVerdict(said));
    return settle(deps, owner, scene, { ...said, reason });
  };
  return asApprover(deps, scene, asDecider, asOwner);
}

/** What a verdict says, read and checked. */
type Said = {
  readonly event: WithdrawalEvent;
  readonly kind: Verdict['kind'];
  readonly txHash: string | null;
  readonly reason: string | null;
};

function textOfVerdict({ kind, txHash, reason }: Said): string {
  return [kind, txHash, reason].filter((part) => part !== null).join(': ');
}

async function settle(
  deps: CoreDeps,
  { stores, withdrawal }: Owner,
  { by }: DecisionScene,
  { event, kind, txHash, reason }: Said,
): Promise<WithdrawalView> {
  const now = deps.clock.now();
  const lastAttempt = (await stores.withdrawals.attempts(withdrawal.id)).at(-1);
  const change: Readonly<Record<Verdict['kind'], WithdrawalChange>> = {
    sent: { txHash, sentAt: lastAttempt?.claimedAt ?? now, ...(reason === null ? {} : { reason }) },
    not_sent: { txHash: null, sentAt: null, reason },
    send_again: { sentAt: null, waitsUntil: now, lapsesAt: now + LAPSE_MS },
  };
  await stepWithdrawal(deps, stores, withdrawal, event, change[kind]);
  if (event === 'corrected_to_not_sent' && withdrawal.confirmedAt !== null) {
    await noteCanaryUndone(deps, stores, withdrawal);
  }
  deps.log.info({ withdrawal: withdrawal.id, verdict: kind, by: textOf(by) }, 'settled');
  return viewOf(deps, stores, withdrawal.id);
}

/** What was never sent proves nothing: without another canary, nothing goes out to members any more. */
async function noteCanaryUndone(
  deps: CoreDeps,
  stores: Stores,
  { id, code, assetId }: Withdrawal,
): Promise<void> {
  const now = deps.clock.now();
  await stores.withdrawals.reportCanary(id, now);
  if (await stores.withdrawals.isCanaryConfirmed(assetId)) return;
  await raiseAlarm(deps, stores, {
    code: 'canary_corrected',
    reference: `${id}:${now}`,
    detail: `canary ${code} was confirmed and is corrected to not sent: withdrawals of its token are off until /till canary is confirmed`,
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
  { revision }: Pick<DecisionScene, 'revision'>,
  verdict: Verdict,
): Promise<Said | Refusal> {
  const { kind } = verdict;
  const event = eventOf[withdrawal.state]?.[kind];
  if (!event || withdrawal.revision !== revision) return refuse('decided_already', { code: withdrawal.code });
  if (verdict.kind === 'sent') {
    const txHash = verdict.txHash.trim().toLowerCase();
    if (!isTransactionHash(txHash)) return refuse('hash_not_understood');
    const isTaken = await stores.withdrawals.isTransactionTaken(withdrawal.chain, txHash, withdrawal.id);
    return isTaken ? refuse('hash_taken') : { event, kind, txHash, reason: null };
  }
  const reason = verdict.reason.trim().slice(0, REASON_UNITS_MAX);
  if (reason === '') return refuse('reason_missing');
  const attempts = await stores.withdrawals.attempts(withdrawal.id);
  const last = attempts.at(-1);
  const refusal = last ? await refuseTooEarly(deps, stores, last) : null;
  return refusal ?? { event, kind, txHash: null, reason };
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
