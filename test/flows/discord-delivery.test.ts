import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersonHandle } from '../simulators/discord/people.ts';
import type { DiscordFlow } from '../support/discord-flow.ts';
import { SHOP, startDiscordFlow } from '../support/discord-flow.ts';
import { eventually, expectSoundEnd } from '../support/flow.ts';
import { PATIENCE_MS } from '../support/story.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
/** From this age of its token on, a card that still waits moves into private. */
const MOVES_AFTER_MS = 13.6 * MINUTE_MS;
/** A callback has an intent read at once, unless that was done just before. */
const READ_APART_MS = 2 * SECOND_MS;

let stage: DiscordFlow;

beforeAll(async () => {
  stage = await startDiscordFlow();
});
afterAll(() => stage.flow.close());

/** Until everything that is due has been said: also what turned out to need no words. */
function allSaid(): Promise<void> {
  return eventually(async () => {
    const rows = await stage.flow.query(
      `select id from notifications where done_at is null and dead_at is null
       and due_at <= to_timestamp(${stage.world.clock.now() / SECOND_MS})`,
    );
    expect(rows).toEqual([]);
  });
}

const booked = (sales: number) =>
  eventually(async () =>
    expect(Number((await stage.flow.books.of(stage.server.id))['sales'])).toBeCloseTo(sales),
  );

/** How many messages were sent to this person in private. */
const sentTo = ({ dm }: PersonHandle) =>
  stage.discord.calls('createMessage').filter(({ params }) => params['channel_id'] === dm.id).length;

describe('fifteen minutes', () => {
  test('E-03: each press renews the token, and before that ends the card moves into private', async () => {
    const { story, world } = stage;
    const { person, card, address } = await stage.buyer('Presser');
    await world.pass(10 * MINUTE_MS);
    expect(await story.isTold(person, card, /Check now/)).toContain('waiting for your payment');
    await world.pass(10 * MINUTE_MS);
    await allSaid();
    expect(await story.awaitsPayment(person, card)).toBe(address);
    expect(person.sees(person.dm)).toEqual([]);
    await world.pass(3.6 * MINUTE_MS);
    const moved = await story.findsInPrivate(person);
    expect(story.scans(moved)).toBe(address);
    await eventually(() => expect(card.words).toContain('has moved to our direct messages'));
    expect(card.words).not.toContain(address);
    await world.pass(READ_APART_MS);
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, moved, 'paid');
    await story.hears(person, person.dm, /is paid: VIP role/);
    expect(card.words).not.toContain('paid');
  });

  test('E-03: an old card that nobody could edit any more says so as soon as somebody presses it', async () => {
    const { story, world } = stage;
    const { person, card, address } = await stage.buyer('Returning');
    await world.pass(20 * MINUTE_MS);
    const moved = await story.findsInPrivate(person);
    expect(card.words).toContain(address);
    await story.presses(person, card, /QR with amount/);
    await eventually(() => expect(card.words).toContain('has moved to our direct messages'));
    expect(card.words).not.toContain(address);
    world.kryptogo.wallet.paysExactly(story.scans(moved));
    await story.stands(person, moved, 'paid');
    expect(card.words).not.toContain('Paid');
  });

  test('E-03: a receipt stays where it is, and what comes after the token has run out is told in private', async () => {
    const { story, world } = stage;
    const { person, card, address } = await stage.buyer('Settled');
    world.kryptogo.wallet.paysShort(address, '1');
    await story.stands(person, card, 'short');
    world.kryptogo.knobs.refundDelayMs = null;
    await allSaid();
    const before = sentTo(person);
    await world.pass(20 * MINUTE_MS);
    await allSaid();
    world.kryptogo.knobs.refundDelayMs = 2 * MINUTE_MS;
    const refunded = await story.findsInPrivate(person, 'short_refunded');
    await story.hears(person, person.dm, /has sent back 8\.24 USDT/, refunded);
    expect(sentTo(person)).toBe(before + 2);
  });

  test('E-03: a card that was asked for in private can stay there', async () => {
    const { story, world } = stage;
    const { person, card: first } = await stage.buyer('Private');
    await story.presses(person, first, 'Cancel');
    const card = await story.pays(person, person.dm, { amount: '5', currency: 'USD' });
    const address = story.scans(card);
    await world.pass(20 * MINUTE_MS);
    await allSaid();
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'credited');
    expect(await story.balanceOf(person, SHOP)).toBe('4.95');
  });
});

