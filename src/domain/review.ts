import type { Asset } from './asset.ts';
import type { Sums } from './correction.ts';
import { sumsOf } from './correction.ts';
import type { LedgerEntry } from './ledger.ts';
import { available, entriesForArrival } from './ledger.ts';
import type { Order } from './order.ts';
import type { PaymentIntent, ProviderStatus } from './payment-intent.ts';
import type { Account } from './platform.ts';
import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';
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
  /** What was set aside is the owner's. */
  'take_aside',
] as const;

export type ReviewChoice = (typeof reviewChoices)[number];

/** For so long the provider has time to say what a payment brought in. */
export const SETTLING_MS = DAY_MS;

/** For so long what KryptoGO says is compared with what people decided. */
const WATCH_MS = 30 * DAY_MS;

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
  /** What is booked about it, by account, corrections included. */
  readonly booked: Sums;
  readonly decisions: readonly (ReviewDecision & { readonly name: string })[];
  /** When the last of them was carried out: a vote that still waits for others has decided nothing. */
  readonly decidedAt: Instant | null;
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

type Case = Pick<ReviewFacts, 'intent' | 'asset' | 'seen' | 'believedAt' | 'booked' | 'decidedAt' | 'now'>;

/** Whether people have decided about a payment in review: then nothing that is read later books it again. */
export function isReviewed({ state, net }: Pick<PaymentIntent, 'state' | 'net'>): boolean {
  return state === 'review' && net !== null;
}

/** What can be decided about it now. */
export function choicesOf(facts: Case): readonly ReviewChoice[] {
  const { intent, asset, believedAt, now } = facts;
  if (intent.net !== null) return correctionsOf(facts);
  if (intent.state === 'success') {
    return believedAt !== null && now - believedAt >= SETTLING_MS && asset ? ['enter_net'] : [];
  }
  if (intent.state !== 'review') return [];
  // No address was ever shown, so nothing can have arrived.
  if (!asset) return ['close_review'];
  // Its order was served when it was believed: the money can't be the member's as well.
  if (intent.disposition !== null) return ['enter_net', 'close_review'];
  return stayed(facts) > 0n ? ['to_balance', 'close_review'] : ['close_review'];
}

/** Why that can't be decided now; `null` where it can. */
export function refusalOf(facts: Case & Pick<ReviewFacts, 'order'>, kind: ReviewChoice): Refusal | null {
  const { intent, asset, order } = facts;
  const choices = choicesOf(facts);
  // What it sold was given back already: the same money can't come to the member twice.
  const isGivenBack = order.state === 'refunded' && kind === 'to_balance' && intent.disposition !== 'balance';
  if (choices.includes(kind) && !isGivenBack) return null;
  if (isGivenBack) return refuse('review_over', { code: order.code });
  const mayWait = kind === 'to_balance' && choices.includes('close_review') && asset !== null;
  // It could be the member's, if only KryptoGO said that anything arrived.
  const isUnpaid = mayWait && (intent.disposition === null || intent.net !== null);
  return refuse(isUnpaid ? 'review_not_paid' : 'review_over', { code: order.code });
}

/** What can be decided about one that is booked: KryptoGO says something else by now, or it is set aside. */
function correctionsOf(facts: Case): readonly ReviewChoice[] {
  const { intent, asset } = facts;
  if (!asset) return [];
  if (isContradicted(facts)) {
    if (intent.state === 'success') return ['enter_net'];
    return stayed(facts) > 0n ? ['to_balance', 'close_review'] : ['close_review'];
  }
  return asideOf(facts) > 0n ? ['to_balance', 'take_aside'] : [];
}

/** Whether it is booked already, so that what is decided now corrects that. */
export function isCorrection({ intent }: Pick<ReviewFacts, 'intent'>): boolean {
  return intent.net !== null;
}

/** What is kept apart of it, in nobody's balance. */
export function asideOf({ booked }: Pick<ReviewFacts, 'booked'>): bigint {
  return booked.get('suspense') ?? 0n;
}

/**
 * Whether KryptoGO has said something else of a booked payment since it was booked, or since people last
 * decided about it (design.md 4).
 */
export function isContradicted({
  intent,
  seen,
  booked,
  decidedAt,
}: Pick<Case, 'intent' | 'seen' | 'booked' | 'decidedAt'>): boolean {
  if (intent.net === null || !seen || !intent.quote) return false;
  if (decidedAt !== null && seen.seenAt <= decidedAt) return false;
  // A success that only went back to waiting rings by itself; nobody's money is taken for that.
  if (intent.state === 'success' && !hasPaid(seen) && seen.status !== 'insufficient_refunded') return false;
  const most = stayedBy(seen, intent);
  const total = -(booked.get('treasury') ?? 0n);
  if (total === 0n || most === 0n) return total !== most;
  if (total > most) return true;
  if ((seen.refunded ?? 0n) > 0n) return false;
  // A closed one may be booked as what arrived, without KryptoGO's fee.
  if (seen.net !== null) return total !== seen.net && (intent.disposition !== null || total !== most);
  return intent.state === 'success' && seen.received !== null && seen.received !== intent.received;
}

/** Whether what people decided may still be confirmed or contradicted: KryptoGO hasn't said its net since. */
export function isStillWatched({ seen, decidedAt, now }: Pick<Case, 'seen' | 'decidedAt' | 'now'>): boolean {
  if (decidedAt === null || now - decidedAt > WATCH_MS) return false;
  return !seen || seen.seenAt <= decidedAt || seen.net === null;
}

