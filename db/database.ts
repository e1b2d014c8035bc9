import type { ExtractTablesWithRelations } from 'drizzle-orm';
import type { PgTransaction } from 'drizzle-orm/pg-core';
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import type { Instant } from '../src/domain/time.ts';
import { openPatientSocket } from './patient-socket.ts';
import * as schema from './schema.ts';

type Schema = typeof schema;

/** A transaction that is open now. All stores of a unit of work share one. */
export type Transaction = PgTransaction<PostgresJsQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>;

/** The pool, and what can be asked of the database as a whole. */
export type Database = {
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** The database's own time. */
  now(): Promise<Instant>;
  close(): Promise<void>;
};

/** Between attempts to connect; the driver's own waits grow to 20 s, and the database may be back long before. */
const RECONNECT_SECONDS = 1;

/** Held while migrations run, so that of several instances one migrates and the others wait. */
const MIGRATION_LOCK = 7_241_065;

/**
 * Opens the pool. Time limits are set per connection: a stuck statement, a lock nobody lets go of
 * and a transaction left open all end by themselves (faults.md C-06).
 */
export function openDatabase(url: string, options: { connectionsMax?: number } = {}): Database {
  const client = postgres(url, {
    max: options.connectionsMax ?? 10,
    onnotice: () => undefined,
    backoff: () => RECONNECT_SECONDS,
    // Drizzle reads arrays itself; a connection lost during that query would be nobody's error.
    fetch_types: false,
    // The driver takes it, its types do not know it.
    ...{ socket: openPatientSocket },
    connection: {
      application_name: 'till',
      statement_timeout: 15_000,
      lock_timeout: 5_000,
      // No transaction waits for anything but us: whoever sleeps in one must not keep the others waiting.
      idle_in_transaction_session_timeout: 5_000,
    },
  });
  const db = drizzle(client, { schema });
  return {
    transaction: (work) => db.transaction(work),
    async now() {
      const [row] = await db.execute<{ ms: string }>(
        sql`select (extract(epoch from clock_timestamp()) * 1000)::bigint::text as ms`,
      );
      return Number(row?.ms);
    },
    close: () => client.end({ timeout: 5 }),
  };
}

/** Brings the schema up to date. Safe to call from several processes at once. */
export async function migrateDatabase(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    const db = drizzle(client);
    await db.execute(sql`select pg_advisory_lock(${sql.raw(String(MIGRATION_LOCK))})`);
    await migrate(db, { migrationsFolder: fileURLToPath(new URL('migrations', import.meta.url)) });
  } finally {
    await client.end({ timeout: 5 });
  }
}
