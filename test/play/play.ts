import { createLog } from '../../src/log.ts';
import { freePort } from '../support/free-port.ts';
import type { Play } from './play-server.ts';
import { startPlay } from './play-server.ts';
import type { Stage } from './stage.ts';

/** Where the page is, if nobody else is there. */
const PORT = 4880;

const write = (line: string) => void process.stdout.write(`${line}\n`);

/** `npm run play`: the product with its simulators behind a page, kept running until Ctrl-C. */
async function main(): Promise<void> {
  const told = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
  const started = performance.now();
  const log = createLog({ level: 'warn', secrets: [] });
  const play = await open(log);
  write(`Open ${play.url} in a browser. It shows what is being started …`);
  try {
    await Promise.race([play.ready, told]);
    const stage = play.theatre.stage();
    if (stage) {
      write(
        `Everything runs after ${((performance.now() - started) / 1000).toFixed(1)} s. Nothing here leaves this`,
      );
      write('machine, and all of it is gone when you stop it.\n');
      for (const [what, url] of addresses(play, stage)) write(`  ${what.padEnd(38)}${url}`);
      write('\nCtrl-C stops everything.');
    }
    await told;
    write('\nStopping …');
  } finally {
    await play.stop();
  }
}

async function open(log: Parameters<typeof startPlay>[0]['log']): Promise<Play> {
  try {
    return await startPlay({ port: PORT, log });
  } catch {
    return startPlay({ port: await freePort(), log });
  }
}

function addresses(
  { url }: Play,
  { world, databaseUrl }: Stage,
): readonly (readonly [what: string, url: string])[] {
  return [
    ['The page', url],
    ['Till (callbacks, /healthz, /readyz)', world.url],
    ...world.instances.map((one) => [`  of which instance ${one.name}`, one.url()] as const),
    ["Telegram's Bot API, simulated", world.telegram.url],
    ["Discord's API, simulated", world.discord.url],
    ["KryptoGO's API, simulated", world.kryptogo.url],
    ['Postgres', databaseUrl],
  ];
}

await main();
