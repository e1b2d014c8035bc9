import type { Change, ChangeView, PendingChange } from '../../domain/change.ts';
import { isSameChange } from '../../domain/change.ts';
import { isAmong, isOpening } from '../../domain/community.ts';
import { subjectOf } from '../../domain/notification.ts';
import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { differences, loosened } from '../../domain/policy.ts';
import type { Stores } from '../../ports/stores.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { CoreDeps } from '../deps.ts';
import { applyChange, refuseUnfit } from './apply-change.ts';
import { approverHere } from './decider.ts';
import { nameOf } from './named-account.ts';
import type { Staged } from './note-change.ts';
import { noteChange } from './note-change.ts';
import { accountOf, textOf } from './outflow.ts';
import { policyInForce } from './standing.ts';
import { approverChats, privateChats, refreshCards } from './tell-withdrawal.ts';

/** What became of a change: in effect, or announced. */
export type Changed = { readonly change: Change; readonly pending: PendingChange | null };

/**
 * Changes who decides or what is allowed. What tightens takes effect at once; what loosens is announced
 * where approvers look, waits, and can be vetoed by any of them (design.md 6).
 */
export async function makeChange(
  deps: CoreDeps,
  staged: Staged,
  plan: (stores: Stores) => Promise<Change | Refusal>,
): Promise<Changed | Refusal> {
  const { by, communityId } = staged;
  if (!isAmong(deps.operators, by)) return refuse('not_operator');
  return deps.inTransaction(async (stores) => {
    await stores.withdrawals.lockCommunity(communityId);
    const id = changeId(deps, staged);
    const known = await stores.approvals.change(id);
    if (known) return answerOf(known);
    const change = await plan(stores);
    if (isRefusal(change)) return change;
    const unfit = await refuseUnfit(deps, stores, communityId, change);
    if (unfit) return unfit;
    const delayMs = await delayOf(deps, stores, communityId, change);
    const now = deps.clock.now();
    const pending: PendingChange = {
      id,
      communityId,
      change,
      askedBy: textOf(by),
      askedAt: now,
      effectiveAt: now + delayMs,
    };
    const waiting = await stores.approvals.pendingChanges(communityId);
    if (delayMs > 0) {
      // The same command again gets the first one's answer.
      const first = waiting.find((one) => one.askedBy === textOf(by) && isSameChange(one.change, change));
      if (first) return { change, pending: first };
    }
    if (change.kind === 'community_state') await dropOpenings(deps, stores, waiting);
    if (delayMs > 0) {
      await announce(deps, stores, pending);
      await noteChange(deps, stores, staged, change, pending.effectiveAt);
      return { change, pending };
    }
    if (isNoChange(change)) return { change, pending: null };
    await applyChange(deps, stores, communityId, change, textOf(by));
    await noteChange(deps, stores, staged, change, null);
    // Approvers shall know at once why nothing goes out any more.
    if (change.kind === 'community_state') await announce(deps, stores, pending);
    else await stores.approvals.announce(pending);
    await stores.approvals.endChange(id, 'applied', null, now);
    return { change, pending: null };
  });
}

/** What was said when it was asked for: what takes effect at once was never announced. */
function answerOf({ id, communityId, change, askedBy, askedAt, effectiveAt }: PendingChange): Changed {
  const pending = { id, communityId, change, askedBy, askedAt, effectiveAt };
  return { change, pending: effectiveAt > askedAt ? pending : null };
}

/** The same command, delivered again, is the same change. */
function changeId(deps: CoreDeps, { communityId, requestKey }: Staged): string {
  if (requestKey === undefined) return deps.identifiers.id();
  const hex = deps.digest(`change:${communityId}:${requestKey}`);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join('-');
}

async function announce(deps: CoreDeps, stores: Stores, pending: PendingChange): Promise<void> {
  await stores.approvals.announce(pending);
  const chats = await approverChats(deps, stores, pending.communityId);
  await refreshCards(deps, stores, { kind: 'change_card', changeId: pending.id }, chats);
}

/** Whoever closes a community, or closes it once more, doesn't want what was asked for before to open it. */
async function dropOpenings(
  deps: CoreDeps,
  stores: Stores,
  waiting: readonly PendingChange[],
): Promise<void> {
  for (const opening of waiting.filter(({ change }) => change.kind === 'community_state')) {
    await stores.approvals.endChange(opening.id, 'failed', null, deps.clock.now());
    await refreshChange(deps, stores, opening);
  }
}

/** It is so already. */
function isNoChange(change: Change): boolean {
  if (change.kind === 'community_state') return change.from === change.state;
  return change.kind === 'policy' && differences(change.from, change.policy).length === 0;
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
    await recordAudit(deps, stores, {
      communityId: pending.communityId,
      by: scene.by,
      from: scene.chatId,
      action: 'change_vetoed',
      subject: approver.name,
      detail: `${pending.change.kind}, asked for by ${pending.askedBy}`,
    });
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

/** Shows how it ended, wherever it was announced, and to whoever asked for it. */
async function refreshChange(deps: CoreDeps, stores: Stores, { id, askedBy }: PendingChange): Promise<void> {
  const card = { kind: 'change_card' as const, changeId: id };
  const shown = (await stores.notices.refs(subjectOf(card) ?? '')).map(({ to }) => to);
  const asker = accountOf(askedBy);
  const own = privateChats(deps, asker ? [asker] : []).filter(
    (chat) => !shown.some((one) => one.platform === chat.platform && one.id === chat.id),
  );
  await refreshCards(deps, stores, card, [...shown, ...own]);
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
    case 'community_state':
      return isOpening(change.from, change.state);
    case 'policy':
      return loosened(change.from, change.policy).length > 0;
  }
}

/** An announced change as its card shows it. */
export async function viewChange(deps: CoreDeps, stores: Stores, id: string): Promise<ChangeView | null> {
  const found = await stores.approvals.change(id);
  if (!found) return null;
  const { state, vetoedBy, ...pending } = found;
  const community = await stores.communities.byId(pending.communityId);
  const { change } = pending;
  const asset = change.kind === 'policy' ? deps.assets.find((one) => one.id === change.assetId) : undefined;
  const askedByName = await nameOf(stores, pending.askedBy);
  return {
    pending,
    communityName: community?.name ?? '',
    askedByName,
    state,
    asset: asset ?? null,
    vetoedBy,
  };
}
