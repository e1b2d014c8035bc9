import type { Fiat } from './money.ts';
import type { Disposition } from './payment-intent.ts';
import type { Instant } from './time.ts';

export type OrderState = 'open' | 'settling' | 'paid' | 'delivered' | 'closed' | 'refunded';

export type CloseReason =
  | 'cancelled'
  | 'expired'
  | 'refunded'
  | 'refused'
  | 'abandoned'
  | 'reviewed'
  /** Money came after it had ended, and the last piece had gone to somebody else by then. */
  | 'sold_out'
  /** The same, where the member's limit or the discount had been used up by another order. */
  | 'used_up';

/** What a member asked to pay for. It may own several payment intents. */
export type Order = {
  readonly id: string;
  /** Short name for people: `7F3KD`, unique in its community. */
  readonly code: string;
  readonly communityId: string;
  readonly memberId: string;
  readonly kind: 'item' | 'top_up';
  readonly itemId: string | null;
  /** The item's name when it was ordered. */
  readonly itemName: string | null;
  readonly fiat: Fiat;
  /** The price before a discount; `null` without one. */
  readonly fullFiat: Fiat | null;
  readonly discountId: string | null;
  /** It holds a piece of the item's stock. */
  readonly holdsPiece: boolean;
  /** Who gets it, if not the buyer. */
  readonly recipientId: string | null;
  /** A gift for whoever opens a link with this token first: then they are its recipient. `null` for none. */
  readonly giftToken: string | null;
  readonly state: OrderState;
  readonly closeReason: CloseReason | null;
  readonly paidFrom: 'chain' | 'balance' | null;
  /** Grows with each change that a person could see. */
  readonly version: number;
  readonly createdAt: Instant;
};

/**
 * Where the money of a success goes (design.md 4 and 5). An order that merely ended without money
 * is still served; one that was cancelled or is paid already cannot take it, and then it is the
 * member's.
 */
export function dispositionOf(order: Pick<Order, 'kind' | 'state' | 'closeReason'>): Disposition {
  if (!takesFreshQuote(order)) return 'balance';
  return order.kind === 'item' ? 'sale' : 'top_up';
}

/** The order's state once a success with this disposition is believed. */
export function stateAfterSuccess(
  order: Pick<Order, 'state'>,
  disposition: Disposition,
  netKnown: boolean,
): OrderState {
  if (disposition === 'sale') return 'paid';
  if (disposition === 'top_up') return netKnown ? 'delivered' : 'settling';
  return order.state;
}

/** A gift that nobody has opened yet: its goods wait. */
export function isUnopenedGift({
  giftToken,
  recipientId,
}: Pick<Order, 'giftToken' | 'recipientId'>): boolean {
  return giftToken !== null && recipientId === null;
}

/** A member may take back an order as long as no money has been believed for it. */
export function isCancellable(order: Pick<Order, 'state'>): boolean {
  return order.state === 'open';
}

/** It can still be paid: nothing has been paid for it, and the member has not cancelled. */
export function takesFreshQuote(order: Pick<Order, 'state' | 'closeReason'>): boolean {
  return order.state === 'open' || (order.state === 'closed' && order.closeReason !== 'cancelled');
}
