import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerHandle } from '../simulators/discord/servers.ts';
import type { DiscordFlow } from '../support/discord-flow.ts';
import { SHOP, startDiscordFlow } from '../support/discord-flow.ts';
import { eventually, expectSoundEnd } from '../support/flow.ts';
import { PATIENCE_MS } from '../support/story.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let stage: DiscordFlow;
/** Communities beside the shop. */
const others: ServerHandle[] = [];

beforeAll(async () => {
  stage = await startDiscordFlow();
});
afterAll(() => stage.flow.close());

describe('where it works', () => {
  test('what is begun in the server goes on in private: orders, balance, help, and a payment', async () => {
    const { story, world, hall } = stage;
    const { person, card, address } = await stage.buyer('Commuter');
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'paid');
    expect((await story.asks(person, person.dm, '/orders')).words).toContain('→ paid');
    expect((await story.asks(person, person.dm, '/balance')).words).toContain(`${SHOP}: `);
    const help = await story.asks(person, person.dm, '/help');
    expect(help.words).toMatch(/<\/pay:\d+>/);
    expect((await story.asks(person, hall, '/help')).isEphemeral).toBe(true);
    const topUp = await story.pays(person, person.dm, { amount: '10', currency: 'USD' });
    world.kryptogo.wallet.paysExactly(story.scans(topUp));
    await story.stands(person, topUp, 'credited');
    await story.hears(person, person.dm, /9\.9 USDT is in your balance/);
  });

  test('who belongs to nobody yet is told where to begin, and who belongs to two chooses', async () => {
    const { story, discord, world } = stage;
    const stranger = discord.people.create({ name: 'Newcomer' });
    expect((await story.asks(stranger, stranger.dm, '/pay')).words).toContain(
      'not in any community here yet',
    );
    const bakery = await story.opensShop('Bakery');
    others.push(bakery);
    const { person, card, address } = await stage.buyer('Regular');
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'paid');
    bakery.adds(person);
    expect((await story.asks(person, bakery.channel(), '/pay')).buttons).toEqual(['VIP role · 300 TWD']);
    const question = await story.asks(person, person.dm, '/pay', { item: 'vip' });
    const choice = await story.presses(person, question, 'Bakery');
    const chosen = await story.reads(person, choice, /Bakery[^]*Quote ends/);
    world.kryptogo.wallet.paysExactly(story.scans(chosen));
    await story.stands(person, chosen, 'paid');
    expect(await stage.flow.books.of(bakery.id)).toMatchObject({ sales: '9.24' });
  });

  test('one community in a Telegram group and a Discord server: both sell the same, into the same books', async () => {
    const { story, world, flow, discord, olga } = stage;
    const ben = discord.people.create({ name: 'Ben' });
    const annex = discord.servers.create({ name: 'Annex', owner: olga, members: [olga, ben] });
    const joined = await story.asks(olga, annex.channel(), '/till join', { community: 'Tea House' });
    expect(joined.words).toContain('belongs to Tea House now');
    const choices = await ben.startsTyping(annex.channel(), '/pay', { item: 'v' }).choices(PATIENCE_MS);
    expect(choices).toEqual([{ name: 'VIP role · 300 TWD', value: 'vip' }]);
    const card = await story.pays(ben, annex.channel(), { item: 'vip' });
    world.kryptogo.wallet.paysExactly(story.scans(card));
    await story.stands(ben, card, 'paid');
    const onTelegram = await flow.buyer('Ana of Telegram');
    world.kryptogo.wallet.paysExactly(onTelegram.address);
    await flow.story.stands(onTelegram.person, onTelegram.card, 'paid');
    expect(await flow.books.of(annex.id)).toMatchObject({ sales: '18.48' });
    expect(await flow.books.of(annex.id)).toEqual(await flow.books.of(flow.group.id));
    const again = await story.asks(olga, annex.channel(), '/till enable');
    expect(again.words).toContain('belongs to a community already');
  });

  test('everything speaks Traditional Chinese with a member who does, and English from when they ask for it', async () => {
    const { story, world, hall } = stage;
    const mei = stage.joins('Mei', 'zh-TW');
    const card = await story.pays(mei, hall, { item: 'vip' });
    const beside = await story.isTold(mei, card, /檢查|確認|查詢|更新/);
    world.kryptogo.wallet.paysShort(story.scans(card), '1');
    await story.stands(mei, card, 'short', 'zh-TW');
    await world.pass(3 * MINUTE_MS);
    await story.stands(mei, card, 'short_refunded', 'zh-TW');
    for (const channel of [hall, mei.dm]) {
      for (const command of ['/orders', '/balance', '/help', '/pay', '/language']) {
        await story.asks(mei, channel, command);
      }
      await story.asks(mei, channel, '/pay', { item: 'nothing-like-it' });
      await story.asks(mei, channel, '/pay', { amount: '5' });
    }
    expect(beside).toMatch(/\p{Script=Han}/u);
    const menu = mei.menu(hall).map(({ name, description }) => `${name} ${description}`);
    const said = [...mei.sees(hall), ...mei.sees(mei.dm)].flatMap((one) => [one.words, ...one.buttons]);
    // Names and commands stay as they are; two English words in a row are a sentence of ours.
    const names =
      /VIP role|Night Market|Arbitrum One|BNB Smart Chain|<\/[\w ]+:\d+>|\/\w+( \d+ \w+)?|USDT|TWD|USD|KryptoGO|English/g;
    const english = [...menu, ...said].filter((text) =>
      /[a-z]+ [a-z]{2,}/i.test(text.replaceAll(names, '…')),
    );
    expect(english).toEqual([]);
    const [language] = mei.sees(mei.dm).filter(({ buttons }) => buttons.includes('English'));
    const chosen = await story.presses(mei, language ?? expect.unreachable('no choice'), 'English');
    expect((await chosen.answered(PATIENCE_MS)).words).toContain('English from now on');
    expect((await story.asks(mei, hall, '/balance')).words).toContain('Your balance');
  }, 60_000);
});

