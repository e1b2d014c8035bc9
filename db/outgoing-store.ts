import { and, eq, gt, ne, or, sql } from 'drizzle-orm';
import type { Instant } from '../src/domain/time.ts';
import type { Outgoing, WithdrawalStore } from '../src/ports/withdrawal-stores.ts';
import type { Transaction } from './database.ts';
import { paymentIntents, refunds, withdrawals } from './schema.ts';

const HOLDING = sql`state in ('requested', 'approved', 'sending', 'unknown')`;
const OUTGOING = sql`state in ('sending', 'unknown', 'sent')`;

type Limits = Pick<
  WithdrawalStore,
  'outgoing' | 'openCount' | 'addressesOf' | 'isSharedAddress' | 'isOwnAddress'
>;

/** What counts towards limits, and what a member has done with an address. */
export function createLimits(tx: Transaction): Limits {
  return {
    async outgoing({ communityId, memberId, assetId, isAutomatic }, since, exceptId) {
      const rows = await tx
        .select({ amount: withdrawals.amount, sentAt: withdrawals.sentAt })
        .from(withdrawals)
        .where(
          and(
            eq(withdrawals.communityId, communityId),
            eq(withdrawals.assetId, assetId),
            eq(withdrawals.kind, 'member'),
            memberId === undefined ? undefined : eq(withdrawals.memberId, memberId),
            isAutomatic === undefined ? undefined : eq(withdrawals.isAutomatic, isAutomatic),
            exceptId === null ? undefined : ne(withdrawals.id, exceptId),
            or(sql`state in ('requested', 'approved')`, and(OUTGOING, gt(withdrawals.sentAt, since))),
          ),
        );
      // Refunds count in the limits of a community, and in no member's: they withdrew nothing.
      const isWhole = memberId === undefined && isAutomatic === undefined;
      return isWhole ? [...rows, ...(await refunded(tx, communityId, assetId, since))] : rows;
    },
    async openCount(memberId) {
      const rows = await tx
        .select({ id: withdrawals.id })
        .from(withdrawals)
        .where(and(eq(withdrawals.memberId, memberId), HOLDING));
      return rows.length;
    },
    async addressesOf(memberId) {
      const rows = await tx
        .select({
          address: withdrawals.address,
          since: sql<string>`min(${withdrawals.sentAt})::text`,
          times: sql<number>`count(*)::int`,
        })
        .from(withdrawals)
        .where(and(eq(withdrawals.memberId, memberId), sql`state = 'sent'`))
        .groupBy(withdrawals.address)
        .orderBy(sql`max(${withdrawals.sentAt}) desc`);
      return rows.map(({ address, since, times }) => ({ address, since: Date.parse(since), times }));
    },
    async isSharedAddress(communityId, memberId, address) {
      const [row] = await tx
        .select({ id: withdrawals.id })
        .from(withdrawals)
        .where(
          and(
            eq(withdrawals.communityId, communityId),
            eq(withdrawals.address, address),
            ne(withdrawals.memberId, memberId),
            or(HOLDING, sql`state = 'sent'`),
          ),
        )
        .limit(1);
      return row !== undefined;
    },
    async isOwnAddress(address) {
      const [row] = await tx
        .select({ id: paymentIntents.id })
        .from(paymentIntents)
        .where(sql`lower(${paymentIntents.address}) = ${address.toLowerCase()}`)
        .limit(1);
      return row !== undefined;
    },
  };
}

async function refunded(
  tx: Transaction,
  communityId: string,
  assetId: string,
  since: Instant,
): Promise<Outgoing[]> {
  return tx
    .select({ amount: refunds.amount, sentAt: refunds.at })
    .from(refunds)
    .where(and(eq(refunds.communityId, communityId), eq(refunds.assetId, assetId), gt(refunds.at, since)));
}
