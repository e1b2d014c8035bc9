import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND_MS } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Lease } from '../ports/stores.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';

/**
 * How long a lease runs without being renewed. Together with the pause between two questions it is
 * the longest that anybody waits to take over; faults.md wants it done within ten seconds.
 */
const LEASE_MS = 6 * SECOND_MS;
/** Whoever waits asks as often as the holder renews, so what is given back is taken up in a second. */
const ASK_EVERY_MS = SECOND_MS;

const REST_MS_MAX = 30 * SECOND_MS;

/** Work that goes on until it is told to stop. */
export type LeasedWork = {
  /** Whether this instance could do it at all now. One that can't leaves the lease to others. */
  isPossible(): boolean;
  /** Runs until `signal` says stop. What it throws is logged, and it is begun again after a rest. */
  run(signal: AbortSignal): Promise<void>;
};

/**
 * Lets one instance of several do a piece of work, such as polling, and another take over within
 * ten seconds when it dies. An instance that slept past its lease stops as soon as it wakes, before it
 * hears anything else; still it may for a moment work beside its successor: the work has to bear that.
 */
export function startLeaseKeeper(deps: {
  lease: Lease;
  work: LeasedWork;
  inTransaction: UnitOfWork;
  clock: Clock;
  log: Log;
}): { stop(): Promise<void> } {
  const { lease, work, inTransaction, clock, log } = deps;
  const { name, holder } = lease;
  const stopping = new AbortController();
  let current: { readonly abort: AbortController; readonly ended: Promise<void> } | null = null;

  let failures = 0;
  let restUntil = 0;
  const begin = () => {
    const abort = new AbortController();
    if (failures === 0) log.info({ lease: name, holder }, 'this instance does the work now');
    const ended = work
      .run(abort.signal)
      .then(() => (failures = 0))
      .catch((error: unknown) => {
        failures += 1;
        restUntil = performance.now() + Math.min(2 ** failures * SECOND_MS, REST_MS_MAX);
        log.warn({ lease: name, failures, err: error }, 'leased work broke off');
      })
      .then(() => {
        if (current?.abort === abort) current = null;
      });
    current = { abort, ended };
  };
  const end = async () => {
    current?.abort.abort();
    await current?.ended;
  };
  const holds = async () => {
    const now = clock.now();
    return inTransaction(({ operations }) => operations.takeLease(name, holder, now + LEASE_MS, now));
  };
  let expiry: NodeJS.Timeout | undefined;
  /** Without the database we go on for as long as the lease that we have still runs, and no longer. */
  const runOutAt = (moment: number) => {
    clearTimeout(expiry);
    expiry = setTimeout(() => current?.abort.abort(), moment - performance.now());
  };
  const keep = async () => {
    while (!stopping.signal.aborted) {
      const asked = performance.now();
      try {
        if (work.isPossible() && (await holds())) {
          runOutAt(asked + LEASE_MS);
          if (!current && !stopping.signal.aborted && asked >= restUntil) begin();
        } else if (current) {
          await end();
        }
      } catch (error) {
        log.warn({ lease: name, err: error }, 'the lease could not be renewed');
      }
      await sleep(ASK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    clearTimeout(expiry);
    await end();
    await inTransaction(({ operations }) => operations.dropLease(name, holder)).catch(() => undefined);
  };
  const kept = keep();
  const stop = async () => {
    stopping.abort();
    await kept;
  };
  return { stop };
}
