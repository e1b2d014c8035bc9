import type { Asset } from '../../domain/asset.ts';
import { shortfallOf } from '../../domain/ledger.ts';
import { formatExact } from '../../domain/money.ts';
import { askPolicy, brokenLimit, LIMIT_WINDOW_MS } from '../../domain/policy.ts';
import type { Instant } from '../../domain/time.ts';
import type { TransferAttempt } from '../../domain/transfer-attempt.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Withdrawal } from '../../domain/withdrawal.ts';
import { requestedRevision } from '../../domain/withdrawal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { raiseAlarm } from '../raise-alarm.ts';
import { refuseFrozen } from '../refuse-frozen.ts';
import { sumOf } from './draft-withdrawal.ts';
import { stopOutflow } from './outflow.ts';
import type { Deciders } from './standing.ts';
import { decidersOf, hashAt, neededNow, personCount, policyInForce, whoApproves } from './standing.ts';
import { stepWithdrawal } from './step-withdrawal.ts';

/** A withdrawal that this process alone sends now, and the try that is written down for it. */
export type Claimed = {
  readonly withdrawal: Withdrawal;
  readonly asset: Asset;
  readonly attempt: number;
  /** When the claim began, on the process's own steady clock. */
  readonly began: number;
};

/**
 * Takes the first of these that may be sent. Each is looked at in a transaction of its own, so that a long
 * queue of those that have to wait holds no lock for long: a pause must get in between at once.
 */
export async function claimNext(deps: CoreDeps, due: readonly Withdrawal[]): Promise<Claimed | null> {
  for (const { id, communityId } of due) {
    const began = performance.now();
    const claimed = await deps.inTransaction((stores) => claim(deps, stores, id, communityId));
    if (claimed === 'stop') return null;
    if (claimed) return { ...claimed, began };
  }
  return null;
}

/** Takes this one if it may be sent, with everything checked again under locks; `stop`: nothing may be. */
async function claim(
  deps: CoreDeps,
  stores: Stores,
  id: string,
  communityId: string,
): Promise<Omit<Claimed, 'began'> | 'stop' | null> {
  const now = deps.clock.now();
  // Whoever pauses waits for this row, or we wait for them: after a pause nothing is claimed.
  const tap = await stores.treasury.lockOutflow();
  if (tap.pausedAt !== null || !(await stores.withdrawals.isLaneFree())) return 'stop';
  await stores.withdrawals.lockCommunity(communityId);
  const withdrawal = await stores.withdrawals.lock(id);
  if (withdrawal?.state !== 'approved' || withdrawal.lapsesAt <= now) return null;
  const asset = deps.assets.find((one) => one.id === withdrawal.assetId);
  const isListed = asset && asset.chain === withdrawal.chain && asset.contract === withdrawal.contract;
  if (!isListed) return null;
  const tries = await stores.withdrawals.attempts(id);
  const again = (await stores.withdrawals.decisions(id)).findLast(({ kind }) => kind === 'send_again');
  if (isAnsweredSince(tries.at(-1), again)) return null;
  const ruling = await ruleOn(deps, stores, withdrawal, asset);
  if (ruling === 'lost') await stepWithdrawal(deps, stores, withdrawal, 'quorum_lost');
  if (typeof ruling === 'string') return ruling === 'stop' ? 'stop' : null;
  const attempt = tries.length + 1;
  await stores.withdrawals.beginAttempt({
    withdrawalId: id,
    number: attempt,
    instanceId: deps.instanceId,
    // A further try rests on the decision of the person who completed the quorum for it.
    decisionId: attempt === 1 ? null : (again?.id ?? null),
    claimedAt: now,
    needed: ruling.needed,
    approvedRevision: requestedRevision(withdrawal),
  });
  const sending = await stepWithdrawal(deps, stores, withdrawal, 'claimed', { sentAt: now });
  return sending ? { withdrawal: sending, asset, attempt } : null;
}

/**
 * The try before has been answered after people decided to send it again: what they decided on is not
 * true any more, and an alarm has told them so (faults.md B-10).
 */
