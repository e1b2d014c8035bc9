import type { AlarmCode } from './alarm.ts';
import type { PlaceKey, Recipient } from './platform.ts';

/** Something that happened to a payment, told in a short message of its own so that a phone buzzes. */
export type PaymentNews = 'paid' | 'received' | 'credited' | 'short' | 'short_refunded' | 'review';

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
  /** Something that a person on call should see. */
  | { readonly kind: 'alarm'; readonly code: AlarmCode; readonly reference: string; readonly detail: string }
  | { readonly kind: 'leave_place'; readonly place: PlaceKey };

export type QueuedNotification = {
  readonly to: Recipient;
  /** Queued once per key, however often the cause is repeated. */
  readonly dedupeKey: string;
  readonly notification: Notification;
};
