import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { refreshApproverCards } from '../withdrawals/tell-withdrawal.ts';

/** Has the approvers' card of a payment that people have to look at made, or brought up to date. */
export async function refreshReview(
  deps: CoreDeps,
  stores: Stores,
  intentId: string,
  communityId: string,
  wantsPeople: boolean,
): Promise<void> {
  await refreshApproverCards(deps, stores, { kind: 'review_card', intentId }, communityId, wantsPeople);
}
