import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { openDatabase } from '../../db/database.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';

const CONNECTIONS = 8;
const LOSSES = 40;

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase(testDatabase.url, { connectionsMax: CONNECTIONS });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

/** A transaction of several steps; with `text` some writes are large, and some wait for the next tick. */
function work(text: string): Promise<void> {
  return database.transaction(async (tx) => {
    await tx.execute(sql`select length(${text})`);
    await new Promise((resolve) => setImmediate(resolve));
    await tx.execute(sql`select pg_sleep(0.002), ${text}::text`);
    await tx.execute(sql`select 1`);
  });
}

test(
  'C-05: connections that are lost within transactions end neither the process nor the pool',
  { timeout: 30_000 },
  async () => {
    const admin = postgres(testDatabase.url, { max: 1, connection: { application_name: 'admin' } });
    let isOver = false;
    const worker = async (text: string) => {
      let done = 0;
      while (!isOver) {
        await work(text).then(
          () => (done += 1),
          () => new Promise((resolve) => setTimeout(resolve, 5)),
        );
      }
      return done;
    };
    const workers = Array.from({ length: CONNECTIONS + 2 }, (_, index) => worker('x'.repeat(index * 300)));
    for (let loss = 0; loss < LOSSES; loss += 1) {
      await new Promise((resolve) => setTimeout(resolve, 40));
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'till' and datname = current_database() and random() < 0.5`;
    }
    isOver = true;
    const done = await Promise.all(workers);
    expect(done.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(0);
    // The last loss may only just have happened, and a new connection's first query hears of it.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await Promise.allSettled(Array.from({ length: CONNECTIONS }, () => work('first')));
    // Every connection of the pool still works: none is left that takes a query and never sends it.
    for (let round = 0; round < 3; round += 1) {
      const started = performance.now();
      await Promise.all(Array.from({ length: CONNECTIONS * 3 }, () => work('after')));
      expect(performance.now() - started).toBeLessThan(5_000);
    }
    await admin.end();
  },
);

test('C-05: a server that is not there is an error, and the next attempt is made by itself', async () => {
  const nowhere = openDatabase('postgres://till:wrong@127.0.0.1:9/till', { connectionsMax: 1 });
  await expect(nowhere.now()).rejects.toThrow();
  await expect(nowhere.now()).rejects.toThrow();
  await nowhere.close();
});
