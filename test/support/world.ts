import type { Log } from '../../src/ports/log.ts';
import { readSettings } from '../../src/settings.ts';
import type { Till } from '../../src/till.ts';
import { startTill } from '../../src/till.ts';
import type { KryptogoSimulator } from '../simulators/kryptogo/kryptogo-simulator.ts';
import { startKryptogoSimulator } from '../simulators/kryptogo/kryptogo-simulator.ts';
import type { SimulatorOptions } from '../simulators/kryptogo/simulator-api.ts';
import type { TelegramSimulator } from '../simulators/telegram/telegram-simulator.ts';
import { startTelegramSimulator } from '../simulators/telegram/telegram-simulator.ts';
import type { FakeClock } from './fake-clock.ts';
import { freePort } from './free-port.ts';
import { createWorldClock } from './world-clock.ts';

const TOKEN = '100200300:made-up-token-of-a-simulated-bot';

/** Who may do everything in the simulated communities. */
export const OPERATOR_ID = 900_001;

export type WorldOptions = {
  readonly databaseUrl: string;
  readonly seed: number;
  readonly log: Log;
  /** Settings beside or in place of the world's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** How the simulated KryptoGO behaves. */
  readonly kryptogo?: Partial<SimulatorOptions>;
  /** Telegram's own sending limits. Default: on, as in reality. */
  readonly limits?: boolean;
};

/** The whole product with whole fake vendors around it, on the wire, on loopback. */
export type World = {
  readonly clock: FakeClock;
  readonly telegram: TelegramSimulator;
  readonly kryptogo: KryptogoSimulator;
  /** The settings that the product was started with. */
  readonly env: Readonly<Record<string, string>>;
  /** The product that runs now; another one after `restart`. */
  till(): Till;
  restart(): Promise<void>;
  /** Moves everybody's time on, and lets what is due at KryptoGO happen. */
  pass(ms: number): Promise<void>;
  stop(): Promise<void>;
};

export async function startWorld(options: WorldOptions): Promise<World> {
  const clock = createWorldClock();
  const telegram = await startTelegramSimulator({
    clock,
    seed: options.seed,
    token: TOKEN,
    botUsername: 'till_bot',
    limits: options.limits ?? true,
  });
  const kryptogo = await startKryptogoSimulator({
    clock,
    seed: options.seed,
    autoTick: true,
    statusDelayMs: 0,
    ...options.kryptogo,
  });
  const port = await freePort();
  const env = {
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: telegram.url,
    KRYPTOGO_API_ROOT: kryptogo.url,
    KRYPTOGO_CLIENT_ID: kryptogo.credentials.clientId,
    KRYPTOGO_ORIGIN: kryptogo.credentials.origin,
    KRYPTOGO_API_KEY: kryptogo.credentials.apiKey,
    DATABASE_URL: options.databaseUrl,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: String(port),
    SECRET_KEY: 'a-made-up-key-for-a-simulated-world-of-tests',
    OPERATORS: `telegram:${OPERATOR_ID}`,
    ...options.env,
  };
  const start = () => {
    const verdict = readSettings(env);
    if (!verdict.ok) throw new Error(verdict.faults.join('\n'));
    return startTill(verdict.settings, { log: options.log, clock });
  };
  let till = await start();
  return {
    clock,
    telegram,
    kryptogo,
    env,
    till: () => till,
    async restart() {
      await till.stop();
      till = await start();
    },
    async pass(ms) {
      clock.pass(ms);
      await kryptogo.tick();
    },
    async stop() {
      await till.stop();
      await Promise.all([telegram.stop(), kryptogo.stop()]);
    },
  };
}
