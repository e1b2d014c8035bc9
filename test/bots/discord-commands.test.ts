import { commandNames } from '../../bots/shared/commands.ts';
import { plainItem } from '../../src/domain/item.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
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

const price = { hundredths: 30_000n, currency: 'TWD' as const };
const sells = (slug: string, name: string, communityId = 'c-night') =>
  stage.core.items.push(
    plainItem({
      id: `0190a000-0000-7000-9000-00000000000${stage.core.items.length}`,
      communityId,
      slug,
      name,
      price,
    }),
  );

test('/pay with an amount answers with the card itself, which only its buyer sees', async () => {
  const { card, reply } = await stage.pays(stage.ana, { amount: '300', currency: 'TWD' });
  expect(reply.acknowledgement).toMatchObject({ type: 5, ephemeral: true });
  expect(card.isEphemeral).toBe(true);
  expect(card.words).toContain('Pay 9\\.23 USDT'.replace('\\', ''));
  expect(stage.ben.sees(stage.server.channel())).toEqual([]);
  expect(stage.core.requests[0]).toMatchObject({
    requestKey: `discord:${reply.id}`,
    communityId: 'c-night',
    wish: { kind: 'top_up', fiat: { hundredths: 30_000n, currency: 'TWD' } },
    caller: { account: { platform: 'discord', accountId: stage.ana.id }, displayName: 'Ana', language: 'en' },
  });
});

test('/pay alone shows what is on sale, and a press buys it', async () => {
  sells('ticket', 'Early Bird Ticket');
  const shop = await stage.ana.uses(stage.server.channel(), '/pay').answered();
  expect(shop.isEphemeral).toBe(true);
  expect(shop.buttons).toEqual(['Early Bird Ticket · 300 TWD']);
  const press = stage.ana.presses(shop, 'Early Bird Ticket');
  await press.acknowledged();
  await stage.handled();
  const [orderId = ''] = stage.core.payments.keys();
  await stage.showCard(orderId, stage.ana);
  expect(press.message?.words).toContain('Early Bird Ticket (300 TWD)');
  expect(press.message?.isEphemeral).toBe(true);
});

test('a catalogue of twenty fits five rows', async () => {
  for (let index = 0; index < 20; index += 1) sells(`item${index}`, `Item ${index}`);
  const shop = await stage.ana.uses(stage.server.channel(), '/pay').answered();
  expect(shop.buttons).toHaveLength(20);
  expect(shop.components).toHaveLength(4);
});

test('an amount without a currency is asked about, in either language', async () => {
  const question = await stage.ben.uses(stage.server.channel(), '/付款', { amount: '300' }).answered();
  expect(question.words).toContain('哪一種幣別');
  stage.ben.presses(question, '300 TWD');
  await stage.handled();
  expect(stage.core.requests[0]?.wish).toMatchObject({ kind: 'top_up', fiat: price });
});

test('typing an item is completed from what is on sale here', async () => {
  sells('ticket', 'Early Bird Ticket');
  sells('vip', 'VIP Role');
  sells('other', 'Elsewhere', 'c-other');
  const choices = await stage.ana.types(stage.server.channel(), '/pay', { item: 'early' });
  expect(choices).toEqual([{ name: 'Early Bird Ticket · 300 TWD', value: 'ticket' }]);
  expect(await stage.ana.types(stage.server.channel(), '/pay', { item: '' })).toHaveLength(2);
  expect(await stage.ana.types(stage.ana.dm, '/pay', { item: '' })).toEqual([]);
  const { card } = await stage.pays(stage.ana, { item: 'ticket' });
  expect(card.words).toContain('Early Bird Ticket (300 TWD)');
  expect(await stage.ana.types(stage.ana.dm, '/pay', { item: '' })).toHaveLength(2);
});

test('an item and an amount at once could mean two things, so nothing is ordered', async () => {
  const answer = stage.ana.uses(stage.server.channel(), '/pay', { item: 'x', amount: '300' });
  expect((await answer.answered()).words).toContain("I didn't get that");
  expect(stage.core.requests).toEqual([]);
});

test('the same wish within a minute brings the card to the new answer', async () => {
  const first = await stage.pays(stage.ana, { amount: '300', currency: 'TWD' });
  const { requestPayment } = stage.core;
  const twin = stage.core.requests[0];
  Object.assign(stage.core, { requestPayment: () => twin && requestPayment(twin) });
  const second = stage.ana.uses(stage.server.channel(), '/pay', { amount: '300', currency: 'TWD' });
  await second.acknowledged();
  await stage.handled();
  await stage.showCard(first.orderId, stage.ana);
  expect(second.message?.words).toContain('Pay 9.23 USDT');
  const [previous = ''] = stage.core.retired;
  const view = stage.core.payments.get(first.orderId)?.view;
  if (!view) throw new Error('no view');
  await stage.deliver({ kind: 'card_moved', view, previous }, stage.ana);
  expect(first.card.words).toContain('has moved');
});

test('orders, balance, help and language are answered to their author alone', async () => {
  await stage.pays(stage.ana, { amount: '300', currency: 'TWD' });
  const asks = async (command: string) => {
    const answer = await stage.ana.uses(stage.server.channel(), command).answered();
    expect(answer.isEphemeral).toBe(true);
    return answer;
  };
  expect((await asks('/orders')).words).toContain('waiting for your payment');
  expect((await asks('/balance')).words).toContain('1.5 USDT');
  expect((await asks('/help')).words).toMatch(/<\/pay:\d+> – Buy something/);
  const question = await asks('/language');
  const chosen = await stage.ana.presses(question, '繁體中文').answered();
  expect(chosen.words).toBe('好的，之後都用中文。');
  expect((await asks('/balance')).words).toContain('你的餘額');
});

