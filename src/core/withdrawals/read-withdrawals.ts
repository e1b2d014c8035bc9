import type { Asset } from '../../domain/asset.ts';
import type { Community } from '../../domain/community.ts';
import { withdrawalSubject } from '../../domain/notification.ts';
import type { Account, Recipient } from '../../domain/platform.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { WithdrawalView } from '../../domain/withdrawal-view.ts';
import type { Stores } from '../../ports/stores.ts';
import type { AddressUse } from '../../ports/withdrawal-stores.ts';
import type { CoreDeps } from '../deps.ts';
import { policyInForce, viewWithdrawal } from './standing.ts';
import { refreshCards } from './tell-withdrawal.ts';

const ADDRESSES_MAX = 3;
const SHOWN_MAX = 10;

/** A balance that could be withdrawn from, and what would help with it. */
export type WithdrawPlace = {
  readonly community: Community;
  readonly asset: Asset;
  readonly available: bigint;
  readonly held: bigint;
  readonly policy: Policy;
  /** Reached before, the latest first. */
  readonly addresses: readonly AddressUse[];
};

/** Every balance of the account, in all its communities; the ones with something in them first. */
export async function readWithdrawPlaces(deps: CoreDeps, by: Account): Promise<WithdrawPlace[]> {
  return deps.inTransaction(async (stores) => {
    const places: WithdrawPlace[] = [];
    for (const { community, member } of await stores.communities.membershipsOf(by)) {
      const balances = await stores.ledger.balancesOf([member.id]);
      const addresses = (await stores.withdrawals.addressesOf(member.id)).slice(0, ADDRESSES_MAX);
      for (const asset of deps.assets) {
        const own = balances.find((one) => one.assetId === asset.id);
        if (!own && asset !== deps.assets[0]) continue;
        const { policy } = await policyInForce(stores, community.id, asset);
        const { available = 0n, held = 0n } = own ?? {};
        places.push({ community, asset, available, held, policy, addresses });
      }
    }
    return places.sort((one, other) => Number(other.available > 0n) - Number(one.available > 0n));
  });
}

/** The newest withdrawals of the account, newest first. */
export async function readOwnWithdrawals(deps: CoreDeps, by: Account): Promise<WithdrawalView[]> {
  return deps.inTransaction(async (stores) => {
    const memberIds = (await stores.communities.membershipsOf(by)).map(({ member }) => member.id);
    if (memberIds.length === 0) return [];
    return viewsOf(deps, stores, await stores.withdrawals.recent(memberIds, SHOWN_MAX));
  });
}

/** What waits for an approver's decision; each one's card comes to their private chat. */
export async function showQueue(deps: CoreDeps, by: Account): Promise<WithdrawalView[] | Refusal> {
  return deps.inTransaction(async (stores) => {
    const roles = await stores.approvals.approversWith(by);
    if (roles.length === 0) return refuse('not_approver');
    const communityIds = roles.map(({ communityId }) => communityId);
    const ids = await stores.withdrawals.undecided(communityIds, SHOWN_MAX);
    const chat: Recipient = { platform: by.platform, kind: 'account', id: by.accountId };
    for (const withdrawalId of ids) {
      const card = { kind: 'withdrawal_card' as const, withdrawalId, audience: 'approvers' as const };
      // An older card in this chat would be edited far above; a new one is wanted here.
      await stores.notices.keepRef(withdrawalSubject(withdrawalId, 'approvers'), chat, null);
      await refreshCards(deps, stores, card, [chat]);
    }
    return viewsOf(deps, stores, ids);
  });
}

async function viewsOf(deps: CoreDeps, stores: Stores, ids: readonly string[]): Promise<WithdrawalView[]> {
  const views = [];
  for (const id of ids) {
    const view = await viewWithdrawal(deps, stores, id);
    if (view) views.push(view);
  }
  return views;
}
