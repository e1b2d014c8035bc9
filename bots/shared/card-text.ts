import { clockTime } from '../../src/domain/time.ts';
import { formatExact } from '../../src/domain/money.ts';
import { takesFreshQuote } from '../../src/domain/order.ts';
import type { PaymentView } from '../../src/domain/payment-view.ts';
import type { Language } from '../../src/domain/platform.ts';
import { deliveryText, phraseText } from './card-delivery.ts';
import type { CardStatus } from './card-status.ts';
import { paymentFacts } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { sayBold, sayRich } from './words.ts';

const TRANSACTION_UNITS_MAX = 80;

/** Which QR a waiting card shows: the plain address, which every wallet reads, or a link with the amount. */
export type QrChoice = 'address' | 'amount';

/** The words of a payment card: how it stands, what it is about, what to do next. */
export function cardText(view: PaymentView, status: CardStatus, language: Language, qr: QrChoice): RichText {
  const facts = paymentFacts(view, language);
  const head = stack(
    [
      phraseText(view, language),
      sayBold(language, `card-${status}-title`, facts),
      sayRich(language, 'card-order', facts),
    ],
    '\n',
  );
  if (status === 'waiting') return stack([head, ...waitingText(view, language, qr)], '\n\n');
  return stack(
    [
      head,
      sayRich(language, bodyKey(view, status), facts),
      deliveryText(view, language),
      alsoArrived(view, status) ? sayRich(language, 'card-also-arrived', facts) : null,
      transactionText(view, status, language),
      invitesFreshQuote(view, status) ? sayRich(language, 'card-fresh') : null,
    ],
    '\n\n',
  );
}

/** Where the words say "take a fresh quote", and the order could use one. */
export function invitesFreshQuote(view: PaymentView, status: CardStatus): boolean {
  const isOver = status === 'short' || status === 'short_refunded' || status === 'expired';
  return isOver && takesFreshQuote(view.order);
}

function bodyKey({ intent }: PaymentView, status: CardStatus): string {
  if (status === 'review_closed' && intent.quote === null) return 'card-review_closed-unshown';
  const isSettling = (status === 'paid_excess' || status === 'to_balance') && intent.net === null;
  return `card-${status}-${isSettling ? 'settling' : 'body'}`;
}

/** Everything that a member needs to pay, the values to copy standing alone. */
function waitingText(view: PaymentView, language: Language, qr: QrChoice): RichText[] {
  const { order, intent, asset } = view;
  if (!intent.quote || !asset) return [];
  const facts = paymentFacts(view, language);
  const { address, amount, deadline } = intent.quote;
  const copyable = { amount: { code: formatExact(amount, asset.decimals) }, address: { code: address } };
  const line = (key: string) => sayRich(language, key, { ...facts, ...copyable });
  return [
    stack([line('card-waiting-amount'), line('card-waiting-in-full')], '\n'),
    stack([line('card-waiting-address'), line('card-waiting-only')], '\n'),
    stack([line('card-waiting-refund'), order.kind === 'top_up' ? line('card-waiting-top-up') : null], '\n'),
    ...(qr === 'amount' ? [sayRich(language, 'card-waiting-link', { address: shownEnds(address) })] : []),
    sayRich(language, 'card-waiting-deadline', {
      deadline: { countdown: deadline, fallback: clockTime(deadline) },
    }),
  ];
}

/** Enough of both ends to tell a look-alike: comparing four digits at each end catches most. */
function shownEnds(address: string): string {
  return `${address.slice(0, 8)}…${address.slice(-6)}`;
}

/** Money on chain beside a payment from the balance. */
function alsoArrived({ intent }: PaymentView, status: CardStatus): boolean {
  return status === 'paid_from_balance' && (intent.received ?? 0n) > 0n;
}

function transactionText({ intent }: PaymentView, status: CardStatus, language: Language): RichText | null {
  const found = status === 'short_refunded' ? intent.refundTx : intent.paymentTx;
  if (found === null) return null;
  return sayRich(language, 'card-transaction', {
    transaction: { code: plainName(found, TRANSACTION_UNITS_MAX) },
  });
}
