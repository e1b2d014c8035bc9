import { priceAfter } from '../../domain/discount.ts';
import type { Discount, Item } from '../../domain/item.ts';
import { sameFiat } from '../../domain/money.ts';
import type { CloseReason, Order } from '../../domain/order.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import type { Stores } from '../../ports/stores.ts';

/** What an order takes when it begins to count: within the member's limit, out of the item's stock. */
export type Reserved = Pick<Order, 'holdsPiece'>;

/** The price after a code, and the discount that made it so. */
export type Priced = Pick<Order, 'fiat' | 'fullFiat' | 'discountId'>;

/**
 * Reserves a piece for a member. The item stays locked until the transaction ends, so that of everybody
 * who wants the last piece one gets it, and a member's limit holds against their own orders too.
 */
export async function reserve(
  { catalogue }: Stores,
  memberId: string,
  itemId: string,
): Promise<Reserved | Refusal> {
  const item = await catalogue.lockItem(itemId);
  if (!item) return refuse('item_not_found', { words: itemId });
  const { name, memberLimit } = item;
  if (memberLimit !== null && (await catalogue.boughtCount(memberId, itemId)) >= memberLimit) {
    return refuse('item_limit_reached', { item: name, limit: String(memberLimit) });
  }
  if (!(await catalogue.takePiece(itemId))) return refuse('item_sold_out', { item: name });
  return { holdsPiece: item.stock !== null };
}

/** What an item costs this member with a discount; the discount is locked, and each member has it once. */
export async function priceWith(
  { catalogue }: Stores,
  memberId: string,
  item: Pick<Item, 'id' | 'name' | 'price'>,
  discount: Discount | null,
): Promise<Priced | Refusal> {
  if (!discount) return { fiat: item.price, fullFiat: null, discountId: null };
  const { id, code } = discount;
  const fiat = priceAfter(item.price, item.id, discount);
  if (!fiat) return refuse('discount_not_for_item', { code, item: item.name });
  const refusal = await refuseUse(catalogue, memberId, discount);
  return refusal ?? { fiat, fullFiat: item.price, discountId: id };
}

async function refuseUse(
  catalogue: Stores['catalogue'],
  memberId: string,
  { id, code, usesMax }: Discount,
): Promise<Refusal | null> {
  if ((await catalogue.discountUses(id, memberId)) > 0) return refuse('discount_used', { code });
  const isGone = usesMax !== null && (await catalogue.discountUses(id)) >= usesMax;
  return isGone ? refuse('discount_gone', { code }) : null;
}

/**
 * Takes again what an order gave back when it closed: its piece, its place in the member's limit, its
 * discount. The order is locked and closed.
 */
export async function reserveAgain(stores: Stores, order: Order): Promise<Reserved | Refusal> {
  const { memberId, itemId, discountId } = order;
  if (itemId === null) return { holdsPiece: false };
  const discount = discountId === null ? null : await stores.catalogue.lockDiscountById(discountId);
  const refusal = discount && (await refuseUse(stores.catalogue, memberId, discount));
  if (refusal) return refusal;
  return reserve(stores, memberId, itemId);
}

/**
 * Opens a closed order again, with what it needs reserved; or says why it can't be, and changes nothing.
 * The order is locked.
 */
export async function reopenOrder(stores: Stores, order: Order): Promise<Refusal | null> {
  const { memberId, itemId } = order;
  const other = itemId === null ? null : await stores.payments.openOrderFor(memberId, itemId, null);
  if (other) return refuse('reservation_open', { code: other.code });
  const reserved = await reserveAgain(stores, order);
  if (isRefusal(reserved)) return reserved;
  await stores.payments.changeOrder(order.id, ['closed'], { state: 'open', closeReason: null, ...reserved });
  return null;
}

/** Why an order is better begun anew than quoted again, if so: its item is not what it was. */
export async function refuseStale({ catalogue }: Stores, order: Order): Promise<Refusal | null> {
  const { itemId, code, fiat, fullFiat } = order;
  if (itemId === null) return null;
  const item = await catalogue.item(itemId);
  const isAsItWas = item && !item.hidden && sameFiat(item.price, fullFiat ?? fiat);
  return isAsItWas ? null : refuse('order_out_of_date', { code });
}

/** The word for why late money could not be taken. */
export function whyNotServed({ refusal }: Refusal): CloseReason {
  return refusal === 'item_sold_out' ? 'sold_out' : 'used_up';
}
