import type { AlarmCode } from './alarm.ts';
import type { PlaceKey, Recipient } from './platform.ts';

/** Something that happened to a payment, told in a short message of its own so that a phone buzzes. */
export type PaymentNews =
  'paid' | 'received' | 'credited' | 'short' | 'short_refunded' | 'review' | 'review_closed';

/** Something that happened to a withdrawal, told to whoever asked in a short message of its own. */
export type WithdrawalNews = 'sent' | 'failed' | 'unknown' | 'rejected' | 'lapsed';

/** Who reads a withdrawal's card: the one who asked, or those who decide. */
export type WithdrawalAudience = 'requester' | 'approvers';

/** The things we tell a chat. Queued in the transaction that caused them. */
export type Notification =
  /** Bring the order's card up to date; what it shows is read when it is sent. */
  | { readonly kind: 'payment_card'; readonly orderId: string }
  | {
      readonly kind: 'payment_news';
      readonly orderId: string;
      readonly intentId: string;
      readonly news: PaymentNews;
    }
  /** The card stands in a new message now; the old one shall show nothing to pay any more. */
  | { readonly kind: 'card_moved'; readonly orderId: string; readonly ref: string }
  /** An item has been paid for, and somebody has to hand it over. */
  | { readonly kind: 'sale_made'; readonly orderId: string }
  /** Bring a withdrawal's card in this chat up to date; what it shows is read when it is sent. */
  | {
      readonly kind: 'withdrawal_card';
      readonly withdrawalId: string;
      readonly audience: WithdrawalAudience;
    }
  | { readonly kind: 'withdrawal_news'; readonly withdrawalId: string; readonly news: WithdrawalNews }
  /** A change that was announced, with a way to veto it; edited when it ends. */
  | { readonly kind: 'change_card'; readonly changeId: string }
  /** The owner's money moves: for the operators, with what there is to confirm. */
  | { readonly kind: 'treasury_card'; readonly moveId: string }
  /** A payment that people have to look at: for the approvers, with what can be decided. */
  | { readonly kind: 'review_card'; readonly intentId: string }
  /** All outflow stopped, or somebody wants it open again. */
  | { readonly kind: 'outflow_card' }
  /** Something that a person on call should see. */
  | { readonly kind: 'alarm'; readonly code: AlarmCode; readonly reference: string; readonly detail: string }
  | { readonly kind: 'leave_place'; readonly place: PlaceKey };

export type QueuedNotification = {
  readonly to: Recipient;
  /** Queued once per key, however often the cause is repeated. */
  readonly dedupeKey: string;
  readonly notification: Notification;
};

/** Under which name the places of a card are kept, one in each chat that shows it; `null` for what is no such card. */
export function subjectOf(notification: Notification): string | null {
  if ('audience' in notification) return withdrawalSubject(notification.withdrawalId, notification.audience);
  if ('changeId' in notification) return `change:${notification.changeId}`;
  if ('moveId' in notification) return `treasury:${notification.moveId}`;
  return notification.kind === 'review_card' ? `review:${notification.intentId}` : null;
}

/** The name for the cards of a withdrawal, of which each audience has its own. */
export function withdrawalSubject(withdrawalId: string, audience: WithdrawalAudience): string {
  return `withdrawal:${withdrawalId}:${audience}`;
}
