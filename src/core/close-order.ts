import type { CloseReason, Order, OrderState } from '../domain/order.ts';
import type { IntentState } from '../domain/payment-intent.ts';
import { isReviewed } from '../domain/review.ts';
import type { Stores } from '../ports/stores.ts';

/** Whether an order may still be paid in the ordinary way by an intent in this state. */
const isLive: Readonly<Record<IntentState, boolean>> = {
  creating: true,
  pending: true,
  insufficient_not_refunded: true,
  review: true,
  success: false,
  expired: false,
  insufficient_refunded: false,
  refused: false,
  abandoned: false,
};

/** Closes an open order once none of its intents is alive any more (design.md 4). */
export async function closeOrderAfterLastIntent(
  stores: Stores,
  order: Pick<Order, 'id'>,
  reason: CloseReason,
): Promise<void> {
  const intents = await stores.payments.intents(order.id);
  if (intents.some((intent) => isLive[intent.state] && !isReviewed(intent))) return;
  await closeOrder(stores, order, reason);
}

/**
 * The one way in which an order closes: what it had reserved is free again in the same transaction, once.
 * The caller has locked the order.
 */
export async function closeOrder(
  stores: Stores,
  { id }: Pick<Order, 'id'>,
  closeReason: CloseReason,
  from: readonly OrderState[] = ['open'],
): Promise<void> {
  // As it is now: the caller's may be from before its lock, or from before it was opened again.
  const order = await stores.payments.order(id);
  const closed = { state: 'closed' as const, closeReason, holdsPiece: false };
  if (!order || !(await stores.payments.changeOrder(id, from, closed))) return;
  if (order.itemId !== null && order.holdsPiece) await stores.catalogue.givePiece(order.itemId);
}
