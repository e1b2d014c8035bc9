import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTelegramApi } from '../../bots/telegram/telegram-api.ts';
import { createTelegramHands } from '../../bots/telegram/telegram-hands.ts';
import type { InviteHands } from '../../src/ports/goods-hands.ts';
import type { GroupHandle } from '../simulators/telegram/groups.ts';
import type { PersonHandle } from '../simulators/telegram/people.ts';
import type { TelegramSimulator } from '../simulators/telegram/telegram-simulator.ts';
import { startTelegramSimulator } from '../simulators/telegram/telegram-simulator.ts';
import { NOW } from './payment-views.ts';

const TOKEN = '100200300:AAHsecret_of-the-bot_0123456789';

let now: number;
let sim: TelegramSimulator;
let hands: InviteHands;
let ana: PersonHandle;
let club: GroupHandle;
let moves: string[];

beforeEach(async () => {
  now = NOW;
  moves = [];
  const clock = { now: () => now };
  sim = await startTelegramSimulator({ clock, seed: 7, token: TOKEN, botUsername: 'till_bot' });
  const api = createTelegramApi({ token: TOKEN, apiRoot: sim.url });
  hands = createTelegramHands({
    api,
    token: TOKEN,
    clock,
    movePlace: (from, to) => Promise.resolve(void moves.push(`${from} → ${to}`)),
  });
  ana = sim.people.create({ firstName: 'Ana' });
  club = sim.groups.create({ title: 'Club', type: 'supergroup', members: [], quiet: true });
  club.promotesBot();
});

afterEach(async () => {
  expect(sim.faults).toEqual([]);
  await sim.stop();
});

const chatId = () => String(club.id);
const anaId = () => String(ana.id);
const done = (value: unknown = null) => ({ kind: 'done', value });
const blocked = (trouble: string) => ({ kind: 'blocked', trouble });

async function invite(): Promise<string> {
  const made = await hands.invite(chatId(), 'order 7F3KD');
  if (made.kind !== 'done') throw new Error(JSON.stringify(made));
  return made.value;
}

describe('looking at a chat before an item is saved', () => {
  test('finds it by id, by name and by link, with what is missing there', async () => {
    expect(await hands.chat(` ${chatId()} `)).toEqual(
      done({ chatId: chatId(), title: 'Club', trouble: null }),
    );
    const channel = sim.channels.create({ title: 'Daily News', username: 'daily_news' });
    channel.addsBot();
    for (const words of ['@daily_news', 't.me/daily_news', 'https://t.me/daily_news']) {
      expect(await hands.chat(words)).toEqual(
        done({ chatId: String(channel.id), title: 'Daily News', trouble: null }),
      );
    }
  });

  test.each(['can_invite_users', 'can_restrict_members'])('says that %s is missing', async (right) => {
    club.takesFromBot(right);
    expect(await hands.chat(chatId())).toMatchObject({ value: { trouble: 'permission_missing' } });
  });

  test('says that the bot is no administrator, that it is out, and that there is no such chat', async () => {
    club.demotesBot();
    expect(await hands.chat(chatId())).toMatchObject({ value: { trouble: 'permission_missing' } });
    club.kicksBot();
    expect(await hands.chat(chatId())).toEqual(blocked('place_gone'));
    sim.channels.create({ title: 'Daily News', username: 'daily_news' });
    expect(await hands.chat('@daily_news')).toEqual(blocked('place_gone'));
    expect(await hands.chat('-1001234567890')).toEqual(blocked('place_gone'));
    expect(await hands.chat('our club')).toEqual(blocked('place_gone'));
    ana.starts();
    expect(await hands.chat(anaId())).toEqual(blocked('place_gone'));
  });
});

describe('letting somebody in', () => {
  test('goes by a link that asks first, and works once however often it is repeated', async () => {
    ana.asksToJoin(await invite());
    expect(sim.calls('createChatInviteLink')[0]?.params).toEqual({
      chat_id: club.id,
      name: 'order 7F3KD',
      creates_join_request: true,
    });
    expect(await hands.look(chatId(), anaId())).toEqual(done('out'));
    expect(await hands.letIn(chatId(), anaId())).toEqual(done());
    expect(await hands.letIn(chatId(), anaId())).toEqual(done());
    expect(await hands.look(chatId(), anaId())).toEqual(done('in'));
  });

  test('D-07: whose answer was lost counts as done the next time', async () => {
    ana.asksToJoin(await invite());
    sim.mischief.next('approveChatJoinRequest', { kind: 'drop-after' });
    expect(await hands.letIn(chatId(), anaId())).toEqual({
      kind: 'later',
      afterMs: null,
      trouble: 'platform_away',
    });
    expect(await hands.letIn(chatId(), anaId())).toEqual(done());
    expect(club.has(ana)).toBe(true);
  });

  test('who does not ask any more is not there', async () => {
    ana.starts();
    expect(await hands.letIn(chatId(), anaId())).toEqual(blocked('member_gone'));
  });

  test('turning away leaves them outside, and free to ask again', async () => {
    const link = await invite();
    ana.asksToJoin(link);
    expect(await hands.turnAway(chatId(), anaId())).toEqual(done());
    expect(await hands.turnAway(chatId(), anaId())).toEqual(done());
    expect(club.has(ana)).toBe(false);
    ana.asksToJoin(link);
  });

  test('a link is revoked, also twice', async () => {
    const link = await invite();
    expect(await hands.revokeInvite(chatId(), link)).toEqual(done());
    expect(await hands.revokeInvite(chatId(), link)).toEqual(done());
    expect(await hands.revokeInvite(chatId(), 'https://t.me/+never_was')).toEqual(done());
    expect(() => ana.asksToJoin(link)).toThrow('revoked');
  });
});

