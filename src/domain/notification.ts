import type { AlarmCode } from './alarm.ts';
import type { Language, PlaceKey, Recipient } from './platform.ts';
import type { WithdrawalState } from './withdrawal.ts';

/** Something that happened to a payment, told in a short message of its own so that a phone buzzes. */
export type PaymentNews =
  'paid' | 'received' | 'credited' | 'short' | 'short_refunded' | 'review' | 'review_closed' | 'refunded';

/** Something that happened to a withdrawal, told to whoever asked in a short message of its own. */
export type WithdrawalNews =
  | Extract<WithdrawalState, 'sent' | 'failed' | 'unknown' | 'rejected' | 'lapsed'>
  /** People have decided that it is to be sent again. */
  | 'send_again'
  /** For those who settle it: nobody knows whether it was sent. */
  | 'doubt'
  /** For those who settle it: from now on they can say that it was not sent. */
  | 'quarantine_over';

/** Something about what was bought, told to whoever has it in a short message of its own. */
export type DeliveryNews =
  /** Somebody gave it to them. */
  | 'gift'
  /** Access ends soon. */
  | 'ending'
  /** Access has ended. */
  | 'over'
  /** It was taken back with a refund. */
  | 'taken_back';

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
  /** Thanks in public for an order, if its community wants that: no name, no amount. */
  | { readonly kind: 'thanks'; readonly orderId: string; readonly language: Language }
  /** The goods themselves, for whoever gets them; read when it is sent, and nowhere kept. */
  | { readonly kind: 'goods'; readonly deliveryId: string }
  | { readonly kind: 'delivery_news'; readonly deliveryId: string; readonly news: DeliveryNews }
  /** For staff: a task to be done, or goods that can't be handed over or taken back. Edited when that changes. */
  | { readonly kind: 'delivery_card'; readonly deliveryId: string }
  /** Bring a withdrawal's card in this chat up to date; what it shows is read when it is sent. */
  | {
      readonly kind: 'withdrawal_card';
      readonly withdrawalId: string;
      readonly audience: WithdrawalAudience;
    }
  | { readonly kind: 'withdrawal_news'; readonly withdrawalId: string; readonly news: WithdrawalNews }
  /** A change that was announced, with a way to veto it; edited when it ends. */
  | { readonly kind: 'change_card'; readonly changeId: string }
  /** Somebody decides from now on: what they are, and what will come; without a name, the approvers' chat. */
  | { readonly kind: 'approver_welcome'; readonly communityId: string; readonly name: string | null }
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
  if (notification.kind === 'delivery_card') return `delivery:${notification.deliveryId}`;
  return notification.kind === 'review_card' ? `review:${notification.intentId}` : null;
}

/** The name for the cards of a withdrawal, of which each audience has its own. */
export function withdrawalSubject(withdrawalId: string, audience: WithdrawalAudience): string {
  return `withdrawal:${withdrawalId}:${audience}`;
}
