import type { SQL } from 'drizzle-orm';
import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Instant } from '../src/domain/time.ts';
import type { Transaction } from './database.ts';
import type { inbox, notifications } from './schema.ts';

type QueueTable = typeof inbox | typeof notifications;

/** A moment as a parameter of raw SQL. */
export function at(moment: Instant): SQL {
  return sql`${new Date(moment).toISOString()}::timestamptz`;
}

/**
 * What inbox and outbox have in common: a line per lane, of which only the head can be claimed, so
 * that one chat hears things in order while the others go on (faults.md 6.3).
 */
export function queueOf(tx: Transaction, table: QueueTable) {
  const open = (alias: string) => sql.raw(`${alias}.done_at is null and ${alias}.dead_at is null`);
  return {
    async claimIds(limit: number, now: Instant, until: Instant): Promise<number[]> {
      const rows = await tx.execute<{ id: string }>(sql`
        update ${table} set claimed_until = ${at(until)}, attempts = attempts + 1
        where id = any(array(
          select q.id from ${table} q
          where ${open('q')} and q.due_at <= ${at(now)}
            and (q.claimed_until is null or q.claimed_until <= ${at(now)})
            and not exists (
              select 1 from ${table} e where e.lane = q.lane and e.id <> q.id and ${open('e')}
                and (e.id < q.id or e.claimed_until > ${at(now)}))
          order by q.due_at, q.id limit ${limit} for update skip locked))
        returning id`);
      return rows.map((row) => Number(row.id)).sort((a, b) => a - b);
    },
    async renew(ids: readonly number[], until: Instant): Promise<void> {
      await tx
        .update(table)
        .set({ claimedUntil: until })
        .where(and(inArray(table.id, [...ids]), isNotNull(table.claimedUntil)));
    },
    async done(id: number, moment: Instant): Promise<void> {
      await tx.update(table).set({ doneAt: moment, claimedUntil: null }).where(eq(table.id, id));
    },
    async later(id: number, dueAt: Instant, reason: string, isFailure: boolean): Promise<void> {
      const attempts = isFailure ? table.attempts : sql`${table.attempts} - 1`;
      await tx
        .update(table)
        .set({ dueAt, claimedUntil: null, lastError: reason, attempts })
        .where(eq(table.id, id));
    },
    async giveUp(id: number, moment: Instant, reason: string): Promise<void> {
      await tx
        .update(table)
        .set({ deadAt: moment, claimedUntil: null, lastError: reason })
        .where(eq(table.id, id));
    },
  };
}
