import type { PaymentView } from '../../src/domain/payment-view.ts';
import { isProviderStatus } from '../../src/domain/payment-intent.ts';
import { FRESH_AFTER_MS } from '../../src/domain/reading-schedule.ts';

/** How a payment stands, in the words of the person who is to read it. */
export const cardStatuses = [
  'preparing',
  'delayed',
  'waiting',
  'received',
  'overdue',
  'unsure',
  'short',
  'short_refunded',
  'settling',
  'paid',
  'paid_late',
  'paid_excess',
  'credited',
  'to_balance',
  'paid_from_balance',
  'expired',
  'cancelled',
  'refused',
  'review',
  'review_credited',
  'review_closed',
  'refunded',
] as const;

export type CardStatus = (typeof cardStatuses)[number];

/** What the card says of the payment. Pure: the view brings its own `now`. */
export function cardStatusOf(view: PaymentView): CardStatus {
  const { order, intent } = view;
  if (order.state === 'refunded') return 'refunded';
  // Money that also came on chain changes nothing about the receipt; news tells of it.
  if (order.paidFrom === 'balance') return 'paid_from_balance';
  if (intent.state === 'success') return statusOfSuccess(view);
  if (intent.state === 'review') return statusOfReview(view);
  if (intent.state === 'insufficient_not_refunded') return 'short';
  if (intent.state === 'insufficient_refunded') return 'short_refunded';
  if (order.state === 'closed' && order.closeReason === 'cancelled') return 'cancelled';
  if (intent.providerStatus !== null && !isProviderStatus(intent.providerStatus)) return 'unsure';
  switch (intent.state) {
    case 'creating':
      return view.now - intent.createdAt < FRESH_AFTER_MS ? 'preparing' : 'delayed';
    case 'abandoned':
      return 'delayed';
    case 'refused':
    case 'expired':
      return intent.state;
    case 'pending':
      return statusOfPending(view);
  }
}

/** To know the net of a payment in review is to know what people decided. */
function statusOfReview({ order, intent }: PaymentView): CardStatus {
  if (intent.net === null) return 'review';
  if (intent.disposition === 'balance') return 'review_credited';
  // It was handed over when it was believed, and stays so: what became of the money is between others.
  return order.state === 'paid' || order.state === 'delivered' ? 'paid' : 'review_closed';
}

function statusOfSuccess({ order, intent }: PaymentView): CardStatus {
  if (intent.disposition === 'balance') return 'to_balance';
  if (order.kind === 'top_up') return intent.net === null ? 'settling' : 'credited';
  if (excessReceived(intent) > 0n) return 'paid_excess';
  return intent.late ? 'paid_late' : 'paid';
}

function statusOfPending({ intent, asset, now }: PaymentView): CardStatus {
  if (intent.paymentTx !== null || (intent.received ?? 0n) > 0n) return 'received';
  // Without a quote or its asset there is nothing that a member could pay.
  if (!intent.quote || !asset) return 'delayed';
  return now > intent.quote.deadline ? 'overdue' : 'waiting';
}

/** How much more arrived than was asked for. */
function excessReceived(intent: PaymentView['intent']): bigint {
  const excess = (intent.received ?? 0n) - (intent.quote?.amount ?? intent.received ?? 0n);
  return excess > 0n ? excess : 0n;
}
