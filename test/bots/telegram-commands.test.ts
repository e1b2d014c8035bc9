import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MINUTE_MS } from '../../src/domain/time.ts';
import type { PersonHandle } from '../simulators/telegram/people.ts';
import { ADDRESS } from './payment-views.ts';
import type { TelegramStage } from './telegram-stage.ts';
import { createTelegramStage } from './telegram-stage.ts';

let stage: TelegramStage;

beforeEach(async () => {
  stage = await createTelegramStage();
});

afterEach(async () => {
  expect(stage.sim.faults).toEqual([]);
  await stage.sim.stop();
});

const account = (person: PersonHandle) => ({ platform: 'telegram', accountId: String(person.id) }) as const;

async function makeMember(person: PersonHandle): Promise<void> {
  await stage.core.enrol('c-night', {
    account: account(person),
    displayName: person.firstName,
    language: 'en',
  });
}

async function says(person: PersonHandle, text: string): Promise<string> {
  person.says(text);
  await stage.handleAll();
  return person.chat.lastFromBot()?.words ?? '';
}

const inGroup = () => stage.group.lastFromBot();
const ticket = {
  communityId: 'c-night',
  slug: 'ticket',
  name: 'Early Bird',
  price: { hundredths: 30_000n, currency: 'TWD' },
} as const;

test('D-15: /pay in a group answers with one button into the private chat, and only there a payment is made', async () => {
  const asked = stage.ana.says(stage.group, '/pay 300 TWD');
  await stage.handleAll();
  expect(inGroup()?.replyTo).toBe(asked.id);
  expect(inGroup()?.words).not.toMatch(/300|USDT|0x/);
  expect(inGroup()?.buttons).toEqual(['Go on in private']);
  expect(stage.core.requests).toEqual([]);

  const button = inGroup();
  if (button) stage.ana.presses(button, /private/);
  await stage.handleAll();
  expect(stage.core.requests).toMatchObject([
    { communityId: 'c-night', wish: { kind: 'top_up', fiat: { hundredths: 30_000n, currency: 'TWD' } } },
  ]);
  // A sign of life that nobody waits for.
  await vi.waitFor(() => expect(stage.sim.calls('sendChatAction')).toHaveLength(1));
});

test('D-15: balance, orders and addresses are never said in a group', async () => {
  await makeMember(stage.ana);
  await stage.core.requestPayment({
    requestKey: 'k',
    caller: { account: account(stage.ana), displayName: 'Ana', language: 'en' },
    communityId: 'c-night',
    wish: { kind: 'top_up', fiat: { hundredths: 100n, currency: 'TWD' } },
  });
  for (const command of ['/balance', '/orders', '/pay', '/language', '/help', '/till status']) {
    stage.ana.says(stage.group, command);
    await stage.handleAll();
  }
  const said = stage.group.messages().filter((message) => message.fromBot);
  expect(said.length).toBe(6);
  for (const message of said)
    expect(JSON.stringify(message.raw)).not.toMatch(new RegExp(`${ADDRESS}|1\\.5|7F3K0`));
});

test('the button of a group is of no use to anybody else', async () => {
  stage.ana.says(stage.group, '/pay 300 TWD');
  await stage.handleAll();
  const button = inGroup();
  if (button) stage.ben.presses(button, /private/);
  await stage.handleAll();
  expect(stage.ben.chat.lastFromBot()?.words).toContain('這個按鈕是別人的');
  expect(stage.core.requests).toEqual([]);
});

test('the same button twice is one order, and the second time points to its card', async () => {
  stage.ana.says(stage.group, '/pay 300 TWD');
  await stage.handleAll();
  const button = inGroup();
  if (button) stage.ana.presses(button, /private/);
  await stage.handleAll();
  const [orderId = ''] = stage.core.payments.keys();
  await stage.showCard(orderId, stage.ana);
  const card = stage.ana.chat.lastFromBot();
  if (button) stage.ana.presses(button, /private/);
  await stage.handleAll();
  expect(stage.core.payments.size).toBe(1);
  expect(stage.ana.chat.lastFromBot()?.words).toContain('You already have this one open: order 7F3K0');
  expect(stage.ana.chat.lastFromBot()?.replyTo).toBe(card?.id);
});

