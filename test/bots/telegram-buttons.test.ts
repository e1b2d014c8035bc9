import { afterEach, beforeEach, expect, test } from 'vitest';
import { RetryLater } from '../../src/domain/retry-later.ts';
import { MINUTE_MS } from '../../src/domain/time.ts';
import type { MessageView } from '../simulators/telegram/chat-view.ts';
import { ADDRESS, changesByStatus, createView } from './payment-views.ts';
import type { TelegramStage } from './telegram-stage.ts';
import { createTelegramStage, TOKEN } from './telegram-stage.ts';

let stage: TelegramStage;
let orderId: string;
let card: MessageView;

beforeEach(async () => {
  stage = await createTelegramStage();
  stage.ana.says(stage.group, '/pay 300 TWD');
  await stage.handleAll();
  const button = stage.group.lastFromBot();
  if (button) stage.ana.presses(button, /private/);
  await stage.handleAll();
  [orderId = ''] = stage.core.payments.keys();
  await stage.showCard(orderId, stage.ana);
  const shown = stage.ana.chat.lastFromBot();
  if (!shown) throw new Error('no card was shown');
  card = shown;
});

afterEach(async () => {
  expect(stage.sim.faults).toEqual([]);
  await stage.sim.stop();
});

async function presses(button: string | RegExp) {
  const press = stage.ana.presses(card, button);
  await stage.handleAll();
  return press.answered();
}

function becomes(change: Parameters<typeof createView>[0]): void {
  const payment = stage.core.payments.get(orderId);
  if (payment) payment.view = createView({ ...change, order: { ...payment.view.order, ...change?.order } });
}

test('check now says what is known, in a toast', async () => {
  const answer = await presses(/Check now/);
  expect(answer.text).toBe('Asking KryptoGO. So far: waiting for your payment. The card changes by itself.');
  expect(answer.alert).toBe(false);
  expect(stage.core.calls).toContain('checkNow');
});

test('the QR with the amount comes onto the same card, and goes again', async () => {
  const plain = card.photo;
  await presses(/QR with amount/);
  expect(card.photo).not.toEqual(plain);
  expect(card.caption).toContain('check that the recipient is');
  await presses(/QR of the address only/);
  expect(card.photo).toEqual(plain);
  expect(stage.ana.chat.messages().filter((message) => message.fromBot)).toHaveLength(1);
});

test('a QR asked for when all is over brings no address back', async () => {
  becomes(changesByStatus.credited);
  const answer = await presses(/QR with amount/);
  expect(answer.text).toContain('stands differently now');
  expect(card.caption).toContain('In your balance');
  expect(JSON.stringify(card.raw)).not.toContain(ADDRESS);
});

test('a payment that ends while its card is edited is shown as it ended', async () => {
  const { readPayment } = stage.core;
  let reads = 0;
  Object.assign(stage.core, {
    readPayment: (...args: Parameters<typeof readPayment>) => {
      reads += 1;
      if (reads === 3) becomes(changesByStatus.credited);
      return readPayment(...args);
    },
  });
  await presses(/QR with amount/);
  expect(card.caption).toContain('In your balance');
});

test('cancel, fresh quote and show again ask the core and say so', async () => {
  expect((await presses(/Cancel/)).text).toContain('Cancelled');
  becomes(changesByStatus.expired);
  await stage.showCard(orderId, stage.ana);
  expect((await presses(/Fresh quote/)).text).toContain('fresh quote');
  stage.ana.says('/orders');
  await stage.handleAll();
  const list = stage.ana.chat.lastFromBot();
  expect(list?.words).toContain('no payment seen yet');
  if (list) stage.ana.presses(list, /7F3K0/);
  await stage.handleAll();
  expect(stage.core.calls).toEqual(
    expect.arrayContaining(['cancelOrder', 'requestFreshQuote', 'showCardAgain']),
  );
});

