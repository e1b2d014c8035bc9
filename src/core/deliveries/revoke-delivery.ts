import type { Delivery, EndReason } from '../../domain/delivery.ts';
import { CLAIM_MS } from '../../domain/delivery.ts';
import { isRevocable } from '../../domain/item.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { tellDeliveryNews, tellStaff } from './tell-delivery.ts';

/**
 * Goods are taken back, or no longer given: the state changes now, in the caller's transaction, which
 * holds the order's lock; what was given on a platform is taken back by the worker until that has worked.
 * Says whether anything changed: what is over already stays as it is.
 */
export async function revokeDelivery(
  deps: CoreDeps,
  stores: Stores,
  delivery: Pick<Delivery, 'id'>,
  reason: EndReason,
): Promise<boolean> {
  const held = await stores.deliveries.lock(delivery.id);
  if (!held || held.state === 'cancelled' || held.state === 'revoked') return false;
  const wasGiven = held.state === 'delivered';
  const now = deps.clock.now();
  const over = { endReason: reason, trouble: null, attempts: 0 };
  if (wasGiven) {
    const dueAt = isRevocable(held.plan) ? now : null;
    await stores.deliveries.change(held.id, ['delivered'], 'revoked', { ...over, dueAt });
  } else {
    // Perhaps somebody is about to give it: look after them, once their time is up.
    const dueAt = isRevocable(held.plan) && held.attempts > 0 ? now + CLAIM_MS : null;
    await stores.deliveries.change(held.id, ['queued', 'failed'], 'cancelled', { ...over, dueAt });
  }
  await tellEnd(deps, stores, held, reason);
  return true;
}

async function tellEnd(deps: CoreDeps, stores: Stores, held: Delivery, reason: EndReason): Promise<void> {
  // People take back by hand what people gave; and a card that asks for something must not go on asking.
  if (held.plan.kind === 'task' || held.trouble !== null) await tellStaff(deps, stores, held);
  if (reason === 'access_over') return tellDeliveryNews(deps, stores, held, 'over');
  const order = await stores.payments.order(held.orderId);
  // The buyer hears of the refund itself.
  const isGift = order?.memberId !== held.memberId;
  if (isGift) await tellDeliveryNews(deps, stores, held, 'taken_back');
}
