import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MischiefAction, RequestSeen } from '../simulators/telegram/mischief.ts';
import type { PersonHandle } from '../simulators/telegram/people.ts';
import type { Flow } from '../support/flow.ts';
import { eventually, expectSoundEnd, startFlow } from '../support/flow.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

let flow: Flow;

beforeAll(async () => {
  flow = await startFlow({ kryptogo: { pendingCallbacks: false } });
});
afterAll(() => flow.close());

/** Requests of these methods that go to this person's private chat. */
function to(person: PersonHandle, ...methods: string[]) {
  return ({ method, params }: RequestSeen) =>
    methods.includes(method) && Number(params['chat_id']) === person.id;
}

function requestsTo(person: PersonHandle, ...methods: string[]) {
  return flow.world.telegram.requests.filter(to(person, ...methods));
}

/** Until Telegram's no has been taken in: only then does the wait that it asked for begin. */
function noted(): Promise<void> {
  return eventually(async () => {
    const rows = await flow.query(
      "select id from notifications where done_at is null and last_error like '%429%'",
    );
    expect(rows).not.toEqual([]);
  });
}

/** Somebody who is known in the community, and for whom nothing is under way. */
async function quietBuyer(name: string): Promise<PersonHandle> {
  const { person, card } = await flow.buyer(name);
  await flow.story.presses(person, card, /Cancel/);
  await flow.story.stands(person, card, 'cancelled');
  return person;
}

