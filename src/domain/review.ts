import type { Asset } from './asset.ts';
import type { LedgerEntry } from './ledger.ts';
import { available } from './ledger.ts';
import type { Order } from './order.ts';
import type { PaymentIntent } from './payment-intent.ts';
import type { Account } from './platform.ts';
import type { Instant } from './time.ts';
import { DAY_MS } from './time.ts';

/** What approvers can decide about a payment that no machine may book (design.md 4). */
export const reviewChoices = [
  /** What arrived is the member's: the net goes to their balance. */
  'to_balance',
  /** It is not the member's, or nothing arrived: what did is set aside. */
  'close_review',
  /** It was believed, and only its net is missing: the figure that Studio shows. */
  'enter_net',
] as const;

export type ReviewChoice = (typeof reviewChoices)[number];

/** For so long the provider has time to say what a payment brought in. */
export const SETTLING_MS = DAY_MS;

/** What one approver has decided. Only ever added; of each person the latest counts. */
export type ReviewDecision = {
  readonly id: number;
  readonly intentId: string;
  readonly approverId: string;
  readonly kind: ReviewChoice;
  /** Smallest units: the net, or what arrived. */
  readonly amount: bigint;
  /** Of the case as it was on the card. */
  readonly hash: string;
  /** Through which account it was made. */
  readonly account: Account;
  readonly decidedAt: Instant;
};

export type NewReviewDecision = Omit<ReviewDecision, 'id'>;

/** What KryptoGO said last of the intent, believed or not. Absent amounts are `null`. */
export type ReviewSeen = {
  readonly providerIntentId: string;
  readonly status: string;
  readonly quoted: bigint;
  readonly received: bigint | null;
  readonly net: bigint | null;
  readonly refunded: bigint | null;
  readonly paymentTx: string | null;
  readonly seenAt: Instant;
};

/** What is kept about a payment that people have to look at. */
export type ReviewFacts = {
  readonly order: Order;
  readonly communityName: string;
  /** Whose payment it is, as the platform shows them. */
  readonly member: Account & { readonly displayName: string };
  readonly intent: PaymentIntent;
  /** The token of the quote; `null` where none was ever shown to the member. */
  readonly asset: Asset | null;
  readonly seen: ReviewSeen | null;
  /** Since when its success is believed; `null` where it never was. */
  readonly believedAt: Instant | null;
  readonly decisions: readonly (ReviewDecision & { readonly name: string })[];
  readonly now: Instant;
};

/** Everything that a card about it may show. */
export type ReviewView = ReviewFacts & {
  /** What can be decided now; nothing when it is over. */
  readonly choices: readonly ReviewChoice[];
  readonly standing: {
    /** How many persons have to say the same, for the largest amount that is named. */
    readonly needed: number;
    /** How many could: without the member. */
    readonly persons: number;
    readonly agreed: readonly {
      readonly kind: ReviewChoice;
      readonly amount: bigint;
      readonly names: readonly string[];
    }[];
  };
};

type Case = Pick<ReviewFacts, 'intent' | 'asset' | 'believedAt' | 'now'>;

/** Whether people have decided about a payment in review: then nothing that is read later books it again. */
export function isReviewed({ state, net }: Pick<PaymentIntent, 'state' | 'net'>): boolean {
  return state === 'review' && net !== null;
}

/** What can be decided about it now. */
export function choicesOf({ intent, asset, believedAt, now }: Case): readonly ReviewChoice[] {
  if (intent.net !== null) return [];
  if (intent.state === 'success') {
    return believedAt !== null && now - believedAt >= SETTLING_MS && asset ? ['enter_net'] : [];
  }
  if (intent.state !== 'review') return [];
  // No address was ever shown, so nothing can have arrived.
  if (!asset) return ['close_review'];
  // Its order was served when it was believed: the money can't be the member's as well.
  return intent.disposition === null ? ['to_balance', 'close_review'] : ['enter_net', 'close_review'];
}

/** The largest amount that anybody names: it decides how many persons have to agree. */
export function weightOf({ intent, seen }: Pick<ReviewFacts, 'intent' | 'seen'>, amount: bigint): bigint {
  return largest([amount, intent.quote?.amount, intent.received, seen?.received, seen?.net]);
}

/** More than this can't have arrived by anything that KryptoGO said; `null` while it named no amount. */
export function mostArrived({ intent, seen }: Pick<ReviewFacts, 'intent' | 'seen'>): bigint | null {
  // A net that is entered may not exceed what was believed to have arrived.
  if (intent.disposition !== null) return intent.received;
  const most = largest([intent.received, seen?.received, seen?.net]);
  return most > 0n ? most : null;
}

/** Everything that a decision is about, as one line of text: decisions are bound to its hash. */
export function reviewText({ intent, seen }: Pick<ReviewFacts, 'intent' | 'seen'>): string {
  const { id, state, reviewReason, disposition, quote, received } = intent;
  const figures = [seen?.status, seen?.received, seen?.net, seen?.refunded];
  const parts = [id, state, reviewReason, disposition, quote?.assetId, quote?.amount, received, ...figures];
  return parts.map((part) => String(part ?? '-')).join('|');
}

/** What a decision books; nothing for an amount of zero. Entering a net books as any net does. */
export function entriesForReview(
  { order, intent }: Pick<ReviewFacts, 'order' | 'intent'>,
  kind: Exclude<ReviewChoice, 'enter_net'>,
  amount: bigint,
): LedgerEntry[] {
  if (!intent.quote || amount === 0n) return [];
  const { communityId, memberId } = order;
  const books = { communityId, assetId: intent.quote.assetId, reference: `intent:${intent.id}`, amount };
  return kind === 'to_balance'
    ? [{ ...books, kind: 'review_to_balance', debit: 'treasury', credit: available(memberId) }]
    : [{ ...books, kind: 'review_closed', debit: 'treasury', credit: 'suspense' }];
}

function largest(amounts: readonly (bigint | null | undefined)[]): bigint {
  return amounts.reduce<bigint>((most, one) => ((one ?? 0n) > most ? (one ?? 0n) : most), 0n);
}
