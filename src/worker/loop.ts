import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../ports/log.ts';

/** Short enough that everything runs again within five seconds of the database's return (faults.md C-03). */
const BACK_OFF_MS_FIRST = 200;
const BACK_OFF_MS_MAX = 2_000;

/** A vendor that does not answer must not hold up a stop: what is left then is taken up by the next start. */
const STOP_MS_MAX = 4_000;

/** What a loop repeats. */
export type Round = {
  /** Does or begins a bounded amount of work. Tells how much it was; with 0 the loop rests. */
  round(): Promise<number>;
  /** Waits for work that a round began and did not wait for. */
  finish?(): Promise<void>;
};

export type Loop = {
  /** Starts nothing more, and lets what is under way finish if that does not take long. */
  stop(): Promise<void>;
  /** False while rounds fail, for example because the database is away. */
  isHealthy(): boolean;
};

/**
 * One round after the other: at once again while there is work, after `idleMs` when there is none,
 * and with growing waits while rounds fail. Waits are real time; what is due is decided by the
 * clock that the rounds look at.
 */
export function startLoop(deps: Round & { name: string; idleMs: number; log: Log }): Loop {
  const stopping = new AbortController();
  let failures = 0;
  const run = async () => {
    while (!stopping.signal.aborted) {
      let waitMs = deps.idleMs;
      try {
        const done = await deps.round();
        if (failures > 0) deps.log.info({ loop: deps.name }, 'the loop works again');
        failures = 0;
        if (done > 0) waitMs = 0;
      } catch (error) {
        failures += 1;
        waitMs = Math.min(BACK_OFF_MS_FIRST * 2 ** (failures - 1), BACK_OFF_MS_MAX);
        // At 1, 2, 4, 8 … in a row: a vendor that is away for hours must not bury everything else.
        if (Number.isInteger(Math.log2(failures)))
          deps.log.error({ loop: deps.name, failures, err: error }, 'a round failed');
      }
      if (waitMs > 0) await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const ended = run();
  return {
    isHealthy: () => failures === 0,
    async stop() {
      stopping.abort();
      const patience = new AbortController();
      const late = sleep(STOP_MS_MAX, undefined, { signal: patience.signal }).catch(() => undefined);
      await Promise.race([ended.then(() => deps.finish?.()), late]);
      patience.abort();
    },
  };
}
