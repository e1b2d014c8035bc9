import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { ReviewView } from '../../domain/review.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import type { ReviewScene, ReviewVerdict } from './decide-review.ts';
import { decideReview, readAsReviewer } from './decide-review.ts';
import { showReviews, viewReview } from './read-reviews.ts';

/** Payments that no machine may book. */
export type ReviewCore = {
  /** `/till review`: what waits for approvers; the cards come to the caller in private by themselves. */
  showReviews(by: Account): Promise<readonly ReviewView[] | Refusal>;
  /** Whether the account may decide about it from there; asks nothing and changes nothing. */
  readAsReviewer(scene: ReviewScene): Promise<ReviewView | Refusal>;
  /** What an approver decides about it; enough who say the same settle it. */
  decideReview(scene: ReviewScene, verdict: ReviewVerdict): Promise<ReviewView | Refusal>;
  /** What a card shows, read when it is sent. */
  viewReview(stores: Stores, intentId: string): Promise<ReviewView | null>;
};

/** Binds every verb to what it needs. */
export function createReviewCore(deps: CoreDeps): ReviewCore {
  return {
    showReviews: (by) => showReviews(deps, by),
    readAsReviewer: (scene) => readAsReviewer(deps, scene),
    decideReview: (scene, verdict) => decideReview(deps, scene, verdict),
    viewReview: (stores, intentId) => viewReview(deps, stores, intentId),
  };
}
