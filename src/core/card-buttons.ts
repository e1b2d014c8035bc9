import { entryForBalancePayment } from '../domain/ledger.ts';
import { formatExact } from '../domain/money.ts';
import { isCancellable, takesFreshQuote } from '../domain/order.ts';
import type { PaymentView } from '../domain/payment-view.ts';
import type { Account } from '../domain/platform.ts';
import { FRESH_AFTER_MS } from '../domain/reading-schedule.ts';
import type { Refusal } from '../domain/refusal.ts';
import { isRefusal, refuse } from '../domain/refusal.ts';
import type { MessageRef } from '../ports/chat-messenger.ts';
import type { Stores } from '../ports/stores.ts';
import { closeOrder } from './close-order.ts';
import { beginDelivery } from './deliveries/begin-delivery.ts';
import type { CoreDeps } from './deps.ts';
import { createAtProvider, INTENTS_PAUSE, newIntent } from './open-intent.ts';
import { viewOf, withOwnOrder } from './own-order.ts';
import { refuseFrozen } from './refuse-frozen.ts';
import { refuseStale, reopenOrder } from './shop/reserve.ts';
import { refreshCard, retireCard, tellNews } from './tell-member.ts';

/** An order whose quotes keep running out is better begun anew. */
const QUOTES_MAX = 10;

/** The view behind a card, for its own member only. */
export async function readPayment(
  deps: CoreDeps,
  by: Account,
  orderId: string,
): Promise<PaymentView | Refusal> {
  return withOwnOrder(deps, by, orderId, (stores, order) => viewOf(deps, stores, order.id));
}

/** *Check now*: has the provider asked at once, within its budget. Tells what is known so far. */
export async function checkNow(deps: CoreDeps, by: Account, orderId: string): Promise<PaymentView | Refusal> {
  return withOwnOrder(deps, by, orderId, async (stores, order) => {
    const view = await viewOf(deps, stores, order.id);
    for (const intent of await stores.payments.intents(order.id)) {
      const isSettled = intent.state === 'success' && intent.net !== null;
      if (!isSettled) await stores.payments.wantRead(intent.id, null, deps.clock.now());
    }
    return view;
  });
}

/** *Cancel*: possible until money has been believed. What arrives later goes to the balance. */
export async function cancelOrder(
  deps: CoreDeps,
  by: Account,
  orderId: string,
): Promise<PaymentView | Refusal> {
  return withOwnOrder(deps, by, orderId, async (stores, order) => {
    const isCancelledAlready = order.state === 'closed' && order.closeReason === 'cancelled';
    if (!isCancelledAlready) {
      if (!isCancellable(order)) return refuse('order_not_cancellable', { code: order.code });
      await closeOrder(stores, order, 'cancelled');
      await refreshCard(deps, stores, order);
    }
    return viewOf(deps, stores, order.id);
  });
}

/** *Pay from balance*: the full quote out of the member's balance in one guarded write. */
export async function payFromBalance(
  deps: CoreDeps,
  by: Account,
  orderId: string,
): Promise<PaymentView | Refusal> {
  return withOwnOrder(deps, by, orderId, async (stores, order) => {
    const view = await viewOf(deps, stores, order.id);
    // A second tap finds it paid, and gets the first one's answer.
    const isPaid = order.state === 'paid' || order.state === 'delivered';
    if (isPaid && order.paidFrom === 'balance') return view;
    const { quote } = view.intent;
    if (order.state !== 'open' || order.kind !== 'item' || !quote || !view.asset) {
      return refuse('order_not_open', { code: order.code });
    }
    const frozen = refuseFrozen(await stores.communities.byId(order.communityId));
    if (frozen) return frozen;
    const now = deps.clock.now();
    if (now > quote.deadline) return refuse('quote_expired', { code: order.code });
    const spendable = await stores.ledger.lockAvailable(order.memberId, quote.assetId);
    if (spendable < quote.amount) {
      const { decimals, symbol } = view.asset;
      const facts = {
        available: formatExact(spendable, decimals),
        needed: formatExact(quote.amount, decimals),
      };
      return refuse('balance_too_small', { ...facts, symbol });
    }
    await stores.payments.changeOrder(order.id, ['open'], { state: 'paid', paidFrom: 'balance' });
    await beginDelivery(deps, stores, order);
    const books = { communityId: order.communityId, assetId: quote.assetId, reference: `order:${order.id}` };
    await stores.ledger.post([entryForBalancePayment(books, order.memberId, quote.amount)], now);
    await refreshCard(deps, stores, order);
    await tellNews(deps, stores, order, view.intent.id, 'paid');
    return viewOf(deps, stores, order.id);
  });
}

