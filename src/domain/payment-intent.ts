import type { Fiat } from './money.ts';
import type { Instant } from './time.ts';

/** KryptoGO's own status words (kryptogo.md 3). */
export const providerStatuses = [
  'pending',
  'success',
  'expired',
  'insufficient_not_refunded',
  'insufficient_refunded',
] as const;

export type ProviderStatus = (typeof providerStatuses)[number];

/** The life of an intent: the provider's words and our own around them (design.md 4). */
export const intentStates = ['creating', ...providerStatuses, 'refused', 'abandoned', 'review'] as const;

export type IntentState = (typeof intentStates)[number];

/** What the address, the amount and the deadline of a payment are, once the provider has said so. */
export type Quote = {
  readonly providerIntentId: string;
  readonly assetId: string;
  readonly address: string;
  /** Smallest units of the asset. */
  readonly amount: bigint;
  readonly deadline: Instant;
};

/** Why what is in front of us cannot be believed. People decide about such an intent. */
export type ReviewReason =
  | 'fields_differ'
  | 'asset_not_accepted'
  | 'received_missing'
  | 'received_below_quote'
  | 'net_above_received'
  | 'refund_with_success'
  | 'transaction_seen_before';

/** Where the money of a successful intent goes: decided once, when the success is first believed. */
export type Disposition = 'sale' | 'top_up' | 'balance';

/** One chance to pay an order. */
export type PaymentIntent = {
  readonly id: string;
  readonly orderId: string;
  /** 1 for the first of its order. */
  readonly sequence: number;
  /** Random; goes out in `order_data`, so that only our own intent can answer with it. */
  readonly nonce: string;
  /** Random; the secret part of the callback address. */
  readonly callbackToken: string;
  readonly state: IntentState;
  readonly quote: Quote | null;
  /** The last status word that the provider used, also one that we don't know. */
  readonly providerStatus: string | null;
  readonly received: bigint | null;
  readonly net: bigint | null;
  readonly refunded: bigint | null;
  readonly paymentTx: string | null;
  readonly refundTx: string | null;
  readonly disposition: Disposition | null;
  readonly reviewReason: ReviewReason | null;
  /** The success came after the deadline had been called by the provider. */
  readonly late: boolean;
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
  /** Failed reads in a row. */
  readonly readFailures: number;
};

/**
 * What the provider says of one intent, in our words. Made by the adapter from an authenticated
 * answer only; a callback never becomes one.
 */
export type Observation = {
  readonly providerIntentId: string;
  /** A status word as sent; may be one that we don't know. */
  readonly status: string;
  readonly chain: string;
  readonly tokenContract: string;
  readonly symbol: string;
  readonly decimals: number;
  readonly address: string;
  readonly quoted: bigint;
  readonly fiat: Fiat;
  readonly deadline: Instant;
  readonly received: bigint | null;
  readonly net: bigint | null;
  readonly refunded: bigint | null;
  readonly paymentTx: string | null;
  readonly refundTx: string | null;
  readonly orderId: string | null;
  readonly nonce: string | null;
  /** Documented by some sources only, so compared when present. */
  readonly clientId: string | null;
  readonly callbackUrl: string | null;
  /** SHA-256 of the answer as it came, kept as the proof behind a booking. */
  readonly bodyHash: string;
};

export function isProviderStatus(word: string): word is ProviderStatus {
  return (providerStatuses as readonly string[]).includes(word);
}
