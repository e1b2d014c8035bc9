import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { refuse } from '../../src/domain/refusal.ts';
import { makePng } from '../simulators/telegram/testing.ts';
import type { FakeCatalogue } from './fake-catalogue.ts';
import { openCatalogue } from './fake-catalogue.ts';
import type { TelegramStage } from './telegram-stage.ts';
import { createTelegramStage } from './telegram-stage.ts';

let stage: TelegramStage;
let shop: FakeCatalogue;

beforeEach(async () => {
  stage = await createTelegramStage();
  shop = openCatalogue(stage.core);
  shop.managers.add(`telegram:${stage.ana.id}`);
  stage.ana.starts();
  stage.ben.starts();
  await stage.core.enrol([...stage.core.communities.values()][0]?.id ?? '', {
    account: { platform: 'telegram', accountId: String(stage.ana.id) },
    displayName: 'Ana',
    language: 'en',
  });
  await stage.handleAll();
});

afterEach(async () => {
  expect(stage.sim.faults).toEqual([]);
  await stage.sim.stop();
});

const last = () => stage.ana.chat.lastFromBot() ?? expect.unreachable('nothing was said');
const says = async (words: string) => {
  stage.ana.says(words);
  await stage.handleAll();
  return last();
};
const presses = async (button: string | RegExp) => {
  stage.ana.presses(last(), button);
  await stage.handleAll();
  return last();
};
const sends = async (name: string, text: string, caption?: string) => {
  stage.ana.sendsDocument({ name, bytes: Buffer.from(text), ...(caption === undefined ? {} : { caption }) });
  await stage.handleAll();
  return last();
};
const item = (slug: string) => shop.items.get(slug) ?? expect.unreachable(`no ${slug}`);

