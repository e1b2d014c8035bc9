import type { PaymentIntent } from '../domain/payment-intent.ts';
import { nextReadAt } from '../domain/reading-schedule.ts';
import { isStillWatched } from '../domain/review.ts';
import type { Instant } from '../domain/time.ts';
import type { Stores } from '../ports/stores.ts';
import type { CoreDeps } from './deps.ts';

/** When an intent is read next by itself; what people decided is compared with what KryptoGO says later. */
export async function planRead(
  deps: CoreDeps,
  stores: Stores,
  intent: PaymentIntent,
  readFailures = 0,
): Promise<Instant | null> {
  const now = deps.clock.now();
  if (intent.state === 'review' && intent.quote === null) return null;
  const facts = intent.net === null ? null : await stores.reviews.facts(intent.id, now);
  // As long as its net was unknown it was read, and so it goes on.
  const net = facts && isStillWatched(facts) ? null : intent.net;
  return nextReadAt({ ...intent, net, readFailures }, now);
}

/** Plans the next read of an intent as it is now. */
export async function scheduleNextRead(deps: CoreDeps, stores: Stores, intentId: string): Promise<void> {
  const intent = await stores.payments.intent(intentId);
  if (intent) await stores.payments.scheduleRead(intentId, await planRead(deps, stores, intent), 0);
}
