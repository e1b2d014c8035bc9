import type { Delivery } from '../../domain/delivery.ts';
import type { Order } from '../../domain/order.ts';
import type { NewDelivery } from '../../ports/shop-stores.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { tellThanks } from '../tell-thanks.ts';
import { tellDeliveryNews, tellStaff } from './tell-delivery.ts';

/**
 * Begins to hand over what has been paid for, in the transaction in which the order becomes paid. An
 * order has one delivery; asking again changes nothing. A top-up has none.
 */
export async function beginDelivery(deps: CoreDeps, stores: Stores, order: Order): Promise<void> {
  if (order.itemId === null) return;
  const item = await stores.catalogue.item(order.itemId);
  if (!item) throw new Error(`order ${order.id} is for no item`);
  const now = deps.clock.now();
  // What nobody has claimed yet has nobody to be given to.
  const isWaitingForClaim = order.giftToken !== null && order.recipientId === null;
  const delivery: NewDelivery = {
    id: deps.identifiers.id(),
    orderId: order.id,
    communityId: order.communityId,
    memberId: order.recipientId ?? order.memberId,
    plan: item.plan,
    accessDays: item.accessDays,
    createdAt: now,
    dueAt: isWaitingForClaim || item.plan.kind === 'task' ? null : now,
  };
  if (!(await stores.deliveries.insert(delivery))) return;
  await tellThanks(deps, stores, order);
  const begun = await stores.deliveries.byOrder(order.id);
  if (!begun || isWaitingForClaim) return;
  await announce(deps, stores, begun, order);
}

/**
 * Somebody has claimed a gift: from now on it is theirs. In the transaction that writes the order's
 * recipient. Nothing happens before the order is paid for; `beginDelivery` knows the recipient then.
 */
export async function giveDeliveryTo(
  deps: CoreDeps,
  stores: Stores,
  order: Order,
  recipientId: string,
): Promise<void> {
  const delivery = await stores.deliveries.byOrder(order.id);
  if (!delivery) return;
  const dueAt = delivery.plan.kind === 'task' ? null : deps.clock.now();
  const change = { memberId: recipientId, dueAt };
  if (!(await stores.deliveries.change(delivery.id, ['queued'], 'queued', change))) return;
  await announce(deps, stores, { ...delivery, ...change }, order);
}

async function announce(deps: CoreDeps, stores: Stores, delivery: Delivery, order: Order): Promise<void> {
  if (delivery.memberId !== order.memberId) await tellDeliveryNews(deps, stores, delivery, 'gift');
  if (delivery.plan.kind === 'task') await tellStaff(deps, stores, delivery);
}
