import type { Asset } from './asset.ts';
import type { Order } from './order.ts';
import type { PaymentIntent } from './payment-intent.ts';
import type { Instant } from './time.ts';

/** Everything that a payment card may show. Read in one go, for the member that the order belongs to. */
export type PaymentView = {
  readonly order: Order;
  readonly communityName: string;
  /** The intent that the card is about: the successful one, else the newest. */
  readonly intent: PaymentIntent;
  /** The asset of the intent's quote; absent while there is none. */
  readonly asset: Asset | null;
  /** What the member can spend in that asset. */
  readonly available: bigint;
  readonly now: Instant;
};