const paidStatuses: readonly string[] = ['success', 'insufficient_not_refunded'] satisfies ProviderStatus[];

function hasPaid({ status }: Pick<ReviewSeen, 'status'>): boolean {
  return paidStatuses.includes(status);
}

/** What arrived and stayed, by one answer of KryptoGO's: nothing, unless its status says that it is paid. */
function stayedBy(seen: ReviewSeen, { received, quote }: Pick<PaymentIntent, 'received' | 'quote'>): bigint {
  if (!hasPaid(seen)) return 0n;
  const arrived = seen.received ?? seen.net ?? received ?? quote?.amount ?? 0n;
  const back = seen.refunded ?? 0n;
  return back > arrived ? 0n : arrived - back;
}

/** More than this can't have stayed with us, by what KryptoGO said last. */
function stayed({ intent, seen }: Pick<ReviewFacts, 'intent' | 'seen'>): bigint {
  return seen ? stayedBy(seen, intent) : 0n;
}

/** The largest amount that anybody names: it decides how many persons have to agree. */
export function weightOf({ intent, seen }: Pick<ReviewFacts, 'intent' | 'seen'>, amount: bigint): bigint {
  return largest([amount, intent.quote?.amount, intent.received, intent.net, seen?.received, seen?.net]);
}

/** The most that people may book: never more than KryptoGO's own answers prove (faults.md 3.2, P3). */
export function mostArrived(facts: Case, kind: ReviewChoice): bigint {
  const { intent } = facts;
  if (intent.net === null) {
    // A net that is entered may not exceed what was believed to have arrived.
    return intent.disposition === null ? stayed(facts) : (intent.received ?? 0n);
  }
  return kind === 'take_aside' || !isContradicted(facts) ? asideOf(facts) : stayed(facts);
}

/** Everything that a decision is about, as one line of text: decisions are bound to its hash. */
export function reviewText(facts: Pick<ReviewFacts, 'intent' | 'seen' | 'booked'>): string {
  const { intent, seen } = facts;
  const { id, state, reviewReason, disposition, quote, received, net } = intent;
  const figures = [seen?.status, seen?.received, seen?.net, seen?.refunded, net, asideOf(facts)];
  const parts = [id, state, reviewReason, disposition, quote?.assetId, quote?.amount, received, ...figures];
  return parts.map((part) => String(part ?? '-')).join('|');
}

/** What a first decision books; nothing for an amount of zero. Entering a net books as any net does. */
export function entriesForReview(
  { order, intent }: Pick<ReviewFacts, 'order' | 'intent'>,
  kind: 'to_balance' | 'close_review',
  amount: bigint,
): LedgerEntry[] {
  if (!intent.quote || amount === 0n) return [];
  const { communityId, memberId } = order;
  const books = { communityId, assetId: intent.quote.assetId, reference: `intent:${intent.id}`, amount };
  return kind === 'to_balance'
    ? [{ ...books, kind: 'review_to_balance', debit: 'treasury', credit: available(memberId) }]
    : [{ ...books, kind: 'review_closed', debit: 'treasury', credit: 'suspense' }];
}

/** What should be booked in all after a decision about what is booked already, and what the intent keeps of it. */
export function correctedPayment(
  facts: ReviewFacts,
  kind: ReviewChoice,
  amount: bigint,
): { readonly wanted: Sums; readonly change: Pick<PaymentIntent, 'net' | 'received' | 'disposition'> } {
  const { order, intent, seen, booked } = facts;
  const { quote, received, net } = intent;
  if (!quote || net === null) throw new Error(`nothing is booked for intent ${intent.id}`);
  const own = available(order.memberId);
  const { disposition } = intent;
  if (kind === 'enter_net') {
    if (disposition === null || received === null) throw new Error(`intent ${intent.id} was never believed`);
    // The row of a success keeps no less than its quote; what came back of it shows in the net alone.
    const arrived = seen?.received ?? received;
    const known = arrived < quote.amount ? received : arrived;
    const books = { communityId: order.communityId, assetId: quote.assetId, reference: '' };
    const arrival = { quoted: quote.amount, received: known, net: amount };
    const wanted = sumsOf(entriesForArrival(books, order.memberId, disposition, arrival));
    return { wanted, change: { net: amount, received: known, disposition } };
  }
  if (isContradicted(facts)) {
    // All of it anew: it is the member's, or it is set aside.
    const isTheirs = kind === 'to_balance';
    const wanted = new Map([[isTheirs ? own : ('suspense' as const), amount]]);
    return { wanted, change: { net: amount, received, disposition: isTheirs ? 'balance' : null } };
  }
  const to = kind === 'to_balance' ? own : 'operator_funds';
  const moved = new Map(booked);
  moved.set('suspense', asideOf(facts) - amount);
  moved.set(to, (booked.get(to) ?? 0n) + amount);
  const isTheirs = kind === 'to_balance';
  return {
    wanted: moved,
    change: {
      net: isTheirs ? (moved.get(own) ?? 0n) : net,
      received,
      disposition: isTheirs ? 'balance' : disposition,
    },
  };
}

function largest(amounts: readonly (bigint | null | undefined)[]): bigint {
  return amounts.reduce<bigint>((most, one) => ((one ?? 0n) > most ? (one ?? 0n) : most), 0n);
}
