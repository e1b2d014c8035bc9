import type { PersonHandle as DiscordPerson } from '../simulators/discord/people.ts';
import type { PersonHandle } from '../simulators/telegram/people.ts';
import type { ServerHandle } from '../simulators/discord/servers.ts';
import type { Books } from '../support/books.ts';
import type { DiscordStory } from '../support/discord-story.ts';
import type { Shop, Story } from '../support/story.ts';
import type { World } from '../support/world.ts';
import type { Terminal } from './terminal.ts';

export const MINUTE_MS = 60_000;

/** What every chapter plays on. */
export type Stage = {
  readonly world: World;
  readonly story: Story;
  readonly discordStory: DiscordStory;
  readonly books: Books;
  readonly terminal: Terminal;
};

/** The community's second place, and who meets there. */
export type Market = {
  readonly server: ServerHandle;
  readonly bea: DiscordPerson;
  readonly finn: DiscordPerson;
};

/** Who decides about withdrawals: one on each platform. */
export type Deciders = { readonly wei: PersonHandle; readonly noa: DiscordPerson };

/** Everybody, once both platforms have been opened. */
export type Town = { readonly shop: Shop; readonly market: Market; readonly deciders: Deciders };

/**
 * The time that it takes to open a wallet. Nobody can pay any faster, and we ask KryptoGO about the same
 * payment every two seconds at most.
 */
export async function walletOpens({ world }: Stage): Promise<void> {
  await world.pass(5_000);
}

/** Says what KryptoGO was asked and told since its callback number `since`. */
export async function sayWhatKryptogoSaw({ world, terminal }: Stage, since = 0): Promise<void> {
  await world.kryptogo.settled();
  const callbacks = world.kryptogo.callbacks.slice(since);
  const told = callbacks.map((one) => `${/"status":"(\w+)"/.exec(one.body)?.[1]} → ${one.answered}`);
  const first = callbacks[0]?.at ?? 0;
  const calls = world.kryptogo.requests.filter((one) => one.at >= first - 1_000);
  const asked = calls.map((one) => `${one.method} ${one.operation}`);
  terminal.note(`KryptoGO saw: ${asked.join(', ')}. Its callbacks: ${told.join(', ') || 'none'}.`);
}

export async function sayBooks({ books, terminal }: Stage, { group }: Shop): Promise<void> {
  const sums = Object.entries(await books.of(group.id)).map(([account, amount]) => `${account} ${amount}`);
  terminal.note(`The ledger says so far (USDT): ${sums.join(', ')}.`);
}

/** How often each order was reported as paid, in all chats together. */
export function timesTold({ world }: Stage, { server }: Market): Map<string, number> {
  const chats = [
    ...world.telegram.people.all().map(({ chat }) => chat.messages()),
    ...world.discord.people.all().map(({ dm }) => dm.messages()),
    ...server.channels.map((channel) => channel.messages()),
  ];
  const times = new Map<string, number>();
  for (const { words, fromBot } of chats.flat()) {
    const code = /^✅ Order \W*(\w+)\W* is paid/.exec(words)?.[1];
    if (fromBot && code !== undefined) times.set(code, (times.get(code) ?? 0) + 1);
  }
  return times;
}

/** The short code that people call an order by, from its card. */
export function codeOf({ words }: { readonly words: string }): string {
  return /Order \W*(\w+)/.exec(words)?.[1] ?? '';
}
