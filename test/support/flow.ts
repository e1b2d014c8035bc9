import postgres from 'postgres';
import { expect, vi } from 'vitest';
import type { Log } from '../../src/ports/log.ts';
import type { IntentTruth } from '../simulators/kryptogo/kryptogo-simulator.ts';
import type { MessageView } from '../simulators/telegram/chat-view.ts';
import type { PersonHandle } from '../simulators/telegram/people.ts';
import type { Books, PlaceId } from './books.ts';
import { openBooks } from './books.ts';
import type { DiscordWitness } from './discord-witness.ts';
import { watchDiscord } from './discord-witness.ts';
import { units } from './factories.ts';
import type { Shop, Story } from './story.ts';
import { PATIENCE_MS, tellStory } from './story.ts';
import { createTestDatabase } from './test-database.ts';
import type { World, WorldOptions } from './world.ts';
import { startWorld } from './world.ts';

type Row = Readonly<Record<string, unknown>>;

/** A whole world with an open shop in it, for one file of stories. */
export type Flow = Shop & {
  readonly world: World;
  readonly story: Story;
  readonly books: Books;
  /** What was ever shown to whom on Discord. */
  readonly witness: DiscordWitness;
  /** Somebody new in the group, who has said nothing yet. */
  joins(firstName: string, languageCode?: string): PersonHandle;
  /** A new member with a card that can be paid, got by `/pay` in the group. */
  buyer(
    firstName: string,
    words?: string,
  ): Promise<{ person: PersonHandle; card: MessageView; address: string }>;
  /** KryptoGO's truth about the intent with this address. */
  intentAt(address: string): IntentTruth;
  /** When the product read this intent, by the clock. */
  readsOf(intentId: string): number[];
  /** The member's own balance as `/balance` says it. */
  balanceOf(person: PersonHandle): Promise<string>;
  /** A look into the product's tables, for what no person is told. */
  query(sql: string): Promise<Row[]>;
  readonly log: Log;
  /** Codes of the alarms that were raised, in order. */
  readonly alarms: string[];
  /** Errors that the product logged: nobody in a story causes one. */
  readonly errors: string[];
  /** Money at KryptoGO that is rightly in nobody's account: payments that wait for people. */
  readonly heldBack: string[];
  close(): Promise<void>;
};

export type FlowOptions = Partial<Pick<WorldOptions, 'env' | 'discord' | 'kryptogo' | 'limits' | 'seed'>>;

export async function startFlow(options: FlowOptions = {}): Promise<Flow> {
  const database = await createTestDatabase();
  const { log, alarms, errors } = listeningLog();
  const world = await startWorld({ databaseUrl: database.url, seed: 11, limits: false, log, ...options });
  const witness = watchDiscord(world.discord);
  const story = tellStory(world);
  const books = openBooks(database.url);
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  const shop = await story.opensShop();
  // Only whoever has started the bot can be written to, on call or not.
  shop.olga.starts();
  const joins = (firstName: string, languageCode = 'en') => {
    const person = world.telegram.people.create({ firstName, languageCode });
    shop.group.adds(person);
    return person;
  };
  return {
    ...shop,
    world,
    story,
    books,
    witness,
    log,
    alarms,
    errors,
    heldBack: [],
    joins,
    async buyer(firstName, words = '/pay vip') {
      const person = joins(firstName);
      const card = await story.paysFromGroup(person, shop.group, words);
      return { person, card, address: story.scans(card) };
    },
    intentAt(address) {
      const intent = world.kryptogo.intentByAddress(address);
      if (!intent) throw new Error(`no intent has the address ${address}`);
      return intent;
    },
    readsOf: (intentId) =>
      world.kryptogo.requests
        .filter((one) => one.operation === 'read' && one.path.endsWith(`/${intentId}`))
        .map((one) => one.at),
    async balanceOf(person) {
      const said = await story.hears(person, /Tea House: /, person.says('/balance'));
      return /Tea House: ([0-9.]+)/.exec(said.words)?.[1] ?? 'none';
    },
    query: (text) => sql.unsafe(text),
    async close() {
      await sql.end();
      await books.close();
      await world.stop();
      await database.drop();
    },
  };
}

