import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { EmbeddedPostgres } from '../../db/embedded-postgres.ts';
import { startEmbeddedPostgres } from '../../db/embedded-postgres.ts';
import type { KryptogoSimulator } from '../simulators/kryptogo/kryptogo-simulator.ts';
import { startKryptogoSimulator } from '../simulators/kryptogo/kryptogo-simulator.ts';
import type { MessageView } from '../simulators/telegram/chat-view.ts';
import type { PersonHandle } from '../simulators/telegram/people.ts';
import type { TelegramSimulator } from '../simulators/telegram/telegram-simulator.ts';
import { startTelegramSimulator } from '../simulators/telegram/telegram-simulator.ts';
import { openBooks } from '../support/books.ts';
import { units } from '../support/factories.ts';
import { eventually } from '../support/flow.ts';
import { freePort } from '../support/free-port.ts';
import type { Shop, Story } from '../support/story.ts';
import { tellStory } from '../support/story.ts';
import type { TillProcess } from '../support/till-process.ts';
import { startTillProcess } from '../support/till-process.ts';
import { OPERATOR_ID } from '../support/world.ts';

const TOKEN = '100200300:made-up-token-of-a-simulated-bot';
const KILLS = 4;
const BUYERS = 8;
/** A process loads in a second or two, and in many more where the machine has other things to do. */
const START_MS_MAX = 60_000;

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

let dataDir: string;
let server: EmbeddedPostgres;
let telegram: TelegramSimulator;
let kryptogo: KryptogoSimulator;
let env: Record<string, string>;
let till: TillProcess | null = null;
let story: Story;
let shop: Shop;
/** Time runs as it does: the process follows the clock of its database. */
const clock = { now: () => Date.now() };

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'till-crash-'));
  const databasePort = await freePort();
  server = await startEmbeddedPostgres({ dataDir, durable: true, port: databasePort });
  telegram = await startTelegramSimulator({ clock, seed: 5, token: TOKEN, botUsername: 'till_bot' });
  kryptogo = await startKryptogoSimulator({
    clock,
    seed: 5,
    autoTick: true,
    statusDelayMs: 0,
    callbackRetriesMs: [],
  });
  const port = String(await freePort());
  env = {
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: telegram.url,
    TELEGRAM_MODE: 'webhook',
    TELEGRAM_WEBHOOK_SECRET: 'a-made-up-webhook-secret',
    KRYPTOGO_API_ROOT: kryptogo.url,
    KRYPTOGO_CLIENT_ID: kryptogo.credentials.clientId,
    KRYPTOGO_ORIGIN: kryptogo.credentials.origin,
    KRYPTOGO_API_KEY: kryptogo.credentials.apiKey,
    KRYPTOGO_READS_PER_SECOND: '50',
    DATABASE_URL: server.url,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: port,
    SECRET_KEY: 'a-made-up-key-for-a-process-of-its-own',
    OPERATORS: `telegram:${OPERATOR_ID}`,
    LOG_LEVEL: 'warn',
  };
  story = tellStory({ telegram });
  await start();
  shop = await story.opensShop();
});
afterAll(async () => {
  await stop('SIGKILL');
  await Promise.all([telegram.stop(), kryptogo.stop()]);
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});
afterEach(() => {
  expect(till?.said() ?? '').not.toContain(TOKEN);
  expect(till?.said() ?? '').not.toContain(env['SECRET_KEY']);
});

async function start(): Promise<TillProcess> {
  till = startTillProcess(env);
  await till.ready(START_MS_MAX);
  return till;
}

async function stop(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
  till?.kill(signal);
  return till ? till.exit() : null;
}

async function sql(text: string): Promise<readonly Record<string, unknown>[]> {
  const client = postgres(server.url, { max: 1, onnotice: () => undefined });
  try {
    return await client.unsafe(text);
  } finally {
    await client.end();
  }
}

