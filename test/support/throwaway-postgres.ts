import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrateDatabase } from '../../db/database.ts';
import { startEmbeddedPostgres } from '../../db/embedded-postgres.ts';

/** A Postgres of one's own with all our tables, of which nothing is left once it is stopped. */
export async function startThrowawayPostgres(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'till-'));
  const sweep = () => rm(dataDir, { recursive: true, force: true });
  try {
    const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
    await migrateDatabase(postgres.url);
    return {
      url: postgres.url,
      async stop() {
        await postgres.stop();
        await sweep();
      },
    };
  } catch (error) {
    await sweep();
    throw error;
  }
}
