import type { Asset } from './asset.ts';
import type { Delivery } from './delivery.ts';
import type { Order } from './order.ts';
import type { PaymentIntent } from './payment-intent.ts';
import type { Refund } from './refund.ts';
import type { Instant } from './time.ts';

/** Everything that a payment card may show. Read in one go, for the member that the order belongs to. */
export type PaymentView = {
  readonly order: Order;
  /** Handing over what it paid for; `null` before it is paid, and for a top-up. */
  readonly delivery: Delivery | null;
  readonly communityName: string;
  /** The intent that the card is about: the successful one, else the newest. */
  readonly intent: PaymentIntent;
  /** The asset of the intent's quote; absent while there is none. */
  readonly asset: Asset | null;
  /** What the member can spend in that asset. */
  readonly available: bigint;
  /** What came back to the member's balance; `null` while nothing did. */
  readonly refund: Pick<Refund, 'amount'> | null;
  /** The words that the member wants to see on each of their cards. */
  readonly phrase: string | null;
  readonly now: Instant;
};
