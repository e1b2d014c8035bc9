import type { CoreDeps } from '../deps.ts';
import { revokeDelivery } from './revoke-delivery.ts';
import { tellDeliveryNews } from './tell-delivery.ts';

/** How many one round ends; the next one ends the rest. */
const AT_ONCE = 50;

/** Access that ends by itself: a reminder before, and then it is taken back. Safe to repeat. */
export async function endAccess(deps: CoreDeps): Promise<void> {
  await deps.inTransaction(async (stores) => {
    for (const delivery of await stores.deliveries.takeReminders(deps.clock.now())) {
      await tellDeliveryNews(deps, stores, delivery, 'ending');
    }
  });
  const ended = await deps.inTransaction(({ deliveries }) => deliveries.ended(deps.clock.now(), AT_ONCE));
  for (const { id, orderId } of ended) {
    await deps.inTransaction(async (stores) => {
      await stores.payments.lockOrder(orderId);
      const held = await stores.deliveries.lock(id);
      const isOver = held?.state === 'delivered' && held.endsAt !== null && held.endsAt <= deps.clock.now();
      if (isOver) await revokeDelivery(deps, stores, held, 'access_over');
    });
  }
}
