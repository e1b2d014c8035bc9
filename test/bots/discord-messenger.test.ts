import { afterEach, beforeEach, expect, test } from 'vitest';
import { readRef } from '../../bots/discord/discord-ref.ts';
import { paymentCard } from '../../bots/shared/payment-card.ts';
import { drawPicture } from '../../bots/shared/pictures.ts';
import { MINUTE_MS } from '../../src/domain/time.ts';
import type { MessageRef, Saying } from '../../src/ports/chat-messenger.ts';
import type { MessageView } from '../simulators/discord/message-view.ts';
import type { DiscordStage } from './discord-stage.ts';
import { createDiscordStage, placeOf, TOKEN } from './discord-stage.ts';
import { ADDRESS, changesByStatus, createView, QUOTE } from './payment-views.ts';

let stage: DiscordStage;
let orderId: string;
let card: MessageView;

beforeEach(async () => {
  stage = await createDiscordStage();
  ({ orderId, card } = await stage.pays(stage.ana, { amount: '300', currency: 'TWD' }));
});

afterEach(async () => {
  expect(stage.problems).toEqual([]);
  expect(stage.sim.faults).toEqual([]);
  await stage.stop();
});

const waiting = createView();
const paid = createView(changesByStatus.paid);
const cardOf = (view = waiting, previous: MessageRef | null = null): Saying => ({
  kind: 'payment_card',
  view,
  previous,
});
const calls = (name: string) => stage.sim.calls(name).length;
const kept = () => stage.core.payments.get(orderId)?.card ?? null;

function becomes(change: Parameters<typeof createView>[0]): void {
  const payment = stage.core.payments.get(orderId);
  if (payment) payment.view = createView({ ...change, order: { ...payment.view.order, ...change?.order } });
}

/** Lets time pass and has the outbox look again. */
async function laterThan(ms: number) {
  stage.advance(ms);
  return stage.showCard(orderId, stage.ana);
}

test('a card is words, values to copy in blocks, a countdown, a picture and buttons', () => {
  expect(card.files[0]?.bytes).toEqual(new Uint8Array(drawPicture(paymentCard(waiting, 'en').picture)));
  expect(card.content).toContain('**💳 Pay 9\\.23 USDT'.replace('\\', ''));
  expect(card.content).toContain(`\`\`\`\n${ADDRESS}\n\`\`\``);
  expect(card.content).toContain('```\n9.23\n```');
  expect(card.content).toContain(`<t:${QUOTE.deadline / 1_000}:R>`);
  expect(card.buttons).toEqual(['🔄 Check now', 'QR with amount', 'Cancel']);
});

test('the same message turns into a receipt without any address', async () => {
  becomes(changesByStatus.paid);
  expect(await stage.showCard(orderId, stage.ana)).not.toHaveProperty('lookAgainAt');
  expect(card.words).toContain('Paid, thank you!');
  expect(JSON.stringify(card.raw)).not.toContain(ADDRESS);
  expect(card.files).toHaveLength(1);
  expect(card.files[0]?.bytes).toEqual(new Uint8Array(drawPicture({ kind: 'status', symbol: 'tick' })));
});

test('equal content is no call, and changed words keep the picture', async () => {
  const before = stage.sim.requests.length;
  await stage.showCard(orderId, stage.ana);
  expect(stage.sim.requests).toHaveLength(before);
  const payment = stage.core.payments.get(orderId);
  if (payment) payment.view = { ...payment.view, communityName: 'Day Market' };
  await stage.showCard(orderId, stage.ana);
  expect(card.words).toContain('Day Market');
  expect(card.files).toHaveLength(1);
});

test('E-03: a card that waits asks to be looked at before its token ends, and then moves into private', async () => {
  const first = await laterThan(MINUTE_MS);
  expect(first).toMatchObject({ kind: 'delivered', lookAgainAt: stage.now() + 12.5 * MINUTE_MS });
  await laterThan(12.5 * MINUTE_MS);
  expect(stage.ana.seesLast(stage.ana.dm)?.words).toContain('Pay 9.23 USDT');
  expect(card.words).toContain('has moved to our direct messages');
  expect(JSON.stringify(card.raw)).not.toContain(ADDRESS);
  becomes(changesByStatus.paid);
  await laterThan(60 * MINUTE_MS);
  const shown = stage.ana.sees(stage.ana.dm);
  expect(shown.map(({ words }) => words)).toEqual([expect.stringContaining('Paid, thank you!')]);
});

