import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NOBODY, mustBecomeNobody, runProgram } from './embedded-postgres-process.ts';

export interface ServerFolder {
  readonly cluster: string;
  readonly passwords: Passwords;
}

interface Passwords {
  readonly superuser: string;
  readonly till: string;
}

const RUNNING_PATIENCE_MS = 1_500;
const STOPPING_PATIENCE_MS = 30_000;

/** Finds the server's folder below `dataDir`, or makes it: complete or not at all, whoever is faster. */
export async function prepareServerFolder(
  dataDir: string,
  initdb: string,
  durable: boolean,
): Promise<ServerFolder> {
  await mkdir(dataDir, { recursive: true });
  const home = await realpath(dataDir);
  const server = path.join(home, 'server');
  const found = await readServerFolder(server);
  if (found !== undefined) return found;

  await removeAbandoned(home);
  const draft = await mkdtemp(path.join(home, `new-${process.pid}-`));
  try {
    const passwords = await createCluster(draft, initdb, durable);
    await rename(draft, server);
    return { cluster: path.join(server, 'cluster'), passwords };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    const madeByAnother = await readServerFolder(server);
    if (madeByAnother === undefined) throw error;
    return madeByAnother;
  }
}

async function readServerFolder(server: string): Promise<ServerFolder | undefined> {
  try {
    const text = await readFile(path.join(server, 'passwords.json'), 'utf8');
    return { cluster: path.join(server, 'cluster'), passwords: JSON.parse(text) as Passwords };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function createCluster(folder: string, initdb: string, durable: boolean): Promise<Passwords> {
  const passwords: Passwords = { superuser: newPassword(), till: newPassword() };
  const passwordFile = path.join(folder, 'superuser-password');
  await writeFile(path.join(folder, 'passwords.json'), JSON.stringify(passwords), { mode: 0o600 });
  await writeFile(passwordFile, passwords.superuser, { mode: 0o600 });
  if (mustBecomeNobody())
    await Promise.all([folder, passwordFile].map((entry) => chown(entry, NOBODY, NOBODY)));
  const args = ['--pgdata', path.join(folder, 'cluster'), '--username=postgres', `--pwfile=${passwordFile}`];
  args.push('--auth=scram-sha-256', '--encoding=UTF8', '--locale=C');
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', ...(durable ? [] : ['--no-sync']));
  await runProgram(initdb, args, folder);
  await rm(passwordFile);
  return passwords;
}

function newPassword(): string {
  return randomBytes(24).toString('hex');
}

/** Drafts of starts that were killed half-way. */
async function removeAbandoned(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const pid = /^new-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(path.join(home, name), { recursive: true, force: true });
  }
}

/** Waits for an earlier server to finish stopping; a lock file that nobody holds any more is removed. */
export async function waitUntilFree(cluster: string): Promise<void> {
  const lockFile = path.join(cluster, 'postmaster.pid');
  const start = performance.now();
  for (;;) {
    const lock = await readLock(lockFile);
    if (lock === undefined) return;
    if (!(await isPostgres(lock.pid))) {
      await rm(lockFile, { force: true }); // its number may belong to another program by now
      return;
    }
    const patience = lock.stopping ? STOPPING_PATIENCE_MS : RUNNING_PATIENCE_MS;
    if (performance.now() - start > patience) throw folderInUse(cluster, lock.pid);
    await sleep(50);
  }
}

export function folderInUse(cluster: string, pid?: number): Error {
  const holder = pid === undefined ? 'another process' : `process ${pid}`;
  return new Error(
    `The database in ${path.dirname(cluster)} is in use by ${holder}. Is Till running already? ` +
      'Stop that one first, or start this one with another data folder.',
  );
}

async function readLock(lockFile: string): Promise<{ pid: number; stopping: boolean } | undefined> {
  try {
    const lines = (await readFile(lockFile, 'utf8')).split('\n');
    return { pid: Number(lines[0]), stopping: lines[7]?.trim() === 'stopping' };
  } catch {
    return undefined;
  }
}

/** When in doubt, yes: two servers on one folder would destroy it. */
async function isPostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes('postgres');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
