import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChannelView, MessageView } from '../simulators/discord/message-view.ts';
import type { PersonHandle } from '../simulators/discord/people.ts';
import type { ServerHandle } from '../simulators/discord/servers.ts';
import type { PersonHandle as TelegramPerson } from '../simulators/telegram/people.ts';
import type { DiscordStory } from '../support/discord-story.ts';
import { tellDiscordStory } from '../support/discord-story.ts';
import type { Flow } from '../support/flow.ts';
import { eventually, expectSoundEnd, startFlow } from '../support/flow.ts';
import { PATIENCE_MS } from '../support/story.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Of the operator, and of the member. */
const OPERATORS_OWN = '0x52908400098527886E0F7030069857D2E4169EE7';
const MEMBERS_OWN = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const MEMBERS_OWN_IN_GROUPS = '0x 5aAe b605 3F3E 94C9 b9A0 9f33 6694 35E7 Ef1B eAed';

let flow: Flow;
let story: DiscordStory;
let server: ServerHandle;
let hall: ChannelView;
/** Where approvers decide. */
let den: ChannelView;
let olga: PersonHandle;
/** An approver on Discord, and one on Telegram. */
let quinn: PersonHandle;
let pia: TelegramPerson;
let mia: PersonHandle;
let noa: PersonHandle;

beforeAll(async () => {
  flow = await startFlow({ discord: true, kryptogo: { pendingCallbacks: false } });
  const { discord, olgaOnDiscord } = flow.world;
  story = tellDiscordStory(flow.world);
  olga = olgaOnDiscord;
  [quinn, mia, noa] = ['Quinn', 'Mia', 'Noa'].map((name) => discord.people.create({ name })) as [
    PersonHandle,
    PersonHandle,
    PersonHandle,
  ];
  const members = [olga, quinn, mia, noa];
  server = discord.servers.create({ name: 'Tea House', owner: olga, members });
  hall = server.channel();
  den = server.addsChannel('den', [olga, quinn]);
  pia = flow.joins('Pia');
  pia.starts();
  await story.asks(olga, hall, '/till join', { community: 'Tea House' });
});
afterAll(() => flow.close());

const tills = async (command: string, options = {}, channel = hall) =>
  (await story.asks(olga, channel, `/till ${command}`, options)).words;

/** Asks for money by form, and confirms the preview. Gives the answer that only the member sees. */
async function withdraws(amount: string): Promise<MessageView> {
  const modal = await mia.uses(hall, '/withdraw').modal(PATIENCE_MS);
  const sent = mia.submits(modal, { address: MEMBERS_OWN, amount });
  const preview = await sent.answered(PATIENCE_MS);
  expect(preview.words).toContain(MEMBERS_OWN_IN_GROUPS);
  await story.presses(mia, preview, /^✅ Yes/);
  return story.hears(mia, hall, (one) => one.id === preview.id && one.buttons.length === 1);
}

/** The card that follows it in private, and the one that approvers see. */
const codeOf = (card: MessageView) => /\b[0-9A-HJKMNP-TV-Z]{5}\b/.exec(card.words)?.[0] ?? 'no code';
const cardIn = (person: PersonHandle, channel: ChannelView, code: string) =>
  story.hears(person, channel, ({ words, buttons }) => words.includes(code) && buttons.length > 0);

describe('setting it up', () => {
  test('an operator names approvers of both platforms, and a channel that only they see', async () => {
    expect(await tills('approver add', { name: 'Quinn', user: quinn })).toContain('Quinn');
    expect(await tills('approver add', { name: 'Pia', telegram: String(pia.id) })).toContain('Pia');
    expect(await tills('approvals here')).toContain('@everyone');
    expect(await tills('approvals here', {}, den)).not.toContain('@everyone');
  });

  test('withdrawals begin when a canary of the owner’s money has arrived', async () => {
    flow.world.kryptogo.setTreasury('50');
    expect(await tills('treasury fund', { amount: '50' })).toContain('50 USDT');
    await tills('canary', { address: OPERATORS_OWN });
    const card = await story.hears(olga, olga.dm, ({ buttons }) =>
      buttons.some((one) => /Exactly/.test(one)),
    );
    expect(flow.world.kryptogo.transfers).toMatchObject([{ amount: '0.01', to: OPERATORS_OWN }]);
    await story.presses(olga, card, /Exactly this arrived/);
    await story.hears(olga, olga.dm, ({ id, words }) => id === card.id && /exactly this arrived/.test(words));
  });
});

describe('a member’s money', () => {
  test('600 USDT go out when an approver on Discord and one on Telegram agree', async () => {
    const { world } = flow;
    const paid = await story.pays(mia, hall, { amount: '25000', currency: 'TWD' });
    world.kryptogo.wallet.paysExactly(story.scans(paid));
    await story.stands(mia, paid, 'credited');

    const answer = await withdraws('600');
    const code = codeOf(answer);
    const own = await cardIn(mia, mia.dm, code);
    const card = await cardIn(quinn, den, code);
    for (const fact of ['600 USDT', MEMBERS_OWN_IN_GROUPS, 'Mia', mia.id]) expect(card.words).toContain(fact);
    const approved = await story.presses(quinn, card, /Approve/);
    await story.reads(quinn, approved, '1 of 2');
    expect(approved.messages[0]?.isEphemeral).toBe(true);

    const asked = pia.says('/withdrawals');
    const onTelegram = await flow.story.hears(
      pia,
      ({ buttons }) => buttons.some((one) => /Approve/.test(one)),
      asked,
    );
    expect(await flow.story.presses(pia, onTelegram, /Approve/)).toContain('Approved');
    await story.hears(quinn, den, ({ id, words }) => id === card.id && words.includes('Pia'));

    // The address is new, and the amount is not small.
    await world.pass(DAY_MS + MINUTE_MS);
    const sent = await story.hears(
      mia,
      mia.dm,
      ({ id, controls }) => id === own.id && controls.some(({ kind }) => kind === 'link'),
    );
    const [, transfer] = world.kryptogo.transfers;
    expect(world.kryptogo.transfers).toHaveLength(2);
    expect(transfer).toMatchObject({ amount: '600.00', to: MEMBERS_OWN });
    expect(sent.words).toContain(transfer?.txHash);
    await story.hears(
      quinn,
      den,
      ({ id, words }) => id === card.id && words.includes(String(transfer?.txHash)),
    );
  });

  test('a rejected one comes back, with the reason that was typed', async () => {
    const before = await story.balanceOf(mia, 'Tea House');
    const answer = await withdraws('50');
    const card = await cardIn(quinn, den, codeOf(answer));
    const modal = await quinn.presses(card, /Reject/).modal(PATIENCE_MS);
    const sent = quinn.submits(modal, { reason: 'please ask me first' });
    await sent.answered(PATIENCE_MS);
    await story.hears(mia, mia.dm, /please ask me first/);
    await story.hears(quinn, den, ({ id, buttons }) => id === card.id && buttons.length === 0);
    expect(await story.balanceOf(mia, 'Tea House')).toBe(before);
    expect(flow.world.kryptogo.transfers).toHaveLength(2);
  });

  test('nobody else has seen any of it', () => {
    expect(noa.sees(hall)).toEqual([]);
    expect(mia.sees(hall).every(({ isEphemeral }) => isEphemeral)).toBe(true);
  });

  test('the books agree with what KryptoGO holds', async () => {
    await eventually(() => expect(flow.alarms).toEqual([]));
    await expectSoundEnd(flow);
  });
});
