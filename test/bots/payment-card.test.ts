import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ButtonRows } from '../../bots/shared/button.ts';
import { decodePress, encodePress } from '../../bots/shared/button.ts';
import type { CardStatus } from '../../bots/shared/card-status.ts';
import { cardStatuses, cardStatusOf } from '../../bots/shared/card-status.ts';
import { newsText } from '../../bots/shared/news.ts';
import { orderList } from '../../bots/shared/order-list.ts';
import { paymentCard } from '../../bots/shared/payment-card.ts';
import { plainTextOf } from '../../bots/shared/rich-text.ts';
import { languages } from '../../src/domain/platform.ts';
import {
  ADDRESS,
  changesByStatus,
  createView,
  NOW,
  PAYMENT_TX,
  QUOTE,
  REFUND_TX,
  USDT,
} from './payment-views.ts';

const viewOf = (status: CardStatus) => createView(changesByStatus[status]);
const labels = (buttons: ButtonRows) => buttons.flat().map((button) => button.label);
const actions = (buttons: ButtonRows) =>
  buttons.flat().map((button) => (button.kind === 'press' ? button.press.verb : button.kind));

test.each(cardStatuses)('a payment can be %s', (status) => {
  expect(cardStatusOf(viewOf(status))).toBe(status);
});

test('a waiting card names token and chain twice, and gives address and amount to copy, each alone', () => {
  const card = paymentCard(viewOf('waiting'), 'en');
  const text = plainTextOf(card.text);
  expect(text).toContain('Pay 9.23 USDT on Arbitrum One');
  expect(text).toContain(
    'Only USDT on Arbitrum One (contract 0xFd08…Cbb9). Not on Ethereum, Tron, BNB Smart Chain',
  );
  expect(text).toContain('has to arrive in full');
  expect(text).toContain('sends it back to the address it came from');
  expect(text).toContain('About 1 % less is credited');
  expect(text).toContain('Order 7F3KD · top-up of 300 TWD · Night Market');
  expect(card.text).toContainEqual({ code: ADDRESS });
  expect(card.text).toContainEqual({ code: '9.23' });
  expect(card.text).toContainEqual({ countdown: QUOTE.deadline, fallback: '12:14 UTC' });
  expect(card.picture).toEqual({ kind: 'qr', content: ADDRESS, label: 'USDT ON Arbitrum One' });
  expect(card.buttons[0]).toEqual([
    { kind: 'copy', label: '📋 Copy address', copy: ADDRESS },
    { kind: 'copy', label: '📋 Copy amount', copy: '9.23' },
  ]);
  expect(actions(card.buttons)).toEqual(['copy', 'copy', 'check', 'amount_qr', 'cancel']);
});

test('the QR with the amount is a second choice, with a warning and a way back', () => {
  const card = paymentCard(viewOf('waiting'), 'en', 'amount');
  const content = `ethereum:${USDT.contract}@42161/transfer?address=${ADDRESS}&uint256=9230000`;
  expect(card.picture).toMatchObject({ kind: 'qr', content });
  expect(plainTextOf(card.text)).toContain('check that the recipient is 0x529084…169EE7');
  expect(actions(card.buttons)).toContain('address_qr');
});

test('a card that is over shows no address, in no form', () => {
  for (const status of cardStatuses.filter((one) => one !== 'waiting')) {
    for (const language of languages) {
      const card = paymentCard(viewOf(status), language, 'amount');
      expect(JSON.stringify(card)).not.toContain(ADDRESS);
      expect(card.picture.kind).toBe('status');
      expect(actions(card.buttons)).not.toContain('copy');
    }
  }
});

test('the balance is offered only where it can pay', () => {
  const item = { kind: 'item', itemName: 'Ticket' } as const;
  const offers = (view: ReturnType<typeof createView>) =>
    actions(paymentCard(view, 'en').buttons).includes('pay_balance');
  expect(offers(createView({ order: item, available: QUOTE.amount }))).toBe(true);
  expect(offers(createView({ order: item, available: QUOTE.amount - 1n }))).toBe(false);
  expect(offers(createView({ available: QUOTE.amount }))).toBe(false);
  expect(offers(createView({ order: item, available: QUOTE.amount, now: QUOTE.deadline + 1 }))).toBe(false);
});

test.each([
  ['preparing', ['cancel']],
  ['delayed', ['fresh', 'cancel']],
  ['received', ['check', 'link']],
  ['overdue', ['fresh', 'check', 'cancel']],
  ['short', ['fresh', 'check', 'link']],
  ['short_refunded', ['fresh', 'link']],
  ['paid', ['link']],
  ['paid_from_balance', []],
  ['expired', ['fresh', 'check']],
  ['cancelled', ['check']],
  ['refused', ['fresh']],
  ['review', ['link']],
] as const)('a card that is %s offers %j', (status, offered) => {
  expect(actions(paymentCard(viewOf(status), 'en').buttons)).toEqual(offered);
});

test('the words for what happened to the money', () => {
  const text = (status: CardStatus) => plainTextOf(paymentCard(viewOf(status), 'en').text);
  expect(text('short')).toContain('Arrived: 5 USDT of 9.23 USDT');
  expect(text('short_refunded')).toContain('Sent back to the address it came from: 5 USDT');
  expect(text('short_refunded')).toContain(REFUND_TX);
  expect(text('paid')).toContain(PAYMENT_TX);
  expect(text('credited')).toContain(
    '9.1377 USDT is in your balance now. Arrived: 9.23 USDT. KryptoGO kept a fee of 0.0923 USDT.',
  );
  expect(text('paid_excess')).toContain('The rest, 0.99 USDT after');
  expect(text('to_balance')).toContain('9.1377 USDT is in your balance');
  expect(text('cancelled')).toContain("don't pay");
  expect(text('expired')).toContain('late money is found and still counts');
});