describe('/item for whoever minds the shop, on Telegram', () => {
  test('says what it can do, and begins with nothing on sale', async () => {
    const list = await says('/item');
    expect(list.words).toContain('Catalogue of Night Market');
    expect(list.words).toContain('/item add');
    expect(list.buttons).toEqual(['Put something on sale']);
  });

  test('add in one line puts it on sale and shows its card with all that can be done', async () => {
    const card = await says('/item add vip 300 TWD VIP Lounge');
    expect(item('vip')).toMatchObject({ name: 'VIP Lounge', hidden: false, price: { hundredths: 30_000n } });
    expect(card.words).toContain('VIP Lounge · vip');
    expect(card.words).toContain('Price: 300 TWD');
    expect(card.buttons).toEqual([
      'Price, name, words',
      'Stock',
      'Picture',
      'Delivery',
      'Limits',
      'Hide',
      'All items',
    ]);
  });

  test('add as a dialogue asks for one thing after the other, and at once again for what does not work', async () => {
    await says('/item add');
    expect((await says('no good name')).words).toContain('/cancel');
    expect((await says('hat')).words).toContain('What is it called');
    expect((await says('Straw Hat')).words).toContain('What does it cost');
    expect((await says('cheap')).words).toContain("I can't read that price");
    await says('9.90 USD');
    expect((await says('many')).words).toContain('whole numbers');
    await says('20');
    const card = await presses('Skip');
    expect(card.words).toContain('Straw Hat');
    expect(item('hat')).toMatchObject({ stock: 20, description: '', price: { currency: 'USD' } });
  });

  test('add does not change what is on sale, and takes up again what was hidden', async () => {
    await says('/item add vip 300 TWD VIP');
    expect((await says('/item add vip 1 TWD Cheap')).words).toContain('There is an item called vip already');
    expect(item('vip').name).toBe('VIP');
    expect((await says('/item hide vip')).words).toContain('off sale');
    await says('/item add vip 5 TWD Back');
    expect(item('vip')).toMatchObject({ name: 'Back', hidden: false });
  });

  test('the card changes in place: hide, show, and the ways to hand it over', async () => {
    const card = await says('/item add vip 300 TWD VIP');
    await presses('Hide');
    expect(last().id).toBe(card.id);
    expect(card.words).toContain('Hidden');
    await presses('Put on sale');
    expect(item('vip').hidden).toBe(false);
    await presses('Delivery');
    expect(card.buttons).toContain('licence key');
    await presses('licence key');
    expect(item('vip').plan).toEqual({ kind: 'key' });
    expect(card.words).toContain('Licence keys left: 0');
    expect(card.buttons).toContain('Add keys');
    await presses('All items');
    expect(card.words).toContain('Catalogue of');
  });

  test('price, name and words are asked for, and what is skipped stays', async () => {
    await says('/item add vip 300 TWD VIP');
    await presses('Price, name, words');
    expect(last().words).toContain('About vip');
    await says('350 TWD');
    await presses('Skip');
    const card = await says('Best seats.\nSecond line.');
    expect(card.words).toContain('Best seats.\nSecond line.');
    expect(item('vip')).toMatchObject({ name: 'VIP', price: { hundredths: 35_000n } });
    await says('/item edit vip description -');
    expect(item('vip').description).toBe('');
  });

  test('stock and limits take numbers and no limit', async () => {
    await says('/item add vip 300 TWD VIP');
    await presses('Stock');
    await says('7');
    expect(item('vip').stock).toBe(7);
    await says('/item stock vip unlimited');
    expect(item('vip').stock).toBeNull();
    await presses('Limits');
    await says('2');
    await says('30');
    expect(item('vip')).toMatchObject({ memberLimit: 2, accessDays: 30 });
    expect((await says('/item stock vip 1.5')).words).toContain('whole numbers');
  });

  test('a picture comes as the answer to its button, or with the command', async () => {
    await says('/item add vip 300 TWD VIP');
    await presses('Picture');
    expect((await says('here')).words).toContain('attachment');
    stage.ana.sendsPhoto(makePng(64));
    await stage.handleAll();
    expect(last().photo).toBeDefined();
    const first = item('vip').pictureId;
    expect(first).not.toBeNull();
    stage.ana.sendsPhoto(stage.ana.chat, makePng(32), '/item edit vip picture');
    await stage.handleAll();
    expect(item('vip').pictureId).not.toBe(first);
    // A command that announces one is followed by the question for it.
    expect((await says('/item edit vip picture')).words).toContain('Please send the picture');
  });

  test('keys come typed one a line, as a file, and with the command; none is repeated', async () => {
    await says('/item add pro 300 TWD Pro');
    await presses('Delivery');
    await presses('licence key');
    await presses('Add keys');
    expect((await says('K-1\nK 2')).words).toContain('Keys added: 2');
    await presses('Add keys');
    await sends('keys.txt', '\uFEFFK-3\r\nK-4\r\n');
    await sends('keys.txt', 'K-5', '/item keys pro');
    await says('/item keys pro K-6 K-7');
    expect(shop.keys).toEqual(['K-1', 'K 2', 'K-3', 'K-4', 'K-5', 'K-6', 'K-7']);
    const said = stage.ana.chat.messages().filter(({ fromBot }) => fromBot);
    for (const one of said) expect(one.words).not.toMatch(/K[- ]\d/);
    expect(JSON.stringify(stage.logged)).not.toMatch(/K[- ]\d/);
  });

  test('a text, a chat, a file and an own server are each asked for', async () => {
    await says('/item add vip 300 TWD VIP');
    await presses('Delivery');
    await presses('text');
    await says('The door code is 1234');
    expect(item('vip').plan).toEqual({ kind: 'text', text: 'The door code is 1234' });
    await presses('Delivery');
    await presses('Telegram chat');
    await says('@club');
    expect(item('vip').plan).toMatchObject({ kind: 'invite', chatId: '@club' });
    await presses('Delivery');
    await presses('file');
    await sends('book.txt', 'Once upon a time');
    expect(item('vip').plan).toMatchObject({ kind: 'file', fileId: shop.files[0]?.id });
    await presses('Delivery');
    await presses('your own server');
    const card = await says('https://shop.example/till');
    expect(card.words).toContain('whsec_c2VjcmV0');
    expect(card.isProtected).toBe(true);
    await presses('Hide');
    expect(last().words).not.toContain('whsec_');
  });

  test('a chat where the bot may not invite is asked for again, with the reason', async () => {
    await says('/item add vip 300 TWD VIP');
    await presses('Delivery');
    await presses('Telegram chat');
    shop.refuses = refuse('plan_permission_missing');
    expect((await says('@club')).words).toContain('administrator');
    shop.refuses = null;
    await says('@club');
    expect(item('vip').plan).toMatchObject({ kind: 'invite' });
  });

  test('roles are offered as far as they can be given, the others with the reason', async () => {
    const role = (id: string, name: string, trouble: 'role_too_high' | 'not_possible' | null) => {
      return { guildId: '900', id, name, trouble };
    };
    shop.roles.push(role('1234567890123456789', 'VIP', null), role('2', 'Admin', 'role_too_high'));
    shop.roles.push(role('3', 'Booster', 'not_possible'));
    await says('/item add vip 300 TWD VIP');
    await presses('Delivery');
    await presses('Discord role');
    expect(last().buttons).toEqual(['VIP', '◀ Back']);
    expect(last().words).toContain('Admin: it stands above mine');
    expect(last().words).toContain('Booster: it belongs to an app');
    await presses('VIP');
    expect(item('vip').plan).toEqual({
      kind: 'role',
      guildId: '900',
      roleId: '1234567890123456789',
      roleName: 'VIP',
    });
  });

  test('the table goes out as a file, and comes back all or not at all', async () => {
    await says('/item add vip 300 TWD VIP');
    const out = await says('/item export');
    expect(out.document?.name).toMatch(/\.csv$/);
    expect((await says('/item import')).words).toContain('/item export gives you one');
    const bad = 'slug,name,price,currency\nhat,Hat,100,TWD\nmug,Mug,cheap,TWD\n';
    const refused = await sends('items.csv', bad, '/item import');
    expect(refused.words).toContain('Nothing was changed');
    expect(refused.words).toContain('Row 3: ');
    expect(shop.items.has('hat')).toBe(false);
    const done = await sends('items.csv', bad.replace('cheap', '50'), '/item import');
    expect(done.words).toContain('Items saved: 2');
    await presses('All items');
    expect(last().words).toContain('hat · Hat · 100 TWD');
    const back = out.document?.bytes ?? new Uint8Array();
    await sends('items.csv', new TextDecoder().decode(back), '/item import');
    expect(last().words).toContain('Items saved: 1');
  });

  test('a list of 200 is turned page by page in one message', async () => {
    for (let index = 0; index < 200; index += 1) await says(`/item add i${index} 1 TWD Item ${index}`);
    const list = await says('/item');
    expect(list.words).toContain('Page 1 of 20. Items: 200');
    await presses('More ▶');
    expect(list.words).toContain('Page 2 of 20');
    expect(list.buttons.length).toBeLessThan(20);
    await presses(/Item 13/);
    expect(list.words).toContain('Item 13');
  }, 60_000);
});

