import { afterEach, beforeEach, expect, test } from 'vitest';
import { givenOf } from '../../bots/discord/discord-files.ts';
import { readInteraction } from '../../bots/discord/discord-interaction.ts';
import type { Given } from '../../bots/shared/given.ts';
import { languages } from '../../src/domain/platform.ts';
import { plainItem } from '../../src/domain/item.ts';
import type { Options } from '../simulators/discord/people.ts';
import { makePng } from '../simulators/discord/testing.ts';
import type { DiscordStage } from './discord-stage.ts';
import { createDiscordStage } from './discord-stage.ts';

let stage: DiscordStage;

beforeEach(async () => {
  stage = await createDiscordStage();
});

afterEach(async () => {
  expect(stage.problems).toEqual([]);
  expect(stage.sim.faults).toEqual([]);
  await stage.stop();
});

const sells = (count: number) => {
  for (let index = 0; index < count; index += 1) {
    const id = `0190a000-0000-7000-9000-${String(index).padStart(12, '0')}`;
    const price = { hundredths: 30_000n, currency: 'TWD' as const };
    const item = { id, communityId: 'c-night', slug: `item${index}`, name: `Item ${index}`, price };
    stage.core.items.push(plainItem(item));
  }
};

test('/shop is a list to choose from; a page is turned in place, and what is chosen is shown alone', async () => {
  sells(25);
  const shop = await stage.ana.uses(stage.server.channel(), '/shop').answered();
  expect(shop.isEphemeral).toBe(true);
  expect(shop.controls[0]?.options).toHaveLength(10);
  const turned = stage.ana.presses(shop, /More/);
  expect(await turned.acknowledged()).toMatchObject({ type: 6 });
  await stage.sim.waitFor(stage.ana, stage.server.channel(), 'Item 12');
  expect(shop.words).toContain('Item 12');
  expect(shop.words).not.toContain('Item 2:');
  const chosen = stage.ana.selects(shop, ['Item 13']);
  const item = await chosen.answered();
  expect(item.isEphemeral).toBe(true);
  expect(item.id).not.toBe(shop.id);
  expect(item.words).toContain('Item 13');
  expect(stage.ben.sees(stage.server.channel())).toEqual([]);
});

test('/shop completes what is typed, and shows what fits', async () => {
  sells(3);
  const choices = await stage.ana.types(stage.server.channel(), '/shop', { item: 'item 2' });
  expect(choices).toEqual([{ name: 'Item 2 · 300 TWD', value: 'item2' }]);
  const shop = await stage.ana.uses(stage.server.channel(), '/shop', { item: 'item2' }).answered();
  expect(shop.words).toContain('Item 2');
  expect(shop.words).not.toContain('Item 1');
});

test('E-14: a choice that no list of ours offers does nothing', async () => {
  sells(2);
  const shop = await stage.ana.uses(stage.server.channel(), '/shop').answered();
  const press = stage.ana.forgesPress(shop, 'list:0');
  expect((await press.answered()).words).toContain('out of date');
});

test('/pay takes a code and a friend along with an item', async () => {
  sells(1);
  await stage.pays(stage.ana, { item: 'item0', code: 'SUMMER', for: stage.ben });
  expect(stage.core.requests[0]?.wish).toEqual({
    kind: 'item',
    words: 'item0',
    code: 'SUMMER',
    gift: {
      kind: 'member',
      account: { platform: 'discord', accountId: stage.ben.id },
      displayName: 'Ben',
      language: 'en',
    },
  });
});

test('a code without an item, or a gift for a bot, is not understood, and nothing is ordered', async () => {
  sells(1);
  const hall = stage.server.channel();
  const hanging = await stage.ana
    .uses(hall, '/pay', { amount: '300', currency: 'TWD', code: 'X' })
    .answered();
  expect(hanging.words).toContain("I didn't get that");
  const bot = { id: stage.sim.applicationId };
  const gift = await stage.ana.uses(hall, '/pay', { item: 'item0', for: bot }).answered();
  expect(gift.words).toContain("I didn't get that");
  expect(stage.core.requests).toEqual([]);
});

