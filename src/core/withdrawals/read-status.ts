import type { ApprovalsChat } from '../../domain/approver.ts';
import type { Asset } from '../../domain/asset.ts';
import type { PendingChange } from '../../domain/change.ts';
import type { Community } from '../../domain/community.ts';
import { isAmong } from '../../domain/community.ts';
import type { Account, Platform } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import { SETTLING_MS } from '../../domain/review.ts';
import type { Instant } from '../../domain/time.ts';
import type { Outflow } from '../../domain/treasury.ts';
import type { Withdrawal } from '../../domain/withdrawal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { INTENTS_PAUSE } from '../open-intent.ts';
import { nameOf } from './named-account.ts';

/** What whoever is on call wants to know of a community's money. */
export type CommunityStatus = {
  readonly outflow: Outflow;
  /** Whoever paused it, by name. */
  readonly pausedByName: string | null;
  readonly canaries: readonly { readonly asset: Asset; readonly isConfirmed: boolean }[];
  /** Neither decided nor sent nor over, the oldest first. */
  readonly open: readonly Withdrawal[];
  readonly reviews: number;
  readonly approvers: readonly string[];
  readonly chats: readonly ApprovalsChat[];
  readonly pending: readonly PendingChange[];
  readonly assets: readonly Asset[];
  /** KryptoGO takes no new payments at the moment. */
  readonly isProviderPaused: boolean;
  /** Whether KryptoGO's way out can be connected to; `null` where there is no key for it. */
  readonly isReachable: boolean | null;
  readonly platforms: readonly Platform[];
  readonly now: Instant;
};

const REVIEWS_COUNTED_MAX = 100;

/** `/till status`. */
export async function readStatus(
  deps: CoreDeps,
  { by, communityId }: { by: Account; communityId: string },
): Promise<CommunityStatus | Refusal> {
  if (!isAmong(deps.operators, by)) return refuse('not_operator');
  // Nothing is locked or waited for in the database while the network is asked.
  const isReachable = deps.transfers ? await deps.transfers.isReachable() : null;
  const kept = await deps.inTransaction((stores) => readKept(deps, stores, communityId));
  return { ...kept, isReachable };
}

async function readKept(
  { assets, clock, platforms }: CoreDeps,
  stores: Stores,
  communityId: string,
): Promise<Omit<CommunityStatus, 'isReachable'>> {
  const now = clock.now();
  const { approvals, withdrawals, treasury, reviews, operations } = stores;
  const outflow = await treasury.outflow();
  const canaries = [];
  for (const asset of assets) {
    canaries.push({ asset, isConfirmed: await withdrawals.isCanaryConfirmed(asset.id) });
  }
  const waiting = await reviews.waiting([communityId], now - SETTLING_MS, REVIEWS_COUNTED_MAX);
  return {
    outflow,
    pausedByName: await nameOf(stores, outflow.pausedBy),
    canaries,
    open: await withdrawals.openIn(communityId),
    reviews: waiting.length,
    approvers: (await approvals.approvers(communityId)).map(({ name }) => name),
    chats: await approvals.chats(communityId),
    pending: await approvals.pendingChanges(communityId),
    assets,
    isProviderPaused: await operations.isPaused(INTENTS_PAUSE, now),
    platforms,
    now,
  };
}

/** All communities, for operators to choose from: they set up and look after any of them. */
export async function readOperated(deps: CoreDeps, by: Account): Promise<Community[]> {
  if (!isAmong(deps.operators, by)) return [];
  return deps.inTransaction(({ communities }) => communities.all());
}
