import { setTimeout as sleep } from 'node:timers/promises';
import { RetryLater } from '../../src/domain/retry-later.ts';
import type { DeliveryOutcome, Saying } from '../../src/ports/chat-messenger.ts';
import type { Log } from '../../src/ports/log.ts';

/** What a failed call to a platform means for us. Reasons are safe to log: no token is in them. */
export type Trouble =
  | { readonly kind: 'message_gone'; readonly reason: string }
  | { readonly kind: 'slow_down'; readonly afterMs: number; readonly reason: string }
  /** A server error or no connection: it may even have worked. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'moved'; readonly placeId: string; readonly reason: string }
  | { readonly kind: 'rejected'; readonly reason: string };

/** What the outbox is told about something that could not be said. */
export function outcomeOfTrouble(trouble: Trouble, saying: Saying): DeliveryOutcome {
  const { reason } = trouble;
  switch (trouble.kind) {
    case 'message_gone':
      return { kind: 'message_gone' };
    case 'slow_down':
      return { kind: 'later', afterMs: trouble.afterMs, reason };
    case 'unavailable':
      return { kind: 'later', afterMs: null, reason };
    case 'unreachable':
      // Who is out already need not leave.
      return saying.kind === 'leave_place'
        ? { kind: 'delivered', ref: null }
        : { kind: 'unreachable', reason };
    case 'moved':
      return { kind: 'moved', placeId: trouble.placeId };
    case 'rejected':
      return { kind: 'rejected', reason };
  }
}

/** What becomes of an event whose answer could not be given: forgotten, later, or again with back-off. */
export function settleTrouble(trouble: Trouble, event: string, log: Log): void {
  switch (trouble.kind) {
    case 'message_gone':
    case 'moved':
    case 'unreachable':
      // Nobody is there to be answered; what the command did is done and can be seen with /orders.
      log.info({ event, reason: trouble.reason }, 'nobody to answer');
      return;
    case 'slow_down':
      throw new RetryLater(trouble.afterMs, trouble.reason);
    case 'unavailable':
    case 'rejected':
      throw new Error(trouble.reason);
  }
}

/** How long in all an answer waits where it is told to; after that, the whole command comes again. */
const PATIENCE_MS = 4_000;

/**
 * Says the answer to a command, and waits a moment where the platform asks for it. What the command did
 * is done: handled once more, it would find that, and its answer would be another one.
 */
export async function saidWithPatience<T>(
  say: () => Promise<T>,
  troubleOf: (error: unknown) => { readonly kind: string; readonly afterMs?: number } | null,
): Promise<T> {
  for (let patienceMs = PATIENCE_MS; ;) {
    try {
      return await say();
    } catch (error) {
      const { kind, afterMs = 0 } = troubleOf(error) ?? {};
      patienceMs -= Math.max(afterMs, 100);
      if (kind !== 'slow_down' || patienceMs < 0) throw error;
      await sleep(afterMs);
    }
  }
}
