import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../db/embedded-postgres.ts';

const launcher = fileURLToPath(new URL('../../db/embedded-postgres.ts', import.meta.url));

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.end();
  }
}

async function processIdIn(dataDir: string): Promise<number> {
  const lock = await readFile(path.join(dataDir, 'server/cluster/postmaster.pid'), 'utf8');
  return Number(lock.split('\n')[0]);
}

/** A zombie that nobody collects has no command line any more. */
async function isRunning(pid: number): Promise<boolean> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')) !== '';
}

/** A process that starts the server and then only waits, like an application. */
async function startInAnotherProcess(dataDir: string): Promise<{ kill: () => Promise<void> }> {
  const program = path.join(dataDir, 'holder.mts');
  await writeFile(
    program,
    `import { startEmbeddedPostgres } from ${JSON.stringify(launcher)};
     await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false });
     console.log('started');
     setInterval(() => undefined, 1000);`,
  );
  const holder = spawn(process.execPath, ['--import', 'tsx', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  return {
    kill: async () => {
      holder.kill('SIGKILL');
      await once(holder, 'exit');
    },
  };
}

describe('the Postgres that Till runs by itself', () => {
  let dataDir: string;
  let server: EmbeddedPostgres;

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'till-embedded-'));
    server = await startEmbeddedPostgres({ dataDir, durable: true });
  });

  afterAll(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('gives the application a role that owns its database and is no superuser', async () => {
    const [role] = await query(
      server.url,
      `select current_user::text as name, rolsuper, rolcreatedb, rolcreaterole,
              pg_get_userbyid(datdba)::text as owner
         from pg_roles, pg_database where rolname = current_user and datname = current_database()`,
    );
    expect(role).toEqual({
      name: 'till',
      rolsuper: false,
      rolcreatedb: false,
      rolcreaterole: false,
      owner: 'till',
    });
  });

  it('writes to disk before it says that something is stored', async () => {
    const [settings] = await query(
      server.url,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
              current_setting('full_page_writes') as pages`,
    );
    expect(settings).toEqual({ fsync: 'on', commit: 'on', pages: 'on' });
  });

  it('listens on this machine only, on a port that no outgoing connection can take', async () => {
    const [place] = await query(
      server.url,
      `select current_setting('listen_addresses') as address, current_setting('port')::int as port`,
    );
    expect(place).toEqual({ address: '127.0.0.1', port: Number(new URL(server.url).port) });
    expect(Number(new URL(server.url).port)).toBeLessThan(32_768);
  });

  it('asks for the password', async () => {
    const url = new URL(server.url);
    url.password = 'guess';
    await expect(query(url.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('keeps the passwords where only their owner can read them', async () => {
    const { mode } = await stat(path.join(dataDir, 'server/passwords.json'));
    expect((mode & 0o777).toString(8)).toBe('600');
  });

  it('refuses a second start on the same folder, and says why', async () => {
    await expect(startEmbeddedPostgres({ dataDir, durable: true })).rejects.toThrow(
      'Is Till running already?',
    );
  });

  it('finds its rows again after a stop', async () => {
    await query(server.url, 'create table note as select 1 as kept');
    await server.stop();
    server = await startEmbeddedPostgres({ dataDir, durable: true });
    expect(await query(server.url, 'select kept from note')).toEqual([{ kept: 1 }]);
  });

  it('starts although a dead server left a lock file whose number another program has now', async () => {
    await server.stop();
    await writeFile(
      path.join(dataDir, 'server/cluster/postmaster.pid'),
      `${process.pid}\n${dataDir}\n0\n1\n\n\n0\n`,
    );
    server = await startEmbeddedPostgres({ dataDir, durable: true });
    expect(await query(server.url, 'select kept from note')).toEqual([{ kept: 1 }]);
  });
});

describe.runIf(process.platform === 'linux')('when the application is killed', () => {
  it('Postgres ends by itself, and the next start works at once', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'till-embedded-'));
    const application = await startInAnotherProcess(dataDir);
    const orphan = await processIdIn(dataDir);
    await application.kill();

    const next = await startEmbeddedPostgres({ dataDir, durable: false });
    expect(await isRunning(orphan)).toBe(false);
    expect(await query(next.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await next.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
});
