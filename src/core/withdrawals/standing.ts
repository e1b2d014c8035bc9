import type { Approver } from '../../domain/approver.ts';
import { distinctPersons, isSamePerson } from '../../domain/approver.ts';
import type { Asset } from '../../domain/asset.ts';
import type { Person } from '../../domain/community.ts';
import type { Decision, DecisionKind } from '../../domain/decision.ts';
import { whoSays } from '../../domain/decision.ts';
import type { Account } from '../../domain/platform.ts';
import type { Policy } from '../../domain/policy.ts';
import { approvalsNeeded, defaultPolicy } from '../../domain/policy.ts';
import type { TransferAttempt } from '../../domain/transfer-attempt.ts';
import { QUARANTINE_MS } from '../../domain/transfer-attempt.ts';
import type { Standing, WithdrawalView } from '../../domain/withdrawal-view.ts';
import type { Withdrawal } from '../../domain/withdrawal.ts';
import { canonicalText, requestedRevision, totalOf } from '../../domain/withdrawal.ts';
import { referenceOf } from '../../domain/withdrawal-entries.ts';
import { available } from '../../domain/ledger.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';

/** The policy in force for a community's asset; version 0 is the default. */
export async function policyInForce(
  stores: Stores,
  communityId: string,
  asset: Pick<Asset, 'id' | 'decimals'>,
): Promise<{ readonly version: number; readonly policy: Policy }> {
  const kept = await stores.approvals.policy(communityId, asset.id);
  return kept ?? { version: 0, policy: defaultPolicy(asset) };
}

/** Who could decide about something that `requester` asks for, and everybody whom we know as a person. */
export type Deciders = { readonly mayDecide: readonly Approver[]; readonly known: readonly Person[] };

/** All approvers but whoever asks, through whichever account they do. */
export async function decidersOf(
  deps: CoreDeps,
  stores: Stores,
  communityId: string,
  requester: Account,
): Promise<Deciders> {
  const approvers = await stores.approvals.approvers(communityId);
  const known = [...deps.operators, ...approvers];
  const mayDecide = approvers.filter(({ accounts }) => !isSamePerson(accounts, [requester], known));
  return { mayDecide, known };
}

/** How many different persons could decide. */
export function personCount({ mayDecide, known }: Deciders): number {
  return distinctPersons(mayDecide, known).length;
}

/** The hash that a decision about the withdrawal at this revision is bound to. */
export function hashAt(deps: CoreDeps, withdrawal: Withdrawal, revision: number): string {
  return deps.digest(canonicalText({ ...withdrawal, revision }));
}

/** Those who have agreed to sending it, by the row as it is now. */
export function whoApproves(
  deps: CoreDeps,
  withdrawal: Withdrawal,
  decisions: readonly Decision[],
  { mayDecide, known }: Deciders,
): Approver[] {
  const revision = requestedRevision(withdrawal);
  const wanted = { kind: 'approve' as const, revision, hash: hashAt(deps, withdrawal, revision) };
  return whoSays(decisions, wanted, mayDecide, known);
}

/** Those who give this verdict about the withdrawal as it stands. */
export function whoFinds(
  deps: CoreDeps,
  withdrawal: Withdrawal,
  verdict: { readonly kind: DecisionKind; readonly txHash: string | null },
  decisions: readonly Decision[],
  { mayDecide, known }: Deciders,
): Approver[] {
  const { revision } = withdrawal;
  const wanted = { ...verdict, revision, hash: hashAt(deps, withdrawal, revision) };
  return whoSays(decisions, wanted, mayDecide, known);
}

/** How many persons have to agree, by the policy and the approvers of now. */
export async function neededNow(
  stores: Stores,
  { communityId, amount, kind }: Withdrawal,
  asset: Pick<Asset, 'id' | 'decimals'>,
  deciders: Deciders,
): Promise<number> {
  // A canary goes from the operator's money to the operator: their command is all it takes.
  if (kind === 'canary') return 0;
  const { policy } = await policyInForce(stores, communityId, asset);
  return approvalsNeeded(policy, amount, personCount(deciders));
}

/** When people may say that it was not sent. */
export function quarantineEnd({ claimedAt }: Pick<TransferAttempt, 'claimedAt'>): number {
  return claimedAt + QUARANTINE_MS;
}

/** Everything that a card may show; `null` for a withdrawal that is not there. */
export async function viewWithdrawal(
  deps: CoreDeps,
  stores: Stores,
  id: string,
): Promise<WithdrawalView | null> {
  const facts = await stores.withdrawals.facts(id, deps.clock.now());
  if (!facts) return null;
  const { withdrawal, asset, attempt } = facts;
  const deciders = await decidersOf(deps, stores, withdrawal.communityId, withdrawal.requester);
  const standing: Standing = {
    needed: Math.max(1, await neededNow(stores, withdrawal, asset, deciders)),
    persons: personCount(deciders),
    agreed: agreedOf(deps, withdrawal, facts.decisions, deciders),
    quarantineEndsAt: attempt && withdrawal.state === 'unknown' ? quarantineEnd(attempt) : null,
  };
  return { ...facts, standing, returned: await returnedBy(stores, withdrawal) };
}

/** What the step to its state gave back: all of the hold, or what a correction could move of the balance. */
async function returnedBy(stores: Stores, withdrawal: Withdrawal): Promise<bigint> {
  const { memberId, revision } = withdrawal;
  if (memberId === null) return totalOf(withdrawal);
  const corrected = await stores.ledger.sumsOf(`${referenceOf(withdrawal)}:${revision - 1}`);
  return corrected.size === 0 ? totalOf(withdrawal) : (corrected.get(available(memberId)) ?? 0n);
}

function agreedOf(
  deps: CoreDeps,
  withdrawal: Withdrawal,
  decisions: readonly Decision[],
  deciders: Deciders,
): Standing['agreed'] {
  const names = (persons: readonly Approver[]) => persons.map(({ name }) => name);
  if (withdrawal.state === 'requested' || withdrawal.state === 'approved') {
    const approve = names(whoApproves(deps, withdrawal, decisions, deciders));
    return approve.length === 0 ? [] : [{ kind: 'approve', txHash: null, names: approve }];
  }
  const said = decisions.filter(({ revision }) => revision === withdrawal.revision);
  const verdicts = new Map(said.map(({ kind, txHash }) => [`${kind} ${txHash ?? ''}`, { kind, txHash }]));
  return [...verdicts.values()].flatMap((verdict) => {
    const agreed = names(whoFinds(deps, withdrawal, verdict, decisions, deciders));
    return agreed.length === 0 ? [] : [{ ...verdict, names: agreed }];
  });
}
