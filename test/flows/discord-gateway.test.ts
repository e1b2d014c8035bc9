import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MischiefAction } from '../simulators/discord/mischief.ts';
import type { Reply } from '../simulators/discord/reply.ts';
import type { DiscordFlow } from '../support/discord-flow.ts';
import { startDiscordFlow } from '../support/discord-flow.ts';
import { eventually, expectSoundEnd } from '../support/flow.ts';
import { PATIENCE_MS } from '../support/story.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

let stage: DiscordFlow;
/** What people did while nobody could hear them, or too late to be answered. */
const unanswered: string[] = [];

beforeAll(async () => {
  stage = await startDiscordFlow();
});
afterAll(() => stage.flow.close());

/** Until this person's client has given up on an answer: three real seconds. */
async function isGivenUp(...replies: readonly Reply[]): Promise<void> {
  await eventually(() => expect(replies.every(({ failed }) => failed)).toBe(true));
}

/** Until the product has made up its mind about what it heard. */
async function isHandled({ id = '' }: Reply): Promise<void> {
  await eventually(async () => {
    const rows = await stage.flow.query(`select done_at from inbox where external_id = '${id}'`);
    expect(rows).toMatchObject([{ done_at: expect.anything() as unknown }]);
  });
}

const ordersOf = async (person: { readonly id: string }) =>
  stage.flow.query(
    `select o.id from orders o join members m on m.id = o.member_id where m.account_id = '${person.id}'`,
  );

describe('the same thing twice', () => {
  test('E-04: an interaction that is delivered again and again is one order with one card', async () => {
    const { story, world, discord, hall } = stage;
    const person = stage.joins('Echo');
    const reply = person.uses(hall, '/pay', { item: 'vip' });
    for (let times = 0; times < 3; times += 1) discord.gateway.redeliver();
    await reply.answered(PATIENCE_MS);
    const card = await story.hears(person, hall, 'Quote ends');
    for (let times = 0; times < 3; times += 1) discord.gateway.redeliver();
    // What comes after them has been heard after them.
    await story.balanceOf(person, 'any');
    expect(reply.deliveries).toBe(7);
    expect(await ordersOf(person)).toHaveLength(1);
    world.kryptogo.wallet.paysExactly(story.scans(card));
    await story.stands(person, card, 'paid');
    discord.gateway.redeliver();
    expect(person.sees(hall).filter(({ words }) => words.startsWith('**'))).toHaveLength(1);
  });

  test('E-04: a press that is delivered again does what one does', async () => {
    const { story, discord, flow } = stage;
    const { person, card, address } = await stage.buyer('Twin');
    const made = stage.world.kryptogo.intents().length;
    const press = await story.presses(person, card, 'Cancel');
    discord.gateway.redeliver();
    await isHandled(press);
    await story.stands(person, card, 'cancelled');
    expect(stage.world.kryptogo.intents()).toHaveLength(made);
    expect(flow.intentAt(address).status).toBe('pending');
  });
});

describe('a line that breaks', () => {
  test('E-05: what is said while the line is down is heard after the resume, and money is booked meanwhile', async () => {
    const { story, world, discord, hall } = stage;
    const first = await stage.buyer('Before');
    const second = stage.joins('During');
    const before = discord.gateway.resumes;
    discord.gateway.drop();
    world.kryptogo.wallet.paysExactly(first.address);
    const card = await story.pays(second, hall, { item: 'vip' });
    await story.stands(first.person, first.card, 'paid');
    world.kryptogo.wallet.paysExactly(story.scans(card));
    discord.gateway.drop();
    await story.stands(second, card, 'paid');
    await story.hears(second, hall, /is paid: VIP role/);
    await eventually(() => expect(discord.gateway.resumes).toBeGreaterThanOrEqual(before + 2));
    expect(await ordersOf(second)).toHaveLength(1);
  });

  test.each([
    ['asks us to reconnect', () => stage.discord.gateway.reconnect()],
    ['finds the session invalid', () => stage.discord.gateway.invalidSession(true)],
    ['closes with an error of its own', () => stage.discord.gateway.closeAll(4_000)],
  ])('E-05: Discord %s: the next order is paid as if nothing had been', async (_, breaks) => {
    const { story, world, discord, hall } = stage;
    const person = stage.joins('Steady');
    const connections = () => discord.gateway.resumes + discord.gateway.identifies;
    const before = connections();
    breaks();
    await eventually(() => expect(connections()).toBeGreaterThan(before));
    const card = await story.pays(person, hall, { item: 'vip' });
    world.kryptogo.wallet.paysExactly(story.scans(card));
    await story.stands(person, card, 'paid');
  });

  test('E-06: where the session is lost, so is what was said meanwhile: nothing is half done, and the next try works', async () => {
    const { story, world, discord, hall, flow } = stage;
    const payer = await stage.buyer('Waiting');
    const person = stage.joins('Unheard');
    const identifies = discord.gateway.identifies;
    discord.gateway.drop({ refuseForMs: 500 });
    discord.gateway.forgetSessions();
    const lost = person.uses(hall, '/pay', { item: 'vip' });
    unanswered.push('/pay');
    world.kryptogo.wallet.paysExactly(payer.address);
    await story.stands(payer.person, payer.card, 'paid');
    await isGivenUp(lost);
    await eventually(() => expect(discord.gateway.identifies).toBe(identifies + 1), 20_000);
    expect(await ordersOf(person)).toEqual([]);
    expect(await flow.query(`select id from inbox where external_id = '${lost.id ?? ''}'`)).toEqual([]);
    const card = await story.pays(person, hall, { item: 'vip' });
    world.kryptogo.wallet.paysExactly(story.scans(card));
    await story.stands(person, card, 'paid');
    expect(await ordersOf(person)).toHaveLength(1);
  }, 60_000);
});

