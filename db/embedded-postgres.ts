import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { findPostgresBinaries } from './embedded-postgres-binaries.ts';
import {
  type ServerFolder,
  folderInUse,
  prepareServerFolder,
  waitUntilFree,
} from './embedded-postgres-folder.ts';
import { PostgresFailed, type RunningPostgres, launchServer } from './embedded-postgres-process.ts';

export interface EmbeddedPostgresOptions {
  /** Everything is kept below this folder: the data, and the passwords in a file only its owner can read. */
  readonly dataDir: string;
  /** False gives up safety against power loss for speed: for tests and the demo only. */
  readonly durable: boolean;
  readonly port?: number | undefined;
  /** Lets the application role create databases, as the tests do. */
  readonly createDatabases?: boolean | undefined;
  readonly log?: ((line: string) => void) | undefined;
}

export interface EmbeddedPostgres {
  /** Connects as the application role `till`, which owns the database `till` and is no superuser. */
  readonly url: string;
  stop(): Promise<void>;
}

const LAUNCH_TRIES = 20;

/** Runs a Postgres server of our own, from the programs that npm installed, on a port of 127.0.0.1. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const programs = findPostgresBinaries();
  const folder = await prepareServerFolder(options.dataDir, programs.initdb, options.durable);
  const { server, port } = await launchOnFreePort(programs.postgres, folder, options);
  try {
    await createRoleAndDatabase(folder, port, options.createDatabases ?? false);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: connectionUrl('till', folder.passwords.till, port, 'till'), stop: () => server.stop() };
}

async function launchOnFreePort(
  program: string,
  folder: ServerFolder,
  options: EmbeddedPostgresOptions,
): Promise<{ server: RunningPostgres; port: number }> {
  for (let tries = 1; ; tries += 1) {
    await waitUntilFree(folder.cluster);
    const port = options.port ?? (await findFreePort());
    const args = serverArguments(folder.cluster, port, options.durable);
    try {
      return {
        server: await launchServer(program, args, folder.cluster, options.log ?? (() => undefined)),
        port,
      };
    } catch (error) {
      if (!(error instanceof PostgresFailed)) throw error;
      if (error.says('"postmaster.pid" already exists')) throw folderInUse(folder.cluster);
      const portTaken = error.says('Address already in use') && options.port === undefined;
      const sessionsStillEnding = error.says('is still in use');
      if (!(portTaken || sessionsStillEnding) || tries === LAUNCH_TRIES) throw error;
      await sleep(sessionsStillEnding ? 250 : 0);
    }
  }
}

function serverArguments(cluster: string, port: number, durable: boolean): string[] {
  const safety = durable ? 'on' : 'off';
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: safety,
    synchronous_commit: safety,
    full_page_writes: safety,
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  return ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** Below 32768, where no outgoing connection of this machine can sit on it. */
async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_768);
    const probe = createServer();
    try {
      await once(probe.listen(port, '127.0.0.1'), 'listening');
      await once(probe.close(), 'close');
      return port;
    } catch (error) {
      if (!['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}

/** Only here does anyone use the superuser. */
async function createRoleAndDatabase(
  folder: ServerFolder,
  port: number,
  createDatabases: boolean,
): Promise<void> {
  const { superuser, till } = folder.passwords;
  const sql = postgres(connectionUrl('postgres', superuser, port, 'postgres'), {
    max: 1,
    onnotice: () => undefined,
  });
  try {
    const roles = await sql`select 1 from pg_roles where rolname = 'till'`;
    if (roles.length === 0) await sql.unsafe(`create role till login nosuperuser password '${till}'`);
    await sql.unsafe(`alter role till ${createDatabases ? 'createdb' : 'nocreatedb'}`);
    const databases = await sql`select 1 from pg_database where datname = 'till'`;
    if (databases.length === 0) await sql.unsafe('create database till owner till');
  } finally {
    await sql.end();
  }
}

function connectionUrl(role: string, password: string, port: number, database: string): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
}
