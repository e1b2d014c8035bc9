import postgres from 'postgres';
import type { Log } from '../../src/ports/log.ts';
import type { World } from '../support/world.ts';
import { startWorld } from '../support/world.ts';
import type { Mood } from './mood.ts';
import { createMood } from './mood.ts';
import type { PlayDatabases } from './play-databases.ts';
import type { Town } from './town.ts';
import { openTown } from './town.ts';
import type { Traffic } from './traffic.ts';
import { watchTraffic } from './traffic.ts';
import { openTill } from './town-withdrawals.ts';

/** Everything behind the page, from one start to the next. */
export type Stage = {
  /** Counts the starts: ids of one stage mean nothing in the next. */
  readonly number: number;
  readonly world: World;
  readonly town: Town;
  readonly traffic: Traffic;
  readonly mood: Mood;
  readonly databaseUrl: string;
  /** A look into the product's tables. */
  readonly sql: postgres.Sql;
  stop(): Promise<void>;
};

/** What a start goes through, in the order in which it is shown. */
export const STEPS = [
  ['postgres', 'A Postgres of its own, with all tables'],
  ['world', 'Telegram, Discord, KryptoGO and a wallet, simulated'],
  ['A', 'Till, first process'],
  ['B', 'Till, second process'],
  ['town', 'A tea house in Telegram, a night market in Discord'],
] as const;

export type Step = (typeof STEPS)[number][0];

export type StageOptions = {
  readonly number: number;
  readonly log: Log;
  readonly databases: PlayDatabases;
  /** Told when a step is done. */
  readonly onStep: (step: Step) => void;
};

export async function raiseStage({ number, log, databases, onStep }: StageOptions): Promise<Stage> {
  const database = await databases.open();
  onStep('postgres');
  try {
    const world = await startWorld({
      databaseUrl: database.url,
      seed: number,
      log: hearing(log, onStep),
      discord: true,
      instances: 2,
      env: { KRYPTOGO_TRANSFER_API_KEY: TRANSFER_KEY },
      kryptogo: { transferKey: TRANSFER_KEY },
    });
    for (const step of ['world', 'A', 'B'] as const) onStep(step);
    const sql = postgres(database.url, { max: 2, onnotice: () => undefined });
    const traffic = watchTraffic(world);
    const stop = async () => {
      traffic.stop();
      // Nothing of it is needed any more, so nobody is given time to finish.
      await Promise.all(world.instances.map((one) => one.kill()));
      await Promise.all([sql.end({ timeout: 1 }), world.stop()]);
      await database.drop();
    };
    try {
      const town = await openTown(world);
      await openTill(world, town);
      onStep('town');
      return { number, world, town, traffic, mood: createMood(world), databaseUrl: database.url, sql, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    await database.drop();
    throw error;
  }
}

const TRANSFER_KEY = 'a-made-up-key-for-simulated-transfers';

/** The first thing that an instance says is that it lives; before that the simulators are up. */
function hearing(log: Log, onStep: (step: Step) => void): Log {
  const hear =
    (level: keyof Log) =>
    (facts: object, message: string): void => {
      const { instance } = facts as { readonly instance?: unknown };
      onStep('world');
      if (instance === 'A' || instance === 'B') onStep(instance);
      log[level](facts, message);
    };
  return { debug: hear('debug'), info: hear('info'), warn: hear('warn'), error: hear('error') };
}