test('an update that is handled again makes no second order', async () => {
  await makeMember(stage.ana);
  await says(stage.ana, '/pay 300 TWD');
  await stage.bot.handleUpdate(stage.lastUpdate());
  expect(stage.core.payments.size).toBe(1);
  expect(stage.core.requests[0]?.requestKey).toBe(
    `telegram:${stage.sim.botId}:${stage.lastUpdate().update_id}`,
  );
  expect(stage.core.requests[1]?.requestKey).toBe(stage.core.requests[0]?.requestKey);
});

test('bad amounts are answered at once, in the group too', async () => {
  stage.ana.says(stage.group, '/pay 1,000 TWD');
  await stage.handleAll();
  expect(inGroup()?.words).toContain("I can't read that amount");
  await makeMember(stage.ana);
  expect(await says(stage.ana, '/pay 0')).toContain('The smallest amount is 0.01');
  expect(stage.core.requests).toEqual([]);
});

test('/pay with nothing offers what is on sale, and each is one press away', async () => {
  await makeMember(stage.ana);
  expect(await says(stage.ana, '/pay')).toContain('nothing on sale in Night Market');
  stage.core.operators.add(`telegram:${stage.ana.id}`);
  await stage.core.addItem({ ...ticket, by: account(stage.ana) });
  expect(await says(stage.ana, '/pay')).toContain('/pay 300 TWD');
  const offer = stage.ana.chat.lastFromBot();
  expect(offer?.buttons).toEqual(['Early Bird · 300 TWD']);
  const press = offer && stage.ana.presses(offer, /Early Bird/);
  await stage.handleAll();
  await press?.answered();
  expect(stage.core.requests.at(-1)?.wish).toMatchObject({ kind: 'item' });
  expect(stage.core.payments.size).toBe(1);
});

test('an amount without a currency is asked about with one button for each', async () => {
  await makeMember(stage.ana);
  expect(await says(stage.ana, '/pay 300')).toBe('300 in which currency?');
  const question = stage.ana.chat.lastFromBot();
  expect(question?.buttons).toEqual(['300 TWD', '300 USD']);
  if (question) stage.ana.presses(question, '300 USD');
  await stage.handleAll();
  expect(stage.core.requests.at(-1)?.wish).toEqual({
    kind: 'top_up',
    fiat: { hundredths: 30_000n, currency: 'USD' },
  });
});

test('whoever is in several communities is asked which one', async () => {
  await makeMember(stage.ana);
  stage.core.communities.set('telegram:-5', {
    id: 'c-book',
    name: 'Book\nClub',
    state: 'active',
    timeZone: 'UTC',
  });
  await stage.core.enrol('c-book', { account: account(stage.ana), displayName: 'Ana', language: 'en' });
  expect(await says(stage.ana, '/pay 300 TWD')).toContain('Which one is it for?');
  const question = stage.ana.chat.lastFromBot();
  expect(question?.buttons).toEqual(['Night Market', 'Book Club']);
  if (question) stage.ana.presses(question, 'Book Club');
  await stage.handleAll();
  expect(stage.core.requests.at(-1)).toMatchObject({ communityId: 'c-book' });
});

test('whoever is in none is told where to begin, and every other command answers too', async () => {
  expect(await says(stage.ben, '/pay 300 TWD')).toContain('你還不在任何社群裡');
  expect(await says(stage.ana, '/start')).toContain('Hi Ana! I am Till');
  expect(await says(stage.ana, '/start')).toContain('open the group of your community');
  expect(await says(stage.ana, '/orders')).toContain('no orders yet');
  expect(await says(stage.ana, '/balance')).toContain('no balance yet');
  expect(await says(stage.ana, '/help')).toContain('/language – Choose the language');
  expect(await says(stage.ana, '/dance')).toContain("I don't know that command");
  await makeMember(stage.ana);
  expect(await says(stage.ana, '/balance')).toContain('Night Market: 1.5 USDT');
});

