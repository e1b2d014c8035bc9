import { createLog } from '../../src/log.ts';
import { openBooks } from '../support/books.ts';
import { tellDiscordStory } from '../support/discord-story.ts';
import { tellStory } from '../support/story.ts';
import { startThrowawayPostgres } from '../support/throwaway-postgres.ts';
import { startWorld } from '../support/world.ts';
import { chapters } from './chapters.ts';
import { createTerminal } from './terminal.ts';

const PATIENCE_MS = 170_000;

/** How long taking the stage down may take after something went wrong. */
const TIDY_MS_MAX = 10_000;

const write = (line: string) => void process.stdout.write(`${line}\n`);

/** Resolves with the exit code and the reason to end before the story does. */
function interruption(): Promise<{ readonly code: number; readonly reason: string }> {
  return new Promise((resolve) => {
    const end = (code: number, reason: string) => {
      resolve({ code, reason });
      setTimeout(() => process.exit(code), TIDY_MS_MAX).unref();
    };
    // Nothing may keep a person waiting for ever, whatever has gone wrong.
    setTimeout(() => end(1, 'The demo took almost three minutes: something hangs.'), PATIENCE_MS).unref();
    process.on('SIGINT', () => end(130, 'Interrupted.'));
    process.on('SIGTERM', () => end(143, 'Told to stop.'));
  });
}

/** `npm run demo`: the product between simulated vendors, and a story that ends by itself. */
async function main(): Promise<number> {
  const interrupted = interruption();
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  write('Till, a demo. The real product in two processes on a real Postgres, between a simulated Telegram,');
  write('Discord, KryptoGO and wallet. All of it stays on this machine.');
  const postgres = await startThrowawayPostgres();
  try {
    const log = createLog({ level: 'silent', secrets: [] });
    const world = await startWorld({ databaseUrl: postgres.url, seed: 7, log, discord: true, instances: 2 });
    const books = openBooks(postgres.url);
    write(`Everything is up after ${seconds()}.`);
    const terminal = createTerminal(write, world.clock);
    const stage = { world, story: tellStory(world), discordStory: tellDiscordStory(world), books, terminal };
    try {
      const told = chapters(stage).catch((error: unknown) => {
        terminal.check(error instanceof Error ? error.message : 'the story broke off', false);
      });
      const early = await Promise.race([told, interrupted]);
      if (early) {
        write(`\n${early.reason}`);
        return early.code;
      }
    } finally {
      await books.close();
      await world.stop();
    }
    const failures = terminal.failures();
    const all = terminal.checks();
    const verdict = failures === 0 ? `all ${all} things were` : `${failures} of ${all} things were NOT`;
    write(`\nThe end, after ${seconds()}: ${verdict} as told.`);
    return failures === 0 ? 0 : 1;
  } finally {
    await postgres.stop();
  }
}

process.exitCode = await main();
// What a story that broke off still waits for must not hold us up.
if (process.exitCode !== 0) process.exit();
