import type { Instant } from './time.ts';

/** What came of a try, as the provider said it. */
export type AttemptEnd = {
  readonly outcome: 'sent' | 'not_sent' | 'unclear';
  /** The provider took it in and gave no hash: it may wait for somebody in Studio. */
  readonly isAccepted: boolean;
  readonly httpStatus: number | null;
  readonly bodyHash: string | null;
  /** Our own words: `timeout`, `http 500`. */
  readonly detail: string;
  readonly providerId: string | null;
  readonly txHash: string | null;
};

/** The one try at the provider for a withdrawal, written before the call. */
export type TransferAttempt = {
  readonly withdrawalId: string;
  /** 1 for the first; every further one was decided by people. */
  readonly number: number;
  readonly instanceId: string;
  readonly decisionId: number | null;
  readonly claimedAt: Instant;
  readonly endedAt: Instant | null;
  readonly end: AttemptEnd | null;
};

/** Before nobody can say "it was not sent", since a paused sender might still wake up (faults.md 6.2). */
export const QUARANTINE_MS = 24 * 3_600_000;
