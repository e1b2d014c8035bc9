import type { Asset } from '../../domain/asset.ts';
import { readAddress } from '../../domain/address.ts';
import type { PendingChange } from '../../domain/change.ts';
import type { Community, Member } from '../../domain/community.ts';
import { isAmong } from '../../domain/community.ts';
import type { Account } from '../../domain/platform.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { assetNamedIn, readWithdrawalAmount, tokenMissing } from '../../domain/withdrawal-amount.ts';
import type { CoreDeps } from '../deps.ts';
import type { Changed } from './changes.ts';
import { makeChange } from './changes.ts';
import type { Staged } from './note-change.ts';
import type { Assessment } from './draft-withdrawal.ts';
import { assess } from './draft-withdrawal.ts';
import { policyInForce } from './standing.ts';

/** What `/till policy` shows: what holds, and what is announced. */
export type PolicyView = {
  readonly communityName: string;
  readonly asset: Asset;
  readonly version: number;
  readonly policy: Policy;
  readonly pending: readonly PendingChange[];
  /** How many different persons can approve. */
  readonly approvers: readonly string[];
};

/** `/till policy`: for operators and approvers of the community. */
export async function readPolicy(
  deps: CoreDeps,
  { by, communityId }: { by: Account; communityId: string },
): Promise<PolicyView[] | Refusal> {
  if (!isAmong(deps.operators, by)) return refuse('not_operator');
  return deps.inTransaction(async (stores) => {
    const community = await stores.communities.byId(communityId);
    if (!community) return refuse('place_unknown');
    const pending = await stores.approvals.pendingChanges(communityId);
    const approvers = (await stores.approvals.approvers(communityId)).map(({ name }) => name);
    return Promise.all(
      deps.assets.map(async (asset) => ({
        communityName: community.name,
        asset,
        ...(await policyInForce(stores, communityId, asset)),
        pending,
        approvers,
      })),
    );
  });
}

/** `/till policy set`: at once where it tightens, after a wait where it loosens. */
export async function setPolicy(
  deps: CoreDeps,
  {
    assetId,
    change,
    ...staged
  }: Staged & {
    assetId: string;
    change: (policy: Policy) => Policy | Refusal;
  },
): Promise<Changed | Refusal> {
  const { communityId } = staged;
  return makeChange(deps, staged, async (stores) => {
    const asset = deps.assets.find(({ id }) => id === assetId);
    if (!asset) return refuse('policy_not_understood');
    const { policy: from } = await policyInForce(stores, communityId, asset);
    const policy = change(from);
    return isRefusal(policy) ? policy : { kind: 'policy', assetId, policy, from };
  });
}

/** What would happen to a request, and why; for a member who has never withdrawn. */
export type Simulation = Assessment & {
  readonly asset: Asset;
  readonly amount: bigint;
  readonly address: string;
  readonly isPaused: boolean;
  readonly isCanaryConfirmed: boolean;
};

/** `/till policy simulate 250 0x…`: the same questions as a real request asks, and nothing is kept. */
export async function simulateWithdrawal(
  deps: CoreDeps,
  input: { by: Account; community: Community; amount: string; address: string },
): Promise<Simulation | Refusal> {
  const { by, community } = input;
  if (!isAmong(deps.operators, by)) return refuse('not_operator');
  const typed = readAddress(input.address);
  if (isRefusal(typed)) return typed;
  const [first] = deps.assets;
  const named = assetNamedIn(input.amount, deps.assets);
  if (!named && deps.assets.length > 1) return tokenMissing(deps.assets);
  const asset = named ?? first;
  if (!asset) throw new Error('no asset is listed');
  const amount = readWithdrawalAmount(input.amount.trim(), asset);
  if (isRefusal(amount)) return amount;
  if (amount === 'all')
    return refuse('withdrawal_amount_not_understood', {
      symbol: asset.symbol,
      decimals: String(asset.decimals),
    });
  return deps.inTransaction(async (stores) => {
    // A member of nobody: no account, no past.
    const member: Member = {
      platform: by.platform,
      accountId: '0',
      id: '00000000-0000-0000-0000-000000000000',
      communityId: community.id,
      displayName: '',
      language: 'en',
    };
    const { address, checksummed } = typed;
    const assessed = await assess(deps, stores, { community, member, asset, amount, address, checksummed });
    const isPaused = (await stores.treasury.outflow()).pausedAt !== null;
    const isCanaryConfirmed = await stores.withdrawals.isCanaryConfirmed(asset.id);
    return { ...assessed, asset, amount, address, isPaused, isCanaryConfirmed };
  });
}
