import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrateDatabase } from '../../db/database.ts';
import { startEmbeddedPostgres } from '../../db/embedded-postgres.ts';
import { databaseUrl, runSql } from './server-access.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

export interface TestServer {
  /** A role that may create databases, connected to a database that nobody changes. */
  readonly url: string;
  /** The migrated database that each test file clones. */
  readonly template: string;
  /** Where the names of databases are noted that a failing test leaves for us to look at. */
  readonly keptList: string;
}

/** Starts one server for the whole run, or takes TEST_DATABASE_URL, and migrates the template once. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await removeFoldersOfKilledRuns();
  const folder = await mkdtemp(path.join(tmpdir(), `till-tests-${process.pid}-`));
  const keptList = path.join(folder, 'kept');
  const given = process.env['TEST_DATABASE_URL'];
  const server =
    given === undefined
      ? await startEmbeddedPostgres({ dataDir: folder, durable: false, createDatabases: true })
      : { url: given, stop: () => Promise.resolve() };
  const template = `till_template_${randomBytes(4).toString('hex')}`;
  const tearDown = async (): Promise<void> => {
    await runSql(server.url, `drop database if exists ${template} with (force)`);
    await server.stop();
    if (given === undefined) await sayWhatWasKept(folder, keptList);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await runSql(server.url, `create database ${template}`);
    await migrateDatabase(databaseUrl(server.url, template));
  } catch (error) {
    await tearDown();
    throw error;
  }
  project.provide('testServer', { url: server.url, template, keptList });
  return tearDown;
}

async function sayWhatWasKept(folder: string, keptList: string): Promise<void> {
  const names = await readFile(keptList, 'utf8').catch(() => undefined);
  if (names === undefined) return;
  const kept = path.join(tmpdir(), `till-kept-${process.getuid?.() ?? 'user'}`);
  await rm(kept, { recursive: true, force: true });
  await rename(folder, kept);
  console.log(`Kept the databases of failing test files: ${names.trim().split('\n').join(', ')}`);
  console.log(`To look at them: npx tsx test/support/open-kept-databases.ts ${kept}`);
}

async function removeFoldersOfKilledRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = /^till-tests-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(path.join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined); // another user's
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
