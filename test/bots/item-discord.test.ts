import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MessageView } from '../simulators/discord/message-view.ts';
import type { PersonHandle } from '../simulators/discord/people.ts';
import type { ServerHandle } from '../simulators/discord/servers.ts';
import { makePng } from '../simulators/discord/testing.ts';
import type { DiscordStage } from './discord-stage.ts';
import { createDiscordStage } from './discord-stage.ts';
import type { FakeCatalogue } from './fake-catalogue.ts';
import { openCatalogue } from './fake-catalogue.ts';

let stage: DiscordStage;
let shop: FakeCatalogue;
let olga: PersonHandle;
let server: ServerHandle;

beforeEach(async () => {
  stage = await createDiscordStage();
  olga = stage.sim.people.create({ name: 'Olga', locale: 'en-US' });
  server = stage.sim.servers.create({ name: 'Tea House', owner: olga, members: [stage.ana] });
  const community = { id: 'c-tea', name: 'Tea House', state: 'active', timeZone: 'UTC' } as const;
  stage.core.communities.set(`discord:${server.id}`, community);
  shop = openCatalogue(stage.core);
  shop.managers.add(`discord:${olga.id}`);
});

afterEach(async () => {
  expect(stage.problems).toEqual([]);
  expect(stage.sim.faults).toEqual([]);
  await stage.stop();
});

const hall = () => server.channel();
const uses = (command: string, options = {}) => olga.uses(hall(), command, options).answered();
const item = (slug: string) => shop.items.get(slug) ?? expect.unreachable(`no ${slug}`);
/** The same message, once it reads so. */
const becomes = ({ id }: MessageView, words: string) =>
  stage.sim.waitFor(olga, hall(), (one) => one.id === id && one.words.includes(words));

