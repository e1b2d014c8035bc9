import { DAY_MS, SECOND_MS } from '../domain/time.ts';
import type { CoreDeps } from './deps.ts';
import { raiseAlarm } from './raise-alarm.ts';
import { isClockOff, stopOutflow } from './withdrawals/outflow.ts';

/** A skew beyond this is told (design.md 9). */
const SKEW_TOLD_MS = 2 * SECOND_MS;

/** Looks whether this machine's clock agrees with the one that all instances share. */
export async function watchClock(deps: CoreDeps): Promise<void> {
  const skew = deps.clock.skewMs?.() ?? 0;
  if (Math.abs(skew) <= SKEW_TOLD_MS) return;
  await deps.inTransaction(async (stores) => {
    const day = Math.floor(deps.clock.now() / DAY_MS);
    const isGrave = isClockOff(deps);
    await raiseAlarm(deps, stores, {
      code: 'clock_skew',
      // Once a day for each process, and once more when it has become grave.
      reference: `${deps.instanceId}:${day}:${isGrave ? 'grave' : 'slight'}`,
      detail: `the clock of a machine and the database's differ by ${skew} ms (instance ${deps.instanceId})`,
    });
    if (!isGrave) return;
    await stopOutflow(deps, stores, {
      by: 'clock',
      reason: `the clocks differ by ${Math.round(skew / SECOND_MS)} s`,
    });
  });
}
