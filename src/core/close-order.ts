import type { CloseReason, Order } from '../domain/order.ts';
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
  await stores.payments.changeOrder(order.id, ['open'], { state: 'closed', closeReason: reason });
}
