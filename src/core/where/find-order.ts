import type { Order } from '../../domain/order.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Stores } from '../../ports/stores.ts';

/** The order that people call so, in one of these communities, or in any. */
export async function findOrder(
  stores: Pick<Stores, 'stories'>,
  typed: string,
  communityIds: readonly string[] | 'all',
): Promise<Order | Refusal> {
  const code = typed.trim().replace(/^#/, '').toUpperCase();
  const [order, other] = await stores.stories.ordersCalled(code, communityIds);
  if (!order) return refuse('order_not_found');
  // A code is unique in its community only.
  return other ? refuse('order_code_twice', { code }) : order;
}
