import path from 'node:path';
import type { Update } from 'grammy/types';
import type { TelegramBot } from '../bots/telegram/telegram-bot.ts';
import { createTelegramBot } from '../bots/telegram/telegram-bot.ts';
import type { TelegramRunner, TelegramWay } from '../bots/telegram/telegram-runner.ts';
import { createTelegramRunner, inboxEntryOf } from '../bots/telegram/telegram-runner.ts';
import { keepAssets } from '../db/asset-store.ts';
import { createDatabaseClock } from '../db/database-clock.ts';
import type { Database } from '../db/database.ts';
import { migrateDatabase, openDatabase } from '../db/database.ts';
import { startEmbeddedPostgres } from '../db/embedded-postgres.ts';
import { createUnitOfWork } from '../db/unit-of-work.ts';
import { createCore } from './core/core.ts';
import { RetryLater } from './domain/retry-later.ts';
import { createCallbackAddress } from './http/callback-capability.ts';
import type { HttpServer, HttpServerOptions } from './http/http-server.ts';
import { startHttpServer } from './http/http-server.ts';
import { TELEGRAM_WEBHOOK_PATH } from './http/telegram-webhook-route.ts';
import { createIdentifiers } from './identifiers.ts';
import { createKryptogoProvider } from './kryptogo/kryptogo-provider.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { InboxEntry } from './ports/stores.ts';
import type { Settings, TelegramSettings } from './settings.ts';
import { startLeaseKeeper } from './worker/lease-keeper.ts';
import { startLoop } from './worker/loop.ts';
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

const NOT_UP_WAIT_MS = 2_000;

/**
 * Wires everything and starts it in order: database, core, bots, doors, loops. Nothing but
 * `main.ts` and the tests' world calls it.
 * @throws StartRefused with a sentence for the operator.
 */
export async function startTill(settings: Settings, world: World): Promise<Till> {
  const undo: Undo[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) {
      // One part that can't be stopped must not keep the others, the database above all, from it.
      await step().catch((error: unknown) => world.log.error({ err: error }, 'a part could not be stopped'));
    }
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
  const identifiers = createIdentifiers(clock);
  const core = createCore({
    clock,
    identifiers,
    log,
    inTransaction,
    provider: createKryptogoProvider({ ...settings.kryptogo, log }),
    callbackAddress,
    operators: settings.operators,
    platforms: settings.telegram ? ['telegram'] : [],
    assets: settings.assets,
    readsPerSecond: settings.kryptogo.readsPerSecond,
  });
  const { telegram } = settings;
  const bot = telegram && createTelegramBot({ ...telegram, core, clock, log });
  const put = async (update: unknown) => {
    const entry = telegram && inboxEntryOf(update, telegram.token);
    // One committed row per update, before anything is done about it (design.md 1, rule 2).
    if (entry) await inTransaction(({ inbox }) => inbox.put(entry, clock.now(), false));
  };
  const runner = bot && telegram && createTelegramRunner({ bot, way: wayOf(telegram, settings), put, log });
  const rounds = startRounds({
    core,
    inTransaction,
    clock,
    log,
    messengers: bot ? { telegram: bot.messenger } : {},
    handlers: bot && runner ? { telegram: (entry) => handleOnceUp(bot, runner, entry) } : {},
  });
  undo.push(() => rounds.stop());

  const server = await listen({
    settings,
    log,
    callbackAddress,
    noteCallback: (token, body, bodyHash) => core.noteCallback(token, body, bodyHash),
    accept: put,
    async isReady() {
      const waitingFor = [...rounds.failing(), ...(runner && !runner.isUp() ? ['telegram'] : [])];
      await database.now().catch(() => waitingFor.push('database'));
      return { ready: waitingFor.length === 0, waitingFor };
    },
  });
  undo.push(() => server.stop());
  if (runner) {
    await runner.begin().catch((error: unknown) => {
      throw new StartRefused(error instanceof Error ? error.message : 'Telegram refuses us', error);
    });
    undo.push(...keepTelegramUp(runner, telegram, { holder: identifiers.id(), inTransaction, clock, log }));
  }
  return server.url;
}

/** What comes before Telegram has told us who we are waits, without that counting against it. */
async function handleOnceUp(
  bot: TelegramBot,
  runner: TelegramRunner,
  { payload }: InboxEntry,
): Promise<void> {
  if (!runner.isUp()) throw new RetryLater(NOT_UP_WAIT_MS, 'the Telegram bot is not up yet');
  await bot.handleUpdate(payload as Update);
}

function wayOf(telegram: TelegramSettings, { publicUrl }: Settings): TelegramWay {
  if (telegram.mode === 'polling') return { mode: 'polling' };
  return {
    mode: 'webhook',
    url: `${publicUrl ?? ''}${TELEGRAM_WEBHOOK_PATH}`,
    secret: telegram.webhookSecret,
  };
}

/** Keeps the bot up in a loop of its own: where Telegram is away, everything else goes on. */
function keepTelegramUp(
  runner: TelegramRunner,
  telegram: TelegramSettings | null,
  deps: Pick<Parameters<typeof startLeaseKeeper>[0], 'holder' | 'inTransaction' | 'clock' | 'log'>,
): Undo[] {
  const loop = startLoop({
    ...deps,
    name: 'telegram',
    round: () => runner.getUp().then(() => 0),
    idleMs: 1_000,
  });
  if (telegram?.mode !== 'polling') return [() => loop.stop()];
  // Of several instances one polls, and all of them handle what is in the inbox.
  const work = { isPossible: () => runner.isUp(), run: (signal: AbortSignal) => runner.poll(signal) };
  const keeper = startLeaseKeeper({ ...deps, name: 'telegram polling', work });
  return [() => loop.stop(), () => keeper.stop()];
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

function listen({
  settings,
  accept,
  ...rest
}: Pick<HttpServerOptions, 'log' | 'callbackAddress' | 'noteCallback' | 'isReady'> & {
  settings: Settings;
  accept: (update: unknown) => Promise<void>;
}): Promise<HttpServer> {
  const { telegram, host, port } = settings;
  const telegramWebhook = telegram?.mode === 'webhook' ? { secret: telegram.webhookSecret, accept } : null;
  return startHttpServer({ ...rest, host, port, telegramWebhook }).catch((error: unknown) => {
    throw new StartRefused(
      `HOST and PORT: can't listen on ${host}:${port}; is another program there?`,
      error,
    );
  });
}
