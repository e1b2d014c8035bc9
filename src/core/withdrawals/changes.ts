import { isSameAccount } from '../../domain/approver.ts';
import type { Change, ChangeView, PendingChange } from '../../domain/change.ts';
import { isAmong } from '../../domain/community.ts';
import { subjectOf } from '../../domain/notification.ts';
import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import type { Policy } from '../../domain/policy.ts';
import { differences, isSameRule, loosened } from '../../domain/policy.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { approverHere } from './decider.ts';
import { textOf } from './outflow.ts';
import { policyInForce } from './standing.ts';
import { approverChats, refreshCards } from './tell-withdrawal.ts';

/** What became of a change: in effect, or announced. */
export type Changed = { readonly change: Change; readonly pending: PendingChange | null };

/**
 * Changes who decides or what is allowed. What tightens takes effect at once; what loosens is announced
 * where approvers look, waits, and can be vetoed by any of them (design.md 6).
 */
export async function makeChange(
  deps: CoreDeps,
  by: Account,
  communityId: string,
  plan: (stores: Stores) => Promise<Change | Refusal>,
): Promise<Changed | Refusal> {
  if (!isAmong(deps.operators, by)) return refuse('not_operator');
  return deps.inTransaction(async (stores) => {
    await stores.withdrawals.lockCommunity(communityId);
    const change = await plan(stores);
    if (isRefusal(change)) return change;
    const unfit = await refuseUnfit(deps, stores, communityId, change);
    if (unfit) return unfit;
    const delayMs = await delayOf(deps, stores, communityId, change);
    const now = deps.clock.now();
    if (delayMs === 0) {
      await applyChange(deps, stores, communityId, change, textOf(by));
      return { change, pending: null };
    }
    const pending: PendingChange = {
      id: deps.identifiers.id(),
      communityId,
      change,
      askedBy: textOf(by),
      askedAt: now,
      effectiveAt: now + delayMs,
    };
    await stores.approvals.announce(pending);
    const chats = await approverChats(deps, stores, communityId);
    await refreshCards(deps, stores, { kind: 'change_card', changeId: pending.id }, chats);
    return { change, pending };
  });
}

/** *Veto*: any approver of now stops a change that is announced. */
export async function vetoChange(
  deps: CoreDeps,
  scene: { readonly by: Account; readonly changeId: string; readonly chatId: string | null },
): Promise<ChangeView | Refusal> {
  return deps.inTransaction(async (stores) => {
    const pending = await stores.approvals.change(scene.changeId);
    if (!pending) return refuse('change_not_found');
    await stores.withdrawals.lockCommunity(pending.communityId);
    const approver = await approverHere(stores, scene.by, pending.communityId);
    if (isRefusal(approver)) return approver;
    if (scene.chatId !== null) {
      const chat = await stores.approvals.chatAt(scene.by.platform, scene.chatId);
      if (chat?.communityId !== pending.communityId) return refuse('wrong_chat');
    }
    const now = deps.clock.now();
    const isFirst = await stores.approvals.endChange(pending.id, 'vetoed', approver.name, now);
    if (!isFirst) return refuse('change_over');
    await refreshChange(deps, stores, pending);
    return (await viewChange(deps, stores, pending.id)) ?? refuse('change_not_found');
  });
}

/** Puts into effect what has waited long enough: each by itself, so that none keeps the others waiting. */
export async function applyDueChanges(deps: CoreDeps): Promise<void> {
  const due = await deps.inTransaction(({ approvals }) => approvals.dueChanges(deps.clock.now()));
  for (const pending of due) {
    await applyDue(deps, pending).catch((error: unknown) => {
      deps.log.error({ err: error, change: pending.id }, 'a change could not be made');
    });
  }
}

async function applyDue(deps: CoreDeps, { id, communityId }: PendingChange): Promise<void> {
  await deps.inTransaction(async (stores) => {
    await stores.withdrawals.lockCommunity(communityId);
    // Another instance may have been at it, or a veto come in between.
    const pending = await stores.approvals.change(id);
    if (pending?.state !== 'waiting') return;
    const { change, askedBy } = pending;
    const unfit = await refuseUnfit(deps, stores, communityId, change);
    if (unfit) deps.log.warn({ change: id, refusal: unfit.refusal }, 'a change did not fit any more');
    else await applyChange(deps, stores, communityId, change, askedBy);
    await stores.approvals.endChange(id, unfit ? 'failed' : 'applied', null, deps.clock.now());
    await refreshChange(deps, stores, pending);
  });
}

async function refreshChange(deps: CoreDeps, stores: Stores, { id }: PendingChange): Promise<void> {
  const card = { kind: 'change_card' as const, changeId: id };
  const shown = await stores.notices.refs(subjectOf(card) ?? '');
  await refreshCards(
    deps,
    stores,
    card,
    shown.map(({ to }) => to),
  );
}

