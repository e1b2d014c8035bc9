import type { Asset } from '../../src/domain/asset.ts';
import type { Order } from '../../src/domain/order.ts';
import type { PaymentIntent, Quote } from '../../src/domain/payment-intent.ts';
import type { PaymentView } from '../../src/domain/payment-view.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/domain/time.ts';
import type { CardStatus } from '../../bots/shared/card-status.ts';

/** Payments in every state, for tests of what is said about them. */

export const NOW = Date.UTC(2026, 10, 23, 12, 0, 0);
export const ADDRESS = '0x52908400098527886E0F7030069857D2E4169EE7';
export const PAYMENT_TX = `0x${'ab'.repeat(32)}`;
export const REFUND_TX = `0x${'cd'.repeat(32)}`;

export const USDT: Asset = {
  id: 'arb:0xfd086bc7cd5c481dcc9c85ebe478a1c0b69fcbb9',
  chain: 'arb',
  contract: '0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9',
  symbol: 'USDT',
  decimals: 6,
};

export const QUOTE: Quote = {
  providerIntentId: 'pi_1',
  assetId: USDT.id,
  address: ADDRESS,
  amount: 9_230_000n,
  deadline: NOW + 14 * MINUTE_MS,
};

const ORDER: Order = {
  id: '0190a000-0000-7000-8000-000000000001',
  code: '7F3KD',
  communityId: '0190a000-0000-7000-8000-0000000000aa',
  memberId: '0190a000-0000-7000-8000-0000000000bb',
  kind: 'top_up',
  itemId: null,
  itemName: null,
  fiat: { hundredths: 30_000n, currency: 'TWD' },
  fullFiat: null,
  discountId: null,
  holdsPiece: false,
  recipientId: null,
  giftToken: null,
  state: 'open',
  closeReason: null,
  paidFrom: null,
  version: 1,
  createdAt: NOW - MINUTE_MS,
};

const INTENT: PaymentIntent = {
  id: '0190a000-0000-7000-8000-0000000000cc',
  orderId: ORDER.id,
  sequence: 1,
  nonce: 'nonce',
  callbackToken: 'callback',
  state: 'pending',
  quote: QUOTE,
  providerStatus: 'pending',
  received: null,
  net: null,
  refunded: null,
  paymentTx: null,
  refundTx: null,
  disposition: null,
  reviewReason: null,
  late: false,
  createdAt: NOW - MINUTE_MS,
  endedAt: null,
  readFailures: 0,
};

export type ViewChange = {
  readonly order?: Partial<Order>;
  readonly intent?: Partial<PaymentIntent>;
} & Partial<Omit<PaymentView, 'order' | 'intent'>>;

/** A top-up of 300 TWD that waits for 9.23 USDT, with what the test changes about it. */
export function createView({ order, intent, ...rest }: ViewChange = {}): PaymentView {
  return {
    order: { ...ORDER, ...order },
    intent: { ...INTENT, ...intent },
    communityName: 'Night Market',
    asset: USDT,
    available: 0n,
    delivery: null,
    refund: null,
    phrase: null,
    now: NOW,
    ...rest,
  };
}

const item: Partial<Order> = { kind: 'item', itemId: 'item-1', itemName: 'Early Bird Ticket' };
const arrived = { received: 9_230_000n, paymentTx: PAYMENT_TX };
const success: Partial<PaymentIntent> = { state: 'success', providerStatus: 'success', ...arrived };
const short = { received: 5_000_000n, paymentTx: PAYMENT_TX };

/** One way into each status of a card. */
export const changesByStatus: Readonly<Record<CardStatus, ViewChange>> = {
  preparing: { asset: null, intent: { state: 'creating', quote: null, createdAt: NOW - 9 * SECOND_MS } },
  delayed: { asset: null, intent: { state: 'creating', quote: null, createdAt: NOW - 10 * SECOND_MS } },
  waiting: {},
  received: { intent: arrived },
  overdue: { now: QUOTE.deadline + 1 },
  unsure: { intent: { providerStatus: 'on_hold' } },
  short: { intent: { state: 'insufficient_not_refunded', ...short } },
  short_refunded: {
    order: { state: 'closed', closeReason: 'refunded' },
    intent: { state: 'insufficient_refunded', ...short, refunded: 5_000_000n, refundTx: REFUND_TX },
  },
  settling: { order: { state: 'settling' }, intent: { ...success, disposition: 'top_up' } },
  paid: { order: { ...item, state: 'paid', paidFrom: 'chain' }, intent: { ...success, disposition: 'sale' } },
  paid_late: {
    order: { ...item, state: 'paid', paidFrom: 'chain' },
    intent: { ...success, disposition: 'sale', late: true },
  },
  paid_excess: {
    order: { ...item, state: 'paid', paidFrom: 'chain' },
    intent: { ...success, disposition: 'sale', received: 10_230_000n, net: 10_127_700n },
  },
  credited: {
    order: { state: 'delivered', paidFrom: 'chain' },
    intent: { ...success, disposition: 'top_up', net: 9_137_700n },
  },
  to_balance: {
    order: { state: 'closed', closeReason: 'cancelled' },
    intent: { ...success, disposition: 'balance', net: 9_137_700n },
  },
  paid_from_balance: { order: { ...item, state: 'paid', paidFrom: 'balance' } },
  expired: {
    order: { state: 'closed', closeReason: 'expired' },
    intent: { state: 'expired', providerStatus: 'expired' },
  },
  cancelled: { order: { state: 'closed', closeReason: 'cancelled' } },
  refused: {
    asset: null,
    order: { state: 'closed', closeReason: 'refused' },
    intent: { state: 'refused', quote: null, providerStatus: null },
  },
  review: { intent: { state: 'review', reviewReason: 'fields_differ', ...arrived } },
  review_credited: {
    order: { state: 'closed', closeReason: 'reviewed' },
    intent: { state: 'review', reviewReason: 'received_missing', disposition: 'balance', net: 9_137_700n },
  },
  review_closed: {
    order: { state: 'closed', closeReason: 'reviewed' },
    intent: { state: 'review', reviewReason: 'fields_differ', net: 0n },
  },
  refunded: {
    order: { ...item, state: 'refunded', paidFrom: 'chain' },
    intent: { ...success, disposition: 'sale', net: 9_137_700n },
    refund: { amount: 9_137_700n },
  },
};
