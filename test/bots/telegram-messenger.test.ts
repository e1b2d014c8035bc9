import { afterEach, beforeEach, expect, test } from 'vitest';
import { paymentCard } from '../../bots/shared/payment-card.ts';
import { drawPicture } from '../../bots/shared/pictures.ts';
import type { MessageRef, Saying } from '../../src/ports/chat-messenger.ts';
import { ADDRESS, changesByStatus, createView, QUOTE } from './payment-views.ts';
import type { TelegramStage } from './telegram-stage.ts';
import { createTelegramStage, TOKEN } from './telegram-stage.ts';

let stage: TelegramStage;

beforeEach(async () => {
  stage = await createTelegramStage();
  stage.ana.starts();
});

afterEach(async () => {
  expect(stage.sim.faults).toEqual([]);
  await stage.sim.stop();
});

const waiting = createView();
const paid = createView(changesByStatus.paid);
const card = (view = waiting, previous: MessageRef | null = null): Saying => ({
  kind: 'payment_card',
  view,
  previous,
});

async function sendCard(): Promise<MessageRef> {
  const outcome = await stage.deliver(card(), stage.ana);
  if (outcome.kind !== 'delivered' || outcome.ref === null) throw new Error(JSON.stringify(outcome));
  return outcome.ref;
}

const edits = () => stage.sim.requests.filter((request) => request.method.startsWith('edit')).length;

test('a card is one photo with its words, its countdown and its buttons', async () => {
  await sendCard();
  const sent = stage.ana.chat.lastFromBot();
  expect(sent?.photo).toEqual(new Uint8Array(drawPicture(paymentCard(waiting, 'en').picture)));
  expect(sent?.marked('code')).toEqual(['9.23', ADDRESS]);
  expect(sent?.marked('bold')).toEqual(['💳 Pay 9.23 USDT on Arbitrum One']);
  const countdown = sent?.entities.find((entity) => entity.type === 'date_time');
  expect(countdown).toMatchObject({ unix_time: QUOTE.deadline / 1_000, date_time_format: 'r' });
  const copied = sent?.keyboard.flat().flatMap((button) => button.copy_text?.text ?? []);
  expect(copied).toEqual([ADDRESS, '9.23']);
});

test('the same message turns into a receipt without any address', async () => {
  const ref = await sendCard();
  expect(await stage.deliver(card(paid, ref), stage.ana)).toMatchObject({ kind: 'delivered' });
  const shown = stage.ana.chat.messages().filter((message) => message.fromBot);
  expect(shown).toHaveLength(1);
  expect(shown[0]?.caption).toContain('Paid, thank you!');
  expect(JSON.stringify(shown[0]?.raw)).not.toContain(ADDRESS);
  expect(shown[0]?.photo).toEqual(new Uint8Array(drawPicture({ kind: 'status', symbol: 'tick' })));
});

test('D-07: equal content is no call, changed words are one edit of the caption', async () => {
  const ref = await sendCard();
  expect(await stage.deliver(card(waiting, ref), stage.ana)).toEqual({ kind: 'delivered', ref });
  expect(edits()).toBe(0);
  const renamed = createView({ communityName: 'Day Market' });
  await stage.deliver(card(renamed, ref), stage.ana);
  expect(stage.sim.calls('editMessageCaption')).toHaveLength(1);
  expect(stage.ana.chat.lastFromBot()?.caption).toContain('Day Market');
});

test('D-07: an edit whose answer was lost is done once, and its repeat counts as delivered', async () => {
  const ref = await sendCard();
  stage.sim.mischief.next('editMessageMedia', { kind: 'drop-after' });
  expect(await stage.deliver(card(paid, ref), stage.ana)).toMatchObject({ kind: 'later', afterMs: null });
  const again = await stage.deliver(card(paid, ref), stage.ana);
  expect(again).toMatchObject({ kind: 'delivered' });
  const newRef = again.kind === 'delivered' ? again.ref : null;
  const editsSoFar = edits();
  expect(await stage.deliver(card(paid, newRef), stage.ana)).toMatchObject({ kind: 'delivered' });
  expect(edits()).toBe(editsSoFar);
});

test('D-05: told to slow down, it says for how long and does not call again by itself', async () => {
  stage.sim.mischief.next('sendPhoto', { kind: '429', retryAfter: 7 });
  expect(await stage.deliver(card(), stage.ana)).toMatchObject({ kind: 'later', afterMs: 7_000 });
  expect(stage.sim.calls('sendPhoto')).toHaveLength(1);
});

