import type { Platform } from '../domain/platform.ts';
import { SECOND_MS } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Lease } from '../ports/stores.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { startLeaseKeeper } from './lease-keeper.ts';
import { startLoop } from './loop.ts';

const GET_UP_EVERY_MS = SECOND_MS;

/** Of several instances one takes in what a platform says: whoever holds this. */
export function intakeLease(platform: Platform, holder: string): Lease {
  return { name: `${platform} intake`, holder };
}

/**
 * Keeps a bot up in a loop of its own, so that where its platform is away everything else goes on; and
 * lets one instance at a time `listen`, unless the platform comes to us by itself (`null`).
 */
export function startPlatformIntake(deps: {
  platform: Platform;
  getUp: { isUp(): boolean; getUp(): Promise<void> };
  listen: ((signal: AbortSignal) => Promise<void>) | null;
  holder: string;
  inTransaction: UnitOfWork;
  clock: Clock;
  log: Log;
}): { stop(): Promise<void> } {
  const { platform, getUp, listen, holder } = deps;
  const round = () => getUp.getUp().then(() => 0);
  const loop = startLoop({ ...deps, name: platform, round, idleMs: GET_UP_EVERY_MS });
  const lease = intakeLease(platform, holder);
  const work = listen && { isPossible: () => getUp.isUp(), run: listen };
  const keeper = work && startLeaseKeeper({ ...deps, lease, work });
  return {
    async stop() {
      await keeper?.stop();
      await loop.stop();
    },
  };
}