test('an order of the list comes back as a card, right there', async () => {
  const { orderId, card } = await stage.pays(stage.ana, { amount: '300', currency: 'TWD' });
  const list = await stage.ana.uses(stage.server.channel(), '/orders').answered();
  const press = stage.ana.presses(list, /7F3K0/);
  await press.acknowledged();
  await stage.handled();
  await stage.showCard(orderId, stage.ana);
  expect(press.message?.words).toContain('Pay 9.23 USDT');
  expect(press.message?.id).not.toBe(card.id);
  expect(list.buttons).toHaveLength(1);
});

test('in direct messages a member chooses among their communities', async () => {
  expect((await stage.ana.uses(stage.ana.dm, '/pay', { amount: '300' }).answered()).words).toContain(
    'not in any community',
  );
  await stage.pays(stage.ana, { amount: '300', currency: 'TWD' });
  stage.core.members.push({
    community: { id: 'c-other', name: 'Day Market', state: 'active', timeZone: 'UTC' },
    member: { ...stage.core.members[0]!.member, id: 'm9', communityId: 'c-other' },
  });
  stage.core.communities.set('discord:9', {
    id: 'c-other',
    name: 'Day Market',
    state: 'active',
    timeZone: 'UTC',
  });
  const question = await stage.ana.uses(stage.ana.dm, '/pay', { amount: '10', currency: 'USD' }).answered();
  expect(question.isEphemeral).toBe(false);
  expect(question.buttons).toEqual(['Night Market', 'Day Market']);
  stage.ana.presses(question, 'Day Market');
  await stage.handled();
  expect(stage.core.requests.at(-1)).toMatchObject({ communityId: 'c-other' });
});

test('a payment in direct messages stays there and needs no token for long', async () => {
  await stage.pays(stage.ana, { amount: '300', currency: 'TWD' });
  const reply = stage.ana.uses(stage.ana.dm, '/pay', { amount: '10', currency: 'USD' });
  await reply.acknowledged();
  await stage.handled();
  const orderId = [...stage.core.payments.keys()][1] ?? '';
  expect(await stage.showCard(orderId, stage.ana)).not.toHaveProperty('lookAgainAt');
  const payment = stage.core.payments.get(orderId);
  expect(payment?.card).toContain('"kind":"message"');
  expect(reply.message).toMatchObject({ isEphemeral: false });
});

test('a server that belongs to nobody gets one sentence, and is remembered', async () => {
  const strange = stage.sim.servers.create({ name: 'Elsewhere', members: [stage.ana] });
  const answer = await stage.ana.uses(strange.channel(), '/pay', { amount: '300' }).answered();
  expect(answer).toMatchObject({ isEphemeral: true });
  expect(answer.words).toContain("I don't take payments here yet");
  expect(stage.core.strangePlaces).toEqual([`discord:${strange.id}`]);
});

test('an operator sets a server up, sells, hides and lists', async () => {
  stage.core.operators.add(`discord:${stage.ana.id}`);
  const place = stage.sim.servers.create({ name: 'Tea House', members: [stage.ana] });
  const till = async (command: string, options = {}) =>
    (await stage.ana.forgesUse(place.channel(), `/till ${command}`, options).answered()).words;
  expect(await till('status')).toContain("I don't take payments here yet");
  expect(await till('enable')).toContain('Tea House is set up');
  expect(
    await till('item add', { 'short-name': 'Oolong', price: '300', currency: 'TWD', name: 'Oolong Tea' }),
  ).toContain('On sale: Oolong Tea for 300 TWD');
  expect(await till('item add', { 'short-name': '300', price: '1', currency: 'TWD', name: 'X' })).toContain(
    'short name',
  );
  expect(await till('item list')).toContain('oolong · Oolong Tea · 300 TWD');
  expect(await till('item hide', { 'short-name': 'oolong' })).toContain('off sale');
  expect(await till('status')).toMatch(/Tea House is open\..*<\/till join:\d+>/);
  const other = stage.sim.servers.create({ name: 'Annex', members: [stage.ana] });
  const joined = await stage.ana
    .forgesUse(other.channel(), '/till join', { community: 'Tea House' })
    .answered();
  expect(joined.words).toContain('belongs to Tea House now');
});

test('E-12: whoever runs the server and sees /till is still no operator', async () => {
  const answer = await stage.ana.forgesUse(stage.server.channel(), '/till status').answered();
  expect(answer.words).toContain('Only operators');
});

test('E-15: names show as they were typed: no mention, no link, no markup', async () => {
  const name = '@everyone <@1> [x](https://evil.example) **b** `c` discord.gg/x ||s||';
  sells('odd', name);
  const { card } = await stage.pays(stage.ana, { item: 'odd' });
  expect(card.pings).toEqual([]);
  expect(card.content).toContain(
    '\\@everyone \\<\\@1\\> \\[x\\](https\\://evil\\.example) \\*\\*b\\*\\* \\`c\\` discord\\.gg/x',
  );
  for (const request of stage.sim.requests) {
    const { content, allowed_mentions: allowed } = request.body as Record<string, unknown>;
    if (content !== undefined) expect(allowed).toEqual({ parse: [] });
  }
});

test('commands are registered once: a second start changes nothing, a stranger’s command goes', async () => {
  const changes = () =>
    stage.sim.requests.filter(({ method, path }) => /commands/.test(path) && method !== 'GET').length;
  expect(changes()).toBe(commandNames.length);
  await stage.bot.start();
  expect(changes()).toBe(commandNames.length);
  expect(stage.ben.menu(stage.server.channel()).map(({ name }) => name)).toContain('付款');
});
