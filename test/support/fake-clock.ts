import type { Clock } from '../../src/ports/clock.ts';
import type { Instant } from '../../src/domain/time.ts';

export type FakeClock = Clock & {
  /** Moves time on by so many milliseconds. */
  pass(ms: number): void;
};

/** Time that moves only when told. */
export function createFakeClock(start: Instant = Date.UTC(2026, 10, 23, 12)): FakeClock {
  let now = start;
  return {
    now: () => now,
    pass(ms) {
      now += ms;
    },
  };
}
