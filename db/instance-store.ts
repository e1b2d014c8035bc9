import { and, eq, isNull, sql } from 'drizzle-orm';
import type { InstanceStore } from '../src/ports/withdrawal-stores.ts';
import type { Transaction } from './database.ts';
import { instances } from './schema.ts';

/** The first half of the locks that instances hold while they are connected; the second is their own. */
export const INSTANCE_LOCKS = 0x7111;

/** The processes on this database: who is there, and who certainly isn't any more. */
export function createInstanceStore(tx: Transaction): InstanceStore {
  return {
    async begin(id, now) {
      const [row] = await tx
        .insert(instances)
        .values({ id, startedAt: now, seenAt: now })
        .returning({ lockKey: instances.lockKey });
      if (!row) throw new Error('the instance could not be written down');
      return row;
    },
    async beat(id, now) {
      await tx.update(instances).set({ seenAt: now }).where(eq(instances.id, id));
    },
    async end(id, now) {
      await tx
        .update(instances)
        .set({ endedAt: now })
        .where(and(eq(instances.id, id), isNull(instances.endedAt)));
    },
    async isGone(id, silentSince) {
      const [row] = await tx.select().from(instances).where(eq(instances.id, id));
      if (!row || row.endedAt !== null || row.seenAt <= silentSince) return true;
      // A process that has died holds nothing any more: Postgres lets go of it with the connection.
      const [lock] = await tx.execute<{ free: boolean }>(
        sql`select pg_try_advisory_xact_lock_shared(${INSTANCE_LOCKS}, ${row.lockKey}) as free`,
      );
      return lock?.free === true;
    },
  };
}
