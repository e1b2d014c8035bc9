import { createHash } from 'node:crypto';
import path from 'node:path';
import { inboxEntryOf as telegramEntryOf } from '../bots/telegram/telegram-runner.ts';
import { keepAssets } from '../db/asset-store.ts';
import { createDatabaseClock } from '../db/database-clock.ts';
import type { Database } from '../db/database.ts';
import { migrateDatabase, openDatabase } from '../db/database.ts';
import { startEmbeddedPostgres } from '../db/embedded-postgres.ts';
import { keepInstance } from '../db/instance-keeper.ts';
import { createUnitOfWork } from '../db/unit-of-work.ts';
import { createCore } from './core/core.ts';
import type { Platform } from './domain/platform.ts';
import { createCallbackAddress } from './http/callback-capability.ts';
import type { HttpServer, HttpServerOptions } from './http/http-server.ts';
import { startHttpServer } from './http/http-server.ts';
import { createIdentifiers } from './identifiers.ts';
import { createKryptogoProvider } from './kryptogo/kryptogo-provider.ts';
import { createKryptogoTransfers } from './kryptogo/kryptogo-transfers.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { InboxEntry } from './ports/stores.ts';
import type { TransferProvider } from './ports/transfer-provider.ts';
import type { Settings } from './settings.ts';
import { startRounds } from './worker/rounds.ts';
import { StartRefused } from './start-refused.ts';
import { createWebhookSender } from './webhooks/webhook-sender.ts';
import { createRooms, handlerOf, openLines, openRoom, platformHands } from './rooms.ts';

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
  const { database, url } = await connect(settings, log, undo);
  const clock = handedIn ?? (await followDatabase(database, log, undo));
  const inTransaction = createUnitOfWork(database, settings.assets);
  const callbackAddress = createCallbackAddress({
    publicUrl: settings.publicUrl,
    secretKey: settings.secretKey,
    previousSecretKey: settings.secretKeyPrevious,
  });
  const identifiers = createIdentifiers(clock);
  const instanceId = identifiers.id();
  const instance = await keepInstance({ url, id: instanceId, inTransaction, clock, log });
  undo.push(() => instance.stop());
  const lines = openLines(settings);
  const webhooks = createWebhookSender({ clock, toPrivate: settings.webhooksToPrivate });
  const moveTelegramChat = (from: string, to: string) => core.movePlace('telegram', from, to);
  const core = createCore({
    clock,
    identifiers,
    log,
    inTransaction,
    provider: createKryptogoProvider({ ...settings.kryptogo, log }),
    transfers: transfersOf(settings, log),
    hands: { ...platformHands(lines, settings, clock, moveTelegramChat), webhooks },
    instanceId,
    digest: (text) => createHash('sha256').update(text).digest('hex'),
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
  const parts = { settings, lines, core, clock, log, put, inTransaction, holder: instanceId };
  const rooms = createRooms(parts);
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
  // No room goes on taking things in while another one closes.
  const open: Undo[] = [];
  undo.push(() => Promise.all(open.map((close) => close())).then(() => undefined));
  for (const room of rooms) open.push(await openRoom(room, parts));
  return server.url;
}

/** The way out. Without a key for it withdrawals are off, and everything else works. */
function transfersOf({ kryptogo }: Settings, log: Log): TransferProvider | null {
  const { transferApiKey } = kryptogo;
  return transferApiKey === null ? null : createKryptogoTransfers({ ...kryptogo, transferApiKey, log });
}

function platformsOf({ telegram, discord }: Settings): Platform[] {
  return [...(telegram ? ['telegram' as const] : []), ...(discord ? ['discord' as const] : [])];
}

async function connect(
  settings: Settings,
  log: Log,
  undo: Undo[],
): Promise<{ database: Database; url: string }> {
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
  return { database, url };
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
