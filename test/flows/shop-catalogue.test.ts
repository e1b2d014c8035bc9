import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { MessageView as DiscordMessage } from '../simulators/discord/message-view.ts';
import type { PersonHandle as DiscordPerson } from '../simulators/discord/people.ts';
import type { MessageView } from '../simulators/telegram/chat-view.ts';
import type { PersonHandle } from '../simulators/telegram/people.ts';
import { makePng } from '../simulators/telegram/testing.ts';
import type { DiscordFlow } from '../support/discord-flow.ts';
import { startDiscordFlow } from '../support/discord-flow.ts';
import type { Flow } from '../support/flow.ts';
import { eventually, expectSoundEnd } from '../support/flow.ts';
import { PATIENCE_MS } from '../support/story.ts';

const ITEMS = 200;
/** What each platform holds in one message. */
const TELEGRAM_UNITS_MAX = 4_096;
const DISCORD_UNITS_MAX = 2_000;

/** Many rows at once on a machine that has much else to do. */
const IMPORT_MS = 40_000;

vi.setConfig({ testTimeout: 90_000 });

let stage: DiscordFlow;
let flow: Flow;

beforeAll(async () => {
  stage = await startDiscordFlow();
  ({ flow } = stage);
});
afterAll(() => flow.close());

const many = () => {
  const rows = Array.from({ length: ITEMS }, (_, index) => {
    const number = String(index).padStart(3, '0');
    const name = `第 ${number} 號 A rather long name of an item ${number}`;
    return `thing${number},"${name}",${100 + index},TWD,5,"What it is, and *more*"`;
  });
  return Buffer.from(`slug,name,price,currency,stock,description\n${rows.join('\n')}\n`);
};

/** Waits until this very message reads so. */
const becomes = (person: PersonHandle, { id }: MessageView, words: string) =>
  flow.story.hears(person, (one) => one.id === id && one.words.includes(words));
/** Presses, and waits until the pressed message reads so. */
async function turns(person: PersonHandle, message: MessageView, button: string | RegExp, words: string) {
  await flow.story.presses(person, message, button);
  return becomes(person, message, words);
}
const asks = (person: PersonHandle, words: string, answer: string) =>
  flow.story.hears(person, answer, person.says(words));

/** A command in the group, and the way into private that the bot offers. */
async function entersBy(person: PersonHandle, words: string): Promise<void> {
  const asked = person.says(flow.group, words);
  const isOffer = (one: MessageView) => one.buttons.length > 0 && one.replyTo === asked.id;
  const offer = await flow.world.telegram.waitFor(flow.group, isOffer, PATIENCE_MS);
  person.presses(offer, offer.buttons[0] ?? '');
}

let mia: PersonHandle;

test('on Telegram an operator names a manager, who is led from the group into private', async () => {
  mia = flow.joins('Mia');
  await entersBy(mia, '/item');
  await flow.story.hears(mia, 'Only operators and shop managers');
  flow.olga.says(flow.group, `/till manager add Mia telegram:${mia.id}`);
  await flow.world.telegram.waitFor(flow.group, 'Who minds this shop', PATIENCE_MS);
  const list = await asks(mia, '/item', 'Catalogue of Tea House');
  expect(list.words).toContain('vip · VIP role · 300 TWD');
});

test('she puts something on sale by answering, with a picture and a stock of two', async () => {
  await asks(mia, '/item add', 'What is its short name');
  await asks(mia, 'hat', 'What is it called');
  await asks(mia, 'Straw Hat', 'What does it cost');
  await asks(mia, '300 TWD', 'How many are there');
  const question = await asks(mia, '2', 'What should members read');
  await flow.story.presses(mia, question, 'Skip');
  const card = await flow.story.hears(mia, 'It is on sale', question);
  await flow.story.presses(mia, card, 'Picture');
  const asked = await flow.story.hears(mia, 'Please send the picture', card);
  mia.sendsPhoto(makePng(64));
  const shown = await flow.story.hears(mia, 'Straw Hat', asked);
  expect(shown.photo).toBeDefined();
  expect(shown.words).toContain('Stock: 2 left');
});

test('a member sees it in /shop with its picture, buys it, and one is left', async () => {
  const bea = flow.joins('Bea');
  await entersBy(bea, '/shop');
  const shop = await flow.story.hears(bea, 'Straw Hat');
  await flow.story.presses(bea, shop, /Straw Hat/);
  const item = await flow.story.hears(bea, (one) => one.words.startsWith('Straw Hat'), shop);
  expect(item.photo).toBeDefined();
  expect(item.words).toContain('Left: 2');
  await flow.story.presses(bea, item, /Buy for/);
  const card = await flow.story.hears(bea, (one) => one.marked('date_time').length > 0, item);
  flow.world.kryptogo.wallet.paysExactly(flow.story.scans(card));
  await flow.story.stands(bea, card, 'paid');
  const left = await asks(mia, '/item hat', 'Stock: 1 left');
  const hidden = await turns(mia, left, 'Hide', 'Hidden');
  expect((await asks(bea, '/shop hat', 'Nothing on sale')).words).toContain('hat');
  await turns(mia, hidden, 'Put on sale', 'on sale again');
});

