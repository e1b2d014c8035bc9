import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import type { Clock } from '../src/ports/clock.ts';
import type { Log } from '../src/ports/log.ts';
import type { UnitOfWork } from '../src/ports/unit-of-work.ts';
import { INSTANCE_LOCKS } from './instance-store.ts';
import { openPatientSocket } from './patient-socket.ts';

const BEAT_MS = 2_000;

export type InstanceKeeper = { stop(): Promise<void> };

/**
 * Shows for as long as this process lives that it does: by a lock on a connection of its own, which
 * Postgres lets go of the moment the process dies, and by a sign of life for one that only sleeps. Others
 * judge by it what has become of a transfer that this process was sending (faults.md 6.2).
 */
export async function keepInstance(deps: {
  url: string;
  id: string;
  inTransaction: UnitOfWork;
  clock: Clock;
  log: Log;
}): Promise<InstanceKeeper> {
  const { url, id, inTransaction, clock, log } = deps;
  const { lockKey } = await inTransaction(({ instances }) => instances.begin(id, clock.now()));
  const client = postgres(url, {
    max: 1,
    onnotice: () => undefined,
    backoff: () => 1,
    fetch_types: false,
    ...{ socket: openPatientSocket },
    connection: { application_name: 'till instance' },
  });
  // Taken again at each beat: after a lost connection it is another session that has to hold it.
  const hold = () => client`select pg_try_advisory_lock(${INSTANCE_LOCKS}, ${lockKey})`;
  await hold();
  const stopping = new AbortController();
  const beat = async () => {
    while (!stopping.signal.aborted) {
      await sleep(BEAT_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      try {
        await hold();
        await inTransaction(({ instances }) => instances.beat(id, clock.now()));
      } catch (error) {
        log.warn({ err: error }, 'no sign of life could be given');
      }
    }
  };
  const beating = beat();
  return {
    async stop() {
      stopping.abort();
      await beating;
      await inTransaction(({ instances }) => instances.end(id, clock.now())).catch(() => undefined);
      await client.end({ timeout: 2 });
    },
  };
}