/** *Fresh quote*: another intent for the same order, once the last one is of no more use. */
export async function requestFreshQuote(
  deps: CoreDeps,
  by: Account,
  orderId: string,
): Promise<PaymentView | Refusal> {
  const opened = await withOwnOrder(deps, by, orderId, async (stores, order) => {
    const view = await viewOf(deps, stores, order.id);
    const now = deps.clock.now();
    if (isStillGood(view)) return { order, intent: null };
    const wasHeld = view.intent.state === 'review' && view.intent.quote !== null;
    if (!takesFreshQuote(order) || wasHeld) return refuse('order_not_open', { code: order.code });
    if (await stores.operations.isPaused(INTENTS_PAUSE, now)) return refuse('payments_paused');
    const refusal = await refuseByCommunity(stores, order.communityId);
    if (refusal) return refusal;
    const sequence = (await stores.payments.intents(order.id)).length + 1;
    if (sequence > QUOTES_MAX) return refuse('too_many_quotes', { code: order.code });
    const stale = order.state === 'closed' ? await refuseStale(stores, order) : null;
    if (stale) return stale;
    // Last of all: a refusal after it would keep the piece.
    const unserved = order.state === 'closed' ? await reopenOrder(stores, order) : null;
    if (unserved) return unserved;
    return { order, intent: await newIntent(deps, stores, order.id, sequence) };
  });
  if (isRefusal(opened)) return opened;
  if (opened.intent) await createAtProvider(deps, opened.order, opened.intent);
  return readPayment(deps, by, orderId);
}

/** The present quote can still be paid, or is being made: a second press changes nothing. */
function isStillGood({ order, intent, now }: PaymentView): boolean {
  if (order.state !== 'open') return false;
  if (intent.state === 'creating') return now - intent.createdAt < FRESH_AFTER_MS;
  return intent.state === 'pending' && intent.quote !== null && now <= intent.quote.deadline;
}

async function refuseByCommunity(stores: Stores, communityId: string): Promise<Refusal | null> {
  const community = await stores.communities.byId(communityId);
  if (community?.state === 'active') return null;
  return refuse('community_not_active', { community: community?.name ?? '' });
}

/**
 * Puts a new card into the member's chat; it becomes the live one. `card` is where, on a platform
 * that answers a press with the card itself.
 */
export async function showCardAgain(
  deps: CoreDeps,
  by: Account,
  orderId: string,
  card: MessageRef | null,
): Promise<PaymentView | Refusal> {
  return withOwnOrder(deps, by, orderId, async (stores, order) => {
    const ref = await stores.payments.cardRef(order.id);
    await stores.payments.keepCardRef(order.id, card);
    if (ref !== null) await retireCard(deps, stores, order, ref);
    await refreshCard(deps, stores, order);
    return viewOf(deps, stores, order.id);
  });
}

/** Tells where the card of an own order stands, or has it stand where `change` says. */
export async function changeCardRef(
  deps: CoreDeps,
  by: Account,
  orderId: string,
  change: (ref: MessageRef | null) => MessageRef | null,
): Promise<{ readonly ref: MessageRef | null } | Refusal> {
  return withOwnOrder(deps, by, orderId, async (stores, order) => {
    const before = await stores.payments.cardRef(order.id);
    const ref = change(before);
    if (ref !== before) await stores.payments.keepCardRef(order.id, ref);
    return { ref };
  });
}
