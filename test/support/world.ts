import type { Log } from '../../src/ports/log.ts';
import { readSettings } from '../../src/settings.ts';
import { startTill } from '../../src/till.ts';
import type { DiscordSimulator } from '../simulators/discord/discord-simulator.ts';
import { startDiscordSimulator } from '../simulators/discord/discord-simulator.ts';
import type { PersonHandle as DiscordPerson } from '../simulators/discord/people.ts';
import type { KryptogoSimulator } from '../simulators/kryptogo/kryptogo-simulator.ts';
import { startKryptogoSimulator } from '../simulators/kryptogo/kryptogo-simulator.ts';
import type { SimulatorOptions } from '../simulators/kryptogo/simulator-api.ts';
import type { TelegramSimulator } from '../simulators/telegram/telegram-simulator.ts';
import { startTelegramSimulator } from '../simulators/telegram/telegram-simulator.ts';
import type { FakeClock } from './fake-clock.ts';
import { freePort } from './free-port.ts';
import type { Instance, Instances } from './instances.ts';
import { startInstances } from './instances.ts';
import type { WorldClock } from './world-clock.ts';
import { createWorldClock } from './world-clock.ts';

const TELEGRAM_TOKEN = '100200300:made-up-token-of-a-simulated-bot';
const DISCORD_TOKEN = 'bWFkZS11cA.simulated.discord-token-of-a-bot';

/** How long Discord may be without us at a start. Real time. */
const START_MS_MAX = 15_000;

/** Who may do everything in the simulated communities, by her account on Telegram. */
export const OPERATOR_ID = 900_001;

export type WorldOptions = {
  readonly databaseUrl: string;
  readonly seed: number;
  readonly log: Log;
  /** Settings beside or in place of the world's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** How the simulated KryptoGO behaves. */
  readonly kryptogo?: Partial<SimulatorOptions>;
  /** The platforms' own sending limits. Default: on, as in reality. */
  readonly limits?: boolean;
  /** Whether the product is given a token for Discord. Default: no. */
  readonly discord?: boolean;
  /** In how many processes of its own the product runs. Default: inside this one, which is faster. */
  readonly instances?: number;
};

/** The whole product with whole fake vendors around it, on the wire, on loopback. */
export type World = {
  readonly clock: FakeClock;
  readonly telegram: TelegramSimulator;
  readonly discord: DiscordSimulator;
  /** The operator, by her account on Discord. */
  readonly olgaOnDiscord: DiscordPerson;
  readonly kryptogo: KryptogoSimulator;
  /** The settings that the product was started with. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the product is reached, by KryptoGO and by whoever asks how it is. */
  readonly url: string;
  /** The processes that the product runs in, for a world that was asked for some. */
  readonly instances: readonly Instance[];
  /** Stops the whole product as one does, and starts it again. */
  restart(): Promise<void>;
  /** Moves everybody's time on, and lets what is due at KryptoGO happen. */
  pass(ms: number): Promise<void>;
  stop(): Promise<void>;
};

export async function startWorld(options: WorldOptions): Promise<World> {
  const clock = createWorldClock();
  const limits = options.limits ?? true;
  const { seed } = options;
  const telegram = await startTelegramSimulator({
    clock,
    seed,
    token: TELEGRAM_TOKEN,
    botUsername: 'till_bot',
    limits,
  });
  const discord = await startDiscordSimulator({ clock, seed, token: DISCORD_TOKEN, limits });
  const olgaOnDiscord = discord.people.create({ name: 'Olga' });
  const kryptogo = await startKryptogoSimulator({
    clock,
    seed,
    autoTick: true,
    statusDelayMs: 0,
    ...options.kryptogo,
  });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    TELEGRAM_BOT_TOKEN: TELEGRAM_TOKEN,
    TELEGRAM_API_ROOT: telegram.url,
    ...(options.discord ? discordSettings(discord) : {}),
    KRYPTOGO_API_ROOT: kryptogo.url,
    KRYPTOGO_CLIENT_ID: kryptogo.credentials.clientId,
    KRYPTOGO_ORIGIN: kryptogo.credentials.origin,
    KRYPTOGO_API_KEY: kryptogo.credentials.apiKey,
    KRYPTOGO_TRANSFER_API_KEY: kryptogo.credentials.transferKey,
    DATABASE_URL: options.databaseUrl,
    PUBLIC_URL: url,
    PORT: String(port),
    SECRET_KEY: 'a-made-up-key-for-a-simulated-world-of-tests',
    OPERATORS: `telegram:${OPERATOR_ID}+discord:${olgaOnDiscord.id}`,
    ...options.env,
  };
  const { instances: count, log } = options;
  const product = count
    ? await startInstances({ count, env, port, clock, log })
    : await startInProcess({ env, clock, log });
  const simulators = [telegram, discord, kryptogo];
  const stop = async () => {
    await product.stop();
    await Promise.all(simulators.map((simulator) => simulator.stop()));
  };
  // What somebody uses in Discord while nobody listens there is lost.
  const isHeard = async () => {
    if (options.discord) await waitUntil(() => discord.gateway.sessions.some((one) => one.isConnected));
  };
  await isHeard().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    clock,
    telegram,
    discord,
    olgaOnDiscord,
    kryptogo,
    env,
    url,
    instances: product.all,
    async restart() {
      await product.restart();
      await isHeard();
    },
    async pass(ms) {
      await product.pass(ms);
      await kryptogo.tick();
    },
    stop,
  };
}

function discordSettings({ url, cdnUrl }: DiscordSimulator) {
  return { DISCORD_BOT_TOKEN: DISCORD_TOKEN, DISCORD_API_ROOT: url, DISCORD_CDN_ROOT: cdnUrl };
}

type InProcess = {
  readonly env: Readonly<Record<string, string>>;
  readonly clock: WorldClock;
  readonly log: Log;
};

/** The product inside this process. */
async function startInProcess({ env, clock, log }: InProcess): Promise<Instances> {
  const start = () => {
    const verdict = readSettings(env);
    if (!verdict.ok) throw new Error(verdict.faults.join('\n'));
    return startTill(verdict.settings, { log, clock });
  };
  let till = await start();
  return {
    all: [],
    pass: (ms) => Promise.resolve(clock.pass(ms)),
    async restart() {
      await till.stop();
      till = await start();
    },
    stop: () => till.stop(),
  };
}

async function waitUntil(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + START_MS_MAX;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error('nobody listens to Discord');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
