import { RetryLater } from '../domain/retry-later.ts';
import { SECOND_MS } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Claimed, InboxEntry } from '../ports/stores.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { Round } from './loop.ts';
import { createQueueRound } from './queue-round.ts';
import { reasonOf } from './reason-of.ts';

const ENTRIES_AT_ONCE = 20;

/** After so many tries an entry is put aside, so that it holds up nobody (faults.md A-30). */
const ATTEMPTS_MAX = 8;

export type InboxHandlers = Partial<Record<InboxEntry['source'], (entry: InboxEntry) => Promise<void>>>;

/**
 * One round over what came in: callbacks of the provider, updates of chat platforms. Entries of one
 * lane are taken one after the other, lanes go side by side, and a handler that takes long holds up
 * its own lane only. Handlers may be called again with the same entry.
 */
export function createInboxRound(deps: {
  inTransaction: UnitOfWork;
  clock: Clock;
  log: Log;
  handlers: InboxHandlers;
  /** Somebody should look at an entry that was given up. */
  onGivenUp(entry: InboxEntry, reason: string): Promise<void>;
}): Round {
  const { inTransaction, clock, log, handlers } = deps;

  async function handle({ id, attempts, content }: Claimed<InboxEntry>): Promise<void> {
    try {
      const handler = handlers[content.source];
      if (!handler) throw new Error(`nobody handles entries of ${content.source}`);
      await handler(content);
      await inTransaction(({ inbox }) => inbox.done(id, clock.now()));
    } catch (error) {
      const reason = reasonOf(error);
      log.warn({ source: content.source, entry: id, attempts, err: error }, 'an inbox entry failed');
      const wasAskedToWait = error instanceof RetryLater;
      if (attempts < ATTEMPTS_MAX || wasAskedToWait) {
        const waitMs = wasAskedToWait ? error.afterMs : 2 ** attempts * SECOND_MS;
        await inTransaction(({ inbox }) => inbox.later(id, clock.now() + waitMs, reason, !wasAskedToWait));
      } else {
        await inTransaction(({ inbox }) => inbox.giveUp(id, clock.now(), reason));
        await deps.onGivenUp(content, reason);
      }
    }
  }

  return createQueueRound({ ...deps, atOnce: ENTRIES_AT_ONCE, queue: (stores) => stores.inbox, handle });
}