test('D-13: a /pay that waited for more than ten minutes is refused, in private, in a group and by a button', async () => {
  await makeMember(stage.ana);
  stage.ana.says('/pay 300 TWD');
  stage.ana.says(stage.group, '/pay 300 TWD');
  stage.ana.says('/balance');
  stage.advance(10 * MINUTE_MS + 1_000);
  await stage.handleAll();
  const answers = stage.ana.chat.messages().filter((message) => message.fromBot);
  expect(answers[0]?.words).toContain('please send it again');
  expect(answers[1]?.words).toContain('1.5 USDT');
  expect(inGroup()?.words).toContain('please send it again');
  stage.ana.says(stage.group, '/pay 300 TWD');
  await stage.handleAll();
  const button = inGroup();
  if (button) stage.ana.presses(button, /private/);
  stage.advance(11 * MINUTE_MS);
  await stage.handleAll();
  expect(stage.core.requests).toEqual([]);
});

test('D-10: in a place of no community there is one polite sentence, and the place is remembered', async () => {
  const other = stage.sim.groups.create({ title: 'Strangers', type: 'supergroup', members: [stage.ana] });
  await stage.handleAll();
  expect(stage.core.strangePlaces).toEqual([`telegram:${other.id}`]);
  stage.ana.says(other, '/pay 300 TWD');
  await stage.handleAll();
  expect(other.lastFromBot()?.words).toContain("I don't take payments here yet");
  expect(other.lastFromBot()?.words).not.toContain('/till enable');
  expect(other.lastFromBot()?.buttons).toEqual([]);
  stage.core.operators.add(`telegram:${stage.ana.id}`);
  stage.ana.says(other, '/pay');
  await stage.handleAll();
  expect(other.lastFromBot()?.words).toContain('/till enable');
});

test('D-10: a channel is not served, only remembered so that the bot can leave it', async () => {
  const channel = stage.sim.channels.create({ title: 'News' });
  channel.addsBot();
  channel.posts('/pay 300 TWD');
  await stage.handleAll();
  expect(stage.core.strangePlaces).toContain(`telegram:${channel.id}`);
  expect(channel.lastFromBot()).toBeUndefined();
});

test('an operator sets a place up, fills the shop, and only an operator can', async () => {
  const other = stage.sim.groups.create({
    title: 'Book Club',
    type: 'supergroup',
    members: [stage.ana, stage.ben],
    quiet: true,
  });
  stage.core.operators.add(`telegram:${stage.ana.id}`);
  const till = async (words: string, person = stage.ana) => {
    person.says(other, `/till ${words}`);
    await stage.handleAll();
    return other.lastFromBot()?.words;
  };
  expect(await till('status')).toContain("I don't take payments here yet");
  expect(await till('enable', stage.ben)).toContain('這裡還不能收款');
  expect(await till('enable')).toContain('Book Club is set up');
  expect(await till('enable')).toContain('belongs to a community already');
  expect(await till('item add ticket 300 TWD Early Bird', stage.ben)).toContain('只有營運者能這麼做');
  expect(await till('item add ticket 300 TWD Early Bird')).toContain(
    'On sale: Early Bird for 300 TWD. Members get it with /pay ticket',
  );
  expect(await till('item add ticket 1 TWD Again')).toContain('called ticket already');
  expect(await till('item list')).toContain('ticket · Early Bird · 300 TWD');
  expect(await till('status')).toContain('Book Club is open. Items on sale: 1.');
  expect(await till('item hide ticket')).toContain('off sale');
  expect(await till('item list')).toContain('Nothing is on sale');
  expect(await till('help')).toContain('/till item add <short-name>');
  expect(await till('what')).toContain("I didn't get that");
  expect(await says(stage.ana, '/till item list')).toContain('Nothing is on sale in Book Club');
  expect(await says(stage.ana, '/till enable')).toContain('only works inside a group');
});

