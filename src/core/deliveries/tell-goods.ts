import type { Delivery } from '../../domain/delivery.ts';
import type { DeliveryView, Goods } from '../../domain/goods.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { recordDelivered, recordFailure, scheduleUndo } from './record-delivery.ts';
import { readGoods, viewDelivery } from './view-delivery.ts';

/** How the private message with the goods ended. */
export type ToldOutcome = 'told' | 'unreachable' | 'impossible';

/**
 * What the message with the goods is to say, read at the moment of saying it. It is marked that they are
 * on their way, so that nobody takes a refund at the same moment. `null` when it is over.
 */
export async function prepareGoods(
  deps: CoreDeps,
  stores: Stores,
  deliveryId: string,
): Promise<{ readonly view: DeliveryView; readonly goods: Goods } | null> {
  const seen = await stores.deliveries.delivery(deliveryId);
  // Before whoever takes a refund, or after them.
  if (seen) await stores.payments.lockOrder(seen.orderId);
  const delivery = seen && (await stores.deliveries.lock(deliveryId));
  if (!delivery || delivery.state === 'cancelled' || delivery.state === 'revoked') return null;
  const goods = await readGoods(stores, delivery);
  const view = await viewDelivery(deps, stores, deliveryId);
  if (!view || goods.kind === 'waiting') return null;
  if (isTold(delivery)) {
    const receipt = { ...delivery.receipt, sendingAt: deps.clock.now() };
    await stores.deliveries.change(delivery.id, [delivery.state], delivery.state, { receipt });
  }
  return { view, goods };
}

/** The messenger has said how the message ended. Goods that the message itself brings count from then on. */
export async function noteGoodsTold(
  deps: CoreDeps,
  stores: Stores,
  deliveryId: string,
  outcome: ToldOutcome,
): Promise<void> {
  const seen = await stores.deliveries.delivery(deliveryId);
  if (!seen) return;
  await stores.payments.lockOrder(seen.orderId);
  const held = await stores.deliveries.lock(deliveryId);
  if (!held) return;
  if (outcome === 'told') {
    const wasSaid = bringsGoods(held) && held.receipt.sendingAt !== undefined;
    const isKept = !wasSaid || (await recordDelivered(deps, stores, held));
    if (!isKept && held.plan.kind === 'invite') await scheduleUndo(deps, stores, held);
    return;
  }
  if (!isTold(held)) return;
  const { sendingAt: _, ...receipt } = held.receipt;
  await stores.deliveries.change(held.id, [held.state], held.state, { receipt });
  const trouble = outcome === 'unreachable' ? 'dm_closed' : 'not_possible';
  await recordFailure(deps, stores, held, { kind: 'blocked', trouble });
}

/** The message itself hands the goods over, and has not yet. */
function isTold(delivery: Delivery): boolean {
  return bringsGoods(delivery) && (delivery.state === 'queued' || delivery.state === 'failed');
}

function bringsGoods({ plan: { kind } }: Delivery): boolean {
  return kind === 'key' || kind === 'text' || kind === 'file' || kind === 'invite';
}