describe('/item refuses', () => {
  test('G-19: members, also those who forge its buttons and forms', async () => {
    await says('/item add vip 300 TWD VIP');
    const { id, communityId } = item('vip');
    const before = item('vip');
    stage.ben.says('/item');
    await stage.handleAll();
    const told = stage.ben.chat.lastFromBot() ?? expect.unreachable('silence');
    for (const data of [
      `items:${communityId}_0`,
      `item_card:${id}`,
      `item_hide:${id}`,
      `item_plan:${id}_key`,
      `item_roles:${id}_0`,
      `item_edit:${id}`,
      `item_pic:${id}`,
      `new_item:${communityId}`,
      'new_item:new',
      'items:x_0',
      'item_hide:x',
    ]) {
      const press = stage.ben.forgesPress(told, data);
      await stage.handleAll();
      expect((await press.answered()).text, data).toMatch(/管理員|過期|經營/u);
    }
    await stage.core.beginDialogue({
      account: { platform: 'telegram', accountId: String(stage.ben.id) },
      form: 'item_stock',
      subject: id,
      answers: {},
    });
    stage.ben.says('5');
    await stage.handleAll();
    expect(item('vip')).toBe(before);
    const seen = stage.ben.chat.messages().filter(({ fromBot }) => fromBot);
    for (const one of seen) expect(one.words).not.toContain('VIP');
  });

  test('whoever minds no shop, in words and in private', async () => {
    stage.ben.says('/item add hat 1 TWD Hat');
    await stage.handleAll();
    expect(shop.items.size).toBe(0);
  });

  test('a group as the place for it: it goes on in private', async () => {
    stage.ana.says(stage.group, '/item');
    await stage.handleAll();
    const offer = stage.group.lastFromBot() ?? expect.unreachable('silence');
    expect(offer.words).not.toContain('Catalogue');
    stage.ana.presses(offer, offer.buttons[0] ?? '');
    await stage.handleAll();
    expect(last().words).toContain('Catalogue of Night Market');
  });

  test('keys that were typed where others read along: they are not taken up, and the message goes away', async () => {
    await says('/item add pro 300 TWD Pro');
    const said = stage.ana.says(stage.group, '/item keys pro SECRET-1');
    await stage.handleAll();
    const offer = stage.group.lastFromBot() ?? expect.unreachable('silence');
    expect(offer.words).toContain('I did nothing with that');
    expect(stage.sim.calls('deleteMessage')).toHaveLength(1);
    expect(said.id).toBe(Number(stage.sim.calls('deleteMessage')[0]?.params['message_id']));
    stage.ana.presses(offer, offer.buttons[0] ?? '');
    await stage.handleAll();
    expect(shop.keys).toEqual([]);
  });

  test('what it can not find or understand, and says what to do', async () => {
    expect((await says('/item hat')).words).toContain('/item list');
    expect((await says('/item hide hat')).words).toContain('There is no item hat');
    expect((await says('/item edit hat colour red')).words).toContain('/help');
  });

  test('H-07: names as markup, links, mentions or further lines', async () => {
    const name = '<b>Free</b> [x](https://evil.example) @everyone\u202E';
    const card = await says(`/item add vip 300 TWD ${name}`);
    expect(card.words).not.toContain('\u202E');
    expect(card.entities.map(({ type }) => type).filter((type) => type === 'text_link')).toEqual([]);
    expect(card.words.split('\n')[2]).toContain('<b>Free</b>');
  });
});
