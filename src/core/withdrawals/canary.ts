import { readAddress } from '../../domain/address.ts';
import type { Asset } from '../../domain/asset.ts';
import { isAmong } from '../../domain/community.ts';
import { equityOf } from '../../domain/ledger.ts';
import { formatExact } from '../../domain/money.ts';
import type { Account } from '../../domain/platform.ts';
import { LAPSE_MS } from '../../domain/policy.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { WithdrawalView } from '../../domain/withdrawal-view.ts';
import type { Withdrawal } from '../../domain/withdrawal.ts';
import { canaryAmount } from '../../domain/withdrawal.ts';
import type { Stores } from '../../ports/stores.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { CoreDeps } from '../deps.ts';
import { raiseAlarm } from '../raise-alarm.ts';
import { refuseFrozen } from '../refuse-frozen.ts';
import { refuseAddress } from './draft-withdrawal.ts';
import type { Staged } from './note-change.ts';
import { stopOutflow } from './outflow.ts';
import { keepRequest, viewOf } from './request-withdrawal.ts';
import { refreshWithdrawal } from './tell-withdrawal.ts';

/**
 * `/till canary 0x…`: sends 0.01 of the operator's own money to the operator, by the same protocol as
 * everything else, once a day at most. Nothing goes out to members before one has been confirmed.
 */
export async function sendCanary(
  deps: CoreDeps,
  input: Staged & { assetId: string; address: string; requestKey: string },
): Promise<WithdrawalView | Refusal> {
  const { by, communityId, requestKey } = input;
  if (!isAmong(deps.operators, by)) return refuse('not_operator');
  if (!deps.transfers) return refuse('withdrawals_off');
  const asset = deps.assets.find(({ id }) => id === input.assetId);
  const typed = readAddress(input.address);
  if (isRefusal(typed)) return typed;
  if (!asset) return refuse('policy_not_understood');
  const { address } = typed;
  return deps.inTransaction(async (stores) => {
    await stores.withdrawals.lockCommunity(communityId);
    const made = await stores.withdrawals.byRequestKey(`canary:${requestKey}`);
    if (made) return viewOf(deps, stores, made.id);
    const frozen = refuseFrozen(await stores.communities.byId(communityId));
    if (frozen) return frozen;
    const wrong = await refuseAddress(deps, stores, typed);
    if (wrong) return wrong;
    const now = deps.clock.now();
    if ((await stores.treasury.outflow()).pausedAt !== null) return refuse('withdrawals_paused');
    const recent = await stores.withdrawals.canarySince(communityId, asset.id, now - DAY_MS);
    if (recent) return refuse('canary_too_soon');
    const amount = canaryAmount(asset);
    const equity = equityOf(await stores.ledger.sums(communityId, asset.id));
    if (equity < amount) return tooLittle(asset, equity, amount);
    const canary = await keepRequest(deps, stores, {
      id: deps.identifiers.id(),
      code: deps.identifiers.code(),
      communityId,
      kind: 'canary',
      memberId: null,
      requester: by,
      assetId: asset.id,
      chain: asset.chain,
      contract: asset.contract,
      address,
      amount,
      fee: 0n,
      state: 'requested',
      revision: 1,
      policyVersion: 0,
      needed: 0,
      marks: [],
      requestedAt: now,
      waitsUntil: now,
      lapsesAt: now + LAPSE_MS,
      stateSince: now,
      sentAt: null,
      txHash: null,
      reason: null,
      confirmedAt: null,
      differsAt: null,
      requestKey: `canary:${requestKey}`,
      isAutomatic: false,
    });
    await recordAudit(deps, stores, {
      communityId,
      by,
      from: input.from ?? null,
      action: 'canary_sent',
      subject: canary.code,
      detail: `${formatExact(amount, asset.decimals)} ${asset.symbol} to ${address}`,
    });
    return viewOf(deps, stores, canary.id);
  });
}

/**
 * The operator says what arrived: exactly that, or something else, which stops everything. After that
 * report the other answer counts only once operators have opened the tap again.
 */
export async function confirmCanary(
  deps: CoreDeps,
  by: Account,
  id: string,
  isExact: boolean,
  from: string | null = null,
): Promise<WithdrawalView | Refusal> {
  if (!isAmong(deps.operators, by)) return refuse('not_operator');
  return deps.inTransaction(async (stores) => {
    // The tap before the row: whoever sends takes them in this order.
    const tap = await stores.treasury.lockOutflow();
    const canary = await stores.withdrawals.lock(id);
    if (canary?.kind !== 'canary') return refuse('withdrawal_not_found');
    if (canary.state !== 'sent') return refuse('withdrawal_over', { code: canary.code });
    if (isExact ? canary.confirmedAt !== null : canary.differsAt !== null && tap.pausedAt !== null) {
      return viewOf(deps, stores, id);
    }
    if (isExact && canary.differsAt !== null && tap.pausedAt !== null) {
      return refuse('canary_reported', { code: canary.code });
    }
    if (isExact) await stores.withdrawals.confirmCanary(id, deps.clock.now());
    else await reportCanary(deps, stores, canary);
    await recordAudit(deps, stores, {
      communityId: canary.communityId,
      by,
      from,
      action: 'canary_confirmed',
      subject: canary.code,
      detail: isExact ? 'arrived as sent' : 'did not arrive as sent',
    });
    await refreshWithdrawal(deps, stores, canary);
    return viewOf(deps, stores, id);
  });
}

async function reportCanary(deps: CoreDeps, stores: Stores, { id, code }: Withdrawal): Promise<void> {
  const now = deps.clock.now();
  await stores.withdrawals.reportCanary(id, now);
  const detail = `what arrived of canary ${code} is not what was sent: compare units, token and chain in Studio and on the explorer`;
  await raiseAlarm(deps, stores, { code: 'canary_differs', reference: `${id}:${now}`, detail });
  const reason = `canary ${code} did not arrive as sent`;
  await stopOutflow(deps, stores, { by: 'canary', reason });
}

/** The owner's money does not suffice. */
function tooLittle({ symbol, decimals }: Asset, equity: bigint, needed: bigint): Refusal {
  const text = (units: bigint) => formatExact(units > 0n ? units : 0n, decimals);
  return refuse('equity_too_small', { equity: text(equity), needed: text(needed), symbol });
}