test.each([
  { kind: 'status', code: 502, description: 'Bad Gateway' },
  { kind: 'status', code: 401, description: 'Unauthorized' },
  { kind: 'drop-before' },
  { kind: 'drop-after' },
  { kind: 'garbage' },
] as const)('D-07: after $kind it is for later, and no token is in the reason', async (action) => {
  stage.sim.mischief.next('sendPhoto', action);
  const outcome = await stage.deliver(card(), stage.ana);
  expect(outcome).toMatchObject({ kind: 'later', afterMs: null });
  expect(JSON.stringify(outcome)).not.toContain(TOKEN);
});

test('D-06: whoever blocked the bot, is gone, or never began is unreachable', async () => {
  stage.ana.blocks();
  expect(await stage.deliver(card(), stage.ana)).toMatchObject({ kind: 'unreachable' });
  stage.ana.deactivates();
  expect(await stage.deliver(card(), stage.ana)).toMatchObject({ kind: 'unreachable' });
  expect(await stage.deliver(card(), { id: 999 })).toMatchObject({ kind: 'unreachable' });
});

test('a card that its member deleted is gone, so that it can be sent anew', async () => {
  const ref = await sendCard();
  const sent = stage.ana.chat.lastFromBot();
  if (sent) stage.ana.deletes(sent);
  expect(await stage.deliver(card(paid, ref), stage.ana)).toEqual({ kind: 'message_gone' });
  expect(await stage.deliver(card(paid, null), stage.ana)).toMatchObject({ kind: 'delivered' });
});

test('news come as a short message in reply to the card, also when the card is gone', async () => {
  const ref = await sendCard();
  const [sent] = stage.ana.chat.messages().filter((message) => message.fromBot);
  const news: Saying = { kind: 'payment_news', view: paid, news: 'paid', card: ref };
  expect(await stage.deliver(news, stage.ana)).toEqual({ kind: 'delivered', ref: null });
  expect(stage.ana.chat.lastFromBot()).toMatchObject({ replyTo: sent?.id });
  expect(stage.ana.chat.lastFromBot()?.words).toContain('Order 7F3KD is paid');
  if (sent) stage.ana.deletes(sent);
  expect(await stage.deliver(news, stage.ana)).toEqual({ kind: 'delivered', ref: null });
});

test('H-07: names full of markup stay plain words', async () => {
  const itemName = '<b>x</b> *y* [z](tg://user?id=1)\nApproved ✅';
  const view = createView({ ...changesByStatus.paid, order: { ...changesByStatus.paid.order, itemName } });
  await stage.deliver(card(view), stage.ana);
  const sent = stage.ana.chat.lastFromBot();
  expect(sent?.caption).toContain('<b>x</b> *y* [z](tg://user?id=1) Approved ✅ (300 TWD)');
  expect(sent?.entities.map((entity) => entity.type).sort()).toEqual(['bold', 'code']);
});

test('D-08: a place with a new id is reported with it', async () => {
  const small = stage.sim.groups.create({ title: 'Small', type: 'group', members: [stage.ana], quiet: true });
  const grown = small.upgrade();
  const alarm: Saying = { kind: 'alarm', code: 'books_disagree', reference: 'day', detail: 'L3' };
  expect(await stage.deliver(alarm, small)).toEqual({ kind: 'moved', placeId: String(grown.id) });
  expect(await stage.deliver(alarm, grown)).toEqual({ kind: 'delivered', ref: null });
  expect(grown.lastFromBot()?.words).toContain('The books do not agree');
});

test('leaving a place is done once, and once more is no trouble', async () => {
  const away: Saying = { kind: 'leave_place' };
  expect(await stage.deliver(away, stage.group)).toEqual({ kind: 'delivered', ref: null });
  expect(await stage.deliver(away, stage.group)).toEqual({ kind: 'delivered', ref: null });
});

test('D-16: a connection that fails says nothing of the token', async () => {
  await stage.sim.stop();
  const outcome = await stage.deliver(card(), stage.ana);
  expect(outcome).toMatchObject({ kind: 'later' });
  expect(JSON.stringify(outcome)).not.toContain('secret');
});

test('a reference that cannot be read is as good as none', async () => {
  expect(await stage.deliver(card(waiting, 'nonsense'), stage.ana)).toMatchObject({ kind: 'delivered' });
  expect(stage.sim.calls('sendPhoto')).toHaveLength(1);
});