async function buyer(name: string): Promise<{ person: PersonHandle; card: MessageView; address: string }> {
  const person = telegram.people.create({ firstName: name, languageCode: 'en' });
  shop.group.adds(person);
  const card = await story.paysFromGroup(person, shop.group, '/pay vip');
  return { person, card, address: story.scans(card) };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a start that cannot succeed', () => {
  test('F-09: bad settings end with 1, and every sentence names its variable', async () => {
    const bad = startTillProcess({
      PORT: 'eighty',
      KRYPTOGO_API_ROOT: 'https://evil.example',
      SECRET_KEY: 'short-and-secret',
    });
    expect(await bad.exit()).toBe(1);
    for (const name of [
      'PORT',
      'KRYPTOGO_API_ROOT',
      'SECRET_KEY',
      'OPERATORS',
      'TELEGRAM_BOT_TOKEN',
      'KRYPTOGO_API_KEY',
    ]) {
      expect(bad.said()).toMatch(new RegExp(`^  - ${name} .*\\.$`, 'm'));
    }
    expect(bad.said()).not.toContain('short-and-secret');
    expect(bad.said()).not.toMatch(/^\s+at /m);
  });

  test('F-09: a database that is not there ends the start with a sentence', async () => {
    const port = String(await freePort());
    const bad = startTillProcess({
      ...env,
      PORT: port,
      DATABASE_URL: 'postgres://till:secret-word@127.0.0.1:9/till',
    });
    expect(await bad.exit()).toBe(1);
    expect(bad.said()).toContain("Till can't start: The database can't be reached");
    expect(bad.said()).not.toContain('secret-word');
  });

  test('F-09: a bot token that Telegram refuses ends the start with a sentence', async () => {
    const port = String(await freePort());
    const wrong = '100200300:another-made-up-token-of-nobody';
    const bad = startTillProcess({ ...env, PORT: port, TELEGRAM_BOT_TOKEN: wrong });
    expect(await bad.exit()).toBe(1);
    expect(bad.said()).toContain('TELEGRAM_BOT_TOKEN');
    expect(bad.said()).not.toContain(wrong);
  });

  test('F-09: a port that is taken ends the start with a sentence', async () => {
    const bad = startTillProcess(env);
    expect(await bad.exit()).toBe(1);
    expect(bad.said()).toContain('HOST and PORT');
  });
});

describe('a process that dies', () => {
  test(`F-01, A-28, A-29: killed ${KILLS} times while people pay, every payment is booked once and every card is right`, async () => {
    const buyers: Awaited<ReturnType<typeof buyer>>[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const joining = Promise.all([buyer(`Buyer ${kill}`), buyer(`Second ${kill}`)]);
      const both = await joining;
      buyers.push(...both);
      for (const { address } of both) kryptogo.wallet.paysExactly(address);
      // Seeded chance would not make the moment of a kill repeatable; these cover the whole way of a payment.
      await pause(kill * 60);
      expect(await stop('SIGKILL')).toBe('SIGKILL');
      await start();
    }
    await kryptogo.settled();
    for (const { person, card, address } of buyers) {
      const { id } = kryptogo.intentByAddress(address) ?? { id: '' };
      await kryptogo.repeatCallback(id);
      await story.stands(person, card, 'paid');
      await story.hears(person, /is paid/);
    }
    const entries = await sql('select reference, count(*) from ledger_entries group by reference');
    expect(entries).toHaveLength(buyers.length);
    expect(new Set(entries.map((row) => row['count']))).toEqual(new Set(['2']));
    const told = buyers.map(
      ({ person }) => person.chat.messages().filter((one) => /is paid/.test(one.words)).length,
    );
    // A message that was under way when the process died may be said again, once for each death.
    expect(told.reduce((sum, times) => sum + times, 0)).toBeLessThanOrEqual(buyers.length + KILLS);
  });

  test('A-28: a callback that was answered with 200 is acted upon by the next start', async () => {
    const { person, card, address } = await buyer('Answered');
    await kryptogo.settled();
    kryptogo.mischief.next('slow', { on: 'read', ms: 1_000 });
    kryptogo.wallet.paysExactly(address);
    await kryptogo.settled();
    expect(kryptogo.callbacks.at(-1)).toMatchObject({ answered: 200 });
    await stop('SIGKILL');
    await sql(
      'update payment_intents set next_read_at = null where next_read_at is not null and read_wanted_at is not null',
    );
    await start();
    await story.stands(person, card, 'paid');
  });

  test('A-29: what was booked and not yet told is told by the next start', async () => {
    const { person, card, address } = await buyer('Untold');
    telegram.mischief.next(
      ({ params }) => Number(params['chat_id']) === person.id,
      { kind: 'drop-before' },
      3,
    );
    kryptogo.wallet.paysExactly(address);
    const { id } = kryptogo.intentByAddress(address) ?? { id: '' };
    await eventually(async () =>
      expect(await sql(`select state from payment_intents where provider_intent_id = '${id}'`)).toEqual([
        { state: 'success' },
      ]),
    );
    await stop('SIGKILL');
    telegram.mischief.clear();
    expect(card.words).toContain('must arrive');
    await start();
    await story.stands(person, card, 'paid');
    await story.hears(person, /is paid/);
    expect(person.chat.messages().filter((one) => /is paid/.test(one.words))).toHaveLength(1);
  });
});