describe('Telegram asks to slow down', () => {
  test('D-05: a card waits as long as Telegram says, is not lost, and others go on', async () => {
    const { world, story } = flow;
    const person = await quietBuyer('Throttled');
    world.telegram.mischief.next(to(person, 'sendPhoto'), { kind: '429', retryAfter: 60 });
    const asked = person.says('/pay vip');
    await noted();
    const others = await flow.buyer('Unhindered');
    world.kryptogo.wallet.paysExactly(others.address);
    await story.stands(others.person, others.card, 'paid');
    await world.pass(50 * SECOND_MS);
    const tries = requestsTo(person, 'sendPhoto').length;
    await story.hears(person, /Tea House/, person.says('/balance'));
    expect(requestsTo(person, 'sendPhoto')).toHaveLength(tries);
    await world.pass(11 * SECOND_MS);
    const card = await story.hears(person, (one) => one.photo !== undefined, asked);
    await story.awaitsPayment(person, card);
    const [refused, sent] = requestsTo(person, 'sendPhoto').slice(-2);
    expect((sent?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(60 * SECOND_MS);
  });

  test('D-05: an answer that is asked to wait a dozen times is given in the end', async () => {
    const { world, story } = flow;
    const person = await quietBuyer('Dozen');
    world.telegram.mischief.next(to(person, 'sendMessage'), { kind: '429', retryAfter: 5 }, 12);
    const asked = person.says('/balance');
    const before = requestsTo(person, 'sendMessage').length;
    await eventually(async () => {
      await world.pass(5 * SECOND_MS);
      expect(requestsTo(person, 'sendMessage').length).toBeGreaterThan(before + 12);
    });
    await story.hears(person, /Tea House/, asked);
  });

  test('D-05: a refused edit comes later, and shows how things stand then', async () => {
    const { world, story } = flow;
    const { person, card, address } = await flow.buyer('Edited');
    world.telegram.mischief.next(to(person, 'editMessageMedia'), { kind: '429', retryAfter: 30 }, 2);
    world.kryptogo.wallet.paysShort(address, '1');
    await noted();
    world.kryptogo.wallet.paysExactly(address);
    await eventually(async () => {
      await world.pass(31 * SECOND_MS);
      expect(requestsTo(person, 'editMessageMedia').length).toBeGreaterThan(2);
    });
    await story.stands(person, card, 'paid');
  });
});

describe('nobody is there', () => {
  test('D-06: money of a member who has blocked the bot is booked, and /orders shows it after they are back', async () => {
    const { world, story, books, group } = flow;
    const { person, card, address } = await flow.buyer('Blocker');
    const before = Number((await books.of(group.id))['sales'] ?? 0);
    person.blocks();
    world.kryptogo.wallet.paysExactly(address);
    await eventually(async () =>
      expect(Number((await books.of(group.id))['sales'])).toBeCloseTo(before + 9.24),
    );
    await eventually(() =>
      expect(requestsTo(person, 'editMessageMedia', 'sendMessage').at(-1)?.status).toBe(403),
    );
    person.unblocks();
    const list = await story.hears(person, /Your latest orders/, person.says('/orders'));
    expect(list.words).toContain('→ paid');
    const [show = ''] = list.buttons;
    await story.presses(person, list, show);
    await story.hears(person, (one) => one.id > list.id && /Paid, thank you/.test(one.words));
    // The old one, which could not be edited, no longer says where to pay.
    await eventually(() => expect(card.words).not.toContain(address));
    expect(flow.alarms).toEqual([]);
  });

  test('D-06: a deactivated account does not keep the others from hearing', async () => {
    const { world, story } = flow;
    const gone = await flow.buyer('Gone');
    gone.person.deactivates();
    world.kryptogo.wallet.paysExactly(gone.address);
    const { person, card, address } = await flow.buyer('Still here');
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'paid');
    expect(flow.intentAt(gone.address).status).toBe('success');
  });
});

describe('Telegram is in trouble', () => {
  const troubles: readonly (readonly [string, MischiefAction])[] = [
    ['502', { kind: 'status', code: 502, description: 'Bad Gateway' }],
    ['a cut connection before', { kind: 'drop-before' }],
    ['an answer that is no JSON', { kind: 'garbage' }],
    ['a cut connection after it was sent', { kind: 'drop-after' }],
  ];

  test.each(troubles)(
    'D-07: %s: the card appears all the same, and later edits hit the card that counts',
    async (_, action) => {
      const { world, story } = flow;
      const person = await quietBuyer('Patient');
      world.telegram.mischief.next(to(person, 'sendPhoto'), action, 2);
      const tries = requestsTo(person, 'sendPhoto').length;
      const asked = person.says('/pay vip');
      for (let times = 1; times <= 2; times += 1) {
        await eventually(() => expect(requestsTo(person, 'sendPhoto').length).toBe(tries + times));
        await world.pass(6 * SECOND_MS);
      }
      await eventually(() =>
        expect(requestsTo(person, 'sendPhoto').at(-1)).toMatchObject({ status: 200, mischief: undefined }),
      );
      await story.hears(person, (one) => one.photo !== undefined, asked);
      const cards = person.chat.messages().filter((one) => one.id > asked.id && one.photo !== undefined);
      const last = cards.at(-1) ?? (() => expect.unreachable('there is no card'))();
      world.kryptogo.wallet.paysExactly(story.scans(last));
      await story.stands(person, last, 'paid');
      await world.pass(MINUTE_MS);
      expect(cards.slice(0, -1).map((one) => one.history.length)).toEqual(cards.slice(0, -1).map(() => 0));
    },
  );

  test('D-07: an edit whose answer is lost is not told twice', async () => {
    const { world, story } = flow;
    const { person, card, address } = await flow.buyer('Once');
    world.telegram.mischief.next(to(person, 'editMessageMedia'), { kind: 'drop-after' });
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'paid');
    await world.pass(3 * SECOND_MS);
    await story.hears(person, /is paid/);
    expect(person.chat.messages().filter((one) => /is paid/.test(one.words))).toHaveLength(1);
  });

  test('D-07: one chat that Telegram leaves hanging does not hold up the others', async () => {
    const { world, story } = flow;
    const slow = await quietBuyer('Slow');
    world.telegram.mischief.next(to(slow, 'sendPhoto', 'sendMessage'), { kind: 'delay', ms: 4_000 });
    slow.says('/pay vip');
    await eventually(() => expect(world.kryptogo.intents().at(-1)?.status).toBe('pending'));
    const started = performance.now();
    const { person, card, address } = await flow.buyer('Brisk');
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'paid');
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

describe('one card', () => {
  test('a card that its member has deleted is sent anew', async () => {
    const { world, story } = flow;
    const { person, card, address } = await flow.buyer('Tidy');
    person.deletes(card);
    world.kryptogo.wallet.paysExactly(address);
    const again = await story.hears(person, /Paid, thank you/);
    expect(again.id).not.toBe(card.id);
    await story.hears(person, /is paid/);
  });

  test('reads that bring nothing new change nothing in the chat', async () => {
    const { world, story } = flow;
    const { person, card, address } = await flow.buyer('Still');
    const { id, callbackUrl = '' } = flow.intentAt(address);
    for (let times = 1; times <= 4; times += 1) {
      const body = { payment_intent_id: id, status: 'pending', times };
      await world.kryptogo.forgeCallback({ url: callbackUrl, body });
      await eventually(() => expect(flow.readsOf(id).length).toBeGreaterThanOrEqual(times));
      await world.pass(3 * SECOND_MS);
    }
    await story.presses(person, card, /Check now/);
    expect(card.history).toEqual([]);
    expect(requestsTo(person, 'editMessageMedia', 'editMessageCaption')).toEqual([]);
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'paid');
    const edits = requestsTo(person, 'editMessageMedia', 'editMessageCaption').length;
    await world.kryptogo.repeatCallback(id);
    await world.pass(3 * SECOND_MS);
    await story.hears(person, /Tea House/, person.says('/balance'));
    expect(edits).toBe(1);
    expect(requestsTo(person, 'editMessageMedia', 'editMessageCaption')).toHaveLength(1);
  });

  test('the QR with the amount is another picture in the same message, and a payment by it counts', async () => {
    const { world, story } = flow;
    const { person, card, address } = await flow.buyer('Scanner');
    await story.presses(person, card, /QR with amount/);
    await eventually(() => expect(story.scans(card)).toMatch(/^ethereum:/));
    world.kryptogo.wallet.scansAndPays(story.scans(card));
    await story.stands(person, card, 'paid');
    expect(flow.intentAt(address).received).toBe('9.24');
  });
});

test('S1: at the end the books are what KryptoGO settled, and no vendor complains', () =>
  expectSoundEnd(flow));