test("D-12: somebody else's order is out of reach, whatever the button carries", async () => {
  stage.ben.starts();
  await stage.handleAll();
  const hello = stage.ben.chat.lastFromBot();
  if (!hello) throw new Error('no welcome');
  for (const verb of ['check', 'cancel', 'fresh', 'pay_balance', 'amount_qr', 'show']) {
    const press = stage.ben.forgesPress(hello, `${verb}:${orderId}`);
    await stage.handleAll();
    expect(await press.answered()).toMatchObject({
      text: expect.stringContaining('找不到這一筆') as string,
      alert: true,
    });
  }
  expect(stage.ben.chat.messages().filter((message) => message.fromBot)).toHaveLength(1);
});

test.each(['', 'x', 'check', 'pay:1', 'language:fr', 'payout:all', `check:${'a'.repeat(58)}`])(
  'D-12: a button with %j is answered politely and does nothing',
  async (data) => {
    const calls = stage.core.calls.length;
    const press = stage.ana.forgesPress(card, data);
    await stage.handleAll();
    expect((await press.answered()).text).toContain('out of date');
    expect(stage.core.calls.length).toBe(calls);
  },
);

test('D-15: a press forged in a group says nothing about money there', async () => {
  const inGroup = stage.group.lastFromBot();
  if (!inGroup) throw new Error('no button');
  const press = stage.ana.forgesPress(inGroup, `check:${orderId}`);
  await stage.handleAll();
  expect((await press.answered()).text).toContain('out of date');
});

test('the language is chosen with a button and holds from then on', async () => {
  stage.ana.says('/language');
  await stage.handleAll();
  const question = stage.ana.chat.lastFromBot();
  const press = question && stage.ana.presses(question, '繁體中文');
  await stage.handleAll();
  expect((await press?.answered())?.text).toBe('好的，之後都用中文。');
  stage.ana.says('/balance');
  await stage.handleAll();
  expect(stage.ana.chat.lastFromBot()?.words).toContain('你的餘額');
});

test('a press that waited too long is handled all the same', async () => {
  stage.ana.presses(card, /Cancel/);
  stage.advance(60 * MINUTE_MS);
  await stage.handleAll();
  expect(stage.core.calls).toContain('cancelOrder');
});

test('D-05: told to slow down for long while answering, the update is for later, with the time', async () => {
  stage.sim.mischief.next('sendMessage', { kind: '429', retryAfter: 45 });
  stage.ana.says('/balance');
  const failed = stage.handleAll();
  await expect(failed).rejects.toBeInstanceOf(RetryLater);
  await expect(failed).rejects.toMatchObject({ afterMs: 45_000 });
});

test('D-05: told to slow down for a moment while answering, the answer waits and is said once', async () => {
  stage.sim.mischief.next('sendMessage', { kind: '429', retryAfter: 1 });
  stage.ana.says('/balance');
  await stage.handleAll();
  const said = stage.ana.chat.messages().filter((one) => one.fromBot && one.words.includes('balance'));
  expect(said).toHaveLength(1);
});

test.each([{ kind: 'drop-before' }, { kind: 'status', code: 502, description: 'Bad Gateway' }] as const)(
  'D-07: after $kind the update is for later, without the token in the error',
  async (action) => {
    stage.sim.mischief.next('sendMessage', action);
    stage.ana.says('/balance');
    const error = await stage.handleAll().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    const told = JSON.stringify(error, Object.getOwnPropertyNames(error));
    expect(told).not.toContain(TOKEN);
    expect(error).not.toHaveProperty('cause');
    await stage.bot.handleUpdate(stage.lastUpdate());
    expect(stage.ana.chat.lastFromBot()?.words).toContain('Your balance');
  },
);

test('D-06: who blocks the bot right after asking costs nothing but a line in the log', async () => {
  stage.ana.says('/balance');
  stage.ana.blocks();
  await stage.handleAll();
  expect(stage.logged.join()).toContain('nobody to answer');
});
