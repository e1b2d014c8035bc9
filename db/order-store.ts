import { and, desc, eq, gte, inArray, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { PaymentStore } from '../src/ports/stores.ts';
import type { Transaction } from './database.ts';
import { toOrder } from './payment-rows.ts';
import { orders, paymentIntents } from './schema.ts';

type OrderStore = Pick<
  PaymentStore,
  | 'insertOrder'
  | 'orderByRequestKey'
  | 'openTopUp'
  | 'openOrderFor'
  | 'openOrderCount'
  | 'order'
  | 'lockOrder'
  | 'lockGift'
  | 'changeOrder'
>;

/** Orders, with guarded changes: a change says from which states it may come. */
export function createOrderStore(tx: Transaction): OrderStore {
  return {
    async insertOrder({ fiat, fullFiat, ...order }) {
      const rows = await tx
        .insert(orders)
        .values({
          ...order,
          fiatHundredths: fiat.hundredths,
          fiatCurrency: fiat.currency,
          fullHundredths: fullFiat?.hundredths ?? null,
        })
        .onConflictDoNothing({ target: [orders.communityId, orders.code] })
        .returning({ id: orders.id });
      return rows.length > 0;
    },
    async orderByRequestKey(key) {
      const [row] = await tx.select().from(orders).where(eq(orders.requestKey, key));
      return row ? toOrder(row) : null;
    },
    ...openOrderReads(tx),
    async order(id) {
      const [row] = await tx.select().from(orders).where(eq(orders.id, id));
      return row ? toOrder(row) : null;
    },
    async lockOrder(id) {
      const [row] = await tx.select().from(orders).where(eq(orders.id, id)).for('update');
      return row ? toOrder(row) : null;
    },
    async lockGift(token) {
      const [row] = await tx.select().from(orders).where(eq(orders.giftToken, token)).for('update');
      return row ? toOrder(row) : null;
    },
    async changeOrder(id, from, change) {
      const rows = await tx
        .update(orders)
        .set({ ...change, version: sql`${orders.version} + 1` })
        .where(and(eq(orders.id, id), inArray(orders.state, [...from])))
        .returning({ id: orders.id });
      return rows.length > 0;
    },
  };
}

/** What a member has open, unpaid. */
function openOrderReads(tx: Transaction): Pick<OrderStore, 'openTopUp' | 'openOrderFor' | 'openOrderCount'> {
  const newestOpen = async (which: SQL | undefined) => {
    const [row] = await tx
      .select()
      .from(orders)
      .where(and(eq(orders.state, 'open'), which))
      .orderBy(desc(orders.createdAt))
      .limit(1);
    return row ? toOrder(row) : null;
  };
  return {
    openTopUp: (memberId, fiat, since) =>
      newestOpen(
        and(
          eq(orders.memberId, memberId),
          eq(orders.kind, 'top_up'),
          eq(orders.fiatHundredths, fiat.hundredths),
          eq(orders.fiatCurrency, fiat.currency),
          gte(orders.createdAt, since),
        ),
      ),
    openOrderFor: (memberId, itemId, since) =>
      newestOpen(
        and(
          eq(orders.memberId, memberId),
          eq(orders.itemId, itemId),
          since === null ? orders.holdsPiece : or(orders.holdsPiece, gte(orders.createdAt, since)),
        ),
      ),
    async openOrderCount(memberId) {
      // One that is held, short or being confirmed can't be cancelled away, so it takes up no room.
      const isWaiting = sql`exists (
        select 1 from ${paymentIntents} i where i.order_id = ${orders.id} and i.state in ('creating', 'pending')
          and i.payment_tx is null)`;
      const rows = await tx
        .select({ id: orders.id })
        .from(orders)
        .where(and(eq(orders.memberId, memberId), eq(orders.state, 'open'), isWaiting));
      return rows.length;
    },
  };
}
