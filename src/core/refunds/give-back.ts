import type { Asset } from '../../domain/asset.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { isRevocable } from '../../domain/item.ts';
import { equityOf } from '../../domain/ledger.ts';
import { formatExact } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';
import { LIMIT_WINDOW_MS } from '../../domain/policy.ts';
import type { Refund, RefundView, Sale } from '../../domain/refund.ts';
import { entriesForRefund, refundAmounts } from '../../domain/refund.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { dayAndTime } from '../../domain/time.ts';
import type { Stores } from '../../ports/stores.ts';
import { revokeDelivery } from '../deliveries/revoke-delivery.ts';
import type { CoreDeps } from '../deps.ts';
import { refuseFrozen } from '../refuse-frozen.ts';
import { refreshCard, tellNews } from '../tell-member.ts';
import { sumOf } from '../withdrawals/draft-withdrawal.ts';
import { policyInForce } from '../withdrawals/standing.ts';

/** Who wants it and why; `roundUp` adds what the provider's fee took, out of the community's equity. */
export type RefundTerms = Pick<Refund, 'by' | 'reason'> & { readonly roundUp: boolean };

/** A refund that is done; `isNew` when it was not done before. */
export type GivenBack = RefundView & { readonly refund: Refund; readonly isNew: boolean };

/**
 * Gives back what an order brought in: order, delivery, books and news in one transaction, all or nothing.
 * The community's lock comes first, as with everything that lessens its equity. An order that is refunded
 * already answers with that refund. `mayBegin` has the last word, asked under the locks.
 */
export async function giveBack(
  deps: CoreDeps,
  stores: Stores,
  order: Pick<Order, 'id' | 'communityId'>,
  terms: RefundTerms,
  mayBegin: (view: RefundView) => Refusal | null = () => null,
): Promise<GivenBack | Refusal> {
  const { id, communityId } = order;
  await stores.withdrawals.lockCommunity(communityId);
  await stores.payments.lockOrder(id);
  const view = await viewRefund(deps, stores, id);
  if (isRefusal(view)) return view;
  if (view.refund) return { ...view, refund: view.refund, isNew: false };
  const frozen = refuseFrozen(await stores.communities.byId(communityId));
  const refusal = frozen ?? mayBegin(view);
  if (refusal) return refusal;
  const amounts = refundAmounts(view.sale, terms.roundUp);
  const tooMuch = await refuseAmount(deps, stores, view, amounts.amount);
  if (tooMuch) return tooMuch;
  const { by, reason } = terms;
  const { assetId } = view.sale;
  const refund: Refund = { orderId: id, communityId, assetId, ...amounts, by, reason, at: deps.clock.now() };
  await carryOut(deps, stores, view, refund);
  const done = await viewRefund(deps, stores, id);
  return isRefusal(done) ? done : { ...done, refund, isNew: true };
}

/** What a refund of the order would be, or was. */
export async function viewRefund(
  deps: CoreDeps,
  stores: Stores,
  orderId: string,
): Promise<RefundView | Refusal> {
  const view = await stores.payments.view(orderId, deps.clock.now());
  const buyer = view && (await stores.communities.memberById(view.order.memberId));
  if (!view || !buyer) return refuse('order_not_found');
  const { order, communityName } = view;
  const sale = await saleOf(stores, order);
  if (isRefusal(sale)) return sale;
  const asset = deps.assets.find(({ id }) => id === sale.assetId);
  if (!asset) return refuse('refund_nothing', { code: order.code });
  const delivery = await stores.deliveries.byOrder(orderId);
  const refund = await stores.refunds.of(orderId);
  return { order, communityName, buyer, asset, sale, delivery, refund };
}

async function saleOf(stores: Stores, order: Order): Promise<Sale | Refusal> {
  const { id, code, kind, state } = order;
  if (kind === 'top_up') return refuse('refund_top_up', { code });
  if (state !== 'paid' && state !== 'delivered' && state !== 'refunded') {
    return refuse('refund_not_paid', { code });
  }
  const sale = await stores.refunds.sale(id);
  if (sale) return sale;
  const intents = await stores.payments.intents(id);
  const isUnsettled = intents.some(({ disposition, net }) => disposition === 'sale' && net === null);
  return refuse(isUnsettled ? 'refund_not_settled' : 'refund_nothing', { code });
}

/** Why so much can't go to the buyer now: the owner's equity and the community's limit of a day bear it. */
async function refuseAmount(
  deps: CoreDeps,
  stores: Stores,
  { order, asset }: Pick<RefundView, 'order' | 'asset'>,
  amount: bigint,
): Promise<Refusal | null> {
  if (amount === 0n) return refuse('refund_nothing', { code: order.code });
  const { communityId } = order;
  const text = (units: bigint) => formatExact(units, asset.decimals);
  const { symbol } = asset;
  const equity = equityOf(await stores.ledger.sums(communityId, asset.id));
  if (equity < amount) {
    return refuse('equity_too_small', { equity: text(equity), needed: text(amount), symbol });
  }
  const since = deps.clock.now() - LIMIT_WINDOW_MS;
  const { policy } = await policyInForce(stores, communityId, asset);
  const all = await stores.withdrawals.outgoing({ communityId, assetId: asset.id }, since, null);
  // What waits for approvers is judged when its own turn comes; a refund counts from now on.
  const gone = all.filter(({ sentAt }) => sentAt !== null);
  const left = policy.communityDay - sumOf(gone);
  if (amount <= left) return null;
  return refuse('refund_above_day', {
    limit: text(policy.communityDay),
    left: text(left > 0n ? left : 0n),
    symbol,
    when: dayAndTime(roomAgainAt(deps, gone)),
  });
}

/** Room comes back as what went out first falls out of the 24 hours. */
function roomAgainAt(deps: CoreDeps, gone: readonly { readonly sentAt: number | null }[]): number {
  const first = Math.min(...gone.flatMap(({ sentAt }) => sentAt ?? []));
  return (Number.isFinite(first) ? first : deps.clock.now()) + LIMIT_WINDOW_MS;
}

async function carryOut(
  deps: CoreDeps,
  stores: Stores,
  { order, delivery }: RefundView,
  refund: Refund,
): Promise<void> {
  const changed = await stores.payments.changeOrder(order.id, ['paid', 'delivered'], { state: 'refunded' });
  if (!changed || !(await stores.refunds.insert(refund))) {
    throw new Error(`order ${order.id} changed under its lock`);
  }
  await stores.ledger.post(entriesForRefund(refund, order.memberId), deps.clock.now());
  if (delivery) await revokeDelivery(deps, stores, delivery, 'refunded');
  await giveUpPiece(stores, order, delivery);
  await refreshCard(deps, stores, order);
  const view = await stores.payments.view(order.id, deps.clock.now());
  if (view) await tellNews(deps, stores, order, view.intent.id, 'refunded');
}

/** The piece can be sold again, unless the buyer keeps what it was. */
async function giveUpPiece(stores: Stores, order: Order, delivery: Delivery | null): Promise<void> {
  if (!order.holdsPiece || order.itemId === null) return;
  const isKept = delivery?.state === 'delivered' && !isRevocable(delivery.plan);
  const hasKey = (await stores.catalogue.keyOf(order.id)) !== null;
  if (isKept || hasKey) return;
  await stores.payments.changeOrder(order.id, ['refunded'], { holdsPiece: false });
  await stores.catalogue.givePiece(order.itemId);
}

/** What is needed of an asset to say an amount of it. */
export function amountText({ symbol, decimals }: Asset, amount: bigint): string {
  return `${formatExact(amount, decimals)} ${symbol}`;
}
