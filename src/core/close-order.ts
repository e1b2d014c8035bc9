import type { CloseReason, Order } from '../domain/order.ts';
import type { IntentState } from '../domain/payment-intent.ts';
import type { Stores } from '../ports/stores.ts';

/** While an intent is in one of these, its order may still be paid by it in the ordinary way. */
const live: ReadonlySet<IntentState> = new Set([
  'creating',
  'pending',
  'insufficient_not_refunded',
  'review',
]);

/** Closes an open order once none of its intents is alive any more (design.md 4). */
export async function closeOrderAfterLastIntent(
  stores: Stores,
  order: Pick<Order, 'id'>,
  reason: CloseReason,
): Promise<void> {
  const intents = await stores.payments.intents(order.id);
  if (intents.some((intent) => live.has(intent.state))) return;
  await stores.payments.changeOrder(order.id, ['open'], { state: 'closed', closeReason: reason });
}