test('money on chain beside a payment from the balance is mentioned', () => {
  const view = createView({
    ...changesByStatus.paid_from_balance,
    intent: { state: 'insufficient_not_refunded', received: 5_000_000n },
  });
  expect(cardStatusOf(view)).toBe('paid_from_balance');
  expect(plainTextOf(paymentCard(view, 'en').text)).toContain('5 USDT arrived on chain as well');
});

test('every fact that a card mentions is there', () => {
  for (const status of cardStatuses) {
    for (const language of languages) {
      expect(plainTextOf(paymentCard(viewOf(status), language, 'amount').text)).not.toMatch(/[{}$]/);
    }
  }
});

test('an amount that nobody knows yet is called that', () => {
  const view = createView({ intent: { state: 'insufficient_not_refunded', received: null } });
  expect(plainTextOf(paymentCard(view, 'en').text)).toContain('Arrived: not known yet of 9.23 USDT');
});

const anyView = fc
  .record({
    status: fc.constantFrom(...cardStatuses),
    itemName: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }),
    communityName: fc.string({ unit: 'binary', maxLength: 120 }),
    amount: fc.bigInt({ min: 1n, max: 10n ** 30n }),
    received: fc.bigInt({ min: 1n, max: 10n ** 30n }),
    decimals: fc.constantFrom(6, 18),
    chain: fc.constantFrom('arb', 'bsc'),
  })
  .map(({ status, itemName, communityName, amount, received, decimals, chain }) => {
    const view = viewOf(status);
    return createView({
      ...view,
      communityName,
      available: amount,
      asset: view.asset && { ...USDT, decimals, chain },
      order: { ...view.order, itemName, kind: itemName.length % 2 === 0 ? 'item' : view.order.kind },
      intent: {
        ...view.intent,
        quote: view.intent.quote && { ...QUOTE, amount },
        received: view.intent.received === null ? null : received,
        net: view.intent.net === null ? null : received - 1n,
        refunded: view.intent.refunded === null ? null : received,
      },
    });
  });

test('H-07: a caption fits 1,024 units whatever the names, and no name adds a line', () => {
  fc.assert(
    fc.property(
      anyView,
      fc.constantFrom(...languages),
      fc.constantFrom('address', 'amount'),
      (view, language, qr) => {
        const card = paymentCard(view, language, qr);
        const text = plainTextOf(card.text);
        expect(text.length).toBeLessThanOrEqual(1_024);
        expect(labels(card.buttons).every((label) => label.length > 0 && label.length <= 80)).toBe(true);
        const plain = createView({ ...view, communityName: 'x', order: { ...view.order, itemName: 'x' } });
        const lines = (one: typeof view) =>
          plainTextOf(paymentCard(one, language, qr).text).split('\n').length;
        expect(lines(view)).toBe(lines(plain));
      },
    ),
  );
});

test('the longest names of all fit a caption too', () => {
  const longest = '中'.repeat(100);
  for (const status of cardStatuses) {
    for (const language of languages) {
      const view = viewOf(status);
      const order = {
        ...view.order,
        itemName: longest,
        fiat: { hundredths: 99_999_999_999_999n, currency: 'TWD' as const },
      };
      for (const kind of ['item', 'top_up'] as const) {
        const card = paymentCard(
          createView({ ...view, communityName: longest, order: { ...order, kind } }),
          language,
          'amount',
        );
        expect(plainTextOf(card.text).length, `${status} ${language}`).toBeLessThanOrEqual(1_024);
      }
    }
  }
});

test('what a button carries comes back as it was, and fits 64 bytes', () => {
  for (const status of cardStatuses) {
    for (const button of paymentCard(viewOf(status), 'en').buttons.flat()) {
      if (button.kind !== 'press') continue;
      const data = encodePress(button.press);
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
      expect(decodePress(data)).toEqual(button.press);
    }
  }
});

test('D-12: data that we did not make is no press', () => {
  for (const data of [
    '',
    'check',
    'check:',
    'pay:1',
    'check:../1',
    `check:${'x'.repeat(60)}`,
    'CHECK:1',
    'check:1\n',
  ]) {
    expect(decodePress(data)).toBeNull();
  }
});

test('news say which order and how much', () => {
  const news = (status: CardStatus, kind: Parameters<typeof newsText>[1]) =>
    plainTextOf(newsText(viewOf(status), kind, 'en'));
  expect(news('paid', 'paid')).toBe('✅ Order 7F3KD is paid: Early Bird Ticket (300 TWD). Thank you!');
  expect(news('credited', 'credited')).toContain('9.1377 USDT is in your balance now');
  expect(news('to_balance', 'credited')).toContain('could no longer take it');
  expect(news('paid_excess', 'credited')).toContain('0.99 USDT is in your balance');
  expect(news('short', 'short')).toContain('5 USDT of 9.23 USDT');
});

test('the list of orders says how each stands and brings its card back', () => {
  const list = orderList(cardStatuses.map(viewOf), [], 'en');
  expect(plainTextOf(list.text)).toContain(
    '7F3KD · Early Bird Ticket (300 TWD) · Night Market · 2026-11-23\n→ paid',
  );
  expect(list.buttons).toHaveLength(cardStatuses.length);
  expect(plainTextOf(orderList([], [], 'zh-TW').text)).toContain('/pay');
  expect(NOW).toBe(Date.UTC(2026, 10, 23, 12));
});
