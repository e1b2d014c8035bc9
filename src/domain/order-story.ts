import type { Asset } from './asset.ts';
import type { Delivery, DeliveryTrouble } from './delivery.ts';
import type { Order } from './order.ts';
import type { PaymentIntent, ReviewReason } from './payment-intent.ts';
import { isProviderStatus } from './payment-intent.ts';
import type { Account } from './platform.ts';
import { FRESH_AFTER_MS } from './reading-schedule.ts';
import type { Refund } from './refund.ts';
import { takeableFrom } from './refund.ts';
import type { Instant } from './time.ts';
import { MINUTE_MS } from './time.ts';

/** Every known cause why an order stands where it stands. What comes next follows from each. */
export type OrderCause =
  /** The provider is making an address; `slow` when that takes longer than it should. */
  | { readonly kind: 'being_made'; readonly slow: boolean }
  /** No address can be had: the provider said no, or never answered. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'abandoned' }
  /** Nothing has been seen on the chain, and there is still time. */
  | { readonly kind: 'not_seen'; readonly deadline: Instant }
  /** Seen on the chain, not final yet. */
  | { readonly kind: 'confirming'; readonly paymentTx: string | null; readonly received: bigint | null }
  /** The deadline is over, and the provider has not said what became of it. */
  | { readonly kind: 'overdue'; readonly deadline: Instant }
  | { readonly kind: 'expired'; readonly deadline: Instant | null }
  /** Too little arrived; `refunded` is what went back to the sender, `null` while it has not. */
  | { readonly kind: 'short'; readonly missing: bigint; readonly refunded: bigint | null }
  /** The provider uses a word that is in no document. */
  | { readonly kind: 'unknown_status'; readonly word: string }
  /** People have to look at it. */
  | { readonly kind: 'in_review'; readonly reason: ReviewReason | null }
  | { readonly kind: 'reviewed'; readonly toBalance: boolean }
  | { readonly kind: 'cancelled' }
  /** A top-up whose net the provider has not said yet. */
  | { readonly kind: 'settling'; readonly since: Instant | null }
  | { readonly kind: 'credited' }
  /** It came when the order could not take it any more: the member has it in the balance. */
  | { readonly kind: 'to_balance'; readonly net: bigint | null }
  | { readonly kind: 'gift_unclaimed' }
  /** A person has to do it, and has not said that it is done. */
  | { readonly kind: 'waits_for_person'; readonly since: Instant | null }
  | { readonly kind: 'delivery_under_way'; readonly attempts: number }
  | {
      readonly kind: 'delivery_blocked';
      readonly trouble: DeliveryTrouble | null;
      readonly attempts: number;
      readonly againAt: Instant | null;
    }
  | { readonly kind: 'delivered'; readonly at: Instant | null; readonly endsAt: Instant | null }
  /** Delivered, and now something is wrong with it: lost by leaving, not to be taken back … */
  | { readonly kind: 'delivered_with_trouble'; readonly trouble: DeliveryTrouble }
  | { readonly kind: 'access_over'; readonly at: Instant | null }
  | { readonly kind: 'refunded'; readonly at: Instant; readonly amount: bigint; readonly roundedUp: bigint }
  /** Goods of a refunded order that the platform has not taken back yet. */
  | { readonly kind: 'not_taken_back'; readonly trouble: DeliveryTrouble | null }
  // What may apply beside one of those:
  | { readonly kind: 'late'; readonly byMs: number }
  /** The provider's callback never came; asking found it all the same. */
  | { readonly kind: 'callback_lost' }
  /** The last so many reads failed. */
  | { readonly kind: 'provider_unreachable'; readonly failures: number }
  /** The provider refuses our key: no new addresses for now. */
  | { readonly kind: 'provider_paused' }
  /** Sold, and its net is not known yet. */
  | { readonly kind: 'net_unknown' }
  | { readonly kind: 'paid_from_balance' };

/** What is known about an order, read in one go. */
export type StoryFacts = {
  readonly order: Order;
  /** The intent that the order is about now. */
  readonly intent: PaymentIntent;
  /** All of its intents, the first one first. */
  readonly intents: readonly PaymentIntent[];
  readonly delivery: Delivery | null;
  readonly refund: Refund | null;
  /** When the success of `intent` was first believed. */
  readonly believedAt: Instant | null;
  /** How many callbacks came for `intent`; `null` where none can come. */
  readonly callbacks: number | null;
  readonly isProviderPaused: boolean;
  readonly now: Instant;
};

/** Why an order stands where it stands, for the one who asks. */
export type OrderStory = StoryFacts & {
  /** Staff see whose it is; a buyer sees their own. */
  readonly audience: 'staff' | 'buyer';
  readonly communityName: string;
  readonly buyer: Account & { readonly displayName: string };
  /** Who gets it, if somebody else does. */
  readonly recipient: (Account & { readonly displayName: string }) | null;
  readonly asset: Asset | null;
  /** The first one is how it stands; the others also apply. Never empty. */
  readonly causes: readonly OrderCause[];
  /** Since when its buyer may take it back, as it has not been handed over; `null` for never. */
  readonly takeableFrom: Instant | null;
};

/** Which known causes apply: the one that says how it stands, and what is true beside it. */
export function causesOf(facts: StoryFacts): OrderCause[] {
  return [mainCause(facts), ...furtherCauses(facts)];
}

