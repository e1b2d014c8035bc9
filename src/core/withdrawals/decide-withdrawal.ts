import { isAmong } from '../../domain/community.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import type { WithdrawalView } from '../../domain/withdrawal-view.ts';
import type { Withdrawal } from '../../domain/withdrawal.ts';
import { isBeforeSending, requestedRevision } from '../../domain/withdrawal.ts';
import type { Stores } from '../../ports/stores.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { CoreDeps } from '../deps.ts';
import { refuseFrozen } from '../refuse-frozen.ts';
import type { DeciderHere } from './decider.ts';
import { deciderAt } from './decider.ts';
import { viewOf } from './request-withdrawal.ts';
import { hashAt, neededNow, whoApproves } from './standing.ts';
import { stepWithdrawal } from './step-withdrawal.ts';
import { isLeftToOperators, refreshWithdrawal } from './tell-withdrawal.ts';

/** Which withdrawal a press is about, and where it was pressed. */
export type DecisionScene = {
  readonly by: Account;
  readonly withdrawalId: string;
  /** The one that was on the card. */
  readonly revision: number;
  /** The chat of the press; `null` for the private chat with the bot. */
  readonly chatId: string | null;
};

/** What an approver needs to decide: the row, locked, and who they are. */
export type Decider = DeciderHere & { readonly stores: Stores; readonly withdrawal: Withdrawal };

/** What an operator needs to settle their own canary. */
export type Owner = Pick<Decider, 'stores' | 'withdrawal'>;

const REASON_UNITS_MAX = 200;

/** *Approve*: one person's yes to exactly what the card showed. Enough of them send it on its way. */
export async function approveWithdrawal(
  deps: CoreDeps,
  scene: DecisionScene,
): Promise<WithdrawalView | Refusal> {
  return asApprover(deps, scene, async (decider) => {
    const { stores, withdrawal } = decider;
    const isThis = withdrawal.state === 'requested' && withdrawal.revision === scene.revision;
    if (!isThis) return refuse('decided_already', { code: withdrawal.code });
    if (withdrawal.lapsesAt <= deps.clock.now()) return refuse('withdrawal_over', { code: withdrawal.code });
    const frozen = refuseFrozen(await stores.communities.byId(withdrawal.communityId));
    if (frozen) return frozen;
    const said = await decide(deps, decider, scene, { kind: 'approve', txHash: null, reason: null });
    // The same yes again is nothing new.
    if (said) await noteDecision(deps, decider, scene, 'withdrawal_approved', '');
    const agreed = whoApproves(deps, withdrawal, await stores.withdrawals.decisions(withdrawal.id), decider);
    const asset = deps.assets.find(({ id }) => id === withdrawal.assetId);
    const needed = asset ? await neededNow(stores, withdrawal, asset, decider) : Infinity;
    if (agreed.length >= needed) await stepWithdrawal(deps, stores, withdrawal, 'quorum_reached');
    else await refreshWithdrawal(deps, stores, withdrawal);
    return viewOf(deps, stores, withdrawal.id);
  });
}

/** *Reject*: one person's no is enough, up to the moment when it is being sent. */
export async function rejectWithdrawal(
  deps: CoreDeps,
  scene: DecisionScene,
  reason: string,
): Promise<WithdrawalView | Refusal> {
  const words = reason.trim().slice(0, REASON_UNITS_MAX);
  if (words === '') return refuse('reason_missing');
  return asApprover(deps, scene, async (decider) => {
    const { stores, withdrawal } = decider;
    // Also of one that others have approved since; but not through a card of an earlier round (B-22).
    const isThis = isBeforeSending(withdrawal) && scene.revision >= requestedRevision(withdrawal);
    if (!isThis) return refuse('decided_already', { code: withdrawal.code });
    await decide(deps, decider, scene, { kind: 'reject', txHash: null, reason: words });
    await noteDecision(deps, decider, scene, 'withdrawal_rejected', words);
    await stepWithdrawal(deps, stores, withdrawal, 'rejected', { reason: words });
    return viewOf(deps, stores, withdrawal.id);
  });
}

/** Whether this account could decide about it from there, before anything is asked of them. */
export async function readAsApprover(
  deps: CoreDeps,
  scene: DecisionScene,
): Promise<WithdrawalView | Refusal> {
  const look = ({ stores, withdrawal }: Owner) => viewOf(deps, stores, withdrawal.id);
  return asApprover(deps, scene, look, look);
}

/** Writes down what an approver says. The same yes again changes nothing. */
export async function decide(
  deps: CoreDeps,
  { stores, withdrawal, approver }: Decider,
  { by }: Pick<DecisionScene, 'by'>,
  said: Pick<Decision, 'kind' | 'txHash' | 'reason'>,
): Promise<Decision | null> {
  return stores.withdrawals.decide({
    ...said,
    withdrawalId: withdrawal.id,
    revision: withdrawal.revision,
    approverId: approver.id,
    hash: hashAt(deps, withdrawal, withdrawal.revision),
    account: by,
    decidedAt: deps.clock.now(),
  });
}

/** Keeps what an approver said of a withdrawal, and from where. */
export async function noteDecision(
  deps: CoreDeps,
  { stores, withdrawal }: Owner,
  { by, chatId }: Pick<DecisionScene, 'by' | 'chatId'>,
  action: 'withdrawal_approved' | 'withdrawal_rejected' | 'withdrawal_settled',
  detail: string,
): Promise<void> {
  const { communityId, code: subject } = withdrawal;
  await recordAudit(deps, stores, { communityId, by, from: chatId, action, subject, detail });
}

/**
 * Does something in one transaction as an approver of the withdrawal's community, who is not the one
 * that asked for it, from a chat that is meant for it. Everything is checked anew at each press.
 * `asOwner` is for what is left to operators, because nobody else is there to decide.
 */
export async function asApprover<T>(
  deps: CoreDeps,
  { by, withdrawalId, chatId }: DecisionScene,
  work: (decider: Decider) => Promise<T | Refusal>,
  asOwner?: (owner: Owner) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  return deps.inTransaction(async (stores) => {
    const withdrawal = await stores.withdrawals.lock(withdrawalId);
    if (!withdrawal) return refuse('withdrawal_not_found');
    const isOperator = chatId === null && isAmong(deps.operators, by);
    const isLeft = asOwner && isOperator && (await isLeftToOperators(deps, stores, withdrawal));
    if (isLeft) return asOwner({ stores, withdrawal });
    const decider = await deciderAt(deps, stores, { by, chatId }, withdrawal);
    if (isRefusal(decider)) return decider;
    if (decider === 'own') return refuse('own_withdrawal');
    return work({ stores, withdrawal, ...decider });
  });
}
