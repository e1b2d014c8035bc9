import { isSameAccount } from '../../domain/approver.ts';
import type { Asset } from '../../domain/asset.ts';
import type { Community, Member } from '../../domain/community.ts';
import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { entryForHold } from '../../domain/withdrawal-entries.ts';
import type { WithdrawalView } from '../../domain/withdrawal-view.ts';
import type { Withdrawal } from '../../domain/withdrawal.ts';
import { isBeforeSending } from '../../domain/withdrawal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { NewWithdrawal, WithdrawalDraft } from '../../ports/withdrawal-stores.ts';
import type { CoreDeps } from '../deps.ts';
import type { Assessment } from './draft-withdrawal.ts';
import { assess, DRAFT_LIFE_MS, refuseByPolicy, refuseOff, tooSmall } from './draft-withdrawal.ts';
import { viewWithdrawal } from './standing.ts';
import { stepWithdrawal } from './step-withdrawal.ts';
import { refreshWithdrawal } from './tell-withdrawal.ts';

/** More under way at once would only hide what happens to each. */
const OPEN_MAX = 3;

/** *Confirm*: makes the request and reserves its money, once; a second press gets the first answer. */
export async function confirmWithdrawal(
  deps: CoreDeps,
  by: Account,
  draftId: string,
): Promise<WithdrawalView | Refusal> {
  return deps.inTransaction(async (stores) => {
    const draft = await stores.withdrawals.draft(draftId);
    const member = draft && (await stores.communities.memberById(draft.memberId));
    const isOwn = member?.platform === by.platform && member.accountId === by.accountId;
    if (!draft || !isOwn) return refuse('withdrawal_not_found');
    await stores.withdrawals.lockCommunity(member.communityId);
    const made = await stores.withdrawals.byRequestKey(`draft:${draft.id}`);
    if (made) return viewOf(deps, stores, made.id);
    if (deps.clock.now() - draft.createdAt > DRAFT_LIFE_MS) return refuse('draft_expired');
    const withdrawal = await makeRequest(deps, stores, draft, member);
    return isRefusal(withdrawal) ? withdrawal : viewOf(deps, stores, withdrawal.id);
  });
}

/** *Cancel*: possible until somebody has begun to send it. */
export async function cancelWithdrawal(
  deps: CoreDeps,
  by: Account,
  id: string,
): Promise<WithdrawalView | Refusal> {
  return deps.inTransaction(async (stores) => {
    const withdrawal = await stores.withdrawals.lock(id);
    // One of somebody else and one that does not exist get the same answer.
    if (!withdrawal || !isSameAccount(withdrawal.requester, by)) return refuse('withdrawal_not_found');
    if (withdrawal.state === 'cancelled') return viewOf(deps, stores, id);
    const facts = { code: withdrawal.code };
    if (!isBeforeSending(withdrawal)) return refuse('withdrawal_not_cancellable', facts);
    await stepWithdrawal(deps, stores, withdrawal, 'cancelled');
    return viewOf(deps, stores, id);
  });
}

/** The view of one that is known to be there. */
export async function viewOf(deps: CoreDeps, stores: Stores, id: string): Promise<WithdrawalView> {
  const view = await viewWithdrawal(deps, stores, id);
  if (!view) throw new Error(`no withdrawal ${id}`);
  return view;
}

async function makeRequest(
  deps: CoreDeps,
  stores: Stores,
  draft: WithdrawalDraft,
  member: Member,
): Promise<Withdrawal | Refusal> {
  const community = await stores.communities.byId(member.communityId);
  const asset = deps.assets.find(({ id }) => id === draft.assetId);
  if (!community || !asset) return refuse('withdrawals_off');
  const off = await refuseOff(deps, stores, community);
  if (off) return off;
  if ((await stores.withdrawals.openCount(member.id)) >= OPEN_MAX) {
    return refuse('too_many_withdrawals', { most: String(OPEN_MAX) });
  }
  const { address, amount, fee, isChecksummed: checksummed } = draft;
  const assessed = await assess(deps, stores, { community, member, asset, amount, address, checksummed });
  const refusal = refuseByPolicy(deps, assessed, asset);
  if (refusal) return refusal;
  // The fee that was shown is the fee that is taken.
  if (fee < assessed.policy.fee) return refuse('draft_expired');
  const available = await stores.ledger.lockAvailable(member.id, asset.id);
  if (available < amount + fee) return tooSmall(asset, available, amount + fee);
  const withdrawal = newWithdrawal(deps, { draft, member, community, asset, assessed });
  return keepRequest(deps, stores, withdrawal);
}

function newWithdrawal(
  deps: CoreDeps,
  {
    draft,
    member,
    community,
    asset,
    assessed,
  }: { draft: WithdrawalDraft; member: Member; community: Community; asset: Asset; assessed: Assessment },
): NewWithdrawal {
  const now = deps.clock.now();
  const { address, amount, fee } = draft;
  const { answer, marks, version } = assessed;
  return {
    id: deps.identifiers.id(),
    code: deps.identifiers.code(),
    communityId: community.id,
    kind: 'member',
    memberId: member.id,
    requester: { platform: member.platform, accountId: member.accountId },
    assetId: asset.id,
    chain: asset.chain,
    contract: asset.contract,
    address,
    amount,
    fee,
    state: 'requested',
    revision: 1,
    policyVersion: version,
    needed: answer.needed,
    marks,
    requestedAt: now,
    waitsUntil: answer.waitsUntil,
    lapsesAt: answer.lapsesAt,
    stateSince: now,
    sentAt: null,
    txHash: null,
    reason: null,
    confirmedAt: null,
    differsAt: null,
    requestKey: `draft:${draft.id}`,
    isAutomatic: answer.isAutomatic,
  };
}

/** Writes a request down under a code of its own, with the hold that goes with it. */
export async function keepRequest(
  deps: CoreDeps,
  stores: Stores,
  wanted: NewWithdrawal,
): Promise<Withdrawal> {
  const { requestKey: _key, isAutomatic, ...withdrawal } = wanted;
  let code = wanted.code;
  while (!(await stores.withdrawals.insert({ ...wanted, code }))) code = deps.identifiers.code();
  const made = { ...withdrawal, code };
  await stores.ledger.post([entryForHold(made)], deps.clock.now());
  // What the policy or an operator has agreed to already asks nobody.
  const next =
    isAutomatic || made.kind === 'canary' ? await stepWithdrawal(deps, stores, made, 'quorum_reached') : null;
  if (!next) await refreshWithdrawal(deps, stores, made);
  return next ?? made;
}
