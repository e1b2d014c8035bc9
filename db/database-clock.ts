import type { Clock } from '../src/ports/clock.ts';
import type { Log } from '../src/ports/log.ts';
import { MINUTE_MS, SECOND_MS, type Instant } from '../src/domain/time.ts';

/** A skew beyond this is told (design.md 9). */
const SKEW_TOLD_MS = 2 * SECOND_MS;

/** An answer that took longer says too little about the time. */
const ROUND_TRIP_MAX_MS = 2 * SECOND_MS;

export type DatabaseClockDeps = {
  /** The database's own time, for example by `clock_timestamp()`. */
  askDatabase(): Promise<Instant>;
  readonly log: Log;
  /** The database's time less the machine's, in milliseconds, whenever that has changed by over 2 s. */
  onSkew(skewMs: number): void;
  /** The machine's time, running evenly. Handed in by tests only. */
  machineNow?(): Instant;
};

export type DatabaseClock = Clock & {
  /** Compares with the database once. Keeps the last comparison when that fails; never throws. */
  refresh(): Promise<void>;
  /** Compares now, throwing if the database does not answer, and then each minute. */
  start(): Promise<void>;
  stop(): void;
};

/**
 * The production clock: it follows the database's, because that is the one that all instances share
 * (design.md 9). Between comparisons it runs on the process's monotonic clock, so a jump of the
 * machine's time moves nothing.
 */
export function createDatabaseClock(deps: DatabaseClockDeps): DatabaseClock {
  const { askDatabase, log, onSkew, machineNow = evenMachineTime } = deps;
  let offsetMs = 0;
  let toldMs = 0;
  let timer: NodeJS.Timeout | null = null;

  async function compare(): Promise<void> {
    const before = machineNow();
    const theirs = await askDatabase();
    const after = machineNow();
    if (after - before > ROUND_TRIP_MAX_MS) {
      log.warn({ roundTripMs: Math.round(after - before) }, 'The database was too slow to set the clock by');
      return;
    }
    offsetMs = theirs - (before + after) / 2;
    if (Math.abs(offsetMs - toldMs) <= SKEW_TOLD_MS) return;
    toldMs = offsetMs;
    log.warn({ skewMs: Math.round(offsetMs) }, 'The clocks of this machine and of the database differ');
    onSkew(Math.round(offsetMs));
  }

  async function refresh(): Promise<void> {
    try {
      await compare();
    } catch (error) {
      log.warn({ error }, 'The clock could not be compared with the database');
    }
  }

  return {
    now: () => Math.floor(machineNow() + offsetMs),
    skewMs: () => Math.round(offsetMs),
    refresh,
    async start() {
      await compare();
      timer ??= setInterval(() => void refresh(), MINUTE_MS).unref();
    },
    stop() {
      if (timer) clearInterval(timer);
      timer = null;
    },
  };
}

/** The machine's time when the process began, and from there on the monotonic clock. */
function evenMachineTime(): Instant {
  return performance.timeOrigin + performance.now();
}
