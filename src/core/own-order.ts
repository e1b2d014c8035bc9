import type { Order } from '../domain/order.ts';
import type { PaymentView } from '../domain/payment-view.ts';
import type { Account } from '../domain/platform.ts';
import type { Refusal } from '../domain/refusal.ts';
import { isRefusal, refuse } from '../domain/refusal.ts';
import type { Stores } from '../ports/stores.ts';
import type { CoreDeps } from './deps.ts';

/**
 * Does something with an order in one transaction, the order locked, if it belongs to this very
 * account. An order of somebody else and one that does not exist get the same answer, so that a
 * button's id tells nothing (design.md 1, rule 7).
 */
export async function withOwnOrder<T>(
  deps: CoreDeps,
  by: Account,
  orderId: string,
  work: (stores: Stores, order: Order) => Promise<T>,
): Promise<T | Refusal> {
  return deps.inTransaction(async (stores) => {
    const order = await lockOwnOrder(stores, by, orderId);
    return isRefusal(order) ? order : work(stores, order);
  });
}

async function lockOwnOrder(stores: Stores, by: Account, orderId: string): Promise<Order | Refusal> {
  const order = isUuid(orderId) ? await stores.payments.lockOrder(orderId) : null;
  const owner = order && (await stores.communities.memberById(order.memberId));
  const isOwn = owner?.platform === by.platform && owner.accountId === by.accountId;
  return order && isOwn ? order : refuse('order_not_found');
}

/** The view of an order that is known to be there. */
export async function viewOf(deps: CoreDeps, stores: Stores, orderId: string): Promise<PaymentView> {
  const view = await stores.payments.view(orderId, deps.clock.now());
  if (!view) throw new Error(`order ${orderId} has no intent`);
  return view;
}

/** Whether it can be an id at all; anything else would be an error of the database. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
