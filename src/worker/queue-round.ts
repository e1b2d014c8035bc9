import { SECOND_MS } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { Claimed, Queue, Stores } from '../ports/stores.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { Round } from './loop.ts';

/**
 * How long a claim holds without being renewed. Short, because the claims of a process that was
 * killed keep their chats waiting for as long (faults.md G-08).
 */
const CLAIM_MS = 6 * SECOND_MS;
const RENEW_EVERY_MS = 1.5 * SECOND_MS;

/** With rows under way and none to begin, how long a round waits for one to end. */
const WATCH_MS = 100;

/**
 * A round over inbox or outbox. Of each lane one row is under way at a time, lanes go side by side,
 * and one that takes long holds up nobody else. `handle` sees to what becomes of its row.
 */
export function createQueueRound<T>(deps: {
  atOnce: number;
  inTransaction: UnitOfWork;
  clock: Clock;
  queue: (stores: Stores) => Queue<T>;
  handle: (row: Claimed<T>) => Promise<void>;
}): Round {
  const { inTransaction, clock, queue } = deps;
  const underWay = new Map<number, Promise<void>>();
  let failures: Error[] = [];
  let renewedAt = 0;

  const begin = (row: Claimed<T>) => {
    const running = deps
      .handle(row)
      .catch((error: unknown) => {
        failures.push(error instanceof Error ? error : new Error('a task threw what is no error'));
      })
      .finally(() => underWay.delete(row.id));
    underWay.set(row.id, running);
  };
  const claim = async (): Promise<number> => {
    const free = deps.atOnce - underWay.size;
    if (free === 0) return 0;
    const now = clock.now();
    const rows = await inTransaction((stores) => queue(stores).claim(free, now, now + CLAIM_MS));
    // Where time has made a leap, our own claim may look lost to ourselves.
    const fresh = rows.filter((row) => !underWay.has(row.id));
    fresh.forEach(begin);
    return fresh.length;
  };
  const renew = async () => {
    if (underWay.size === 0 || performance.now() - renewedAt < RENEW_EVERY_MS) return;
    renewedAt = performance.now();
    const ids = [...underWay.keys()];
    await inTransaction((stores) => queue(stores).renew(ids, clock.now() + CLAIM_MS));
  };
  return {
    async round() {
      const [failure] = failures;
      failures = [];
      if (failure) throw failure;
      await renew();
      const begun = await claim();
      if (begun > 0) return begun;
      // Once one has ended, the next in its lane may go.
      return (await someEnd(underWay.values(), WATCH_MS)) ? 1 : 0;
    },
    async finish() {
      await Promise.all(underWay.values());
    },
  };
}

/** True as soon as one of them has ended, false when there is none or after `waitMs`. */
async function someEnd(running: Iterable<Promise<void>>, waitMs: number): Promise<boolean> {
  const all = [...running];
  if (all.length === 0) return false;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), waitMs)));
  const ended = await Promise.race([Promise.race(all).then(() => true), late]);
  clearTimeout(timer);
  return ended;
}
