import type { FakeClock } from './fake-clock.ts';

/** Real time that can be moved forward: for stories in which loops run by themselves. */
export function createWorldClock(): FakeClock {
  const startedAt = Date.now();
  const started = performance.now();
  let aheadMs = 0;
  return {
    now: () => Math.round(startedAt + (performance.now() - started) + aheadMs),
    pass(ms) {
      aheadMs += ms;
    },
  };
}
