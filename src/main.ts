import process from 'node:process';
import { loadEnvironment } from './environment.ts';
import { createLog } from './log.ts';
import { readSettings } from './settings.ts';
import { StartRefused } from './start-refused.ts';
import { startTill } from './till.ts';

/**
 * How long a stop waits for what is under way, such as a call that the provider does not answer. What
 * is left then is stored, and is taken up by another instance or after the next start.
 */
const STOP_MS_MAX = 8_000;

/** `npm start`: settings from the environment, the product, and the signals that end it. */
async function main(): Promise<void> {
  const verdict = readSettings(loadEnvironment(process.cwd()));
  if (!verdict.ok) {
    process.stderr.write(`Till can't start:\n${verdict.faults.map((fault) => `  - ${fault}\n`).join('')}`);
    process.exitCode = 1;
    return;
  }
  const { settings } = verdict;
  const log = createLog({ level: settings.logLevel, secrets: settings.secrets });
  // What nobody has thought of leaves unknown state behind: say so, and let the supervisor restart us.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.error({ err: error }, `${event}: the process ends`);
      process.exit(1);
    });
  }
  try {
    const till = await startTill(settings, { log });
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        log.info({ signal }, 'stopping');
        setTimeout(() => {
          log.warn({}, 'work under way was left for the next start');
          process.exit(0);
        }, STOP_MS_MAX).unref();
        void till.stop().then(() => process.exit(0));
      });
    }
  } catch (error) {
    if (!(error instanceof StartRefused)) log.error({ err: error }, 'the start failed');
    process.stderr.write(`Till can't start: ${error instanceof Error ? error.message : 'see the log'}\n`);
    process.exitCode = 1;
  }
}

await main();
