import type { PaymentIntent } from './payment-intent.ts';
import { isReviewed } from './review.ts';
import type { Instant } from './time.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './time.ts';

/** A callback or *check now* reads at once, but the same intent never twice within this time. */
export const READ_GAP_MS = 2 * SECOND_MS;

/** How long an intent may be `creating` without a trace at the provider before we give it up. */
export const ABANDON_AFTER_MS = 30 * MINUTE_MS;

/** From when on a member whose intent is still `creating` is offered another. */
export const FRESH_AFTER_MS = 10 * SECOND_MS;

const WATCH_MS = 30 * DAY_MS;
const WATCH_AFTER_REFUND_MS = 3 * DAY_MS;

/**
 * When an intent is read next if nothing triggers a read (design.md 4): every 20 s in its first
 * minute, each minute until 15 minutes past the deadline, then at a quarter of the time that has
 * passed since, so ever more rarely; `null` when there is nothing left to learn.
 */
export function nextReadAt(
  intent: Pick<PaymentIntent, 'state' | 'quote' | 'net' | 'createdAt' | 'endedAt' | 'readFailures'>,
  now: Instant,
): Instant | null {
  const planned = plannedReadAt(intent, now);
  if (planned === null || intent.readFailures === 0) return planned;
  const backOff = Math.min(2 ** intent.readFailures * 2 * SECOND_MS, 10 * MINUTE_MS);
  return Math.max(planned, now + backOff);
}

function plannedReadAt(
  intent: Pick<PaymentIntent, 'state' | 'quote' | 'net' | 'createdAt' | 'endedAt'>,
  now: Instant,
): Instant | null {
  const age = now - intent.createdAt;
  const ended = intent.endedAt ?? intent.createdAt;
  switch (intent.state) {
    case 'creating':
      if (age < 30 * SECOND_MS) return now + 5 * SECOND_MS;
      return now + (age < ABANDON_AFTER_MS ? MINUTE_MS : rarer(age));
    case 'abandoned':
    case 'refused':
      return age < WATCH_AFTER_REFUND_MS ? now + rarer(age) : null;
    case 'success':
      if (intent.net !== null) return null;
      if (now - ended < MINUTE_MS) return now + 20 * SECOND_MS;
      return now + (now - ended < 15 * MINUTE_MS ? MINUTE_MS : rarer(now - ended));
    case 'insufficient_refunded':
      return now - ended < WATCH_AFTER_REFUND_MS ? now + rarer(now - ended) : null;
    case 'pending':
    case 'expired':
    case 'insufficient_not_refunded':
    case 'review': {
      // People have decided about it, and nothing that is read changes that.
      if (isReviewed(intent)) return null;
      if (age < MINUTE_MS) return now + 20 * SECOND_MS;
      const overdue = now - (intent.quote?.deadline ?? intent.createdAt);
      if (overdue < 15 * MINUTE_MS) return now + MINUTE_MS;
      // A refund that is still owed is watched until it is there, however long that takes.
      if (overdue > WATCH_MS && intent.state !== 'insufficient_not_refunded') return null;
      return now + rarer(overdue);
    }
  }
}

function rarer(sinceMs: number): number {
  return Math.min(Math.max(sinceMs / 4, 5 * MINUTE_MS), 24 * HOUR_MS);
}