test.each(languages)(
  '/item add without anything opens a form in %s, with what has to be said marked so',
  async (language) => {
    const olga = stage.sim.people.create({ name: 'Olga', locale: language === 'en' ? 'en-US' : language });
    const shop = stage.sim.servers.create({ name: 'Shop', owner: olga });
    const modal = await olga.uses(shop.channel(), '/item add').modal();
    expect(modal.fields.map(({ customId, isRequired }) => [customId, isRequired])).toEqual([
      ['short-name', true],
      ['name', true],
      ['price', true],
      ['stock', false],
      ['description', false],
    ]);
  },
);

test('/item is for servers, and hidden from whoever does not run one', () => {
  const names = stage.ana.menu(stage.server.channel()).map(({ name }) => name);
  expect(names).toContain('shop');
  expect(names).toContain('where');
  for (const name of ['item', 'refund', 'report', 'export', 'till']) expect(names).not.toContain(name);
  const alone = stage.ana.menu(stage.ana.dm).map(({ name }) => name);
  expect(alone).toContain('report');
  expect(alone).not.toContain('item');
});

/** What is filled in by somebody who runs a server of their own, as it is read here. */
async function given(options: Options): Promise<Given> {
  const olga = stage.sim.people.create({ name: 'Olga' });
  const shop = stage.sim.servers.create({ name: 'Shop', owner: olga });
  const told: unknown[] = [];
  stage.sim.gateway.listen((_name, event) => void told.push(event));
  await olga.uses(shop.channel(), '/item edit', { item: 'vip', ...options }).acknowledged();
  const interaction = readInteraction(told[0]);
  if (interaction?.kind !== 'command') throw new Error('no command');
  return givenOf(interaction.options, stage.sim.cdnUrl);
}

test('a picture is fetched only when it is asked for, from Discord’s own host', async () => {
  const bytes = makePng(40);
  const parts = await given({ picture: { filename: 'vip.png', bytes }, stock: '20' });
  expect(parts.path).toBe('edit');
  expect(parts.values).toMatchObject({ item: 'vip', stock: '20' });
  expect(stage.sim.fetched).toEqual([]);
  expect(await parts.file('file', 'goods')).toBeNull();
  expect(await parts.file('picture', 'picture')).toMatchObject({ name: 'vip.png', contentType: 'image/png' });
  expect(stage.sim.fetched).toHaveLength(1);
});

test('what says that it is too large is not fetched; goods may be larger than pictures', async () => {
  const file = { filename: 'vip.png', bytes: new Uint8Array(1_048_577) };
  const parts = await given({ picture: file, file });
  expect(await parts.file('picture', 'picture')).toMatchObject({ refusal: 'picture_not_usable' });
  expect(stage.sim.fetched).toEqual([]);
  expect(await parts.file('file', 'goods')).toMatchObject({ bytes: { length: 1_048_577 } });
});

test('a file of another host is never asked for, and one that is gone is said to be', async () => {
  const file = (url: string, size = 10) => ({ name: 'x.png', contentType: 'image/png', size, url });
  const options = { path: '', values: { picture: '1' }, focused: null, people: {} };
  const fetches = (url: string, cdnRoot = stage.sim.cdnUrl) =>
    givenOf({ ...options, files: { '1': file(url) } }, cdnRoot).file('picture', 'picture');
  const large = await given({ file: { filename: 'large.bin', bytes: new Uint8Array(2_000_000) } });
  await large.file('file', 'goods');
  const [path = ''] = stage.sim.fetched;
  const before = stage.sim.fetched.length;
  for (const url of [
    'https://evil.example/ephemeral-attachments/1/2/x.png',
    `${stage.sim.cdnUrl.replace('http://', 'http://user:secret@')}${path}`,
    `${stage.sim.cdnUrl}.evil.example/x.png`,
    'no address',
  ]) {
    expect(await fetches(url)).toMatchObject({ refusal: 'file_not_usable' });
  }
  expect(stage.sim.fetched).toHaveLength(before);
  expect(await fetches(`${stage.sim.cdnUrl}/ephemeral-attachments/1/2/gone.png`)).toMatchObject({
    refusal: 'file_not_found',
  });
});
