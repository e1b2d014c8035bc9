import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrateDatabase } from '../../db/database.ts';
import { startEmbeddedPostgres } from '../../db/embedded-postgres.ts';
import { createLog } from '../../src/log.ts';
import { tellStory } from '../support/story.ts';
import { startWorld } from '../support/world.ts';

const write = (line: string) => void process.stdout.write(`${line}\n`);

/** `npm run play`: the same parts as the demo, kept running until Ctrl-C. */
async function main(): Promise<void> {
  write('Starting Postgres, the simulators and Till …');
  const folder = await mkdtemp(path.join(tmpdir(), 'till-play-'));
  const postgres = await startEmbeddedPostgres({ dataDir: folder, durable: false });
  await migrateDatabase(postgres.url);
  const log = createLog({ level: 'warn', secrets: [] });
  const world = await startWorld({ databaseUrl: postgres.url, seed: 1, log });
  const { group, olga, ana } = await tellStory(world).opensShop();
  write('Everything runs. Nothing here leaves this machine, and all of it is gone when you stop it.\n');
  write(`  Till (callbacks, /healthz, /readyz)   ${world.till().url}`);
  write(`  Telegram's Bot API, simulated         ${world.telegram.url}`);
  write(`  KryptoGO's API, simulated             ${world.kryptogo.url}`);
  write(`  Postgres                              ${postgres.url}
`);
  write(
    `A community "${group.title}" (group ${group.id}) is set up, with the operator ${olga.firstName} (${olga.id})`,
  );
  write(`and the member ${ana.firstName} (${ana.id}); "vip" is on sale for 300 TWD.`);
  write('\nCtrl-C stops everything.');
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  write('\nStopping …');
  await world.stop();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

await main();
