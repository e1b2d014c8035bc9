import type { PaymentIntent } from '../domain/payment-intent.ts';
import { ABANDON_AFTER_MS, FRESH_AFTER_MS } from '../domain/reading-schedule.ts';
import { DAY_MS, HOUR_MS } from '../domain/time.ts';
import type { Stores } from '../ports/stores.ts';
import { closeOrderAfterLastIntent } from './close-order.ts';
import type { CoreDeps } from './deps.ts';
import { raiseAlarm } from './raise-alarm.ts';
import { refreshCard } from './tell-member.ts';

const KEEP_DONE_MS = 30 * DAY_MS;

/** What has to happen because time has passed, and for no other reason. Safe to repeat. */
export async function keepHouse(deps: CoreDeps): Promise<void> {
  const now = deps.clock.now();
  await deps.inTransaction(async (stores) => {
    for (const intent of await stores.payments.creatingUntold(now - FRESH_AFTER_MS, 'delayed')) {
      const order = await stores.payments.order(intent.orderId);
      if (order) await refreshCard(deps, stores, order, `delayed:${intent.id}`);
    }
    for (const intent of await stores.payments.creatingSince(now - ABANDON_AFTER_MS)) {
      await abandon(deps, stores, intent);
    }
    for (const intent of await stores.payments.refundsOwedSince(now - DAY_MS)) {
      await raiseAlarm(deps, stores, {
        code: 'refund_overdue',
        reference: intent.id,
        detail: `KryptoGO has owed the refund of a short payment for a day: look up intent ${intent.quote?.providerIntentId ?? ''} in Studio`,
      });
    }
    for (const place of await stores.communities.strangeSince(now - DAY_MS)) {
      await stores.communities.forgetStrange(place);
      const to = { platform: place.platform, kind: 'place' as const, id: place.placeId };
      const dedupeKey = `leave:${place.platform}:${place.placeId}:${Math.floor(now / HOUR_MS)}`;
      await stores.outbox.queue([{ to, dedupeKey, notification: { kind: 'leave_place', place } }], now);
    }
    await stores.operations.forgetDone(now - KEEP_DONE_MS);
  });
}

async function abandon(deps: CoreDeps, stores: Stores, { id, orderId }: PaymentIntent): Promise<void> {
  const order = await stores.payments.lockOrder(orderId);
  const endedAt = deps.clock.now();
  const changed = await stores.payments.changeIntent(id, ['creating'], { state: 'abandoned', endedAt });
  if (!order || !changed) return;
  await closeOrderAfterLastIntent(stores, order, 'abandoned');
  await refreshCard(deps, stores, order);
}

/** Recomputes the books from their entries; a fault wakes somebody. Returns the number of faults. */
export async function proveBooks(deps: CoreDeps): Promise<number> {
  return deps.inTransaction(async (stores) => {
    const faults = await stores.ledger.prove();
    for (const { law, reference, detail } of faults) {
      await raiseAlarm(deps, stores, { code: 'books_disagree', reference: `${law} ${reference}`, detail });
    }
    return faults.length;
  });
}
