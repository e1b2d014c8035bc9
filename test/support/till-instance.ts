import process from 'node:process';
import { createLog } from '../../src/log.ts';
import { readSettings } from '../../src/settings.ts';
import { startTill } from '../../src/till.ts';
import { createWorldClock } from './world-clock.ts';

/** How far the world is ahead of real time now. The first one lets the product start. */
export type ToInstance = { readonly aheadMs: number };

/** What an instance says to the world that started it. */
export type FromInstance =
  | { readonly kind: 'up'; readonly url: string }
  | { readonly kind: 'moved'; readonly aheadMs: number }
  /** A line of the log, as JSON. */
  | { readonly kind: 'log'; readonly line: string };

/** How long a stop waits for what is under way, as in `src/main.ts`. */
const STOP_MS_MAX = 8_000;

const clock = createWorldClock();

function say(message: FromInstance): void {
  if (process.connected) process.send?.(message);
}

/** The product in a process of its own, like `src/main.ts`, on a clock that its parent moves. */
async function main(): Promise<void> {
  const verdict = readSettings(process.env);
  if (!verdict.ok) throw new Error(verdict.faults.join('\n'));
  const { settings } = verdict;
  const destination = { write: (line: string) => say({ kind: 'log', line }) };
  const log = createLog({ level: settings.logLevel, secrets: settings.secrets, destination });
  const till = await startTill(settings, { log, clock });
  process.once('SIGTERM', () => {
    setTimeout(() => process.exit(0), STOP_MS_MAX).unref();
    void till.stop().then(() => process.exit(0));
  });
  say({ kind: 'up', url: till.url });
}

// Whatever became of the parent, nobody is left behind.
process.on('disconnect', () => process.exit(1));

let isBegun = false;
process.on('message', ({ aheadMs }: ToInstance) => {
  clock.pass(aheadMs - clock.ahead());
  say({ kind: 'moved', aheadMs });
  if (isBegun) return;
  isBegun = true;
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
});
