import { readAddress, refuseDestination } from '../../domain/address.ts';
import type { TypedAddress } from '../../domain/address.ts';
import type { Asset } from '../../domain/asset.ts';
import type { Community, Member } from '../../domain/community.ts';
import { isAmong } from '../../domain/community.ts';
import { lookAlikes } from '../../domain/look-alike.ts';
import { formatExact } from '../../domain/money.ts';
import type { Account } from '../../domain/platform.ts';
import type { BrokenLimit, Policy, PolicyAnswer } from '../../domain/policy.ts';
import { askPolicy, LIMIT_WINDOW_MS } from '../../domain/policy.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { dayAndTime, MINUTE_MS } from '../../domain/time.ts';
import { assetNamedIn, readWithdrawalAmount, tokenMissing } from '../../domain/withdrawal-amount.ts';
import type { RiskMark } from '../../domain/withdrawal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { Outgoing, WithdrawalDraft } from '../../ports/withdrawal-stores.ts';
import type { CoreDeps } from '../deps.ts';
import { refuseFrozen } from '../refuse-frozen.ts';
import { decidersOf, personCount, policyInForce } from './standing.ts';

/** What was previewed longer ago has to be asked for again. */
export const DRAFT_LIFE_MS = 10 * MINUTE_MS;

export type WithdrawalWish = {
  readonly communityId: string;
  /** As typed: `25`, `25 USDT`, `all`. */
  readonly amount: string;
  /** As typed. */
  readonly address: string;
};

/** What a member sees before they confirm. */
export type WithdrawalPreview = {
  readonly draft: WithdrawalDraft;
  readonly asset: Asset;
  readonly communityName: string;
  /** In the balance before it. */
  readonly available: bigint;
  readonly marks: readonly RiskMark[];
  readonly lookAlikes: readonly string[];
  readonly answer: PolicyAnswer;
};

/** What is known about a request when the policy is asked. */
export type Assessment = {
  readonly marks: readonly RiskMark[];
  readonly lookAlikes: readonly string[];
  readonly policy: Policy;
  readonly version: number;
  readonly answer: PolicyAnswer;
  /** How many persons could decide. */
  readonly persons: number;
  readonly own: readonly Outgoing[];
  readonly all: readonly Outgoing[];
};

/**
 * `/withdraw`: reads what was typed, and shows everything that would happen. Nothing is reserved yet.
 */
export async function draftWithdrawal(
  deps: CoreDeps,
  by: Account,
  wish: WithdrawalWish,
): Promise<WithdrawalPreview | Refusal> {
  const address = readAddress(wish.address);
  if (isRefusal(address)) return address;
  return deps.inTransaction(async (stores) => {
    const membership = await membershipIn(stores, by, wish.communityId);
    if (!membership) return refuse('no_community');
    const { community, member } = membership;
    const off = await refuseOff(deps, stores, community);
    if (off) return off;
    const wanted = await readAmount(deps, stores, member, wish.amount);
    if (isRefusal(wanted)) return wanted;
    const { asset, amount, available } = wanted;
    const wrong = await refuseAddress(deps, stores, address);
    if (wrong) return wrong;
    const assessed = await assess(deps, stores, { community, member, asset, amount, ...address });
    const refusal = refuseByPolicy(deps, assessed, asset);
    if (refusal) return refusal;
    const { fee } = assessed.policy;
    if (available < amount + fee) return tooSmall(asset, available, amount + fee);
    const draft: WithdrawalDraft = {
      id: deps.identifiers.token(),
      memberId: member.id,
      assetId: asset.id,
      address: address.address,
      isChecksummed: address.checksummed,
      amount,
      fee,
      createdAt: deps.clock.now(),
    };
    await stores.withdrawals.keepDraft(draft);
    const { marks, lookAlikes: similar, answer } = assessed;
    return { draft, asset, communityName: community.name, available, marks, lookAlikes: similar, answer };
  });
}

/** The account's membership in a community. */
async function membershipIn(
  stores: Stores,
  by: Account,
  communityId: string,
): Promise<{ readonly community: Community; readonly member: Member } | null> {
  const all = await stores.communities.membershipsOf(by);
  return all.find(({ community }) => community.id === communityId) ?? null;
}

/** Why nobody can withdraw here now, if so. */
export async function refuseOff(
  deps: CoreDeps,
  stores: Stores,
  community: Community,
): Promise<Refusal | null> {
  if (!deps.transfers) return refuse('withdrawals_off');
  const frozen = refuseFrozen(community);
  if (frozen) return frozen;
  const { pausedAt } = await stores.treasury.outflow();
  return pausedAt === null ? null : refuse('withdrawals_paused');
}