/** Keeps what an operator would find in the log: alarms, and errors that are none. */
function listeningLog(): { log: Log; alarms: string[]; errors: string[] } {
  const alarms: string[] = [];
  const errors: string[] = [];
  const silent = () => undefined;
  const error: Log['error'] = (facts, sentence) => {
    if ('alarm' in facts) alarms.push(String(facts.alarm));
    else errors.push(`${sentence} ${JSON.stringify(facts, (_key, value: unknown) => worded(value))}`);
  };
  return { log: { debug: silent, info: silent, warn: silent, error }, alarms, errors };
}

function worded(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  return value instanceof Error ? `${value.message} ← ${String(value.cause)}` : value;
}

/** Waits until the looks stop failing: for what happens by itself and is told to nobody. */
export function eventually<T>(look: () => T | Promise<T>, timeout = PATIENCE_MS): Promise<T> {
  return vi.waitFor(look, { timeout, interval: 50 });
}

/** A group on Telegram or a server on Discord. */
type Place = { readonly id: PlaceId };

type SoundEnd = {
  /** One place of each community of the file, where there are several. */
  readonly groups?: readonly Place[];
  /** What people did on Discord that nobody answered in time, because the story wanted it so. */
  readonly unanswered?: readonly string[];
  /** Rules of KryptoGO's contract that a story had broken on purpose. */
  readonly pardoned?: readonly string[];
};

/**
 * What has to be true when a file of stories is over: the books agree with themselves and with what
 * KryptoGO says that it settled, and neither vendor was asked anything improper.
 */
export async function expectSoundEnd(flow: Flow, options: SoundEnd = {}): Promise<void> {
  const { world, books, heldBack, errors } = flow;
  const { groups = [flow.group], pardoned = [], unanswered = [] } = options;
  await world.kryptogo.settled();
  await eventually(async () => {
    // A card on Discord that waits for its payment is to be looked at again later.
    const waiting = await flow.query(
      `select id, payload, last_error from notifications
       where done_at is null and dead_at is null and dedupe_key not like '%:again:%'`,
    );
    expect(waiting, 'everybody has been told').toEqual([]);
  });
  expect(await books.prove()).toEqual([]);
  expect(await booked(books, groups)).toBe(heldAtKryptogo(world, heldBack));
  const breaches = world.kryptogo.faults.filter(({ rule }) => !pardoned.includes(rule));
  expect(breaches.map(({ rule, detail }) => `${rule}: ${detail}`)).toEqual([]);
  // Being asked to slow down is no complaint: it is answered by waiting.
  const complaints = world.telegram.faults.filter((one) => one.status !== 429);
  expect(complaints.map(({ method, error }) => `${method}: ${error ?? ''}`)).toEqual([]);
  expectDiscordContent(flow, unanswered);
  expect(errors).toEqual([]);
}

/** Nothing broke Discord's rules, everybody was answered in time, and nobody saw what is not theirs. */
function expectDiscordContent({ world, witness }: Flow, unanswered: readonly string[]): void {
  const { discord } = world;
  expect(discord.faults).toEqual([]);
  expect(discord.missedAcks.map(({ what }) => what).sort()).toEqual([...unanswered].sort());
  expect(discord.missedAcks.filter(({ isBotToBlame }) => isBotToBlame)).toEqual([]);
  witness.expectGoodManners();
}

/** What our books say that KryptoGO holds for us. */
async function booked(books: Books, groups: readonly Place[]): Promise<bigint> {
  const sums = await Promise.all(groups.map(({ id }) => books.of(id)));
  return sums.reduce((total, { treasury }) => total + units(treasury ?? '0'), 0n);
}

/** What KryptoGO holds for us, less what waits for people. */
function heldAtKryptogo({ kryptogo }: World, heldBack: readonly string[]): bigint {
  const waiting = kryptogo.intents().filter(({ id }) => heldBack.includes(id));
  return waiting.reduce(
    (left, { aggregated }) => left - units(aggregated ?? '0'),
    units(kryptogo.treasury()),
  );
}