/** How long a change has to wait: not at all where it tightens, or nobody's money depends on it yet. */
async function delayOf(deps: CoreDeps, stores: Stores, communityId: string, change: Change): Promise<number> {
  if (!(await isLoosening(stores, communityId, change))) return 0;
  const sums = await Promise.all(deps.assets.map(({ id }) => stores.ledger.sums(communityId, id)));
  const holdsBalances = sums.some((accounts) =>
    [...accounts].some(([account, sum]) => /^(?:available|held):/.test(account) && sum > 0n),
  );
  if (!holdsBalances) return 0;
  // The strictest of the community's policies says how long.
  const delays = await Promise.all(
    deps.assets.map(async (asset) => (await policyInForce(stores, communityId, asset)).policy.loosenDelayMs),
  );
  return Math.max(0, ...delays);
}

async function isLoosening(stores: Stores, communityId: string, change: Change): Promise<boolean> {
  switch (change.kind) {
    case 'approver_add':
      return (await stores.approvals.approvers(communityId)).length > 0;
    case 'approver_remove':
    case 'account_add':
      return true;
    case 'approvals_chat': {
      const chats = await stores.approvals.chats(communityId);
      // Without a chat, approvers look at their private ones: the first is a move away from there.
      if (chats.length === 0) return (await stores.approvals.approvers(communityId)).length > 0;
      return chats.some(({ platform }) => platform === change.platform);
    }
    case 'policy':
      return loosened(change.from, change.policy).length > 0;
  }
}

/** Why a change can't be made as things are now, if so. What is announced is looked at again when it is due. */
async function refuseUnfit(
  deps: CoreDeps,
  stores: Stores,
  communityId: string,
  change: Change,
): Promise<Refusal | null> {
  const all = await stores.approvals.approvers(communityId);
  switch (change.kind) {
    case 'approver_add': {
      const { name, accounts } = change;
      const isKnown = all.some((one) => one.name.toLowerCase() === name.toLowerCase());
      if (isKnown) return refuse('approver_exists', { name });
      return accounts.some((account) => isTaken(all, account)) ? refuse('approver_account_taken') : null;
    }
    case 'approver_remove':
    case 'account_add': {
      const isThere = all.some(({ id }) => id === change.approverId);
      if (!isThere) return refuse('approver_not_found', { name: change.name });
      const isDouble = change.kind === 'account_add' && isTaken(all, change.account);
      return isDouble ? refuse('approver_account_taken') : null;
    }
    case 'approvals_chat': {
      const there = await stores.approvals.chatAt(change.platform, change.chatId);
      return there && there.communityId !== communityId ? refuse('approvals_chat_taken') : null;
    }
    case 'policy': {
      const asset = deps.assets.find(({ id }) => id === change.assetId);
      if (!asset) return refuse('policy_not_understood');
      // What was set in between was set knowingly; a change that would undo it has to be asked for again.
      const { policy } = await policyInForce(stores, communityId, asset);
      const isStale = differences(change.from, change.policy).some(
        (name) => !isSameRule(policy[name], change.from[name]),
      );
      return isStale ? refuse('change_over') : null;
    }
  }
}

/** Makes a change that fits. */
async function applyChange(
  deps: CoreDeps,
  stores: Stores,
  communityId: string,
  change: Change,
  by: string,
): Promise<void> {
  const now = deps.clock.now();
  const { approvals } = stores;
  switch (change.kind) {
    case 'approver_add': {
      const { name, accounts } = change;
      return approvals.nameApprover({ id: deps.identifiers.id(), communityId, name, accounts }, by, now);
    }
    case 'approver_remove':
      return approvals.removeApprover(change.approverId, now);
    case 'account_add':
      return approvals.addAccount({ id: change.approverId, communityId }, change.account);
    case 'approvals_chat': {
      const { platform, chatId, language } = change;
      return approvals.setChat({ communityId, platform, chatId, language }, now);
    }
    case 'policy': {
      const { assetId } = change;
      const asset = deps.assets.find(({ id }) => id === assetId);
      if (!asset) throw new Error(`no asset ${assetId}`);
      const { version, policy } = await policyInForce(stores, communityId, asset);
      // Only what was announced: whatever else has been tightened since stays as tight.
      const changed = differences(change.from, change.policy).map((name) => [name, change.policy[name]]);
      const next: Policy = { ...policy, ...(Object.fromEntries(changed) as Partial<Policy>) };
      return approvals.addPolicy({ communityId, assetId, version: version + 1, policy: next }, by, now);
    }
  }
}

function isTaken(approvers: readonly { readonly accounts: readonly Account[] }[], account: Account): boolean {
  return approvers.some(({ accounts }) => accounts.some((one) => isSameAccount(one, account)));
}

/** An announced change as its card shows it. */
export async function viewChange(deps: CoreDeps, stores: Stores, id: string): Promise<ChangeView | null> {
  const found = await stores.approvals.change(id);
  if (!found) return null;
  const { state, vetoedBy, ...pending } = found;
  const community = await stores.communities.byId(pending.communityId);
  const { change } = pending;
  const asset = change.kind === 'policy' ? deps.assets.find((one) => one.id === change.assetId) : undefined;
  return { pending, communityName: community?.name ?? '', state, asset: asset ?? null, vetoedBy };
}