describe('/item for whoever minds the shop, on Discord', () => {
  test('add opens a form; what is left empty has not been said', async () => {
    const modal = await olga.uses(hall(), '/item add').modal();
    const sent = olga.submits(modal, { 'short-name': 'vip', name: 'VIP Lounge', price: '300 TWD' });
    const card = await sent.answered();
    expect(card.isEphemeral).toBe(true);
    expect(card.words).toContain('VIP Lounge');
    expect(item('vip')).toMatchObject({ stock: null, description: '', hidden: false });
    expect(stage.ana.sees(hall())).toEqual([]);
  });

  test('add with its parts filled in needs no form, and takes a picture', async () => {
    const card = await uses('/item add', {
      'short-name': 'vip',
      name: 'VIP',
      price: '9.90',
      currency: 'USD',
      stock: '20',
      limit: '1',
      days: '30',
      text: 'The door code is 1234',
      picture: { filename: 'vip.png', bytes: makePng(40) },
    });
    expect(item('vip')).toMatchObject({
      price: { hundredths: 990n, currency: 'USD' },
      ...{ stock: 20, memberLimit: 1, accessDays: 30 },
      plan: { kind: 'text', text: 'The door code is 1234' },
      pictureId: shop.files[0]?.id,
    });
    expect(card.files).toHaveLength(1);
    expect(shop.from.at(-1)).toBe(hall().id);
  });

  test('add without name or price asks for the rest with a button to the form', async () => {
    const said = await uses('/item add', { 'short-name': 'vip' });
    expect(said.words).toContain('a short name, a name and a price');
    const modal = await olga.presses(said, 'Put something on sale').modal();
    await olga.submits(modal, { 'short-name': 'vip', name: 'VIP', price: '300 TWD' }).answered();
    expect(item('vip').name).toBe('VIP');
  });

  test('a price that is none is refused before anything is asked', async () => {
    expect((await uses('/item add', { 'short-name': 'vip', price: '300' })).words).toContain(
      "I can't read that price",
    );
    expect(shop.items.size).toBe(0);
  });

  test('the list leads to an item, and its card changes in place', async () => {
    await uses('/item add', { 'short-name': 'vip', name: 'VIP', price: '300 TWD' });
    const list = await uses('/item list');
    expect(list.words).toContain('Catalogue of');
    await olga.selects(list, ['VIP · 300 TWD']).acknowledged();
    await becomes(list, 'On sale');
    await olga.presses(list, 'Hide').acknowledged();
    await becomes(list, 'Hidden');
    expect(item('vip').hidden).toBe(true);
    await olga.presses(list, 'Delivery').acknowledged();
    await becomes(list, 'handed over');
    await olga.selects(list, ['licence key']).acknowledged();
    await becomes(list, 'Licence keys left: 0');
    const modal = await olga.presses(list, 'Add keys').modal();
    expect(modal.fields[0]).toMatchObject({ isLong: true, isRequired: true });
    const added = await olga.submits(modal, { keys: 'K-1\nK-2' }).answered();
    expect(added.words).toContain('Keys added: 2');
    expect(added.words).not.toContain('K-1');
  });

  test('each way to hand over has its form, and a file its option', async () => {
    await uses('/item add', { 'short-name': 'vip', name: 'VIP', price: '300 TWD' });
    const card = await uses('/item edit', { item: 'vip' });
    await olga.presses(card, 'Delivery').acknowledged();
    await becomes(card, 'handed over');
    const text = await olga.selects(card, ['text']).modal();
    await olga.submits(text, { text: 'Hello' }).answered();
    expect(item('vip').plan).toEqual({ kind: 'text', text: 'Hello' });
    const invite = await olga.selects(card, ['Telegram chat']).modal();
    await olga.submits(invite, { chat: '@club' }).answered();
    expect(item('vip').plan).toMatchObject({ kind: 'invite', chatId: '@club' });
    const hook = await olga.selects(card, ['your own server']).modal();
    const told = await olga.submits(hook, { url: 'https://shop.example/till' }).answered();
    expect(told.isEphemeral).toBe(true);
    expect(told.words).toContain('whsec_');
    const how = await olga.selects(card, ['file']).answered();
    expect(how.words).toContain('/item edit');
    await uses('/item edit', { item: 'vip', file: { filename: 'book.pdf', bytes: makePng(10) } });
    expect(item('vip').plan).toMatchObject({ kind: 'file' });
  });

  test('price, name and words are a form in which nothing has to be filled in', async () => {
    await uses('/item add', { 'short-name': 'vip', name: 'VIP', price: '300 TWD' });
    const card = await uses('/item edit', { item: 'vip' });
    const modal = await olga.presses(card, 'Price, name, words').modal();
    expect(modal.fields.map(({ isRequired }) => isRequired)).toEqual([false, false, false]);
    await olga.submits(modal, { price: '350 TWD' }).answered();
    expect(item('vip')).toMatchObject({ name: 'VIP', price: { hundredths: 35_000n } });
  });

  test('a role is chosen as an option or from the list, with why others can not be', async () => {
    const vip = server.createsRole({ name: 'VIP' });
    shop.roles.push({ guildId: server.id, id: vip.id, name: 'VIP', trouble: null });
    shop.roles.push({ guildId: server.id, id: '5', name: 'Admin', trouble: 'role_too_high' });
    const card = await uses('/item add', { 'short-name': 'vip', name: 'VIP', price: '300 TWD', role: vip });
    expect(item('vip').plan).toMatchObject({ kind: 'role', roleId: vip.id });
    expect(card.words).toContain('Discord role');
    const asked = await uses('/item edit', { item: 'vip', delivery: 'role' });
    expect(asked.words).toContain('it stands above mine');
    await olga.selects(asked, ['VIP']).acknowledged();
    await becomes(asked, 'Saved');
  });

  test('what could mean two deliveries is not understood', async () => {
    await uses('/item add', { 'short-name': 'vip', name: 'VIP', price: '300 TWD' });
    const said = await uses('/item edit', { item: 'vip', text: 'a', url: 'https://a.example' });
    expect(said.words).toContain("I didn't get that");
    expect(item('vip').plan).toEqual({ kind: 'task' });
  });

  test('the table goes out and comes back as a file', async () => {
    await uses('/item add', { 'short-name': 'vip', name: 'VIP', price: '300 TWD' });
    const out = await uses('/item export');
    expect(out.files).toHaveLength(1);
    const file = { filename: 'items.csv', bytes: Buffer.from('slug,name,price,currency\nhat,Hat,1,TWD\n') };
    expect((await uses('/item import', { file })).words).toContain('Items saved: 1');
    expect(item('hat').name).toBe('Hat');
  });

  test('E-15: names can not become markup, mentions or further lines', async () => {
    const name = '**Free** [x](https://evil.example) @everyone <@1> `a`';
    const card = await uses('/item add', { 'short-name': 'vip', name, price: '300 TWD' });
    expect(card.words).not.toMatch(/[^\\]\]\(https/);
    expect(card.words).not.toMatch(/[^\\]<@/);
    expect(card.words).toContain('\\*\\*Free');
  });
});

describe('/item refuses', () => {
  test('G-19: a member who forges its buttons and forms', async () => {
    await uses('/item add', { 'short-name': 'vip', name: 'VIP', price: '300 TWD' });
    const before = item('vip');
    const list = await stage.ana.uses(hall(), '/shop').answered();
    for (const press of [
      `item_hide:${before.id}`,
      `items:${before.communityId}_0`,
      `item_how:${before.id}`,
    ]) {
      const reply = stage.ana.forgesPress(list, press);
      await reply.acknowledged();
      await stage.handled();
      expect(reply.messages.map(({ words }) => words).join(), press).toContain(
        'Only operators and shop managers',
      );
    }
    const modal = await stage.ana.forgesPress(list, `item_stock:${before.id}`).modal();
    expect((await stage.ana.submits(modal, { stock: '0' }).answered()).words).toContain('Only operators');
    const used = await stage.ana.forgesUse(hall(), '/item list').answered();
    expect(used.words).toContain('Only operators and shop managers');
    expect(item('vip')).toBe(before);
  });
});
