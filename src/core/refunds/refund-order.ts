import { isSamePerson } from '../../domain/approver.ts';
import { CLAIM_MS, isBeingSent } from '../../domain/delivery.ts';
import type { Order } from '../../domain/order.ts';
import type { Account } from '../../domain/platform.ts';
import type { RefundView } from '../../domain/refund.ts';
import { knownPersons, takeableFrom } from '../../domain/refund.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { dayAndTime } from '../../domain/time.ts';
import type { Stores } from '../../ports/stores.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { CoreDeps } from '../deps.ts';
import { isUuid } from '../own-order.ts';
import { raiseAlarm } from '../raise-alarm.ts';
import { findOrder } from '../where/find-order.ts';
import type { GivenBack } from './give-back.ts';
import { amountText, giveBack, viewRefund } from './give-back.ts';

/** Which order an approver means. Without a community, it is looked for in all that they approve for. */
export type RefundAsk = { readonly by: Account; readonly code: string; readonly communityId?: string };

export type RefundRequest = RefundAsk & {
  /** The chat of the command or press; `null` for in private. */
  readonly from: string | null;
  /** The whole price, also where the provider's fee took some of it. */
  readonly roundUp: boolean;
  readonly reason: string;
};

/** `/refund`: what would come back of an order, or has, before anything is asked of the approver. */
export async function previewRefund(deps: CoreDeps, ask: RefundAsk): Promise<RefundView | Refusal> {
  return deps.inTransaction(async (stores) => {
    const order = await orderForApprover(deps, stores, ask);
    return isRefusal(order) ? order : viewRefund(deps, stores, order.id);
  });
}

/**
 * `/refund`: what the order brought in goes to the buyer's balance, and the goods are taken back. One approver
 * is enough, never the buyer through any account; equity and the community's limit of a day bear it.
 */
export async function refundOrder(deps: CoreDeps, request: RefundRequest): Promise<RefundView | Refusal> {
  const { by, from, roundUp } = request;
  const reason = request.reason.trim();
  if (reason === '') return refuse('reason_missing');
  return deps.inTransaction(async (stores) => {
    const order = await orderForApprover(deps, stores, request);
    if (isRefusal(order)) return order;
    const done = await giveBack(deps, stores, order, { by, roundUp, reason });
    if (isRefusal(done) || !done.isNew) return done;
    const { communityId, code: subject } = done.order;
    await recordAudit(deps, stores, {
      communityId,
      by,
      from,
      action: 'order_refunded',
      subject,
      detail: `${saidOf(done)}: ${reason}`,
    });
    return done;
  });
}

/** *Take a refund*: the buyer of what was not handed over for 24 hours has what it brought in back. */
export async function takeRefund(
  deps: CoreDeps,
  by: Account,
  orderId: string,
): Promise<RefundView | Refusal> {
  return deps.inTransaction(async (stores) => {
    const order = isUuid(orderId) ? await stores.payments.order(orderId) : null;
    const buyer = order && (await stores.communities.memberById(order.memberId));
    const isOwn = buyer?.platform === by.platform && buyer.accountId === by.accountId;
    if (!order || !isOwn) return refuse('order_not_found');
    const terms = { by, roundUp: false, reason: 'not handed over in time' };
    const done = await giveBack(deps, stores, order, terms, (view) => refuseEarly(deps, view));
    if (!isRefusal(done) || done.refusal !== 'equity_too_small') return done;
    // The buyer can do nothing about what the owner took out; the owner can.
    await raiseAlarm(deps, stores, {
      code: 'refund_short',
      reference: order.id,
      detail: `the buyer of order ${order.code} wants back what was not handed over, and the owner's money does not suffice (${done.facts['equity'] ?? ''} of ${done.facts['needed'] ?? ''} ${done.facts['symbol'] ?? ''}): put some in, then /till treasury fund`,
    });
    return refuse('refund_short', { code: order.code });
  });
}

/** The order, if this account is an approver of its community and did not buy it, through any account. */
async function orderForApprover(
  deps: CoreDeps,
  stores: Stores,
  { by, code, communityId }: RefundAsk,
): Promise<Order | Refusal> {
  const all = (await stores.approvals.approversWith(by)).map((role) => role.communityId);
  const mine = communityId === undefined ? all : all.filter((id) => id === communityId);
  if (mine.length === 0) return refuse('not_approver');
  const order = await findOrder(stores, code, mine);
  if (isRefusal(order)) return order;
  if (!(await isOwnThroughAny(deps, stores, by, order))) return order;
  deps.log.warn({ about: order.id }, 'somebody tried to refund an order of their own');
  return refuse('own_refund', { code: order.code });
}

async function isOwnThroughAny(deps: CoreDeps, stores: Stores, by: Account, order: Order): Promise<boolean> {
  const buyer = await stores.communities.memberById(order.memberId);
  if (!buyer) throw new Error(`no member ${order.memberId}`);
  const approvers = await stores.approvals.approvers(order.communityId);
  const managers = await stores.rights.managers(order.communityId);
  return isSamePerson([by], [buyer], knownPersons(deps.operators, approvers, managers));
}

function refuseEarly(deps: CoreDeps, { order, delivery }: RefundView): Refusal | null {
  const { code } = order;
  if (order.state === 'delivered') return refuse('refund_delivered', { code });
  const now = deps.clock.now();
  if (delivery && isBeingSent(delivery, now)) {
    return refuse('refund_too_early', { code, when: dayAndTime(now + CLAIM_MS) });
  }
  const from = takeableFrom(order, delivery);
  if (from === null) return refuse('refund_by_people', { code });
  return from > now ? refuse('refund_too_early', { code, when: dayAndTime(from) }) : null;
}

/** For the record: what went back, and how much of it was added. */
function saidOf({ asset, refund }: GivenBack): string {
  const added = refund.roundedUp > 0n ? `, ${amountText(asset, refund.roundedUp)} of it added` : '';
  return `${amountText(asset, refund.amount)}${added}`;
}
