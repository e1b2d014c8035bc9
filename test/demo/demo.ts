import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrateDatabase } from '../../db/database.ts';
import { startEmbeddedPostgres } from '../../db/embedded-postgres.ts';
import { createLog } from '../../src/log.ts';
import { openBooks } from '../support/books.ts';
import { tellStory } from '../support/story.ts';
import { startWorld } from '../support/world.ts';
import { chapters } from './chapters.ts';
import { createTerminal } from './terminal.ts';

const MINUTE_MS = 60_000;
const write = (line: string) => void process.stdout.write(`${line}\n`);

/** `npm run demo`: the product between simulated vendors, and a story that ends by itself. */
async function main(): Promise<void> {
  // Nothing may keep a person waiting for ever, whatever has gone wrong.
  setTimeout(() => {
    process.stderr.write('The demo took longer than a minute: something hangs.\n');
    process.exit(1);
  }, MINUTE_MS).unref();
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  write(
    'Till, a demo. A real Postgres, the real bot, and simulated Telegram, KryptoGO and wallet on loopback.',
  );
  const folder = await mkdtemp(path.join(tmpdir(), 'till-demo-'));
  const postgres = await startEmbeddedPostgres({ dataDir: folder, durable: false });
  await migrateDatabase(postgres.url);
  const log = createLog({ level: 'silent', secrets: [] });
  const world = await startWorld({ databaseUrl: postgres.url, seed: 7, log });
  const books = openBooks(postgres.url);
  write(`Everything is up after ${seconds()}.`);
  const terminal = createTerminal(write);
  try {
    await chapters({ world, story: tellStory(world), books, terminal });
  } catch (error) {
    terminal.check(error instanceof Error ? error.message : 'the story broke off', false);
  } finally {
    await books.close();
    await world.stop();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
  const failures = terminal.failures();
  write(
    failures === 0
      ? `\nThe end, after ${seconds()}: all ${terminal.checks()} things were as told.`
      : `\nThe end, after ${seconds()}: ${failures} of ${terminal.checks()} things were NOT as told.`,
  );
  process.exitCode = failures === 0 ? 0 : 1;
}

await main();