describe('a process that is asked to stop', () => {
  test('F-02: SIGTERM ends it with 0 within ten seconds, also while KryptoGO leaves a call hanging', async () => {
    const { person } = await buyer('Cut short');
    kryptogo.mischief.next('hang after', { on: 'create' });
    const asked = person.says('/pay 3 USD');
    await eventually(() => expect(kryptogo.mischief.pending()).toEqual([]));
    const started = performance.now();
    expect(await stop('SIGTERM')).toBe(0);
    expect(performance.now() - started).toBeLessThan(10_000);
    await start();
    // The intent that was made is found, not made again.
    const card = await story.hears(person, (one) => one.marked('date_time').length > 0, asked);
    expect(kryptogo.intents().filter((one) => Number(one.fiatAmount) === 3)).toHaveLength(1);
    kryptogo.wallet.paysExactly(story.scans(card));
    await story.stands(person, card, 'credited');
  });

  test('F-02: with nothing under way it stops at once', async () => {
    const started = performance.now();
    expect(await stop('SIGTERM')).toBe(0);
    // It gives up waiting after eight.
    expect(performance.now() - started).toBeLessThan(7_000);
    await start();
  });
});

describe('a database that goes away', () => {
  test('A-27, C-03, C-05: callbacks get 503, the process lives on, and recovers by itself when Postgres is back', async () => {
    const buyers = await Promise.all(Array.from({ length: BUYERS }, (_, index) => buyer(`Unlucky ${index}`)));
    const running = till;
    for (const { address } of buyers.slice(0, BUYERS / 2)) kryptogo.wallet.paysExactly(address);
    await server.stop();
    await pause(300);
    expect(running?.isRunning(), running?.said()).toBe(true);
    for (const { address } of buyers.slice(BUYERS / 2)) kryptogo.wallet.paysExactly(address);
    await kryptogo.settled();
    const last = kryptogo.intentByAddress(buyers.at(-1)?.address ?? '');
    const callback = await fetch(last?.callbackUrl ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ payment_intent_id: last?.id, status: 'success' }),
    });
    expect({ status: callback.status, retryAfter: callback.headers.get('retry-after') }).toEqual({
      status: 503,
      retryAfter: '5',
    });
    await eventually(async () => expect(await running?.readiness()).toBe(503));
    const typed = buyers[0]?.person.says('/balance');
    await pause(500);
    const port = Number(new URL(server.url).port);
    server = await startEmbeddedPostgres({ dataDir, durable: true, port });
    const back = performance.now();
    await eventually(async () => expect(await running?.readiness()).toBe(200), 20_000);
    expect(performance.now() - back).toBeLessThan(5_000);
    expect(running?.isRunning()).toBe(true);
    for (const { person, card } of buyers) {
      await story.presses(person, card, /Check now/).catch(() => undefined);
      await story.stands(person, card, 'paid');
    }
    const [first] = buyers;
    if (first) await story.hears(first.person, /Tea House/, typed);
  });
});

test('S1, P1: at the end the books are what KryptoGO settled, and no vendor complains', async () => {
  await kryptogo.settled();
  const books = openBooks(server.url);
  expect(await books.prove()).toEqual([]);
  const settled = kryptogo.intents().reduce((sum, { aggregated }) => sum + units(aggregated ?? '0'), 0n);
  expect(units((await books.of(shop.group.id))['treasury'] ?? '0')).toBe(settled);
  await books.close();
  expect(kryptogo.faults).toEqual([]);
  expect(telegram.faults.filter((one) => one.status !== 429)).toEqual([]);
});
