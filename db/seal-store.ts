import { and, asc, desc, gt, gte, lte, sql } from 'drizzle-orm';
import type { SealStore } from '../src/ports/seal-store.ts';
import type { Transaction } from './database.ts';
import { ledgerEntries, ledgerSeals } from './schema.ts';

/** How often, and after which rest, it is looked whether those who were writing have ended. */
const LOOKS = 10;
const REST_SECONDS = 0.05;

/** The chain of seals over the books. A seal is written once: the database refuses to change it. */
export function createSealStore(tx: Transaction): SealStore {
  return {
    async lockLast() {
      // Conflicts with itself only: one seals at a time, everybody may read.
      await tx.execute(sql`lock table ${ledgerSeals} in share update exclusive mode`);
      const [last] = await tx.select().from(ledgerSeals).orderBy(desc(ledgerSeals.number)).limit(1);
      return last ?? null;
    },
    async settledUpTo() {
      // An entry gets its number when it is written and appears when its transaction ends, so a lower one
      // may appear after a higher one. Whoever has a lower number than the highest that is to be seen took
      // it before this moment, and holds the table's writing lock until the end: once all who hold it now
      // have let go, everything below is there or will never be. Nobody has to wait for us meanwhile.
      const [row] = await tx.execute<{ max: string | null }>(
        sql`select max(id)::text as max from ledger_entries`,
      );
      const writing = await whoWrites(tx);
      for (let look = 1; writing.length > 0; look += 1) {
        const still = await whoWrites(tx);
        if (!still.some((who) => writing.includes(who))) break;
        if (look === LOOKS) return null;
        await tx.execute(sql`select pg_sleep(${REST_SECONDS})`);
      }
      return Number(row?.max ?? 0);
    },
    async entries(after, upTo, limit) {
      const rows = await tx
        .select()
        .from(ledgerEntries)
        .where(and(gt(ledgerEntries.id, after), lte(ledgerEntries.id, upTo)))
        .orderBy(asc(ledgerEntries.id))
        .limit(limit);
      return rows;
    },
    async add(seal) {
      await tx.insert(ledgerSeals).values(seal);
    },
    async from(number, limit) {
      return tx
        .select()
        .from(ledgerSeals)
        .where(gte(ledgerSeals.number, number))
        .orderBy(asc(ledgerSeals.number))
        .limit(limit);
    },
  };
}

/** The transactions of this database that have written, or are about to write, entries. */
async function whoWrites(tx: Transaction): Promise<string[]> {
  const rows = await tx.execute<{ who: string }>(sql`
    select virtualtransaction as who from pg_locks
    where locktype = 'relation' and relation = 'ledger_entries'::regclass and mode = 'RowExclusiveLock'
      and database = (select oid from pg_database where datname = current_database())`);
  return rows.map(({ who }) => who);
}
