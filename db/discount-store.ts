import { and, asc, eq, gt, isNull, ne, or, sql } from 'drizzle-orm';
import type { Discount } from '../src/domain/item.ts';
import type { Instant } from '../src/domain/time.ts';
import type { CatalogueStore } from '../src/ports/shop-stores.ts';
import type { Transaction } from './database.ts';
import { discounts, orders } from './schema.ts';

type DiscountStore = Pick<
  CatalogueStore,
  'saveDiscount' | 'lockDiscount' | 'lockDiscountById' | 'discountUses' | 'endDiscount' | 'discounts'
>;

/** Codes that take something off a price. One that ended stays, for the orders that used it. */
export function createDiscountStore(tx: Transaction): DiscountStore {
  const isCode = (communityId: string, code: string) =>
    and(eq(discounts.communityId, communityId), eq(discounts.code, code), isNull(discounts.endedAt));
  const holds = (now: Instant) => or(isNull(discounts.endsAt), gt(discounts.endsAt, now));
  const isUse = (discountId: unknown) =>
    and(sql`${orders.discountId} = ${discountId}`, ne(orders.state, 'closed'));
  return {
    async saveDiscount({ off, ...discount }, now) {
      // Its time is over and its code free again: somebody may want it for another.
      await tx
        .update(discounts)
        .set({ endedAt: now })
        .where(and(isCode(discount.communityId, discount.code), sql`not ${holds(now)}`));
      const rows = await tx
        .insert(discounts)
        .values({
          ...discount,
          offHundredths: off?.hundredths ?? null,
          offCurrency: off?.currency ?? null,
          createdAt: now,
        })
        .onConflictDoNothing()
        .returning({ id: discounts.id });
      return rows.length > 0;
    },
    async lockDiscount(communityId, code, now) {
      const [row] = await tx
        .select()
        .from(discounts)
        .where(and(isCode(communityId, code), holds(now)))
        .for('no key update');
      return row ? toDiscount(row) : null;
    },
    async lockDiscountById(id) {
      const [row] = await tx.select().from(discounts).where(eq(discounts.id, id)).for('no key update');
      return row ? toDiscount(row) : null;
    },
    discountUses: (discountId, memberId) =>
      tx.$count(
        orders,
        and(isUse(discountId), memberId === undefined ? undefined : eq(orders.memberId, memberId)),
      ),
    async endDiscount(communityId, code, now) {
      const rows = await tx
        .update(discounts)
        .set({ endedAt: now })
        .where(isCode(communityId, code))
        .returning({ id: discounts.id });
      return rows.length > 0;
    },
    async discounts(communityId, now) {
      const rows = await tx
        .select({
          discount: discounts,
          uses: sql<number>`(select count(*)::int from ${orders} where ${isUse(discounts.id)})`,
        })
        .from(discounts)
        .where(and(eq(discounts.communityId, communityId), isNull(discounts.endedAt), holds(now)))
        .orderBy(asc(discounts.code));
      return rows.map(({ discount, uses }) => ({ ...toDiscount(discount), uses }));
    },
  };
}

function toDiscount(row: typeof discounts.$inferSelect): Discount {
  const { id, communityId, code, percent, offHundredths, offCurrency, itemId, usesMax, endsAt } = row;
  const off =
    offHundredths === null || offCurrency === null
      ? null
      : { hundredths: offHundredths, currency: offCurrency };
  return { id, communityId, code, percent, off, itemId, usesMax, endsAt };
}
