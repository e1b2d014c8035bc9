import type { AlarmCode } from '../domain/alarm.ts';
import type { DeliveryView, Goods, GoodsFile } from '../domain/goods.ts';
import type { Language, Recipient } from '../domain/platform.ts';
import type { Instant } from '../domain/time.ts';
import type { ChangeView } from '../domain/change.ts';
import type {
  DeliveryNews,
  PaymentNews,
  WithdrawalAudience,
  WithdrawalNews,
} from '../domain/notification.ts';
import type { ReviewView } from '../domain/review.ts';
import type { OutflowView, TreasuryView } from '../domain/treasury.ts';
import type { WithdrawalView } from '../domain/withdrawal-view.ts';
import type { PaymentView } from '../domain/payment-view.ts';

/** A message on a platform, as that platform's messenger wrote it down. Nobody else reads it. */
export type MessageRef = string;

/** What is to be said. How it looks is the platform's affair. */
export type Saying =
  /** With `previous`, that message is edited; equal content is not sent again. */
  | { readonly kind: 'payment_card'; readonly view: PaymentView; readonly previous: MessageRef | null }
  | {
      readonly kind: 'payment_news';
      readonly view: PaymentView;
      readonly news: PaymentNews;
      readonly card: MessageRef | null;
    }
  /** The order's card stands elsewhere now: `previous` is to say so, and show no address. */
  | { readonly kind: 'card_moved'; readonly view: PaymentView; readonly previous: MessageRef }
  /** For a chat that all can read: an order's code, and nothing else of it. */
  | { readonly kind: 'thanks'; readonly code: string }
  /** The goods themselves. `isProtected`: not to be passed on, where the platform can see to that. */
  | {
      readonly kind: 'goods';
      readonly view: DeliveryView;
      readonly goods: Goods;
      readonly isProtected: boolean;
      readonly file: GoodsFile | null;
    }
  | { readonly kind: 'delivery_news'; readonly view: DeliveryView; readonly news: DeliveryNews }
  /** For staff. With `previous`, that message is edited. */
  | { readonly kind: 'delivery_card'; readonly view: DeliveryView; readonly previous: MessageRef | null }
  /** With `previous`, that message is edited; equal content is not sent again. */
  | {
      readonly kind: 'withdrawal_card';
      readonly view: WithdrawalView;
      readonly audience: WithdrawalAudience;
      readonly previous: MessageRef | null;
    }
  | {
      readonly kind: 'withdrawal_news';
      readonly view: WithdrawalView;
      readonly news: WithdrawalNews;
      readonly card: MessageRef | null;
    }
  | { readonly kind: 'change_card'; readonly view: ChangeView; readonly previous: MessageRef | null }
  /**
   * `hasChat`: the cards come to a chat of the approvers, not to their private ones. Without a name it is for
   * that chat itself.
   */
  | {
      readonly kind: 'approver_welcome';
      readonly communityName: string;
      readonly name: string | null;
      readonly hasChat: boolean;
    }
  | { readonly kind: 'treasury_card'; readonly view: TreasuryView; readonly previous: MessageRef | null }
  | { readonly kind: 'review_card'; readonly view: ReviewView; readonly previous: MessageRef | null }
  | { readonly kind: 'outflow_card'; readonly outflow: OutflowView; readonly now: Instant }
  | { readonly kind: 'alarm'; readonly code: AlarmCode; readonly reference: string; readonly detail: string }
  /** The bot goes out of the place that it is sent to. */
  | { readonly kind: 'leave_place' };

export type DeliveryOutcome =
  /** `lookAgainAt`: a card that stands where it can't stay has to be delivered once more by then. */
  | { readonly kind: 'delivered'; readonly ref: MessageRef | null; readonly lookAgainAt?: Instant }
  /** Not now. `afterMs` is what the platform asked for. */
  | { readonly kind: 'later'; readonly afterMs: number | null; readonly reason: string }
  /** The message to edit is no more; say it anew. */
  | { readonly kind: 'message_gone' }
  /** Blocked, kicked, deleted: nobody is there to read it. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** The place goes by another id now. */
  | { readonly kind: 'moved'; readonly placeId: string }
  /** The platform will never take it: our mistake. */
  | { readonly kind: 'rejected'; readonly reason: string };

/** One platform's way of telling people things. */
export type ChatMessenger = {
  /** `key` is the same each time that the same notification is tried. */
  deliver(saying: Saying, to: Recipient, language: Language, key: string): Promise<DeliveryOutcome>;
};
