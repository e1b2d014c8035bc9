import path from 'node:path';
import { createTelegramBot } from '../bots/telegram/telegram-bot.ts';
import type { TelegramBot } from '../bots/telegram/telegram-bot.ts';
import { keepAssets } from '../db/asset-store.ts';
import { createDatabaseClock } from '../db/database-clock.ts';
import type { Database } from '../db/database.ts';
import { migrateDatabase, openDatabase } from '../db/database.ts';
import { startEmbeddedPostgres } from '../db/embedded-postgres.ts';
import { createUnitOfWork } from '../db/unit-of-work.ts';
import type { Core } from './core/core.ts';
import { createCore } from './core/core.ts';
import type { Platform } from './domain/platform.ts';
import { createCallbackAddress } from './http/callback-capability.ts';
import type { HttpServer } from './http/http-server.ts';
import { startHttpServer } from './http/http-server.ts';
import { createIdentifiers } from './identifiers.ts';
import { createKryptogoProvider } from './kryptogo/kryptogo-provider.ts';
import type { ChatMessenger } from './ports/chat-messenger.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import type { Settings } from './settings.ts';
import { startRounds } from './worker/rounds.ts';

/** Something that an operator has to change before Till can start. The message is for them. */
export class StartRefused extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StartRefused';
  }
}

/** The running product. */
export type Till = {
  /** Where it listens: callbacks, the webhook, health. */
  readonly url: string;
  /** Takes nothing new in, lets what is under way finish, and closes everything. */
  stop(): Promise<void>;
};

/** What the world outside hands in; what is absent is the real thing. */
export type World = { readonly log: Log; readonly clock?: Clock };

type Undo = () => Promise<void>;

/**
 * Wires everything and starts it in order: database, core, bots, doors, loops. Nothing but
 * `main.ts` and the tests' world calls it.
 * @throws StartRefused with a sentence for the operator.
 */
export async function startTill(settings: Settings, world: World): Promise<Till> {
  const undo: Undo[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const url = await build(settings, world, undo);
    world.log.info({ url }, 'Till is up');
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function build(settings: Settings, { log, clock: handedIn }: World, undo: Undo[]): Promise<string> {
  const database = await connect(settings, log, undo);
  const clock = handedIn ?? (await followDatabase(database, log, undo));
  const inTransaction = createUnitOfWork(database, settings.assets);
  const callbackAddress = createCallbackAddress({
    publicUrl: settings.publicUrl,
    secretKey: settings.secretKey,
    previousSecretKey: settings.secretKeyPrevious,
  });
  const core = createCore({
    clock,
    identifiers: createIdentifiers(clock),
    log,
    inTransaction,
    provider: createKryptogoProvider({ ...settings.kryptogo, log }),
    callbackAddress,
    operators: settings.operators,
    assets: settings.assets,
    readsPerSecond: settings.kryptogo.readsPerSecond,
  });
  const { telegram } = settings;
  const bot = telegram && createTelegramBot({ ...telegram, core, clock, log });
  const put = (update: unknown) => storeUpdate(bot, inTransaction, clock, update);

  const rounds = startRounds({
    core,
    inTransaction,
    clock,
    log,
    messengers: messengersOf(bot),
    handlers: bot ? { telegram: (entry) => bot.handleUpdate(entry.payload) } : {},
  });
  undo.push(() => rounds.stop());

  const isReady = async () => {
    const waitingFor = [...rounds.failing(), ...(bot && !bot.isStarted() ? ['telegram'] : [])];
    await database.now().catch(() => waitingFor.push('database'));
    return { ready: waitingFor.length === 0, waitingFor };
  };
  const server = await listen(settings, core, log, callbackAddress, put, isReady);
  undo.push(() => server.stop());

  if (bot) {
    await startBot(bot, settings, put);
    undo.push(() => bot.stop());
  }
  return server.url;
}

async function connect(settings: Settings, log: Log, undo: Undo[]): Promise<Database> {
  let url = settings.databaseUrl;
  if (url === null) {
    const dataDir = path.resolve(settings.dataDir, 'postgres');
    const postgres = await startEmbeddedPostgres({ dataDir, durable: true }).catch((error: unknown) => {
      throw new StartRefused(error instanceof Error ? error.message : 'Postgres did not start', error);
    });
    undo.push(() => postgres.stop());
    log.warn(
      { dataDir },
      'DATABASE_URL is not set: our own Postgres keeps the data. One disk is one copy: back it up.',
    );
    url = postgres.url;
  }
  await migrateDatabase(url).catch((error: unknown) => {
    throw new StartRefused(
      "The database can't be reached or migrated: check DATABASE_URL and its server.",
      error,
    );
  });
  const database = openDatabase(url);
  undo.push(() => database.close());
  await keepAssets(database, settings.assets).catch((error: unknown) => {
    throw new StartRefused(error instanceof Error ? error.message : 'ASSETS do not fit the books', error);
  });
  return database;
}

async function followDatabase(database: Database, log: Log, undo: Undo[]): Promise<Clock> {
  const clock = createDatabaseClock({
    askDatabase: () => database.now(),
    log,
    onSkew: (skewMs) =>
      log.error({ alarm: 'clock_skew', skewMs }, 'check the clocks of this machine and the database'),
  });
  await clock.start();
  undo.push(() => {
    clock.stop();
    return Promise.resolve();
  });
  return clock;
}

function messengersOf(bot: TelegramBot | null): Partial<Record<Platform, ChatMessenger>> {
  return bot ? { telegram: bot.messenger } : {};
}

/** One committed row per update, before anything is done about it (design.md 1, rule 2). */
async function storeUpdate(
  bot: TelegramBot | null,
  inTransaction: UnitOfWork,
  clock: Clock,
  update: unknown,
): Promise<void> {
  const entry = bot?.inboxEntry(update);
  if (entry) await inTransaction(({ inbox }) => inbox.put(entry, clock.now(), false));
}

function listen(
  settings: Settings,
  core: Core,
  log: Log,
  callbackAddress: ReturnType<typeof createCallbackAddress>,
  put: (update: unknown) => Promise<void>,
  isReady: Parameters<typeof startHttpServer>[0]['isReady'],
): Promise<HttpServer> {
  const { telegram, host, port } = settings;
  return startHttpServer({
    host,
    port,
    log,
    callbackAddress,
    noteCallback: (token, body, bodyHash) => core.noteCallback(token, body, bodyHash),
    telegramWebhook: telegram?.mode === 'webhook' ? { secret: telegram.webhookSecret, accept: put } : null,
    isReady,
  }).catch((error: unknown) => {
    throw new StartRefused(
      `HOST and PORT: can't listen on ${host}:${port}; is another program there?`,
      error,
    );
  });
}