describe('three seconds', () => {
  test('E-02, E-05: what is heard too late for an answer is done, and told in private; after a minute it is not done', async () => {
    const { story, world, discord, hall } = stage;
    const { person: presser, card } = await stage.buyer('Late press');
    const late = stage.joins('Late');
    const tooLate = stage.joins('Too late');
    discord.gateway.hold();
    const forgotten = tooLate.uses(hall, '/pay', { item: 'vip' });
    await world.pass(MINUTE_MS + SECOND_MS);
    const given = [
      late.uses(hall, '/pay', { item: 'vip' }),
      presser.presses(card, 'Cancel'),
      late.uses(hall, '/balance'),
    ];
    unanswered.push('/pay', '/pay', 'button "Cancel"', '/balance');
    await isGivenUp(forgotten, ...given);
    discord.gateway.release();
    const moved = await story.findsInPrivate(late);
    await story.stands(presser, card, 'cancelled');
    world.kryptogo.wallet.paysExactly(story.scans(moved));
    await story.stands(late, moved, 'paid');
    await isHandled(forgotten);
    expect(await ordersOf(tooLate)).toEqual([]);
    expect(await ordersOf(late)).toHaveLength(1);
  }, 60_000);

  test('E-02: a slow KryptoGO and a slow database keep nobody waiting for more than three seconds', async () => {
    const { story, world, hall, flow } = stage;
    const person = stage.joins('Patient');
    world.kryptogo.mischief.next('slow', { on: 'create', ms: 2_000 });
    const locked = flow.query('begin; lock table inbox; select pg_sleep(2); commit');
    const reply = person.uses(hall, '/pay', { item: 'vip' });
    await reply.acknowledged(PATIENCE_MS);
    expect(reply.messages).toMatchObject([{ isThinking: true, isEphemeral: true }]);
    await locked;
    const card = await story.hears(person, hall, 'Quote ends');
    expect(reply.messages.map(({ id }) => id)).toEqual([card.id]);
    expect(await ordersOf(person)).toHaveLength(1);
    world.kryptogo.wallet.paysExactly(story.scans(card));
    await story.stands(person, card, 'paid');
  }, 60_000);

  const losses: readonly (readonly [string, MischiefAction])[] = [
    ['are lost on their way', { kind: 'drop-before' }],
    ['are answered with 503', { kind: 'status', code: 503 }],
    ['are limited', { kind: '429', retryAfter: 5 }],
  ];
  test('E-02, E-08: where acknowledgements do not get through, each order is there, once, and its card comes in private', async () => {
    const { story, world, discord, hall } = stage;
    const orders: { person: ReturnType<typeof stage.joins>; reply: Reply }[] = [];
    for (const [name, action] of losses) {
      const person = stage.joins(`Whose words ${name}`);
      discord.mischief.next('callback', action, action.kind === '429' ? 1 : 2);
      const reply = person.uses(hall, '/pay', { item: 'vip' });
      unanswered.push('/pay');
      orders.push({ person, reply });
      await story.findsInPrivate(person);
    }
    await isGivenUp(...orders.map(({ reply }) => reply));
    for (const { person } of orders) {
      const card = await story.findsInPrivate(person);
      world.kryptogo.wallet.paysExactly(story.scans(card));
      await story.stands(person, card, 'paid');
      expect(await ordersOf(person)).toHaveLength(1);
    }
  }, 60_000);

  test('E-02: an acknowledgement that worked though its answer was lost is not made twice', async () => {
    const { story, world, discord, hall } = stage;
    const person = stage.joins('Spoiled');
    discord.mischief.next('callback', { kind: 'drop-after' });
    const card = await story.pays(person, hall, { item: 'vip' });
    expect(card.isEphemeral).toBe(true);
    world.kryptogo.wallet.paysExactly(story.scans(card));
    await story.stands(person, card, 'paid');
  });
});

test('S1: at the end the books are what KryptoGO settled, and neither vendor complains', () =>
  expectSoundEnd(stage.flow, { groups: [stage.flow.group, stage.server], unanswered }));
