import { formatExact } from '../../src/domain/money.ts';
import { isCancellable } from '../../src/domain/order.ts';
import type { PaymentView } from '../../src/domain/payment-view.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { Button, ButtonRows, Reply, Verb } from './button.ts';
import { pressButton } from './button.ts';
import { deliveryVerbs } from './card-delivery.ts';
import type { CardStatus } from './card-status.ts';
import { cardStatusOf } from './card-status.ts';
import type { QrChoice } from './card-text.ts';
import { cardText, invitesFreshQuote } from './card-text.ts';
import { chainName, paymentFacts, tokenAmount } from './payment-facts.ts';
import { paymentLink, transactionUrl } from './payment-link.ts';
import type { Picture, StatusSymbol } from './pictures.ts';
import type { RichText } from './rich-text.ts';
import { say, sayRich } from './words.ts';

/** What a card's message looks like. */
export type CardLook = {
  readonly text: RichText;
  readonly picture: Picture;
  readonly buttons: ButtonRows;
};

/** One message that is edited as the payment goes on (design.md 7). The same on every platform. */
export type PaymentCard = CardLook & { readonly status: CardStatus };

/** What each status looks like once no QR is to be scanned (any more). */
const symbols: Readonly<Record<Exclude<CardStatus, 'waiting'>, StatusSymbol>> = {
  preparing: 'hourglass',
  delayed: 'hourglass',
  received: 'clock',
  overdue: 'hourglass',
  unsure: 'clock',
  short: 'exclamation',
  short_refunded: 'return',
  settling: 'clock',
  paid: 'tick',
  paid_late: 'tick',
  paid_excess: 'tick',
  credited: 'tick',
  to_balance: 'tick',
  paid_from_balance: 'tick',
  expired: 'hourglass',
  cancelled: 'cross',
  refused: 'exclamation',
  review: 'person',
  review_credited: 'tick',
  review_closed: 'person',
  refunded: 'return',
};

/** The card for a payment as it stands. Only a waiting card shows an address, in any form. */
export function paymentCard(
  view: PaymentView,
  language: Language,
  wantedQr: QrChoice = 'address',
): PaymentCard {
  const status = cardStatusOf(view);
  const link = amountLink(view);
  const qr = wantedQr === 'amount' && link !== null ? 'amount' : 'address';
  return {
    status,
    text: cardText(view, status, language, qr),
    picture: status === 'waiting' ? qrPicture(view, qr) : { kind: 'status', symbol: symbols[status] },
    buttons: status === 'waiting' ? waitingButtons(view, language, qr) : laterButtons(view, status, language),
  };
}

/** Where a card went: further down in the same chat, into private, or behind a button. */
export type MovedTo = 'chat' | 'private' | 'knock';

/** What stays of a card that stands elsewhere now: no address, and nothing to press but to see it. */
export function movedCard(view: PaymentView, language: Language, to: MovedTo = 'chat'): CardLook {
  const key = to === 'chat' ? 'card-moved' : `card-moved-${to}`;
  const text = sayRich(language, key, paymentFacts(view, language));
  const buttons = to === 'knock' ? [[knockButton(view, language)]] : [];
  return { text, picture: { kind: 'status', symbol: 'return' }, buttons };
}

/** Says where others read along that a card waits, and nothing of what it is about. */
export function knock(view: PaymentView, language: Language): Reply {
  return {
    text: sayRich(language, 'card-knock', { code: view.order.code }),
    buttons: [[knockButton(view, language)]],
  };
}

function knockButton({ order }: PaymentView, language: Language): Button {
  return pressButton(say(language, 'button-knock'), 'show', order.id);
}

function qrPicture({ intent, asset }: PaymentView, qr: QrChoice): Picture {
  if (!intent.quote || !asset) return { kind: 'status', symbol: 'hourglass' };
  const { address, amount } = intent.quote;
  const content = (qr === 'amount' && paymentLink(asset, address, amount)) || address;
  return { kind: 'qr', content, label: `${asset.symbol} ON ${chainName(asset)}` };
}

function amountLink({ intent, asset }: PaymentView): string | null {
  return intent.quote && asset && paymentLink(asset, intent.quote.address, intent.quote.amount);
}

function waitingButtons(view: PaymentView, language: Language, qr: QrChoice): ButtonRows {
  const { order, intent, asset } = view;
  if (!intent.quote || !asset) return [];
  const { address, amount } = intent.quote;
  const button = buttonMaker(view, language);
  const isAffordable = order.kind === 'item' && order.state === 'open' && view.available >= amount;
  const otherQr: Button[] =
    qr === 'amount' ? [button('address_qr')] : amountLink(view) ? [button('amount_qr')] : [];
  return [
    [
      { kind: 'copy', label: say(language, 'button-copy-address'), copy: address },
      { kind: 'copy', label: say(language, 'button-copy-amount'), copy: formatExact(amount, asset.decimals) },
    ],
    [button('check'), ...otherQr],
    ...(isAffordable ? [[button('pay_balance', { amount: tokenAmount(asset, amount) })]] : []),
    ...(isCancellable(order) ? [[button('cancel')]] : []),
  ];
}

function laterButtons(view: PaymentView, status: CardStatus, language: Language): ButtonRows {
  const { order, intent, asset } = view;
  const button = buttonMaker(view, language);
  const url = transactionUrl(asset, status === 'short_refunded' ? intent.refundTx : intent.paymentTx);
  const asks: Button[] = [];
  if (offersFreshQuote(view, status)) asks.push(button('fresh'));
  if (offersCheck(view, status)) asks.push(button('check'));
  const cancels =
    (status === 'preparing' || status === 'delayed' || status === 'overdue') && isCancellable(order);
  return [
    asks,
    cancels ? [button('cancel')] : [],
    deliveryVerbs(view).map((verb) => button(verb)),
    url ? [{ kind: 'link' as const, label: say(language, 'button-transaction'), url }] : [],
  ].filter((row) => row.length > 0);
}

function offersFreshQuote(view: PaymentView, status: CardStatus): boolean {
  if (invitesFreshQuote(view, status)) return true;
  const isOpenEnough = view.order.state === 'open' || view.order.state === 'closed';
  return isOpenEnough && (status === 'delayed' || status === 'overdue' || status === 'refused');
}

/** As long as asking the provider may bring something new. */
function offersCheck({ intent }: PaymentView, status: CardStatus): boolean {
  if (status === 'to_balance' || status === 'paid_excess') return intent.net === null;
  if (status === 'cancelled') return intent.state === 'pending' || intent.state === 'expired';
  return ['received', 'overdue', 'unsure', 'short', 'settling', 'expired'].includes(status);
}

function buttonMaker({ order }: PaymentView, language: Language) {
  return (verb: Verb, facts: Readonly<Record<string, string>> = {}) =>
    pressButton(say(language, `button-${verb}`, facts), verb, order.id);
}
