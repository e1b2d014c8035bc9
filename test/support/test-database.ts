import { randomBytes } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, inject } from 'vitest';
import { databaseUrl, runSql } from './server-access.ts';

export interface TestDatabase {
  readonly url: string;
  /** Drops it, or keeps it and says its name when a test of this file failed. */
  drop(): Promise<void>;
}

let aTestFailed = false;

afterEach(({ task }) => {
  aTestFailed ||= task.result?.state === 'fail';
});

/** A migrated database of its own for one test file; call it in beforeAll, and its drop() in afterAll. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { url, template, keptList } = inject('testServer');
  const file = path.basename(expect.getState().testPath ?? 'file', '.test.ts').replaceAll(/\W+/g, '_');
  const name = `test_${file.slice(0, 40)}_${randomBytes(4).toString('hex')}`.toLowerCase();
  await runSql(url, `create database ${name} template ${template} strategy file_copy`);
  return {
    url: databaseUrl(url, name),
    drop: async () => {
      if (!aTestFailed) return runSql(url, `drop database if exists ${name} with (force)`);
      console.log(`A test failed; its database is kept: ${name}`);
      await appendFile(keptList, `${name}\n`);
    },
  };
}