test('a table of 200 items is taken whole, and its pages stay within a message', async () => {
  const file = { name: 'items.csv', bytes: many() };
  const broken = Buffer.from(many().toString().replace('107,TWD', 'cheap,TWD'));
  mia.sendsDocument({ name: 'items.csv', bytes: broken, caption: '/item import' });
  const refused = await flow.story.hears(mia, 'Nothing was changed');
  expect(refused.words).toContain('Row 9: ');
  mia.sendsDocument({ ...file, caption: '/item import' });
  await flow.world.telegram.waitFor(mia.chat, `Items saved: ${ITEMS}`, IMPORT_MS, { after: refused });
  const list = await asks(mia, '/item', 'Page 1 of 21');
  await turns(mia, list, 'More ▶', 'Page 2 of 21');
  const cara = flow.joins('Cara');
  await entersBy(cara, '/shop');
  const shop = await flow.story.hears(cara, 'Page 1 of 21');
  for (let page = 2; page <= 21; page += 1) {
    await turns(cara, shop, 'More ▶', `Page ${page} of 21`);
    expect(shop.words.length).toBeLessThan(TELEGRAM_UNITS_MAX);
  }
  expect((await asks(cara, '/shop 123', 'item 123')).words).not.toContain('item 122');
});

const becomesThere = (person: DiscordPerson, { id }: DiscordMessage, words: string) =>
  stage.story.hears(person, stage.hall, (one) => one.id === id && one.words.includes(words));
async function turnsThere(person: DiscordPerson, message: DiscordMessage, button: RegExp, words: string) {
  await stage.story.presses(person, message, button);
  return becomesThere(person, message, words);
}

let max: DiscordPerson;

test('on Discord the manager fills in a form, adds a picture, and chooses a role that the bot can give', async () => {
  const { server, hall, story, olga } = stage;
  max = stage.joins('Max');
  server.createsRole({ name: 'Staff', permissions: ['manageGuild'], members: [max] });
  server.givesPermission('manageRoles');
  server.createsRole({ name: 'Regular' });
  server.createsRole({ name: 'Chief', belowBot: false });
  const early = await story.asks(max, hall, '/item list');
  expect(early.words).toContain('Only operators and shop managers');
  await story.asks(olga, hall, '/till manager add', { name: 'Max', user: max });
  const modal = await max.uses(hall, '/item add').modal(PATIENCE_MS);
  const fields = { 'short-name': 'mug', name: 'Mug', price: '300 TWD', stock: '2' };
  const card = await max.submits(modal, fields).answered(PATIENCE_MS);
  expect(card.words).toContain('Stock: 2 left');
  const picture = { filename: 'mug.png', bytes: makePng(64) };
  const shown = await story.asks(max, hall, '/item edit', { item: 'mug', picture });
  expect(shown.files).toHaveLength(1);
  await turnsThere(max, shown, /Delivery/, 'handed over');
  await max.selects(shown, ['Discord role']).acknowledged(PATIENCE_MS);
  const roles = await becomesThere(max, shown, 'Which role');
  expect(roles.words).toContain('Chief: it stands above mine');
  await max.selects(shown, ['Regular']).acknowledged(PATIENCE_MS);
  expect((await becomesThere(max, shown, 'Saved')).words).toContain('Regular');
});

test('a member there looks at it, buys it, gets the role, and one is left', async () => {
  const { hall, story, world } = stage;
  const dora = stage.joins('Dora');
  const shop = await story.asks(dora, hall, '/shop');
  const item = await dora.selects(shop, ['Mug · 300 TWD']).answered(PATIENCE_MS);
  expect(item.files).toHaveLength(1);
  expect(item.words).toContain('Left: 2');
  const bought = await story.presses(dora, item, /Buy for/);
  const card = await story.hears(
    dora,
    hall,
    (one) => one.id === bought.messages[0]?.id && one.words.includes('<t:'),
  );
  world.kryptogo.wallet.paysExactly(story.scans(card));
  await story.stands(dora, card, 'paid');
  const left = await story.asks(max, hall, '/item edit', { item: 'mug' });
  expect(left.words).toContain('Stock: 1 left');
  await eventually(() => expect(stage.server.rolesOf(dora)).toEqual(['Regular']));
});

test('a table of 200 items there stays within a message on every page as well', async () => {
  const { hall, story } = stage;
  const file = { filename: 'items.csv', bytes: many() };
  const taken = await max.uses(hall, '/item import', { file }).answered(IMPORT_MS);
  expect(taken.words).toContain(`Items saved: ${ITEMS}`);
  const eve = stage.joins('Eve');
  const shop = await story.asks(eve, hall, '/shop');
  for (let page = 2; page <= 21; page += 1) {
    await turnsThere(eve, shop, /More/, `Page ${page} of 21`);
    expect(shop.words.length).toBeLessThanOrEqual(DISCORD_UNITS_MAX);
  }
  const list = await story.asks(max, hall, '/item list');
  await turnsThere(max, list, /More/, 'Page 2 of 21');
  expect(list.words).toContain('/item');
  const choices = await eve.types(hall, '/shop', { item: '123' });
  expect(choices).toHaveLength(1);
  const out = await story.asks(max, hall, '/item export');
  expect(new TextDecoder().decode(out.files[0]?.bytes)).toContain('thing199');
});

test('all this leaves sound books and good manners', async () => {
  await expectSoundEnd(flow, { groups: [flow.group, stage.server] });
});
