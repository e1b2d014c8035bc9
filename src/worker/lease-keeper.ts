import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND_MS } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';

/** How long a lease runs without being renewed, and so the longest that anybody waits to take over. */
const LEASE_MS = 8 * SECOND_MS;
const RENEW_EVERY_MS = 2 * SECOND_MS;

const REST_MS_MAX = 30 * SECOND_MS;

/** Work that goes on until it is told to stop. */
export type LeasedWork = {
  /** Whether this instance could do it at all now. One that can't leaves the lease to others. */
  isPossible(): boolean;
  /** Runs until `signal` says stop. What it throws is logged, and it is begun again after a rest. */
  run(signal: AbortSignal): Promise<void>;
};

export type LeaseKeeper = {
  isHolder(): boolean;
  stop(): Promise<void>;
};

/**
 * Lets one instance of several do a piece of work, such as polling, and another take over within
 * ten seconds when it dies. An instance that slept past its lease may for a moment work beside its
 * successor: the work has to bear that.
 */
export function startLeaseKeeper(deps: {
  name: string;
  /** Names this instance; another after each start. */
  holder: string;
  work: LeasedWork;
  inTransaction: UnitOfWork;
  clock: Clock;
  log: Log;
}): LeaseKeeper {
  const { name, holder, work, inTransaction, clock, log } = deps;
  const stopping = new AbortController();
  let current: { readonly abort: AbortController; readonly ended: Promise<void> } | null = null;

  let failures = 0;
  let restUntil = 0;
  const begin = () => {
    const abort = new AbortController();
    if (failures === 0) log.info({ lease: name }, 'this instance does the work now');
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
    const ending = current;
    current = null;
    ending?.abort.abort();
    await ending?.ended;
  };
  const holds = async () => {
    const now = clock.now();
    return inTransaction(({ operations }) => operations.takeLease(name, holder, now + LEASE_MS, now));
  };
  const keep = async () => {
    let heldUntil = 0;
    while (!stopping.signal.aborted) {
      const asked = performance.now();
      try {
        heldUntil = work.isPossible() && (await holds()) ? asked + LEASE_MS : 0;
      } catch (error) {
        // Without the database we go on for as long as the lease that we had still runs.
        log.warn({ lease: name, err: error }, 'the lease could not be renewed');
      }
      const isHeld = performance.now() < heldUntil;
      if (isHeld && !current && performance.now() >= restUntil) begin();
      if (!isHeld && current) await end();
      await sleep(RENEW_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    await end();
    await inTransaction(({ operations }) => operations.dropLease(name, holder)).catch(() => undefined);
  };
  const kept = keep();
  return {
    isHolder: () => current !== null,
    async stop() {
      stopping.abort();
      await kept;
    },
  };
}
