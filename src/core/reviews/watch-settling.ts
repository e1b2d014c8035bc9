import { SETTLING_MS } from '../../domain/review.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { raiseAlarm } from '../raise-alarm.ts';
import { viewReview } from './read-reviews.ts';
import { refreshReview } from './tell-review.ts';

/** Payments whose net the provider has not said in a day: approvers may enter the figure that Studio shows. */
export async function askAboutUnsettled(deps: CoreDeps, stores: Stores): Promise<void> {
  for (const intentId of await stores.reviews.unsettledSince(deps.clock.now() - SETTLING_MS)) {
    const view = await viewReview(deps, stores, intentId);
    if (!view) continue;
    const { order, intent } = view;
    await raiseAlarm(deps, stores, {
      code: 'payment_unsettled',
      reference: intentId,
      detail: `KryptoGO has not said for a day what the payment of order ${order.code} brought in: look up intent ${intent.quote?.providerIntentId ?? ''} in Studio; an approver types /till review and enters its net amount`,
    });
    await refreshReview(deps, stores, intentId, order, true);
  }
}