function isAnsweredSince(last: TransferAttempt | undefined, again: Decision | undefined): boolean {
  if (!last || last.endedAt === null || !again) return false;
  return last.endedAt > again.decidedAt && last.end?.outcome !== 'not_sent';
}

/**
 * `wait`: not now. `lost`: approvals are missing by now. `stop`: nothing may go out at all. Else it may be
 * sent, and `needed` says how many persons it took.
 */
type Ruling = { readonly needed: number } | 'wait' | 'lost' | 'stop';

async function ruleOn(deps: CoreDeps, stores: Stores, withdrawal: Withdrawal, asset: Asset): Promise<Ruling> {
  const { communityId, assetId, memberId } = withdrawal;
  const community = await stores.communities.byId(communityId);
  if (!community || refuseFrozen(community)) return 'wait';
  const short = shortfallOf(await stores.ledger.sums(communityId, assetId));
  if (short > 0n) {
    await stopOutflow(deps, stores, {
      by: 'solvency',
      reason: `${community.name} owes ${formatExact(short, asset.decimals)} ${asset.symbol} more than its treasury holds`,
    });
    return 'stop';
  }
  if (await stores.withdrawals.hasTwinInDoubt(withdrawal)) return 'wait';
  if (memberId === null) return { needed: 0 };
  if (!(await stores.withdrawals.isCanaryConfirmed(assetId))) return 'wait';
  if ((await stores.withdrawals.inDoubt({ memberId })) > 0) return 'wait';
  return ruleByPolicy(deps, stores, withdrawal, asset, memberId);
}

async function ruleByPolicy(
  deps: CoreDeps,
  stores: Stores,
  withdrawal: Withdrawal,
  asset: Asset,
  memberId: string,
): Promise<Ruling> {
  const { id, communityId, assetId, amount, marks, address } = withdrawal;
  const now = deps.clock.now();
  const since = now - LIMIT_WINDOW_MS;
  const { policy } = await policyInForce(stores, communityId, asset);
  const deciders = await decidersOf(deps, stores, communityId, withdrawal.requester);
  const out = async (which: { memberId?: string; isAutomatic?: true }) => {
    const all = await stores.withdrawals.outgoing({ communityId, assetId, ...which }, since, id);
    // Only what went out counts here: what still waits is judged when its own turn comes.
    return sumOf(all.filter(({ sentAt }) => sentAt !== null));
  };
  const question = { amount, memberOut: await out({ memberId }), communityOut: await out({}) };
  const broken = brokenLimit(policy, question);
  if (broken && broken.limit !== 'minimum') return 'wait';
  const use = (await stores.withdrawals.addressesOf(memberId)).find((one) => one.address === address);
  const automaticOut = await out({ isAutomatic: true });
  const persons = personCount(deciders);
  const ask = (at: Instant) =>
    askPolicy(policy, {
      ...question,
      marks,
      addressUsedSince: use?.since ?? null,
      automaticOut,
      persons,
      now: at,
    });
  if (ask(withdrawal.requestedAt).waitsUntil > now) return 'wait';
  const isAutomatic = await stores.withdrawals.isAutomatic(id);
  if (isAutomatic && ask(now).isAutomatic) return { needed: 0 };
  return ruleByQuorum(deps, stores, withdrawal, asset, deciders);
}

async function ruleByQuorum(
  deps: CoreDeps,
  stores: Stores,
  withdrawal: Withdrawal,
  asset: Asset,
  deciders: Deciders,
): Promise<Ruling> {
  const { id } = withdrawal;
  const decisions = await stores.withdrawals.decisions(id);
  const revision = requestedRevision(withdrawal);
  const hash = hashAt(deps, withdrawal, revision);
  const differs = decisions.some(
    (one) => one.kind === 'approve' && one.revision === revision && one.hash !== hash,
  );
  if (differs) {
    await raiseAlarm(deps, stores, {
      code: 'withdrawal_tampered',
      reference: id,
      detail: `withdrawal ${withdrawal.code} is not what was approved any more: somebody has changed the row`,
    });
    return 'wait';
  }
  const agreed = whoApproves(deps, withdrawal, decisions, deciders);
  const needed = await neededNow(stores, withdrawal, asset, deciders);
  return agreed.length >= needed ? { needed } : 'lost';
}
