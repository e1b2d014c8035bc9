import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrateDatabase } from '../../db/database.ts';
import { startEmbeddedPostgres } from '../../db/embedded-postgres.ts';
import { databaseUrl, runSql } from '../support/server-access.ts';

/** One Postgres for as long as the page is open, which gives each stage a fresh database. */
export type PlayDatabases = {
  /** A database with all our tables and nothing in them. The first one takes the server's start. */
  open(): Promise<StageDatabase>;
  stop(): Promise<void>;
};

export type StageDatabase = { readonly url: string; drop(): Promise<void> };

/** The tables are made once; a reset only copies them. */
const TEMPLATE = 'play_template';

export function createPlayDatabases(): PlayDatabases {
  let server: ReturnType<typeof startServer> | null = null;
  let made = 0;
  return {
    async open() {
      const { url } = await (server ??= startServer());
      const name = `play_${(made += 1)}`;
      await runSql(url, `create database ${name} template ${TEMPLATE} strategy file_copy`);
      return {
        url: databaseUrl(url, name),
        drop: () => runSql(url, `drop database if exists ${name} with (force)`),
      };
    },
    async stop() {
      await (await server?.catch(() => null))?.stop();
    },
  };
}

async function startServer(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'till-play-'));
  const sweep = () => rm(dataDir, { recursive: true, force: true });
  try {
    const postgres = await startEmbeddedPostgres({ dataDir, durable: false, createDatabases: true });
    await runSql(postgres.url, `create database ${TEMPLATE}`);
    await migrateDatabase(databaseUrl(postgres.url, TEMPLATE));
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
