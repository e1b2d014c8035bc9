import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { startEmbeddedPostgres } from '../../db/embedded-postgres.ts';
import type { Platform } from '../../src/domain/platform.ts';
import type { DiscordSimulator } from '../simulators/discord/discord-simulator.ts';
import { startDiscordSimulator } from '../simulators/discord/discord-simulator.ts';
import type { PersonHandle } from '../simulators/discord/people.ts';
import type { KryptogoSimulator } from '../simulators/kryptogo/kryptogo-simulator.ts';
import { startKryptogoSimulator } from '../simulators/kryptogo/kryptogo-simulator.ts';
import type { TelegramSimulator } from '../simulators/telegram/telegram-simulator.ts';
import { startTelegramSimulator } from '../simulators/telegram/telegram-simulator.ts';
import { freePort } from './free-port.ts';
import { startBalancer } from './instance-balancer.ts';
import type { TillProcess } from './till-process.ts';
import { startTillProcess } from './till-process.ts';
import { OPERATOR_ID } from './world.ts';

const TELEGRAM_TOKEN = '100200300:made-up-token-of-a-simulated-bot';
const DISCORD_TOKEN = 'bWFkZS11cA.simulated.discord-token-of-a-bot';
export const WEBHOOK_SECRET = 'a-made-up-webhook-secret';

/** A ship of the fleet: the product in a process of its own, in real time. */
export type Ship = TillProcess & { readonly url: string };

/** Processes of the product on one database of their own, behind one address, with all vendors around them. */
export type Fleet = {
  readonly telegram: TelegramSimulator;
  readonly discord: DiscordSimulator;
  readonly olgaOnDiscord: PersonHandle;
  readonly kryptogo: KryptogoSimulator;
  readonly databaseUrl: string;
  /** Nothing that a log must not hold. */
  readonly secrets: readonly string[];
  /** Starts a process, with settings in place of the fleet's own. */
  launch(env?: Readonly<Record<string, string>>): Promise<Ship>;
  /** Those that run now. */
  ships(): readonly Ship[];
  /** Who takes in what this platform says; `null` while nobody does. */
  holder(platform: Platform): Promise<Ship | null>;
  sql(text: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Sinks what is left. */
  close(): Promise<void>;
};

export async function openFleet(readsPerSecond: number): Promise<Fleet> {
  /** Time runs as it does: processes follow the clock of their database. */
  const clock = { now: () => Date.now() };
  const dataDir = await mkdtemp(path.join(tmpdir(), 'till-fleet-'));
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  const telegram = await startTelegramSimulator({
    clock,
    seed: 9,
    token: TELEGRAM_TOKEN,
    botUsername: 'till_bot',
  });
  const discord = await startDiscordSimulator({ clock, seed: 9, token: DISCORD_TOKEN });
  const olgaOnDiscord = discord.people.create({ name: 'Olga' });
  const kryptogo = await startKryptogoSimulator({
    clock,
    seed: 9,
    autoTick: true,
    statusDelayMs: 0,
    callbackRetriesMs: [],
    pendingCallbacks: false,
  });
  const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
  let fleet: Ship[] = [];
  const ships = () => (fleet = fleet.filter((ship) => ship.isRunning()));
  const port = await freePort();
  const balancer = await startBalancer(port, () => ships().map(({ url }) => url));
  const settings = {
    TELEGRAM_BOT_TOKEN: TELEGRAM_TOKEN,
    TELEGRAM_API_ROOT: telegram.url,
    DISCORD_BOT_TOKEN: DISCORD_TOKEN,
    DISCORD_API_ROOT: discord.url,
    DISCORD_CDN_ROOT: discord.cdnUrl,
    KRYPTOGO_API_ROOT: kryptogo.url,
    KRYPTOGO_CLIENT_ID: kryptogo.credentials.clientId,
    KRYPTOGO_ORIGIN: kryptogo.credentials.origin,
    KRYPTOGO_API_KEY: kryptogo.credentials.apiKey,
    KRYPTOGO_READS_PER_SECOND: String(readsPerSecond),
    DATABASE_URL: server.url,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SECRET_KEY: 'a-made-up-key-for-processes-of-their-own',
    OPERATORS: `telegram:${OPERATOR_ID}+discord:${olgaOnDiscord.id}`,
    // Who does what is logged on this level.
    LOG_LEVEL: 'info',
  };
  return {
    ...{ telegram, discord, olgaOnDiscord, kryptogo, ships, databaseUrl: server.url },
    secrets: [TELEGRAM_TOKEN, DISCORD_TOKEN, settings.SECRET_KEY, kryptogo.credentials.apiKey],
    async launch(env = {}) {
      const own = String(await freePort());
      const ship = {
        ...startTillProcess({ ...settings, ...env, PORT: own }),
        url: `http://127.0.0.1:${own}`,
      };
      fleet.push(ship);
      return ship;
    },
    async holder(platform) {
      const [lease] = await sql<{ holder: string }[]>`
        select holder from leases where name = ${`${platform} intake`} and until > now()`;
      return ships().find((ship) => lease && ship.said().includes(lease.holder)) ?? null;
    },
    sql: (text) => sql.unsafe(text),
    async close() {
      for (const ship of ships()) ship.kill('SIGKILL');
      await Promise.all(fleet.map((ship) => ship.exit()));
      await sql.end();
      await Promise.all([telegram.stop(), discord.stop(), kryptogo.stop(), balancer.stop()]);
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
