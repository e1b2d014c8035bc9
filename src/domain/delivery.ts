import type { DeliveryKind, DeliveryPlan } from './item.ts';
import type { Instant } from './time.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from './time.ts';

export const deliveryStates = ['queued', 'failed', 'delivered', 'cancelled', 'revoked'] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/** What keeps goods from being handed over, or taken back. Each has a sentence for the buyer and one for staff. */
export const deliveryTroubles = [
  /** Discord: the bot may not manage roles. */
  'permission_missing',
  /** Discord: the role stands above the bot's own. */
  'role_too_high',
  /** Discord: with this role people could run the server, so it is not for sale. */
  'role_powerful',
  'role_gone',
  /** The buyer is not in the server or chat (any more). */
  'member_gone',
  /** The server or chat is gone, or the bot is no longer in it. */
  'place_gone',
  'no_key',
  'file_gone',
  /** The buyer can't be written to: closed direct messages, bot blocked. They can fetch it themselves. */
  'dm_closed',
  'platform_away',
  /** The owner's server did not take it, or not in time. */
  'receiver_failed',
  /** The platform is switched off, or the item's plan no longer fits. */
  'not_possible',
] as const;

export type DeliveryTrouble = (typeof deliveryTroubles)[number];

/** Why goods were taken back or are no longer given. */
export type EndReason = 'refunded' | 'access_over';

/** What has come of handing over, for taking it back and for showing it again. */
export type Receipt = {
  /** The link that was made for an invite. */
  readonly inviteLink?: string;
  readonly joinedAt?: Instant;
  /** Who did a task, or said that it is done: `discord:123`. */
  readonly doneBy?: string;
  /** A message with the goods has been on its way since then: perhaps they have been seen. */
  readonly sendingAt?: Instant;
};

/** Handing over what was bought: one for each paid order of an item. */
export type Delivery = {
  readonly id: string;
  readonly orderId: string;
  readonly communityId: string;
  /** Who gets it: the buyer, or whom it was given to. */
  readonly memberId: string;
  /** The item's plan when it was paid for. */
  readonly plan: DeliveryPlan;
  readonly state: DeliveryState;
  readonly trouble: DeliveryTrouble | null;
  /** Tries so far, in this state. */
  readonly attempts: number;
  readonly receipt: Receipt;
  readonly accessDays: number | null;
  readonly createdAt: Instant;
  readonly deliveredAt: Instant | null;
  /** When access ends by itself. */
  readonly endsAt: Instant | null;
  readonly endReason: EndReason | null;
  /** It has been taken back on the platform; `null` while that is still to be done, or never was. */
  readonly undoneAt: Instant | null;
  /** A try, a look or taking back is due then; `null` when nothing is. */
  readonly dueAt: Instant | null;
};

/** From which states each one may be come to: `queued → delivered | failed → queued …` (design.md 4). */
const sources: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  queued: ['failed'],
  failed: ['queued', 'failed'],
  delivered: ['queued', 'failed'],
  cancelled: ['queued', 'failed'],
  revoked: ['delivered'],
};

/** The states that a delivery may be in to become this. */
export function statesBefore(to: DeliveryState): readonly DeliveryState[] {
  return sources[to];
}

/** What a worker does about a delivery whose time has come. */
export type DeliveryStep =
  /** Hand over what a platform or a server gives. */
  | 'give'
  /** Send the goods themselves in a private message. */
  | 'tell'
  /** Look whether a role that was given is still there. */
  | 'look'
  /** Take back what was, or may have been, given. */
  | 'undo';

const steps: Readonly<Record<DeliveryKind, Readonly<Record<DeliveryState, DeliveryStep | null>>>> = {
  task: { queued: null, failed: null, delivered: null, cancelled: null, revoked: null },
  key: { queued: 'tell', failed: 'tell', delivered: null, cancelled: null, revoked: null },
  text: { queued: 'tell', failed: 'tell', delivered: null, cancelled: null, revoked: null },
  file: { queued: 'tell', failed: 'tell', delivered: null, cancelled: null, revoked: null },
  invite: { queued: 'give', failed: 'give', delivered: null, cancelled: 'undo', revoked: 'undo' },
  role: { queued: 'give', failed: 'give', delivered: 'look', cancelled: 'undo', revoked: 'undo' },
  // Once delivered, only where staff want it sent again.
  webhook: { queued: 'give', failed: 'give', delivered: 'give', cancelled: 'undo', revoked: 'undo' },
};

/** What is to be done next about a delivery that is due. */
export function stepOf({ plan, state }: Pick<Delivery, 'plan' | 'state'>): DeliveryStep | null {
  return steps[plan.kind][state];
}

/** How long one instance has a claimed delivery for itself; all that it asks for outside takes less. */
export const CLAIM_MS = 2 * MINUTE_MS;

const LADDER_MS = [
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  6 * HOUR_MS,
] as const;

/** An owner's server is asked for three days (Standard Webhooks), a platform for a month; then only *try again* helps. */
const TRIES_MAX = { webhook: 18, other: 120 };

/**
 * When to try again after the `attempts`-th try in vain: after 30 s at first, later each 6 h; `null` when
 * it is not tried any more.
 */
export function nextTryAt(kind: DeliveryKind, attempts: number, now: Instant): Instant | null {
  if (attempts >= TRIES_MAX[kind === 'webhook' ? 'webhook' : 'other']) return null;
  return now + (LADDER_MS[attempts - 1] ?? 6 * HOUR_MS);
}

/** It can still be handed over, or has been, and nothing has ended it. */
export function isStanding({ state, endsAt }: Pick<Delivery, 'state' | 'endsAt'>, now: Instant): boolean {
  const isEnded = state === 'cancelled' || state === 'revoked';
  return !isEnded && (endsAt === null || endsAt > now);
}

/** The goods are in a message that is just being sent: nobody knows yet whether they have been seen. */
export function isBeingSent({ state, receipt }: Pick<Delivery, 'state' | 'receipt'>, now: Instant): boolean {
  const isOpen = state === 'queued' || state === 'failed';
  return isOpen && receipt.sendingAt !== undefined && now - receipt.sendingAt < CLAIM_MS;
}
