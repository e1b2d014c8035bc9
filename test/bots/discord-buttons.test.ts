import { afterEach, beforeEach, expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/domain/time.ts';
import type { MessageView } from '../simulators/discord/message-view.ts';
import type { ButtonChoice } from '../simulators/discord/find-control.ts';
import type { DiscordStage } from './discord-stage.ts';
import { createDiscordStage, placeOf, TOKEN } from './discord-stage.ts';
import { ADDRESS, changesByStatus, createView } from './payment-views.ts';

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

async function presses(button: ButtonChoice, message = card) {
  const press = stage.ana.presses(message, button);
  await press.acknowledged();
  await stage.handled();
  return press;
}

function becomes(change: Parameters<typeof createView>[0]): void {
  const payment = stage.core.payments.get(orderId);
  if (payment) payment.view = createView({ ...change, order: { ...payment.view.order, ...change?.order } });
}

/** What was said beside the card. */
const beside = () => stage.ana.seesLast(stage.server.channel());

test('check now says what is known, beside the card and to its buyer alone', async () => {
  const press = await presses(/Check now/);
  expect(press.acknowledgement).toMatchObject({ type: 6 });
  expect(beside()?.words).toBe(
    'Asking KryptoGO. So far: waiting for your payment. The card changes by itself.',
  );
  expect(beside()?.isEphemeral).toBe(true);
  expect(card.words).toContain('Pay 9.23 USDT');
});

test('the QR with the amount comes onto the same card, and goes again', async () => {
  const plain = card.files[0]?.bytes;
  await presses(/QR with amount/);
  expect(card.files[0]?.bytes).not.toEqual(plain);
  expect(card.words).toContain('check that the recipient is');
  await presses(/QR of the address only/);
  expect(card.files[0]?.bytes).toEqual(plain);
  expect(stage.ana.sees(stage.server.channel())).toHaveLength(1);
});

test('a QR asked for when all is over brings no address back', async () => {
  becomes(changesByStatus.credited);
  await presses(/QR with amount/);
  expect(card.words).toContain('In your balance');
  expect(JSON.stringify(card.raw)).not.toContain(ADDRESS);
});

test('E-03: each press renews the leave to edit the card', async () => {
  stage.advance(10 * MINUTE_MS);
  await presses(/Check now/);
  expect(placeOf(stage, orderId)).toMatchObject({ kind: 'token', issuedAt: stage.now(), message: card.id });
  stage.advance(13 * MINUTE_MS);
  becomes(changesByStatus.paid);
  await stage.showCard(orderId, stage.ana);
  expect(card.words).toContain('Paid, thank you!');
  expect(stage.ana.sees(stage.ana.dm)).toEqual([]);
});

test('an old message of a card that has moved acts, says so, and takes nothing back', async () => {
  const old = { ...stage.core.payments.get(orderId) };
  stage.advance(13.6 * MINUTE_MS);
  stage.sim.mischief.next('PATCH /v10/none', { kind: 'drop-before' });
  await stage.showCard(orderId, stage.ana);
  const moved = placeOf(stage, orderId);
  expect(moved).toMatchObject({ kind: 'message' });
  expect(old.card).not.toBeNull();
  const press = stage.ana.forgesPress(card, `cancel:${orderId}`);
  await press.acknowledged();
  await stage.handled();
  expect(stage.core.calls).toContain('cancelOrder');
  expect(card.words).toContain('has moved to our direct messages');
  expect(placeOf(stage, orderId)).toEqual(moved);
});

test('a card in direct messages is pressed in place', async () => {
  stage.advance(13.6 * MINUTE_MS);
  await stage.showCard(orderId, stage.ana);
  const inPrivate = stage.ana.seesLast(stage.ana.dm);
  if (!inPrivate) throw new Error('no card');
  const moved = placeOf(stage, orderId);
  await presses(/QR with amount/, inPrivate);
  expect(inPrivate.words).toContain('check that the recipient is');
  expect(placeOf(stage, orderId)).toEqual(moved);
});

test('cancel and fresh quote ask the core; a refusal is said beside the card', async () => {
  await presses(/Cancel/);
  becomes(changesByStatus.expired);
  await stage.showCard(orderId, stage.ana);
  await presses(/Fresh quote/);
  expect(stage.core.calls).toEqual(expect.arrayContaining(['cancelOrder', 'requestFreshQuote']));
  Object.assign(stage.core, {
    requestFreshQuote: () => Promise.resolve({ refusal: 'too_many_quotes', facts: { code: '7F3K0' } }),
  });
  await presses(/Fresh quote/);
  expect(beside()?.words).toContain('has had many quotes');
});

test("E-14: somebody else's order is out of reach, whatever the button carries", async () => {
  const own = await stage.ben.uses(stage.server.channel(), '/說明').answered();
  for (const verb of ['check', 'cancel', 'fresh', 'pay_balance', 'amount_qr', 'show']) {
    const press = stage.ben.forgesPress(own, `${verb}:${orderId}`);
    await press.acknowledged();
    await stage.handled();
    expect(stage.ben.seesLast(stage.server.channel())?.words).toContain('找不到這一筆');
  }
  expect(placeOf(stage, orderId)).toMatchObject({ message: card.id });
});

test.each(['x', 'check', 'pay:1', 'language:fr', 'transfer:all', `check:${'a'.repeat(58)}`])(
  'E-14: a button with %j is answered politely and does nothing',
  async (data) => {
    const calls = stage.core.calls.length;
    const press = stage.ana.forgesPress(card, data);
    expect((await press.answered()).words).toContain('out of date');
    expect(stage.core.calls.length).toBe(calls);
  },
);

test('E-02: a press that comes too late to be answered still takes effect', async () => {
  stage.sim.mischief.next('callback', { kind: 'late', ms: 3_100 }, 2);
  stage.ana.presses(card, /Cancel/);
  await expect.poll(() => stage.core.calls, { timeout: 8_000 }).toContain('cancelOrder');
  await stage.handled();
}, 15_000);

test('told to slow down for long while answering, the interaction is for later, with the time', async () => {
  const route = ({ path }: { path: string }) => path.includes('/messages/');
  stage.sim.mischief.next(route, { kind: '429', retryAfter: 45 });
  stage.ana.uses(stage.server.channel(), '/balance');
  await expect.poll(() => stage.problems).toHaveLength(1);
  expect(stage.problems.pop()).toMatchObject({ name: 'RetryLater' });
  await stage.bot.handleInteraction(stage.stored.at(-1));
});

test.each([{ kind: 'drop-before' }, { kind: 'status', code: 502 }] as const)(
  'E-09: after $kind the interaction is for later, without a token in the error',
  async (action) => {
    stage.sim.mischief.next(({ path }) => path.includes('/messages/'), action);
    const asked = stage.ana.uses(stage.server.channel(), '/balance');
    await expect.poll(() => stage.problems).toHaveLength(1);
    const error = stage.problems.pop();
    const told = JSON.stringify(error, Object.getOwnPropertyNames(error));
    expect(told).not.toContain(TOKEN);
    expect(told).not.toContain(asked.token);
    await stage.bot.handleInteraction(stage.stored.at(-1));
    expect(asked.message?.words).toContain('Your balance');
  },
);