describe('where it does not', () => {
  test('E-11: a group chat, and a server into which somebody brings the app along, get a polite sentence', async () => {
    const { story, discord, flow } = stage;
    const { person } = await stage.buyer('Carrier');
    person.installs();
    const friends = discord.groupDms.create({ name: 'Friends', members: [person] });
    const foreign = discord.servers.create({ name: 'Foreign', members: [person], bot: 'absent' });
    const made = stage.world.kryptogo.intents().length;
    for (const channel of [friends, foreign.channel()]) {
      expect(person.menu(channel)).toEqual([]);
      for (const [command, options] of [
        ['/pay', { item: 'vip' }],
        ['/balance', {}],
        ['/orders', {}],
      ] as const) {
        const said = await person.forgesUse(channel, command, options).answered(PATIENCE_MS);
        expect(said.words).toContain('Please type it in our private chat');
        expect(said.onlyFor).toBe(person.id);
      }
    }
    expect(stage.world.kryptogo.intents()).toHaveLength(made);
    expect(await flow.query(`select * from strange_places where place_id = '${foreign.id}'`)).toEqual([]);
    await story.asks(person, stage.hall, '/balance');
  });

  test('E-12, E-13: owning the server, its highest role and the operator’s name grant nothing', async () => {
    const { story, discord, olga, flow } = stage;
    const owner = discord.people.create({ name: 'Olga', username: 'olga' });
    const server = discord.servers.create({ name: 'Owned', owner, members: [owner, olga] });
    server.createsRole({ name: 'Operator', permissions: ['administrator'], members: [olga] });
    await story.asks(olga, server.channel(), '/till enable');
    others.push(server);
    server.createsRole({ name: 'Approver', permissions: ['administrator'], members: [owner] });
    const item = { 'short-name': 'cheap', price: '1', currency: 'TWD', name: 'Cheap' };
    for (const [command, options] of [
      ['/till item add', item],
      ['/till item hide', { 'short-name': 'vip' }],
      ['/till status', {}],
      ['/till join', { community: SHOP }],
      ['/till enable', {}],
    ] as const) {
      const refused = await story.asks(owner, server.channel(), command, options);
      expect(refused.words).toContain('Only operators can do that');
    }
    const member = stage.joins('Member');
    expect(member.menu(stage.hall).map(({ name }) => name)).not.toContain('till');
    const forged = await member.forgesUse(stage.hall, '/till item add', item).answered(PATIENCE_MS);
    expect(forged.words).toContain('Only operators can do that');
    expect(await flow.query("select * from items where slug = 'cheap'")).toEqual([]);
  });

  test('E-14: forged and foreign buttons do nothing to somebody else’s order, and tell nothing of it', async () => {
    const { story, world } = stage;
    const victim = await stage.buyer('Victim');
    const { person: mallory, card: own } = await stage.buyer('Forger');
    const nobody = '00000000-0000-7000-8000-000000000000';
    const ids = victim.card.controls.flatMap(({ customId }) => customId ?? []);
    const show = (ids[0] ?? '').replace(/^\w+:/, 'show:');
    expect(ids.length).toBeGreaterThan(2);
    const wanted = [...ids, show, `cancel:${nobody}`, `pay_balance:${nobody}`];
    const forgeries = [own, victim.card].flatMap((message) =>
      wanted.map((id) => mallory.forgesPress(message, id)),
    );
    for (const forged of forgeries) {
      const answer = () => forged.messages.at(-1);
      await eventually(() => expect(answer()?.words).toContain("can't find that order among yours"));
      expect(answer()?.onlyFor).toBe(mallory.id);
    }
    for (const nonsense of ['cancel', 'cancel:1;drop table orders', 'x'.repeat(100), 'fresh:\u202e']) {
      const { words } = await mallory.forgesPress(own, nonsense).answered(PATIENCE_MS);
      expect(words).toContain('out of date');
    }
    expect(await story.awaitsPayment(victim.person, victim.card)).toBe(victim.address);
    world.kryptogo.wallet.paysExactly(victim.address);
    await story.stands(victim.person, victim.card, 'paid');
  }, 60_000);

  test('E-15: what people call themselves, their goods and their community is only ever text', async () => {
    const { story, world, discord, olga } = stage;
    const nasty = (word: string) =>
      `@everyone <@&1> [${word}](http://evil.example) **b** ||s|| \`c\`\u202e\u200b`;
    const clean = (word: string) => nasty(word).replaceAll(/\u202e|\u200b/g, '');
    const buyer = discord.people.create({ name: nasty('me') });
    const server = discord.servers.create({ name: nasty('us'), owner: olga, members: [olga, buyer] });
    others.push(server);
    const channel = server.channel();
    const enabled = await story.asks(olga, channel, '/till enable');
    const item = { 'short-name': 'odd', price: '300', currency: 'TWD', name: nasty('it') };
    const added = await story.asks(olga, channel, '/till item add', item);
    const offer = await story.asks(buyer, channel, '/pay');
    const card = await story.pays(buyer, channel, { item: 'odd' });
    const waiting = card.content;
    world.kryptogo.wallet.paysExactly(story.scans(card));
    await story.stands(buyer, card, 'paid');
    const news = await story.hears(buyer, channel, /is paid/);
    const sale = await story.hears(olga, olga.dm, /Please hand it over/);
    const list = await story.asks(buyer, channel, '/orders');
    const said = [enabled, added, offer, card, news, sale, list].map(({ content }) => content);
    for (const content of [...said, waiting]) expect(activeMarkup(content)).toEqual([]);
    for (const content of [waiting, card.content, list.content]) {
      expect(asRead(content)).toContain(clean('it'));
      expect(asRead(content)).toContain(clean('us'));
    }
    expect(asRead(sale.content)).toContain(clean('me'));
    expect(list.buttons.join('')).not.toMatch(/\u202e|\u200b/);
  });

  test('E-11: a strange server hears one polite sentence, nothing is stored but the place, and the bot leaves after a day', async () => {
    const { story, world, discord, flow, olga } = stage;
    const stranger = discord.people.create({ name: 'Stranger' });
    const server = discord.servers.create({ name: 'Elsewhere', owner: stranger, members: [stranger, olga] });
    for (const command of ['/pay', '/balance', '/help', '/orders']) {
      const said = await story.asks(stranger, server.channel(), command);
      expect(said.words).toContain("I don't take payments here yet");
      expect(said.isEphemeral).toBe(true);
    }
    expect((await story.asks(stranger, server.channel(), '/till enable')).words).toContain(
      'payments here yet',
    );
    expect((await story.asks(olga, server.channel(), '/help')).words).toContain('/till enable');
    expect(await flow.query(`select * from members where account_id = '${stranger.id}'`)).toEqual([]);
    const kept = await flow.query(`select place_id from strange_places where place_id = '${server.id}'`);
    expect(kept).toHaveLength(1);
    await world.pass(25 * HOUR_MS);
    await eventually(() => expect(server.hasBot).toBe(false));
    expect(await flow.query('select * from strange_places')).toEqual([]);
    expect(stage.server.hasBot).toBe(true);
  });
});

/** What a person reads: Discord takes the backslashes away. */
function asRead(content: string): string {
  return content.replaceAll(/\\([^\p{L}\p{N}\s])/gu, '$1');
}

/** What would mention somebody, link elsewhere, hide or dress up text, were it not escaped. */
function activeMarkup(content: string): string[] {
  const bare = content.replaceAll(/\\[^\p{L}\p{N}\s]/gu, '');
  return bare.match(/@everyone|<[@#&]|\]\(|\|\||:\/\/|\*\*b|`c`|[\u202e\u200b]/g) ?? [];
}

test('S1: at the end the books are what KryptoGO settled, and neither vendor complains', () =>
  expectSoundEnd(stage.flow, { groups: [stage.flow.group, stage.server, ...others] }));
