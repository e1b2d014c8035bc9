import type { Approver } from '../../domain/approver.ts';
import { isSameAccount } from '../../domain/approver.ts';
import type { Change } from '../../domain/change.ts';
import type { Account } from '../../domain/platform.ts';
import type { Policy } from '../../domain/policy.ts';
import { differences, isSameRule } from '../../domain/policy.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { policyInForce } from './standing.ts';
import { privateChats, refreshCards } from './tell-withdrawal.ts';

/** Why a change can't be made as things are now, if so. What is announced is looked at again when it is due. */
export async function refuseUnfit(
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
    case 'community_state': {
      const community = await stores.communities.byId(communityId);
      return community?.state === change.from ? null : refuse('change_over');
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
export async function applyChange(
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
      const id = deps.identifiers.id();
      await approvals.nameApprover({ id, communityId, name, accounts }, by, now);
      return welcome(deps, stores, { id, communityId, name, accounts });
    }
    case 'approver_remove':
      return approvals.removeApprover(change.approverId, now);
    case 'account_add':
      await approvals.addAccount({ id: change.approverId, communityId }, change.account);
      return welcome(deps, stores, {
        id: change.approverId,
        communityId,
        name: change.name,
        accounts: [change.account],
      });
    case 'approvals_chat': {
      const { platform, chatId, language } = change;
      await approvals.setChat({ communityId, platform, chatId, language }, now);
      const welcomed = { kind: 'approver_welcome', communityId, name: null } as const;
      return refreshCards(deps, stores, welcomed, [{ platform, kind: 'chat', id: chatId }]);
    }
    case 'community_state':
      return stores.communities.changeState(communityId, change.state);
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

/** Tells whoever decides from now on what will come to them; once, and only where the bot may write to them. */
async function welcome(
  deps: CoreDeps,
  stores: Stores,
  { id, communityId, name, accounts }: Approver,
): Promise<void> {
  const notification = { kind: 'approver_welcome', communityId, name } as const;
  await refreshCards(deps, stores, notification, privateChats(deps, accounts), `named:${id}`);
}

function isTaken(approvers: readonly { readonly accounts: readonly Account[] }[], account: Account): boolean {
  return approvers.some(({ accounts }) => accounts.some((one) => isSameAccount(one, account)));
}