test('D-11: an anonymous administrator is asked to show themselves, and nothing else speaks for a person', async () => {
  stage.group.saysAnonymously('/pay 300 TWD');
  await stage.handleAll();
  expect(inGroup()?.words).toContain("can't see who you are");
  const before = stage.group.messages().length;
  const channel = stage.sim.channels.create({ title: 'News' });
  const bot = { id: 42, username: 'other_bot' };
  const original = stage.ana.says('/pay 300 TWD');
  stage.group.saysAsChannel(channel, '/pay 300 TWD');
  stage.ana.says(stage.group, '/pay 300 TWD', { viaBot: bot });
  stage.ana.forwards(original, stage.group);
  stage.ana.says(stage.group, '/pay@other_bot 300 TWD');
  stage.ana.says(stage.group, '/dance');
  stage.ana.edits(stage.ana.says(stage.group, 'please /pay 300 TWD'), '/pay 300 TWD');
  await stage.handleAll();
  expect(
    stage.group
      .messages()
      .slice(before)
      .filter((message) => message.fromBot),
  ).toEqual([]);
  expect(stage.core.requests).toEqual([]);
});

test.each([
  {
    from: { id: 1_087_968_824, is_bot: true, first_name: 'Group' },
    sender_chat: { id: -9, type: 'channel' },
  },
  { from: { id: 777_000, is_bot: false, first_name: 'Telegram' }, is_automatic_forward: true },
  { from: { id: 777_000, is_bot: false, first_name: 'Telegram' } },
  {
    from: { id: 136_817_688, is_bot: true, first_name: 'Channel' },
    sender_chat: { id: -9, type: 'channel' },
  },
  { from: { id: 7, is_bot: true, first_name: 'Bot' } },
  { from: undefined },
  { business_connection_id: 'b' },
  { guest_query_id: 'g' },
])('D-11: nobody can pay as %j', async (shape) => {
  stage.sim.injectUpdate('message', {
    message_id: 77,
    date: Math.floor(stage.ana.says(stage.group, 'hi').sentAt / 1_000),
    chat: { id: stage.group.id, type: 'supergroup', title: 'Night Market' },
    from: stage.ana.user,
    text: '/pay 300 TWD',
    entities: [{ type: 'bot_command', offset: 0, length: 4 }],
    ...shape,
  });
  await stage.handleAll();
  expect(inGroup()).toBeUndefined();
});

test('D-08: a group that grows into a supergroup keeps its community', async () => {
  const small = stage.sim.groups.create({ title: 'Small', type: 'group', members: [stage.ana], quiet: true });
  stage.core.communities.set(`telegram:${small.id}`, {
    id: 'c-small',
    name: 'Small',
    state: 'active',
    timeZone: 'UTC',
  });
  const grown = small.upgrade();
  await stage.handleAll();
  expect(stage.core.calls).toContain(`movePlace ${small.id} ${grown.id}`);
  stage.ana.says(grown, '/pay 300 TWD');
  await stage.handleAll();
  expect(grown.lastFromBot()?.buttons).toEqual(['Go on in private']);
});

test('D-08: an answer to a group that grew meanwhile follows it', async () => {
  const small = stage.sim.groups.create({ title: 'Small', type: 'group', members: [stage.ana], quiet: true });
  stage.core.communities.set(`telegram:${small.id}`, {
    id: 'c-small',
    name: 'Small',
    state: 'active',
    timeZone: 'UTC',
  });
  stage.ana.says(small, '/pay 300 TWD');
  const grown = small.upgrade();
  await stage.handleAll();
  expect(grown.lastFromBot()?.buttons).toEqual(['Go on in private']);
});

test('the menus are there in both languages, and /till only for those who run a group', async () => {
  const commands = (menu: readonly { command: string }[]) => menu.map((one) => one.command);
  const money = ['pay', 'orders', 'balance', 'withdraw', 'withdrawals'];
  const inPrivate = ['shop', ...money, 'help', 'language', 'phrase'];
  expect(commands(stage.ana.menu())).toEqual(inPrivate);
  expect(stage.ben.menu()[1]).toMatchObject({ command: 'pay', description: '購買項目或儲值餘額' });
  expect(commands(stage.ana.menu(stage.group))).toEqual(['shop', 'pay', 'help']);
  stage.group.promotes(stage.ana);
  expect(commands(stage.ana.menu(stage.group))).toEqual(['shop', 'pay', 'help', 'till']);
  await stage.handleAll();
});
