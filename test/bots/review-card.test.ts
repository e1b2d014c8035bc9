import { describe, expect, test } from 'vitest';
import { reviewCard } from '../../bots/shared/review-card.ts';
import { plainTextOf } from '../../bots/shared/rich-text.ts';
import type { ReviewReason } from '../../src/domain/payment-intent.ts';
import { languages } from '../../src/domain/platform.ts';
import type { ReviewView } from '../../src/domain/review.ts';
import { choicesOf } from '../../src/domain/review.ts';
import { DAY_MS } from '../../src/domain/time.ts';
import type { ViewChange } from './payment-views.ts';
import { NOW, PAYMENT_TX, createView } from './payment-views.ts';

const reasons: readonly ReviewReason[] = [
  'fields_differ',
  'asset_not_accepted',
  'received_missing',
  'received_below_quote',
  'net_above_received',
  'refund_with_success',
  'transaction_seen_before',
];

const seen = {
  providerIntentId: 'pi_1',
  status: 'success',
  quoted: 9_230_000n,
  received: 9_000_000n,
  net: 8_900_000n,
  refunded: null,
  paymentTx: PAYMENT_TX,
  seenAt: NOW,
};

function reviewView(change: ViewChange, more: Partial<ReviewView> = {}): ReviewView {
  const { order, communityName, intent, asset, now } = createView(change);
  const facts = {
    order,
    communityName,
    intent,
    asset,
    now,
    seen,
    believedAt: null,
    booked: new Map(),
    decisions: [],
    decidedAt: null,
  };
  const member = { platform: 'telegram' as const, accountId: '42', displayName: 'Ana' };
  const standing = { needed: 2, persons: 3, agreed: [] };
  const view: Omit<ReviewView, 'choices'> = { ...facts, member, standing, ...more };
  return { ...view, choices: choicesOf(view) };
}

const inReview = (reviewReason: ReviewReason): ViewChange => ({ intent: { state: 'review', reviewReason } });
const textOf = (view: ReviewView, language: (typeof languages)[number] = 'en') =>
  plainTextOf(reviewCard(view, language).text);
const pressesOf = (view: ReviewView) =>
  reviewCard(view, 'en')
    .buttons.flat()
    .map((button) => (button.kind === 'press' ? button.press.verb : button.kind));

describe.each(languages)('a payment that people have to look at, in %s', (language) => {
  test.each(reasons)('says why: %s', (reason) => {
    expect(textOf(reviewView(inReview(reason)), language)).toContain('7F3KD');
  });

  test('says so too when its net does not come, and how it ended', () => {
    const settling: ViewChange = {
      intent: { state: 'success', disposition: 'top_up', received: 9_230_000n },
    };
    textOf(reviewView(settling, { believedAt: NOW - DAY_MS }), language);
    for (const disposition of ['balance', null] as const) {
      textOf(reviewView({ intent: { state: 'review', disposition, net: 1n } }), language);
    }
    textOf(reviewView({ intent: { ...settling.intent, net: 1n } }), language);
  });
});

test('it says what was asked for, what KryptoGO says, what to look up, and what each button wants', () => {
  const view = reviewView(inReview('received_below_quote'));
  const text = textOf(view);
  for (const part of ['9.23 USDT', 'received 9 USDT', 'net 8.9 USDT', 'pi_1', PAYMENT_TX, 'Ana', '42', '2']) {
    expect(text).toContain(part);
  }
  expect(pressesOf(view)).toEqual(['to_balance', 'close_review']);
});

test('it offers to enter the net where the payment was believed, and nothing when it is over', () => {
  const settling: ViewChange = { intent: { state: 'success', disposition: 'top_up', received: 9_230_000n } };
  expect(pressesOf(reviewView(settling, { believedAt: NOW - DAY_MS }))).toEqual(['enter_net']);
  expect(pressesOf(reviewView(settling, { believedAt: NOW - DAY_MS + 1 }))).toEqual([]);
  expect(pressesOf(reviewView({ intent: { ...settling.intent, net: 1n } }, { seen: null }))).toEqual([]);
});

test('it says who has said what', () => {
  const agreed = [{ kind: 'to_balance' as const, amount: 8_900_000n, names: ['Vera', 'Otto'] }];
  const view = reviewView(inReview('received_missing'), { standing: { needed: 3, persons: 3, agreed } });
  expect(textOf(view)).toMatch(/Vera, Otto: .*8\.9 USDT/);
});

test('without a token it only can be closed with nothing', () => {
  const view = reviewView({ asset: null, intent: { state: 'review', quote: null } });
  expect(pressesOf(view)).toEqual(['close_review']);
  expect(textOf(view)).toContain('Type 0');
});

describe.each(languages)('a payment that is booked already, in %s', (language) => {
  const closed: ViewChange = { intent: { state: 'review', reviewReason: 'fields_differ', net: 9_000_000n } };
  const booked = new Map([
    ['treasury', -9_000_000n],
    ['suspense', 9_000_000n],
  ] as const);

  test('comes back where KryptoGO contradicts it, with what can be done', () => {
    const view = reviewView(closed, { booked, seen: { ...seen, received: 7_000_000n } });
    expect(view.choices).toEqual(['to_balance', 'close_review']);
    expect(textOf(view, language)).toContain('9 USDT');
    const sold: ViewChange = {
      intent: { state: 'success', disposition: 'sale', received: 9_230_000n, net: 9_000_000n },
    };
    const entered = reviewView(sold, { booked: new Map([['treasury', -9_000_000n]]) });
    expect(entered.choices).toEqual(['enter_net']);
    textOf(entered, language);
  });

  test('offers what is kept apart, and says when the owner has it', () => {
    const decided = { decidedAt: NOW, name: 'Vera' } as ReviewView['decisions'][number];
    const view = reviewView(closed, { booked, decisions: [decided] });
    expect(view.choices).toEqual(['to_balance', 'take_aside']);
    expect(textOf(view, language)).toContain('9 USDT');
    const taken = new Map([
      ['treasury', -9_000_000n],
      ['operator_funds', 9_000_000n],
    ] as const);
    expect(textOf(reviewView(closed, { booked: taken, decisions: [decided] }), language)).toContain('🏦');
  });

  test('says plainly that no refund is reported', () => {
    const text = textOf(reviewView(inReview('received_below_quote')), language);
    expect(text).toContain(language === 'en' ? 'no refund reported' : '沒有退款紀錄');
  });
});
