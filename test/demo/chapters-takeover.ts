import type { Instance } from '../support/instances.ts';
import type { Market, Stage, Town } from './stage.ts';
import { codeOf, MINUTE_MS, timesTold, walletOpens } from './stage.ts';

/** Longer than the ten seconds that a takeover may take, on a machine that has much else to do. */
const TAKEOVER_MS_MAX = 25_000;

/** A slow KryptoGO makes it sure that the kill comes before anybody has been told anything. */
const SLOW_MS = 4_000;

/** A card that is to be paid while an instance dies, whatever platform it is on. */
type OpenCard = {
  readonly who: string;
  readonly card: { readonly words: string };
  readonly code: string;
  readonly address: string;
  /** Waits until the card is a receipt, and its owner has been told. */
  isReceipt(): Promise<void>;
};

export async function oneOfTwoDies(stage: Stage, town: Town): Promise<void> {
  const { world, terminal } = stage;
  terminal.chapter(
    'One of two dies',
    'Till runs as two processes on one database. Four people pay at once, and one of the two is killed.',
  );
  const [dying, other] = roles(world.instances);
  for (const one of [dying, other]) terminal.note(describe(one));
  await world.pass(MINUTE_MS);
  const cards = await openCards(stage, town);
  terminal.note('Ana and Carl have a card open in Telegram, Bea and Finn in Discord. All four pay.');
  await walletOpens(stage);
  const hurry = world.kryptogo.mischief.always('slow', { on: 'read', ms: SLOW_MS });
  for (const { address } of cards) world.kryptogo.wallet.paysExactly(address);
  await world.kryptogo.settled();
  terminal.note(
    `KryptoGO has told us. While we still ask it whether that is true, ${dying.name} is killed (SIGKILL).`,
  );
  await dying.kill();
  hurry();
  await takeover(stage, town, other);
  terminal.note(`Half a minute passes, until ${other.name} repeats what ${dying.name} had begun.`);
  await world.pass(MINUTE_MS / 2);
  for (const one of cards) await one.isReceipt();
  for (const { who, card } of cards) terminal.note(`${who}'s card says: ${titleOf(card.words)}`);
  terminal.note("Ana's chat, from before the kill until now:");
  terminal.chat(town.shop.ana.chat);
  const times = timesTold(stage, town.market);
  terminal.check('all four cards are receipts, without an address', cards.every(isReceiptOnly));
  terminal.check(
    'each of the four was told once',
    cards.every(({ code }) => times.get(code) === 1),
  );
  await isHeardInDiscord(stage, town.market, other);
  await comesBack(stage, dying);
}

/** The one that listens is the one to lose; both do the rest of the work. */
function roles(instances: readonly Instance[]): [dying: Instance, other: Instance] {
  const dying = instances.find((one) => one.listensTo().includes('discord'));
  const other = instances.find((one) => one !== dying);
  if (!dying || !other) throw new Error('there are no two instances of which one listens to Discord');
  return [dying, other];
}

function describe({ name, listensTo }: Instance): string {
  const parts = { telegram: 'polls Telegram', discord: "holds Discord's gateway" };
  const alone = listensTo().map((platform) => parts[platform]);
  return alone.length === 0 ? `${name} shares in everything else.` : `${name} ${alone.join(' and ')}.`;
}

async function openCards(stage: Stage, { shop, market }: Town): Promise<OpenCard[]> {
  const { world, story, discordStory } = stage;
  const carl = world.telegram.people.create({ firstName: 'Carl', languageCode: 'en' });
  shop.group.adds(carl);
  const hall = market.server.channel();
  const onTelegram = [shop.ana, carl].map(async (person) => {
    const card = await story.paysFromGroup(person, shop.group, '/pay vip');
    const [who, code] = [person.firstName, codeOf(card)];
    const isReceipt = async () => {
      await story.hears(person, `Order ${code} is paid`);
      await story.stands(person, card, 'paid');
    };
    return { who, card, code, address: story.scans(card), isReceipt };
  });
  const onDiscord = [market.bea, market.finn].map(async (person) => {
    const card = await discordStory.pays(person, hall, { item: 'vip' });
    const [who, code] = [person.name, codeOf(card)];
    const isReceipt = async () => {
      await discordStory.hears(
        person,
        hall,
        ({ words }) => words.includes('is paid') && words.includes(code),
      );
      await discordStory.stands(person, card, 'paid');
    };
    return { who, card, code, address: discordStory.scans(card), isReceipt };
  });
  return Promise.all([...onTelegram, ...onDiscord]);
}

/** Nobody listens for some seconds. Telegram keeps what is said meanwhile; in Discord people have to try again. */
async function takeover({ world, story, terminal }: Stage, { shop }: Town, other: Instance): Promise<void> {
  const killed = performance.now();
  const { ana } = shop;
  const asked = ana.says('/balance');
  const isTaken = () =>
    other.listensTo().length === 2 && world.discord.gateway.sessions.some((one) => one.isConnected);
  while (!isTaken() && performance.now() < killed + TAKEOVER_MS_MAX) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  terminal.check(
    `${other.name} polls Telegram and holds Discord's gateway after ${secondsSince(killed)}`,
    isTaken(),
  );
  terminal.note(
    'Ana had asked for her balance while nobody listened. Telegram kept it, and she is answered.',
  );
  await story.hears(ana, /^Your balance/, asked);
}

async function isHeardInDiscord(stage: Stage, { server, bea }: Market, { name }: Instance): Promise<void> {
  const { discordStory, terminal } = stage;
  const hall = server.channel();
  terminal.uses(bea, hall, '/orders');
  const orders = await discordStory.asks(bea, hall, '/orders');
  terminal.channel(bea, hall);
  const paid = orders.words.match(/→ paid/g) ?? [];
  terminal.check(`${name} answers Bea, and both things that she bought are paid`, paid.length === 2);
}

async function comesBack({ terminal }: Stage, dead: Instance): Promise<void> {
  const began = performance.now();
  await dead.start();
  terminal.note(`${dead.name} is started again, which takes ${secondsSince(began)}.`);
  terminal.note(describe(dead));
}

function secondsSince(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}

function isReceiptOnly({ card, address }: OpenCard): boolean {
  return card.words.includes('Paid') && !card.words.includes(address);
}

function titleOf(words: string): string {
  return (words.split('\n')[0] ?? '').replaceAll('*', '');
}
