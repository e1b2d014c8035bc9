import type { Order } from './order.ts';
import type { Asset } from './asset.ts';
import type {
  IntentState,
  Observation,
  PaymentIntent,
  ProviderStatus,
  ReviewReason,
} from './payment-intent.ts';
import { assetId } from './asset.ts';
import { isProviderStatus } from './payment-intent.ts';
import { sameFiat } from './money.ts';
import { isReviewed } from './review.ts';

/**
 * The life of a payment intent: what an observation means for an intent in a given state.
 * Pure; the guarded write that follows it is in `core/apply-payment-update`.
 */
export type Verdict =
  /** Nothing that the life knows of has changed; amounts seen so far are kept. */
  | { readonly kind: 'same' }
  | { readonly kind: 'advance'; readonly to: ProviderStatus; readonly late: boolean }
  /** A well-formed contradiction: no money moves, people decide. */
  | { readonly kind: 'review'; readonly reason: ReviewReason }
  /** Not believed, and somebody should know. */
  | { readonly kind: 'alarm'; readonly code: ObservationAlarm };

export type ObservationAlarm =
  /** A word that is in no document. The intent is treated as not final. */
  | 'unknown_status'
  /** The provider went back on a final word. */
  | 'status_went_back'
  /** Money was booked, and now a refund shows. */
  | 'refund_after_booking';

/** Which words may follow which state. What is missing here is a step back. */
const mayBecome: Readonly<Record<IntentState, readonly ProviderStatus[]>> = {
  creating: ['pending', 'success', 'expired', 'insufficient_not_refunded', 'insufficient_refunded'],
  // A trace that turns up late is honoured, also of an intent that we had given up.
  refused: ['pending', 'success', 'expired', 'insufficient_not_refunded', 'insufficient_refunded'],
  abandoned: ['pending', 'success', 'expired', 'insufficient_not_refunded', 'insufficient_refunded'],
  pending: ['success', 'expired', 'insufficient_not_refunded', 'insufficient_refunded'],
  expired: ['success', 'insufficient_not_refunded', 'insufficient_refunded'],
  insufficient_not_refunded: ['success', 'insufficient_refunded'],
  insufficient_refunded: [],
  success: [],
  review: [],
};

/** Decides what a matching observation does to an intent. */
export function judge(intent: PaymentIntent, seen: Observation): Verdict {
  // People have decided about it: what is read from now on changes nothing.
  if (isReviewed(intent)) return { kind: 'same' };
  if (!isProviderStatus(seen.status)) return { kind: 'alarm', code: 'unknown_status' };
  const refunded = seen.refundTx !== null || (seen.refunded ?? 0n) > 0n;
  if (intent.state === 'success') return judgeAfterSuccess(intent, seen, refunded);
  const waitsForAmount = intent.state === 'review' && intent.reviewReason === 'received_missing';
  if (intent.state === 'review' && !waitsForAmount) return { kind: 'same' };
  if (seen.status === 'success') {
    if (intent.state === 'insufficient_refunded' || refunded) return review(intent, 'refund_with_success');
    const doubt = doubtOfAmounts(seen, intent.quote?.amount ?? seen.quoted);
    if (doubt) return review(intent, doubt);
    return { kind: 'advance', to: 'success', late: intent.state === 'expired' };
  }
  if (waitsForAmount || seen.status === intent.state) return { kind: 'same' };
  if (mayBecome[intent.state].includes(seen.status)) return { kind: 'advance', to: seen.status, late: false };
  return { kind: 'alarm', code: 'status_went_back' };
}

function judgeAfterSuccess(intent: PaymentIntent, seen: Observation, refunded: boolean): Verdict {
  const booked = intent.net !== null;
  if (refunded) {
    return booked ? { kind: 'alarm', code: 'refund_after_booking' } : review(intent, 'refund_with_success');
  }
  if (seen.status !== 'success') return { kind: 'alarm', code: 'status_went_back' };
  // More may arrive at an address whose payment is booked already: it belongs to somebody.
  if (booked) return amountsDiffer(intent, seen) ? review(intent, 'fields_differ') : { kind: 'same' };
  if (seen.net === null) return { kind: 'same' };
  if (seen.received !== null && seen.received !== intent.received) return review(intent, 'fields_differ');
  if (seen.net > (intent.received ?? 0n)) return review(intent, 'net_above_received');
  return { kind: 'advance', to: 'success', late: intent.late };
}

function amountsDiffer(intent: PaymentIntent, seen: Observation): boolean {
  const differs = (now: bigint | null, then: bigint | null) => now !== null && now !== then;
  return differs(seen.received, intent.received) || differs(seen.net, intent.net);
}

function doubtOfAmounts(seen: Observation, quoted: bigint): ReviewReason | null {
  if (seen.received === null) return 'received_missing';
  if (seen.received < quoted) return 'received_below_quote';
  if (seen.net !== null && seen.net > seen.received) return 'net_above_received';
  return null;
}

function review(intent: PaymentIntent, reason: ReviewReason): Verdict {
  return intent.state === 'review' && intent.reviewReason === reason
    ? { kind: 'same' }
    : { kind: 'review', reason };
}

/** Our own view of an intent that an observation has to agree with. */
export type Bound = {
  readonly order: Pick<Order, 'id' | 'fiat'>;
  readonly intent: Pick<PaymentIntent, 'nonce' | 'quote' | 'callbackToken'>;
  readonly clientId: string;
};

/**
 * Names of the fields in which an observation contradicts what we stored (design.md 4). Amounts are
 * compared by value. `order_data` must be there unless the answer is the one to our own create
 * call, whose connection already says whose it is.
 */
export function contradictions(bound: Bound, seen: Observation, source: 'create' | 'read'): string[] {
  const { quote } = bound.intent;
  const own = (value: string | null, ours: string) =>
    value === ours || (value === null && source === 'create');
  const agree: Readonly<Record<string, boolean>> = {
    'order_data.order_id': own(seen.orderId, bound.order.id),
    'order_data.nonce': own(seen.nonce, bound.intent.nonce),
    fiat_amount: sameFiat(seen.fiat, bound.order.fiat),
    client_id: seen.clientId === null || seen.clientId === bound.clientId,
    // The token is the unguessable part; the rest changes with our domain and our keys.
    callback_url: !seen.callbackUrl || seen.callbackUrl.includes(bound.intent.callbackToken),
    payment_intent_id: !quote || seen.providerIntentId === quote.providerIntentId,
    payment_address: !quote || seen.address.toLowerCase() === quote.address.toLowerCase(),
    crypto_amount: !quote || seen.quoted === quote.amount,
    token_address: !quote || assetId(seen.chain, seen.tokenContract) === quote.assetId,
  };
  return Object.keys(agree).filter((field) => agree[field] === false);
}

/** Whether we keep balances in the token that the provider asks for. Only then is an address shown. */
export function isAccepted(assets: readonly Asset[], seen: Observation): boolean {
  const id = assetId(seen.chain, seen.tokenContract);
  return assets.some((asset) => asset.id === id && asset.decimals === seen.decimals);
}