/** The amount as typed, in the asset that it names or in which there is a balance. */
async function readAmount(
  deps: CoreDeps,
  stores: Stores,
  member: Member,
  text: string,
): Promise<{ asset: Asset; amount: bigint; available: bigint } | Refusal> {
  const balances = await stores.ledger.balancesOf([member.id]);
  const spendable = (asset: Asset) => balances.find((one) => one.assetId === asset.id)?.available ?? 0n;
  const named = assetNamedIn(text, deps.assets);
  const filled = deps.assets.filter((one) => spendable(one) > 0n);
  if (!named && filled.length > 1) return tokenMissing(filled);
  const asset = named ?? filled[0] ?? deps.assets[0];
  if (!asset) throw new Error('no asset is listed');
  const available = spendable(asset);
  const amount = readWithdrawalAmount(text.trim(), asset);
  if (isRefusal(amount)) return amount;
  if (!(await stores.withdrawals.isCanaryConfirmed(asset.id))) return refuse('withdrawals_off');
  if (amount !== 'all') return { asset, amount, available };
  const { policy } = await policyInForce(stores, member.communityId, asset);
  const all = available - policy.fee;
  return all > 0n ? { asset, amount: all, available } : tooSmall(asset, available, policy.fee);
}

/** Why nothing should ever be sent to this address, if so. */
export async function refuseAddress(
  deps: CoreDeps,
  stores: Stores,
  { address }: Pick<TypedAddress, 'address'>,
): Promise<Refusal | null> {
  const isOurs = await stores.withdrawals.isOwnAddress(address);
  const tokenContracts = deps.assets.map(({ contract }) => contract);
  return refuseDestination(address, { tokenContracts, ownAddresses: isOurs ? [address] : [] });
}

/** Everything that policy and approvers look at, as it is now. */
export async function assess(
  deps: CoreDeps,
  stores: Stores,
  request: {
    readonly community: Pick<Community, 'id'>;
    readonly member: Member;
    readonly asset: Asset;
    readonly amount: bigint;
    readonly address: string;
    readonly checksummed: boolean;
  },
): Promise<Assessment> {
  const { community, member, asset, amount, address } = request;
  const now = deps.clock.now();
  const since = now - LIMIT_WINDOW_MS;
  const { withdrawals } = stores;
  const { policy, version } = await policyInForce(stores, community.id, asset);
  const used = await withdrawals.addressesOf(member.id);
  const use = used.find((one) => one.address === address);
  const similar = lookAlikes(
    address,
    used.map((one) => one.address),
  );
  const deciders = await decidersOf(deps, stores, community.id, member);
  const isShared = await withdrawals.isSharedAddress(community.id, member.id, address);
  const found: readonly (readonly [RiskMark, boolean])[] = [
    ['look_alike', similar.length > 0],
    ['no_checksum', !request.checksummed],
    ['new_address', use === undefined],
    ['shared_address', isShared],
    ['staff', isAmong(deciders.known, member)],
  ];
  const marks = found.filter(([, isSo]) => isSo).map(([mark]) => mark);
  const where = { communityId: community.id, assetId: asset.id };
  const own = await withdrawals.outgoing({ ...where, memberId: member.id }, since, null);
  const all = await withdrawals.outgoing(where, since, null);
  const persons = personCount(deciders);
  const answer = askPolicy(policy, {
    amount,
    marks,
    addressUsedSince: use?.since ?? null,
    memberOut: sumOf(own),
    communityOut: sumOf(all),
    automaticOut: sumOf(await withdrawals.outgoing({ ...where, isAutomatic: true }, since, null)),
    persons,
    now,
  });
  return { marks, lookAlikes: similar, policy, version, answer, persons, own, all };
}

/** The policy's no in words, with the limit and when there is room again; or nobody could say yes. */
export function refuseByPolicy(
  deps: CoreDeps,
  { answer, persons, policy, own, all }: Assessment,
  asset: Asset,
): Refusal | null {
  const { broken } = answer;
  if (broken) return refuseLimit(deps, broken, policy, broken.limit === 'memberDay' ? own : all, asset);
  return persons === 0 && !answer.isAutomatic ? refuse('withdrawals_no_approver') : null;
}

function refuseLimit(
  deps: CoreDeps,
  { limit, left }: BrokenLimit,
  policy: Policy,
  outgoing: readonly Outgoing[],
  { symbol, decimals }: Asset,
): Refusal {
  const facts = { symbol, limit: formatExact(policy[limit], decimals), left: formatExact(left, decimals) };
  if (limit === 'minimum') return refuse('withdrawal_below_minimum', facts);
  if (limit === 'perWithdrawal') return refuse('withdrawal_above_limit', facts);
  // Room comes back as what was sent first falls out of the 24 hours.
  const first = Math.min(...outgoing.flatMap(({ sentAt }) => sentAt ?? []));
  const again = Number.isFinite(first) ? first + LIMIT_WINDOW_MS : deps.clock.now() + LIMIT_WINDOW_MS;
  return refuse('withdrawal_above_day', { ...facts, when: dayAndTime(again), whose: limit });
}

export function tooSmall({ symbol, decimals }: Asset, available: bigint, needed: bigint): Refusal {
  const text = (units: bigint) => formatExact(units, decimals);
  return refuse('balance_too_small', { available: text(available), needed: text(needed), symbol });
}

export function sumOf(outgoing: readonly Outgoing[]): bigint {
  return outgoing.reduce((sum, { amount }) => sum + amount, 0n);
}
