import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GroupHandle } from '../simulators/telegram/groups.ts';
import type { MessageView } from '../simulators/telegram/chat-view.ts';
import type { PersonHandle } from '../simulators/telegram/people.ts';
import type { Flow } from '../support/flow.ts';
import { eventually, expectSoundEnd, startFlow } from '../support/flow.ts';

const MINUTE_MS = 60_000;

let flow: Flow;

beforeAll(async () => {
  flow = await startFlow({ kryptogo: { pendingCallbacks: false } });
});
afterAll(() => flow.close());

/** A chat that people are let into, sold as `vip`. */
async function sellsAccessTo(
  title: string,
  type: 'group' | 'supergroup' = 'supergroup',
): Promise<GroupHandle> {
  const { world, olga } = flow;
  const club = world.telegram.groups.create({
    title,
    type,
    members: [olga],
    bot: 'administrator',
    quiet: true,
  });
  await sells({ kind: 'invite', chatId: String(club.id), chatTitle: title });
  return club;
}

async function sells(plan: object): Promise<void> {
  await flow.query(`update items set plan = '${JSON.stringify(plan)}' where slug = 'vip'`);
}

/** Pays exactly. */
async function buys(firstName: string): Promise<PersonHandle> {
  const { world, story } = flow;
  const { person, card } = await flow.buyer(firstName);
  world.kryptogo.wallet.paysExactly(story.scans(card));
  await story.stands(person, card, 'paid');
  return person;
}

const linkIn = (message: MessageView) =>
  message.keyboard.flat().find(({ url }) => url?.startsWith('https://t.me/+'))?.url;

/** Waits for the message with the link, and gives that. */
async function getsLink(person: PersonHandle, after?: MessageView): Promise<string> {
  const told = await flow.story.hears(person, (one) => linkIn(one) !== undefined, after);
  return linkIn(told) ?? expect.unreachable('no link');
}

const isIn = (club: GroupHandle, person: PersonHandle) =>
  eventually(() => expect(club.has(person)).toBe(true));

const handled = async (person: PersonHandle) => {
  const lane = `telegram:join requests of ${person.id}`;
  const rows = await flow.query(`select done_at from inbox where lane = '${lane}'`);
  return rows.length > 0 && rows.every((row) => row['done_at'] !== null);
};

describe('access to a Telegram chat', () => {
  test('is for exactly the buyer: they pay, get a link, ask, and are let in', async () => {
    const club = await sellsAccessTo('Inner Circle');
    const bea = await buys('Bea');
    const link = await getsLink(bea);
    const stranger = flow.joins('Stranger');
    stranger.asksToJoin(link);
    await eventually(() => expect(flow.world.telegram.calls('declineChatJoinRequest')).toHaveLength(1));
    expect(club.has(stranger)).toBe(false);
    bea.asksToJoin(link);
    await isIn(club, bea);
    stranger.asksToJoin(link);
    await eventually(() => expect(flow.world.telegram.calls('declineChatJoinRequest')).toHaveLength(2));
    expect(club.has(stranger)).toBe(false);
    await eventually(async () => {
      const rows = await flow.query(`select state from deliveries where plan ->> 'chatId' = '${club.id}'`);
      expect(rows).toEqual([{ state: 'delivered' }]);
    });
  });

  test('of whoever comes by an administrator’s own link is left to the administrators', async () => {
    const club = await sellsAccessTo('Garden');
    const gus = flow.joins('Gus');
    gus.asksToJoin(club.invites({ by: flow.olga, asksToJoin: true }));
    await eventually(async () => expect(await handled(gus)).toBe(true));
    const about = flow.world.telegram.requests.filter(({ params }) => Number(params['user_id']) === gus.id);
    expect(about).toEqual([]);
  });

  test('comes back to a buyer who left', async () => {
    const club = await sellsAccessTo('Library');
    const cara = await buys('Cara');
    const link = await getsLink(cara);
    cara.asksToJoin(link);
    await isIn(club, cara);
    cara.leaves(club);
    cara.asksToJoin(link);
    await isIn(club, cara);
  });

  test('waits, and staff are told, while the bot may not invite; then it comes by itself', async () => {
    const club = await sellsAccessTo('Tower');
    club.takesFromBot('can_invite_users');
    const dan = await buys('Dan');
    await eventually(async () => {
      const rows = await flow.query(
        `select state, trouble from deliveries where plan ->> 'chatId' = '${club.id}'`,
      );
      expect(rows).toEqual([{ state: 'failed', trouble: 'permission_missing' }]);
    });
    await flow.story.hears(flow.olga, (one) => one.words.includes('Dan'));
    club.promotesBot();
    const link = await eventually(async () => {
      await flow.world.pass(10 * MINUTE_MS);
      const told = dan.chat.messages().find((one) => linkIn(one) !== undefined);
      return (told && linkIn(told)) ?? expect.unreachable('no link yet');
    });
    dan.asksToJoin(link);
    await isIn(club, dan);
  });

  test('D-08: follows a group that becomes a supergroup', async () => {
    const club = await sellsAccessTo('Attic', 'group');
    const eve = await buys('Eve');
    await getsLink(eve);
    const bigger = club.upgrade();
    await eventually(async () => {
      const rows = await flow.query(
        `select 1 as one from deliveries where plan ->> 'chatId' = '${bigger.id}'`,
      );
      expect(rows).toHaveLength(1);
    });
    // The old link died with the old group; a new one is to be had.
    const asked = eve.says('/orders');
    const orders = await flow.story.hears(eve, (one) => one.buttons.length > 0, asked);
    await flow.story.presses(eve, orders, /goods/i);
    eve.asksToJoin(await getsLink(eve, orders));
    await isIn(bigger, eve);
    const rows = await flow.query(`select plan ->> 'chatId' as chat from items where slug = 'vip'`);
    expect(rows).toEqual([{ chat: String(bigger.id) }]);
  });
});

test('at the end all books are sound', () => expectSoundEnd(flow));