describe('putting somebody out', () => {
  test('is no ban: they may ask again', async () => {
    const link = await invite();
    club.adds(ana);
    expect(await hands.remove(chatId(), anaId())).toEqual(done());
    expect(club.has(ana)).toBe(false);
    ana.asksToJoin(link);
    expect(await hands.remove(chatId(), anaId())).toEqual(done());
  });

  test('that broke off after the ban is finished by the next try, or by itself', async () => {
    const link = await invite();
    club.adds(ana);
    sim.mischief.next('unbanChatMember', { kind: 'drop-before' });
    expect(await hands.remove(chatId(), anaId())).toMatchObject({ kind: 'later' });
    expect(() => ana.asksToJoin(link)).toThrow('banned');
    expect(await hands.remove(chatId(), anaId())).toEqual(done());
    ana.asksToJoin(link);
    await hands.letIn(chatId(), anaId());
    sim.mischief.next('unbanChatMember', { kind: 'drop-before' });
    await hands.remove(chatId(), anaId());
    now += 121_000;
    ana.asksToJoin(link);
  });

  test('leaves the ban of somebody else alone', async () => {
    const link = await invite();
    club.adds(ana);
    club.removes(ana);
    expect(await hands.remove(chatId(), anaId())).toEqual(done());
    expect(() => ana.asksToJoin(link)).toThrow('banned');
  });

  test('works in a basic group, which knows no bans', async () => {
    const small = sim.groups.create({ title: 'Small', members: [ana], bot: 'administrator', quiet: true });
    expect(await hands.remove(String(small.id), anaId())).toEqual(done());
    expect(small.has(ana)).toBe(false);
  });

  test('who never was there is done with', async () => {
    expect(await hands.remove(chatId(), '4711')).toEqual(done());
    expect(await hands.look(chatId(), '4711')).toEqual(done('out'));
  });

  test('an administrator stays, and staff are told why', async () => {
    club.adds(ana);
    club.promotes(ana);
    expect(await hands.remove(chatId(), anaId())).toEqual(blocked('permission_missing'));
  });
});

describe('what keeps it from working', () => {
  test('a right was taken away', async () => {
    const link = await invite();
    ana.asksToJoin(link);
    club.takesFromBot('can_invite_users');
    for (const call of [hands.letIn, hands.turnAway]) {
      expect(await call(chatId(), anaId())).toEqual(blocked('permission_missing'));
    }
    expect(await hands.invite(chatId(), 'x')).toEqual(blocked('permission_missing'));
    expect(await hands.revokeInvite(chatId(), link)).toEqual(blocked('permission_missing'));
    club.adds(ana);
    club.takesFromBot('can_restrict_members');
    expect(await hands.remove(chatId(), anaId())).toEqual(blocked('permission_missing'));
  });

  test('the bot was removed', async () => {
    club.adds(ana);
    club.kicksBot();
    expect(await hands.invite(chatId(), 'x')).toEqual(blocked('place_gone'));
    expect(await hands.letIn(chatId(), anaId())).toEqual(blocked('place_gone'));
    expect(await hands.remove(chatId(), anaId())).toEqual(blocked('place_gone'));
    expect(await hands.look(chatId(), anaId())).toEqual(blocked('place_gone'));
  });

  test('D-08: a group that became a supergroup is followed', async () => {
    const small = sim.groups.create({ title: 'Small', members: [ana], bot: 'administrator', quiet: true });
    const bigger = small.upgrade();
    const made = await hands.invite(String(small.id), 'x');
    expect(made).toMatchObject({ kind: 'done' });
    expect(moves).toEqual([`${small.id} → ${bigger.id}`]);
    expect(await hands.chat(String(small.id))).toMatchObject({ value: { chatId: String(bigger.id) } });
  });

  test('D-05: Telegram asks for patience, or is away', async () => {
    sim.mischief.next('createChatInviteLink', { kind: '429', retryAfter: 17 });
    expect(await hands.invite(chatId(), 'x')).toEqual({
      kind: 'later',
      afterMs: 17_000,
      trouble: 'platform_away',
    });
    for (const action of [
      { kind: 'status', code: 502, description: 'Bad Gateway' },
      { kind: 'drop-before' },
      { kind: 'garbage' },
    ] as const) {
      sim.mischief.next('createChatInviteLink', action);
      const outcome = await hands.invite(chatId(), 'x');
      expect(outcome).toEqual({ kind: 'later', afterMs: null, trouble: 'platform_away' });
    }
  });

  test('Telegram says something that nobody foresaw', async () => {
    const unheard = { kind: 'status', code: 400, description: 'Bad Request: SOMETHING_NEW' } as const;
    sim.mischief.next('createChatInviteLink', unheard);
    expect(await hands.invite(chatId(), 'x')).toEqual(blocked('not_possible'));
  });
});
