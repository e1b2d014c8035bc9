import type { NewReviewDecision, ReviewDecision, ReviewFacts } from '../domain/review.ts';
import type { Instant } from '../domain/time.ts';

/** Payments that people have to look at. An intent's decisions are read and written under its order's lock. */
export type ReviewStore = {
  /** Everything about it, read in one go. */
  facts(intentId: string, now: Instant): Promise<ReviewFacts | null>;
  /**
   * Intents of these communities that wait for a decision, the oldest first; settling ones since then. After
   * them those that are booked and may be there to be corrected: whether they are, their facts say.
   */
  waiting(communityIds: readonly string[], settlingSince: Instant, limit: number): Promise<string[]>;
  /** Successes whose net has been missing since then and about which nobody was told so far. */
  unsettledSince(before: Instant): Promise<string[]>;
  decisions(intentId: string): Promise<ReviewDecision[]>;
  decide(decision: NewReviewDecision): Promise<void>;
};