test('E-03: when the token has ended unseen, the card comes into private', async () => {
  becomes(changesByStatus.paid);
  expect(await laterThan(20 * MINUTE_MS)).toMatchObject({ kind: 'delivered' });
  expect(stage.ana.seesLast(stage.ana.dm)?.words).toContain('Paid, thank you!');
});

test('E-03: a receipt that nothing has changed about stays where it is', async () => {
  becomes(changesByStatus.paid);
  await stage.showCard(orderId, stage.ana);
  const before = stage.sim.requests.length;
  await laterThan(20 * MINUTE_MS);
  expect(stage.sim.requests).toHaveLength(before);
});

test('E-10: where direct messages are closed, a button in the channel leads to the card', async () => {
  stage.ana.closesDms();
  expect(await laterThan(13.6 * MINUTE_MS)).toMatchObject({ kind: 'delivered' });
  const knock = stage.ben.seesLast(stage.server.channel());
  expect(knock?.words).toContain('Only its buyer can open it');
  expect(JSON.stringify(knock?.raw)).not.toMatch(/9\.23|300|0x|USDT/);
  expect(JSON.stringify(card.raw)).not.toContain(ADDRESS);
  expect(card.buttons).toEqual(['Show my card']);
  if (!knock) return;
  const press = stage.ana.presses(knock, 'Show my card');
  expect(await press.acknowledged()).toMatchObject({ type: 5, ephemeral: true });
  await stage.handled();
  expect(await stage.showCard(orderId, stage.ana)).toMatchObject({
    lookAgainAt: stage.now() + 13.5 * MINUTE_MS,
  });
  expect(press.message?.words).toContain('Pay 9.23 USDT');
  expect(placeOf(stage, orderId)).toMatchObject({ kind: 'token', message: press.message?.id });
  const [previous = ''] = stage.core.retired;
  await stage.deliver({ kind: 'card_moved', view: waiting, previous }, stage.ana);
  expect(knock.deleted).toBe(true);
});

test('E-14: somebody else who presses that button learns nothing', async () => {
  stage.ana.closesDms();
  await laterThan(13.6 * MINUTE_MS);
  const knock = stage.ben.seesLast(stage.server.channel());
  const press = knock && stage.ben.presses(knock, 'Show my card');
  const answer = await press?.answered();
  expect(answer).toMatchObject({ isEphemeral: true });
  expect(answer?.words).toContain('找不到這一筆');
  expect(placeOf(stage, orderId)).toMatchObject({ kind: 'knock' });
});

test('E-10: with direct messages and the channel closed, nobody is there to be told', async () => {
  stage.ana.closesDms();
  stage.server.takesPermission('sendMessages');
  expect(await laterThan(13.6 * MINUTE_MS)).toMatchObject({ kind: 'delivered' });
  expect(JSON.stringify(card.raw)).not.toContain(ADDRESS);
  expect(card.buttons).toEqual(['Show my card']);
  expect(await laterThan(20 * MINUTE_MS)).toMatchObject({ kind: 'unreachable' });
});

test('E-10: a server that has thrown us out can be left once more, and its member is told in private', async () => {
  const away = { platform: 'discord', kind: 'place', id: stage.server.id } as const;
  const leave: Saying = { kind: 'leave_place' };
  expect(await stage.bot.messenger.deliver(leave, away, 'en')).toEqual({ kind: 'delivered', ref: null });
  expect(await stage.bot.messenger.deliver(leave, away, 'en')).toEqual({ kind: 'delivered', ref: null });
});

test('a card that its member dismissed is gone, so that it can be sent anew', async () => {
  stage.ana.dismisses(card);
  becomes(changesByStatus.paid);
  const outcome = await stage.showCard(orderId, stage.ana);
  if (outcome.kind === 'message_gone') await stage.deliver(cardOf(paid), stage.ana);
  const words = [card.words, stage.ana.seesLast(stage.ana.dm)?.words].join();
  expect(words).toContain('Paid, thank you!');
});

test('news come beside the card while its token lives, and in private later', async () => {
  const news = (): Saying => ({ kind: 'payment_news', view: paid, news: 'paid', card: kept() });
  expect(await stage.deliver(news(), stage.ana)).toEqual({ kind: 'delivered', ref: null });
  expect(stage.ana.seesLast(stage.server.channel())).toMatchObject({ isEphemeral: true });
  expect(stage.ana.seesLast(stage.server.channel())?.words).toContain('Order 7F3KD is paid');
  expect(stage.ben.sees(stage.server.channel())).toEqual([]);
  stage.advance(20 * MINUTE_MS);
  await stage.deliver(news(), stage.ana);
  expect(stage.ana.seesLast(stage.ana.dm)?.words).toContain('Order 7F3KD is paid');
});

