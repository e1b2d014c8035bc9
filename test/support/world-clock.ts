import type { FakeClock } from './fake-clock.ts';

export type WorldClock = FakeClock & {
  /** How far it is ahead of real time by now, in milliseconds. */
  ahead(): number;
};

/** Real time that can be moved forward: for stories in which loops run by themselves. */
export function createWorldClock(): WorldClock {
  const startedAt = Date.now();
  const started = performance.now();
  let aheadMs = 0;
  return {
    now: () => Math.round(startedAt + (performance.now() - started) + aheadMs),
    ahead: () => aheadMs,
    pass(ms) {
      aheadMs += ms;
    },
  };
}
