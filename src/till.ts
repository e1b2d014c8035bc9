import path from 'node:path';
import type { Update } from 'grammy/types';
import { createDiscordBot } from '../bots/discord/discord-bot.ts';
import { createDiscordRunner, inboxEntryOf as discordEntryOf } from '../bots/discord/discord-runner.ts';
import type { GetUp } from '../bots/shared/get-up.ts';
import { createTelegramBot } from '../bots/telegram/telegram-bot.ts';
import type { TelegramWay } from '../bots/telegram/telegram-runner.ts';
import { createTelegramRunner, inboxEntryOf as telegramEntryOf } from '../bots/telegram/telegram-runner.ts';
import { keepAssets } from '../db/asset-store.ts';
import { createDatabaseClock } from '../db/database-clock.ts';
import type { Database } from '../db/database.ts';
import { migrateDatabase, openDatabase } from '../db/database.ts';
import { startEmbeddedPostgres } from '../db/embedded-postgres.ts';
import { createUnitOfWork } from '../db/unit-of-work.ts';
import type { Core } from './core/core.ts';
import { createCore } from './core/core.ts';
import type { Platform } from './domain/platform.ts';
import { RetryLater } from './domain/retry-later.ts';
import { createCallbackAddress } from './http/callback-capability.ts';
import type { HttpServer, HttpServerOptions } from './http/http-server.ts';
import { startHttpServer } from './http/http-server.ts';
import { TELEGRAM_WEBHOOK_PATH } from './http/telegram-webhook-route.ts';
import { createIdentifiers } from './identifiers.ts';
import { createKryptogoProvider } from './kryptogo/kryptogo-provider.ts';
import type { ChatMessenger } from './ports/chat-messenger.ts';
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
    platforms: platformsOf(settings),
    assets: settings.assets,
    readsPerSecond: settings.kryptogo.readsPerSecond,
  });
  // One committed row per event, before anything is done about it (design.md 1, rule 2).
  const put = async (entry: InboxEntry | null) => {
    if (entry) await inTransaction(({ inbox }) => inbox.put(entry, clock.now(), false));
  };
  const parts = { settings, core, clock, log, put };
  const rooms = [telegramRoom(parts), discordRoom(parts)].filter((room) => room !== null);
  const rounds = startRounds({
    core,
    inTransaction,
    clock,
    log,
    messengers: Object.fromEntries(rooms.map((room) => [room.platform, room.messenger])),
    handlers: Object.fromEntries(rooms.map((room) => [room.platform, handlerOf(room)])),
  });
  undo.push(() => rounds.stop());
  const server = await listen({
    settings,
    log,
    callbackAddress,
    noteCallback: (token, body, bodyHash) => core.noteCallback(token, body, bodyHash),
    accept: (update) => put(settings.telegram && telegramEntryOf(update, settings.telegram.token)),
    async isReady() {
      const down = rooms.filter((room) => !room.getUp.isUp()).map((room) => room.platform);
      const waitingFor = [...rounds.failing(), ...down];
      await database.now().catch(() => waitingFor.push('database'));
      return { ready: waitingFor.length === 0, waitingFor };
    },
  });
  undo.push(() => server.stop());
  for (const room of rooms) {
    undo.push(...(await openRoom(room, { holder: identifiers.id(), inTransaction, clock, log })));
  }
  return server.url;
}

function platformsOf({ telegram, discord }: Settings): Platform[] {
  return [...(telegram ? ['telegram' as const] : []), ...(discord ? ['discord' as const] : [])];
}

/** A chat platform that is switched on, as the rest of the product needs it. */
type Room = {
  readonly platform: Platform;
  readonly messenger: ChatMessenger;
  readonly getUp: GetUp;
  handle(payload: unknown): Promise<void>;
  /** Brings what people say into the inbox, for one instance at a time; `null` where it is brought to us. */
  readonly listen: ((signal: AbortSignal) => Promise<void>) | null;
  stop(): Promise<void>;
};

type RoomParts = {
  settings: Settings;
  core: Core;
  clock: Clock;
  log: Log;
  put: (entry: InboxEntry | null) => Promise<void>;
};

function telegramRoom({ settings, core, clock, log, put }: RoomParts): Room | null {
  const { telegram } = settings;
  if (!telegram) return null;
  const bot = createTelegramBot({ ...telegram, core, clock, log });
  const runner = createTelegramRunner({
    bot,
    way: wayOf(telegram, settings),
    put: (update) => put(telegramEntryOf(update, telegram.token)),
    log,
  });
  return {
    platform: 'telegram',
    messenger: bot.messenger,
    getUp: runner,
    handle: (payload) => bot.handleUpdate(payload as Update),
    listen: telegram.mode === 'polling' ? (signal) => runner.poll(signal) : null,
    stop: () => Promise.resolve(),
  };
}

function discordRoom({ settings, core, clock, log, put }: RoomParts): Room | null {
  const { discord } = settings;
  if (!discord) return null;
  const bot = createDiscordBot({ ...discord, core, clock, log });
  const runner = createDiscordRunner({ bot, put: (stored) => put(discordEntryOf(stored)), log });
  return {
    platform: 'discord',
    messenger: bot.messenger,
    getUp: runner,
    handle: (payload) => bot.handleInteraction(payload),
    listen: (signal) => runner.connect(signal),
    stop: () => bot.stop(),
  };
}

/** What comes before the platform has told us who we are waits, without that counting against it. */
function handlerOf(room: Room): (entry: InboxEntry) => Promise<void> {
  return async ({ payload }) => {
    if (!room.getUp.isUp()) throw new RetryLater(NOT_UP_WAIT_MS, `${room.platform} is not up yet`);
    await room.handle(payload);
  };
}

function wayOf(telegram: TelegramSettings, { publicUrl }: Settings): TelegramWay {
  if (telegram.mode === 'polling') return { mode: 'polling' };
  return {
    mode: 'webhook',
    url: `${publicUrl ?? ''}${TELEGRAM_WEBHOOK_PATH}`,
    secret: telegram.webhookSecret,
  };
}

/** Keeps a bot up in a loop of its own: where its platform is away, everything else goes on. */
async function openRoom(
  { platform, getUp, listen: listenTo, stop }: Room,
  deps: Pick<Parameters<typeof startLeaseKeeper>[0], 'holder' | 'inTransaction' | 'clock' | 'log'>,
): Promise<Undo[]> {
  await getUp.begin().catch((error: unknown) => {
    throw new StartRefused(error instanceof Error ? error.message : `${platform} refuses us`, error);
  });
  const round = () => getUp.getUp().then(() => 0);
  const loop = startLoop({ ...deps, name: platform, round, idleMs: 1_000 });
  const undo = [stop, () => loop.stop()];
  if (!listenTo) return undo;
  // Of several instances one listens, and all of them handle what is in the inbox.
  const work = { isPossible: () => getUp.isUp(), run: listenTo };
  const keeper = startLeaseKeeper({ ...deps, name: `${platform} intake`, work });
  return [...undo, () => keeper.stop()];
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