test('E-09: a message whose answer was lost is not there twice after the next try', async () => {
  for (const action of [{ kind: 'drop-after' }, { kind: 'status-after', code: 502 }] as const) {
    stage.sim.mischief.next('createMessage', action);
    const before = stage.ana.sees(stage.ana.dm).length;
    expect(await stage.deliver(cardOf(), stage.ana)).toMatchObject({ kind: 'later', afterMs: null });
    stage.advance(1_000);
    expect(await stage.deliver(cardOf(), stage.ana)).toMatchObject({ kind: 'delivered' });
    expect(stage.ana.sees(stage.ana.dm)).toHaveLength(Math.max(before, 1));
  }
});

test('E-09: tried again with other words, the message of the first try is brought up to date', async () => {
  const send = (view = waiting) =>
    stage.bot.messenger.deliver(
      cardOf(view),
      { platform: 'discord', kind: 'account', id: stage.ana.id },
      'en',
      'row-7',
    );
  stage.sim.mischief.next('createMessage', { kind: 'drop-after' });
  await send();
  const outcome = await send(paid);
  const shown = stage.ana.sees(stage.ana.dm);
  expect(shown).toHaveLength(1);
  expect(shown[0]?.words).toContain('Paid, thank you!');
  expect(readRef(outcome.kind === 'delivered' ? outcome.ref : null)).toMatchObject({ message: shown[0]?.id });
});

test('E-08: told to slow down, it says for how long and does not call again by itself', async () => {
  stage.sim.mischief.next('createMessage', { kind: '429', retryAfter: 7 });
  const outcome = await stage.deliver(cardOf(), stage.ana);
  expect(outcome).toMatchObject({ kind: 'later' });
  expect(outcome.kind === 'later' ? outcome.afterMs : 0).toBeGreaterThanOrEqual(7_000);
  expect(calls('createMessage')).toBe(1);
});

test.each([
  { kind: 'status', code: 502 },
  { kind: 'status', code: 401 },
  { kind: 'drop-before' },
  { kind: 'drop-after' },
] as const)('E-09: after $kind it is for later, and no token is in the reason', async (action) => {
  stage.sim.mischief.next('createMessage', action);
  const outcome = await stage.deliver(cardOf(), stage.ana);
  expect(outcome).toMatchObject({ kind: 'later', afterMs: null });
  expect(JSON.stringify(outcome)).not.toContain(TOKEN);
  expect(await stage.deliver(cardOf(), stage.ana)).toMatchObject({ kind: 'delivered' });
});

test('E-10: a stranger, or one without a server in common, is unreachable', async () => {
  expect(await stage.deliver(cardOf(), { id: '999' })).toMatchObject({ kind: 'unreachable' });
  stage.ben.closesDms('no-mutual-servers');
  expect(await stage.deliver(cardOf(), stage.ben)).toMatchObject({ kind: 'unreachable' });
});

test('operators hear of alarms in private', async () => {
  await stage.deliver({ kind: 'alarm', code: 'books_disagree', reference: 'day', detail: 'L3' }, stage.ben);
  expect(stage.ben.seesLast(stage.ben.dm)?.words).toContain('The books do not agree');
});

test('a reference that cannot be read is as good as none', async () => {
  expect(await stage.deliver(cardOf(waiting, 'nonsense'), stage.ana)).toMatchObject({ kind: 'delivered' });
  expect(calls('createMessage')).toBe(1);
});

test('every card fits a message, whatever its names', async () => {
  const name = '*'.repeat(64);
  for (const [status, change] of Object.entries(changesByStatus)) {
    const view = createView({
      ...change,
      communityName: name,
      order: { ...change.order, kind: 'item', itemName: name },
    });
    const outcome = await stage.bot.messenger.deliver(
      cardOf(view),
      { platform: 'discord', kind: 'account', id: stage.ana.id },
      'en',
      status,
    );
    expect(outcome).toMatchObject({ kind: 'delivered' });
    expect(stage.ana.seesLast(stage.ana.dm)?.content).not.toMatch(/…$/);
  }
});
