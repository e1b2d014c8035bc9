import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../ports/log.ts';

const BACK_OFF_MS_MAX = 10_000;

export type Loop = {
  /** Lets the round that is under way finish, and starts no other. */
  stop(): Promise<void>;
  /** False while rounds fail, for example because the database is away. */
  isHealthy(): boolean;
};

/**
 * One round after the other: at once again while there is work, after `idleMs` when there is none,
 * and with growing waits while rounds fail. Waits are real time; what is due is decided by the
 * clock that the rounds look at.
 */
export function startLoop(deps: {
  name: string;
  /** Does a bounded amount of work and says how much it was. */
  round: () => Promise<number>;
  idleMs: number;
  log: Log;
}): Loop {
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
        waitMs = Math.min(deps.idleMs * 2 ** failures, BACK_OFF_MS_MAX);
        deps.log.error({ loop: deps.name, err: error, waitMs }, 'a round failed');
      }
      if (waitMs > 0) await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const ended = run();
  return {
    isHealthy: () => failures === 0,
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
