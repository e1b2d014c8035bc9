import type { ReviewFacts } from '../../domain/review.ts';
import { isContradicted, reviewText } from '../../domain/review.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { raiseAlarm } from '../raise-alarm.ts';
import { refreshReview } from './tell-review.ts';

/**
 * What was read of a payment that people look at, or that is booked: their card follows and, where it
 * contradicts what is booked, comes back with what can be done about it.
 */
export async function noteLaterRead(deps: CoreDeps, stores: Stores, before: ReviewFacts): Promise<void> {
  const facts = await stores.reviews.facts(before.intent.id, deps.clock.now());
  if (!facts || reviewText(facts) === reviewText(before)) return;
  const { order, intent, seen } = facts;
  const isOpen = intent.state === 'review' && intent.net === null;
  const contradicts = isContradicted(facts);
  if (contradicts && seen) {
    const figures = [seen.status, seen.received, seen.net, seen.refunded].map((one) => one ?? '-');
    await raiseAlarm(deps, stores, {
      code: 'contradiction_after_booking',
      reference: [intent.id, ...figures].join(':'),
      detail: `KryptoGO says something else by now of the payment of order ${order.code}, which is booked (intent ${seen.providerIntentId}, ${seen.status}): compare with Studio; an approver types /till review and corrects it`,
    });
  }
  await refreshReview(deps, stores, intent.id, order, isOpen || contradicts);
}