/** Since when the buyer may take it back. */
export function storyTakeableFrom({ order, delivery }: StoryFacts): Instant | null {
  return takeableFrom(order, delivery);
}

function mainCause(facts: StoryFacts): OrderCause {
  const { order, refund } = facts;
  if (refund) {
    const { at, amount, roundedUp } = refund;
    return { kind: 'refunded', at, amount, roundedUp };
  }
  if (order.state === 'settling') return { kind: 'settling', since: facts.believedAt };
  if (order.kind === 'top_up' && order.state === 'delivered') return { kind: 'credited' };
  if (order.state === 'paid' || order.state === 'delivered') return causeOfDelivery(facts);
  return causeOfPayment(facts);
}

function causeOfDelivery({ order, delivery }: StoryFacts): OrderCause {
  if (!delivery) {
    // Sold before deliveries were kept: a person sees to it.
    return order.state === 'delivered'
      ? { kind: 'delivered', at: null, endsAt: null }
      : { kind: 'waits_for_person', since: null };
  }
  const { plan, state, trouble, attempts, createdAt, deliveredAt, dueAt, endsAt } = delivery;
  switch (state) {
    case 'queued':
      if (order.giftToken !== null && order.recipientId === null) return { kind: 'gift_unclaimed' };
      if (plan.kind === 'task') return { kind: 'waits_for_person', since: createdAt };
      return { kind: 'delivery_under_way', attempts };
    case 'failed':
      return { kind: 'delivery_blocked', trouble, attempts, againAt: dueAt };
    case 'delivered':
      return trouble === null
        ? { kind: 'delivered', at: deliveredAt, endsAt }
        : { kind: 'delivered_with_trouble', trouble };
    case 'cancelled':
    case 'revoked':
      return { kind: 'access_over', at: endsAt };
  }
}

function causeOfPayment({ order, intent, now }: StoryFacts): OrderCause {
  const { quote, received } = intent;
  if (intent.state === 'review') {
    return intent.net === null
      ? { kind: 'in_review', reason: intent.reviewReason }
      : { kind: 'reviewed', toBalance: intent.disposition === 'balance' };
  }
  if (intent.state === 'success') return { kind: 'to_balance', net: intent.net };
  const missing = (quote?.amount ?? 0n) - (received ?? 0n);
  if (intent.state === 'insufficient_not_refunded') return { kind: 'short', missing, refunded: null };
  if (intent.state === 'insufficient_refunded') {
    return { kind: 'short', missing, refunded: intent.refunded ?? received ?? 0n };
  }
  if (order.closeReason === 'cancelled') return { kind: 'cancelled' };
  const word = intent.providerStatus;
  if (word !== null && !isProviderStatus(word)) return { kind: 'unknown_status', word };
  switch (intent.state) {
    case 'creating':
      return { kind: 'being_made', slow: now - intent.createdAt >= FRESH_AFTER_MS };
    case 'refused':
    case 'abandoned':
      return { kind: intent.state };
    case 'expired':
      return { kind: 'expired', deadline: quote?.deadline ?? null };
    case 'pending':
      return causeOfPending(intent, now);
  }
}

function causeOfPending({ quote, paymentTx, received }: PaymentIntent, now: Instant): OrderCause {
  if (paymentTx !== null || (received ?? 0n) > 0n) return { kind: 'confirming', paymentTx, received };
  if (!quote) return { kind: 'being_made', slow: true };
  const { deadline } = quote;
  return now > deadline ? { kind: 'overdue', deadline } : { kind: 'not_seen', deadline };
}

function furtherCauses(facts: StoryFacts): OrderCause[] {
  const { order, intent, intents, delivery, believedAt, callbacks, isProviderPaused, now } = facts;
  const causes: OrderCause[] = [];
  const isPaid = ['paid', 'delivered', 'refunded', 'settling'].includes(order.state);
  const deadline = intent.quote?.deadline ?? null;
  if (order.paidFrom === 'balance') causes.push({ kind: 'paid_from_balance' });
  if (intent.late && believedAt !== null && deadline !== null && believedAt > deadline) {
    causes.push({ kind: 'late', byMs: believedAt - deadline });
  }
  // A callback may still be on its way; after a minute it is not.
  const isLost = callbacks === 0 && believedAt !== null && now - believedAt > MINUTE_MS;
  if (isLost) causes.push({ kind: 'callback_lost' });
  if (order.kind === 'item' && isPaid && intent.disposition === 'sale' && intent.net === null) {
    causes.push({ kind: 'net_unknown' });
  }
  const surplus = intents.find(({ state, disposition }) => state === 'success' && disposition === 'balance');
  if (isPaid && surplus) causes.push({ kind: 'to_balance', net: surplus.net });
  if (facts.refund && delivery?.dueAt && delivery.undoneAt === null) {
    causes.push({ kind: 'not_taken_back', trouble: delivery.trouble });
  }
  if (intent.readFailures > 0) causes.push({ kind: 'provider_unreachable', failures: intent.readFailures });
  const waitsForAddress = order.state === 'open' || order.state === 'closed';
  if (isProviderPaused && waitsForAddress) causes.push({ kind: 'provider_paused' });
  return causes;
}