describe('closed doors', () => {
  test('E-10: where direct messages are closed, a button in the channel leads its buyer alone to the card', async () => {
    const { story, world, hall } = stage;
    const { person, card, address } = await stage.buyer('Reserved');
    const mallory = stage.joins('Mallory');
    person.closesDms();
    await world.pass(MOVES_AFTER_MS);
    const knock = await story.hears(mallory, hall, /Only its buyer can open it/);
    await eventually(() => expect(card.words).toContain('your direct messages are closed to me'));
    expect(card.words).not.toContain(address);
    const refused = await story.presses(mallory, knock, 'Show my card');
    expect((await refused.answered(PATIENCE_MS)).words).toContain("can't find that order among yours");
    const shown = await story.presses(person, knock, 'Show my card');
    const again = await story.reads(person, shown, address);
    expect(again.onlyFor).toBe(person.id);
    await eventually(() => expect(knock.deleted).toBe(true));
    world.kryptogo.wallet.paysExactly(story.scans(again));
    await story.stands(person, again, 'paid');
  });

  test.each(['closed', 'no-mutual-servers'] as const)(
    'E-10: money that comes while nobody can be written to (%s) is booked, and the button shows the receipt',
    async (reason) => {
      const { story, world, hall, server, flow } = stage;
      const { person, address } = await stage.buyer(`Away ${reason}`);
      person.closesDms(reason);
      await world.pass(MOVES_AFTER_MS);
      const before = Number((await flow.books.of(server.id))['sales']);
      const knock = await story.hears(
        person,
        hall,
        ({ words, deleted }) => /its buyer/.test(words) && !deleted,
      );
      await world.pass(READ_APART_MS);
      world.kryptogo.wallet.paysExactly(address);
      await booked(before + 9.24);
      await allSaid();
      const shown = await story.presses(person, knock, 'Show my card');
      await story.reads(person, shown, 'Paid, thank you');
      expect(flow.alarms).toEqual([]);
    },
  );

  test('E-10: where the channel is deleted, card and news come into private', async () => {
    const { story, world, server } = stage;
    const person = stage.joins('Evicted');
    const channel = server.addsChannel('pop-up');
    const card = await story.pays(person, channel, { item: 'vip' });
    const address = story.scans(card);
    server.deletesChannel(channel);
    world.kryptogo.wallet.paysExactly(address);
    await story.findsInPrivate(person, 'paid');
    await story.hears(person, person.dm, /is paid: VIP role/);
  });

  test('E-10: where the bot may not write in the channel and direct messages are closed, /orders shows it', async () => {
    const { story, world, server, flow } = stage;
    const person = stage.joins('Unreachable');
    const channel = server.addsChannel('quiet');
    const card = await story.pays(person, channel, { item: 'vip' });
    const address = story.scans(card);
    server.takesPermission('sendMessages', channel);
    person.closesDms();
    await world.pass(MOVES_AFTER_MS);
    await eventually(() => expect(card.words).toContain('Press the button to see it'));
    const before = Number((await flow.books.of(stage.server.id))['sales']);
    await world.pass(READ_APART_MS);
    world.kryptogo.wallet.paysExactly(address);
    await booked(before + 9.24);
    await allSaid();
    const list = await story.asks(person, channel, '/orders');
    expect(list.words).toContain('→ paid');
    expect(flow.alarms).toEqual([]);
  });

  test('E-10: a server that throws the bot out keeps nobody from money, card and balance', async () => {
    const { story, world, discord, flow } = stage;
    const person = discord.people.create({ name: 'Leftover' });
    const server = await story.opensShop('Short Lived');
    server.adds(person);
    const card = await story.pays(person, server.channel(), { amount: '10', currency: 'USD' });
    const address = story.scans(card);
    server.kicksBot();
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'credited');
    expect(await story.balanceOf(person, 'Short Lived')).toBe('9.9');
    expect(await flow.books.of(server.id)).toMatchObject({ members: '9.9' });
    elsewhere.push(server);
  });
});

const elsewhere: { readonly id: string }[] = [];

test('S1: at the end the books are what KryptoGO settled, and neither vendor complains', () =>
  expectSoundEnd(stage.flow, { groups: [stage.flow.group, stage.server, ...elsewhere] }));
