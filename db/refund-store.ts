import { and, eq, gt, sql } from 'drizzle-orm';
import type { Account } from '../src/domain/platform.ts';
import type { Refund } from '../src/domain/refund.ts';
import type { RefundStore } from '../src/ports/shop-stores.ts';
import type { Transaction } from './database.ts';
import { refunds } from './schema.ts';

/** What came back of orders. Only ever added, once for each order. */
export function createRefundStore(tx: Transaction): RefundStore {
  return {
    async sale(orderId) {
      // Corrections carry a number behind the intent's id; they count as the sale itself does.
      const [row] = await tx.execute<{ asset_id: string; net: string; full: string }>(sql`
        select asset_id,
          sum(case when credit in ('sales', 'provider_fees') then amount else 0 end
            - case when debit in ('sales', 'provider_fees') then amount else 0 end)::text as net,
          sum(case 'sales' when credit then amount when debit then -amount else 0 end)::text as full
        from ledger_entries
        where (kind = 'sale_from_balance' and reference = ${`order:${orderId}`}) or (
          split_part(reference, ':', 1) = 'intent' and split_part(reference, ':', 2) in (
            select id::text from payment_intents where order_id = ${orderId}))
        group by asset_id having count(*) filter (where kind like 'sale\\_%') > 0`);
      return row ? { assetId: row.asset_id, net: atLeastZero(row.net), full: atLeastZero(row.full) } : null;
    },
    async insert({ by, ...refund }) {
      const rows = await tx
        .insert(refunds)
        .values({ ...refund, by: `${by.platform}:${by.accountId}` })
        .onConflictDoNothing()
        .returning({ orderId: refunds.orderId });
      return rows.length > 0;
    },
    async of(orderId) {
      const [row] = await tx.select().from(refunds).where(eq(refunds.orderId, orderId));
      return row ? toRefund(row) : null;
    },
    async since(communityId, assetId, from) {
      const isHere = and(eq(refunds.communityId, communityId), eq(refunds.assetId, assetId));
      const [row] = await tx
        .select({ sum: sql<string>`coalesce(sum(${refunds.amount}), 0)::text` })
        .from(refunds)
        .where(and(isHere, gt(refunds.at, from)));
      return BigInt(row?.sum ?? '0');
    },
  };
}

function toRefund(row: typeof refunds.$inferSelect): Refund {
  const [platform, accountId = ''] = row.by.split(':');
  return { ...row, by: { platform: platform as Account['platform'], accountId } };
}

function atLeastZero(text: string): bigint {
  const amount = BigInt(text);
  return amount > 0n ? amount : 0n;
}
