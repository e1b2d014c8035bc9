import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MischiefAction, RequestSeen } from '../simulators/discord/mischief.ts';
import type { PersonHandle } from '../simulators/discord/people.ts';
import type { DiscordFlow } from '../support/discord-flow.ts';
import { SHOP, startDiscordFlow } from '../support/discord-flow.ts';
import { eventually, expectSoundEnd } from '../support/flow.ts';
import { PATIENCE_MS } from '../support/story.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
/** From this age of its token on, a card that still waits moves into private. */
const MOVES_AFTER_MS = 13.6 * MINUTE_MS;

let stage: DiscordFlow;

beforeAll(async () => {
  stage = await startDiscordFlow();
});
afterAll(() => stage.flow.close());

/** Messages that are sent to this person in private. */
const toPrivate =
  (person: PersonHandle) =>
  ({ name, params }: RequestSeen) =>
    name === 'createMessage' && params['channel_id'] === person.dm.id;

const sentTo = (person: PersonHandle) => stage.discord.requests.filter(toPrivate(person));

describe('Discord in trouble', () => {
  const limits: readonly (readonly [string, MischiefAction])[] = [
    ['of one route', { kind: '429', retryAfter: 1.5, scope: 'user' }],
    ['shared with others', { kind: '429', retryAfter: 1.5, scope: 'shared' }],
  ];
  test.each(limits)(
    'E-08: with a limit %s, card and answers come later, and none is lost',
    async (_, action) => {
      const { story, world, discord, hall } = stage;
      const { person, card, address } = await stage.buyer('Throttled');
      discord.mischief.next('editOriginal', action);
      world.kryptogo.wallet.paysExactly(address);
      await eventually(async () => {
        await world.pass(SECOND_MS);
        expect(card.words).toContain('Paid, thank you');
      });
      await story.hears(person, hall, /is paid: VIP role/);
      discord.mischief.next('editOriginal', action);
      const asked = person.uses(hall, '/balance');
      await eventually(async () => {
        await world.pass(SECOND_MS);
        expect(asked.message?.words).toContain(SHOP);
      });
    },
  );

  test('E-08: while Discord takes nothing more that carries our token, commands are acknowledged all the same', async () => {
    const { world, discord, hall } = stage;
    const { person, card, address } = await stage.buyer('Patient');
    discord.mischief.next('editOriginal', { kind: '429', retryAfter: 2.5, scope: 'global' });
    world.kryptogo.wallet.paysExactly(address);
    await eventually(() => expect(discord.requests.some(({ status }) => status === 429)).toBe(true));
    const asked = person.uses(hall, '/balance');
    await asked.acknowledged(PATIENCE_MS);
    await eventually(async () => {
      await world.pass(SECOND_MS);
      expect(asked.message?.words).toContain(SHOP);
      expect(card.words).toContain('Paid, thank you');
    });
  });

  const troubles: readonly (readonly [string, MischiefAction])[] = [
    ['a 502 after it was made', { kind: 'status-after', code: 502 }],
    ['a cut line after it was made', { kind: 'drop-after' }],
    ['a 500 before', { kind: 'status', code: 500 }],
    ['an answer that is no JSON', { kind: 'garbage' }],
  ];
  test.each(troubles)(
    'E-09: %s: there is one card in private, and it becomes the receipt',
    async (_, action) => {
      const { story, world, discord } = stage;
      const { person, address } = await stage.buyer('Patient');
      discord.mischief.next(toPrivate(person), action);
      await world.pass(MOVES_AFTER_MS);
      await eventually(() => expect(sentTo(person)).toHaveLength(1));
      await eventually(async () => {
        await world.pass(2 * SECOND_MS);
        expect(sentTo(person)).toHaveLength(2);
      });
      const card = await story.findsInPrivate(person);
      world.kryptogo.wallet.paysExactly(address);
      await story.stands(person, card, 'paid');
      await story.hears(person, person.dm, /is paid: VIP role/);
      expect(person.sees(person.dm)).toHaveLength(2);
    },
  );

  test('E-09: an edit whose answer is lost shows the receipt, and the news comes once', async () => {
    const { story, world, discord, hall } = stage;
    const { person, card, address } = await stage.buyer('Once');
    discord.mischief.next('editOriginal', { kind: 'drop-after' });
    world.kryptogo.wallet.paysExactly(address);
    await story.stands(person, card, 'paid');
    await world.pass(3 * SECOND_MS);
    await story.hears(person, hall, /is paid: VIP role/);
    expect(person.sees(hall).filter(({ words }) => /is paid/.test(words))).toHaveLength(1);
  });
});

test('S1: at the end the books are what KryptoGO settled, and neither vendor complains', () =>
  expectSoundEnd(stage.flow, { groups: [stage.flow.group, stage.server] }));

test('E-08: a busy evening under Discord’s own limits is late at the worst', async () => {
  const busy = await startDiscordFlow({ limits: true });
  try {
    const customers = await Promise.all(
      ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven'].map((name) => busy.buyer(name)),
    );
    for (const { address } of customers) busy.world.kryptogo.wallet.paysExactly(address);
    for (const { person, card } of customers) {
      await busy.story.stands(person, card, 'paid');
      await busy.story.hears(person, busy.hall, /is paid: VIP role/);
    }
    await expectSoundEnd(busy.flow, { groups: [busy.flow.group, busy.server] });
  } finally {
    await busy.flow.close();
  }
}, 60_000);
