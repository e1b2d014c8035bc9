import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Asset } from '../src/domain/asset.ts';
import type { ReviewDecision, ReviewSeen } from '../src/domain/review.ts';
import type { Instant } from '../src/domain/time.ts';
import type { ReviewStore } from '../src/ports/review-store.ts';
import type { LedgerStore } from '../src/ports/stores.ts';
import type { Transaction } from './database.ts';
import { toIntent, toOrder } from './payment-rows.ts';
import { at } from './queue.ts';
import {
  approvers,
  communities,
  members,
  observations,
  orders,
  paymentIntents as intents,
  reviewDecisions,
} from './schema.ts';

/** How many a round of housekeeping takes at once; the next round takes the rest. */
const BATCH = 100;

/** Payments that people have to look at, and what they decided. */
export function createReviewStore(
  tx: Transaction,
  assets: readonly Asset[],
  ledger: Pick<LedgerStore, 'sumsOf'>,
): ReviewStore {
  return {
    async facts(intentId, now) {
      const [row] = await tx
        .select({ order: orders, intent: intents, communityName: communities.name, member: members })
        .from(intents)
        .innerJoin(orders, eq(orders.id, intents.orderId))
        .innerJoin(communities, eq(communities.id, orders.communityId))
        .innerJoin(members, eq(members.id, orders.memberId))
        .where(eq(intents.id, intentId));
      if (!row) return null;
      const { platform, accountId, displayName } = row.member;
      const said = await tx
        .select({ decision: reviewDecisions, name: approvers.name })
        .from(reviewDecisions)
        .innerJoin(approvers, eq(approvers.id, reviewDecisions.approverId))
        .where(eq(reviewDecisions.intentId, intentId))
        .orderBy(asc(reviewDecisions.id));
      const decisions = said.map(({ decision, name }) => ({ ...toReviewDecision(decision), name }));
      const facts = {
        order: toOrder(row.order),
        communityName: row.communityName,
        member: { platform, accountId, displayName },
        intent: toIntent(row.intent),
        asset: assets.find(({ id }) => id === row.intent.assetId) ?? null,
        seen: await lastSeen(tx, intentId),
        believedAt: await believedAt(tx, intentId),
        // Nothing is booked before its net is known.
        booked: row.intent.net === null ? new Map() : await ledger.sumsOf(`intent:${intentId}`),
        decisions,
        now,
      };
      return { ...facts, decidedAt: carriedOutAt(decisions, facts.intent.endedAt) };
    },
    async waiting(communityIds, settlingSince, limit) {
      // What waits for its first decision, then what may be corrected: the caller knows which of these can.
      const rows = await tx.execute<{ id: string }>(sql`
        select i.id from ${intents} i join ${orders} o on o.id = i.order_id
        where o.community_id::text in ${[...communityIds]} and (
          (i.net is null and (i.state = 'review' or (i.state = 'success' and ${isBelievedBefore(settlingSince)})))
          or (i.net is not null and (i.state = 'review' or ${hasLaterReads})))
        order by i.net is not null, i.created_at, i.id limit ${limit}`);
      return rows.map(({ id }) => id);
    },
    async unsettledSince(before) {
      const rows = await tx.execute<{ id: string }>(sql`
        select i.id from ${intents} i
        where i.net is null and i.state = 'success' and ${isBelievedBefore(before)}
          and not exists (select 1 from alarms a where a.code = 'payment_unsettled' and a.reference = i.id::text)
        order by i.id limit ${BATCH}`);
      return rows.map(({ id }) => id);
    },
    async decisions(intentId) {
      const rows = await tx
        .select()
        .from(reviewDecisions)
        .where(eq(reviewDecisions.intentId, intentId))
        .orderBy(asc(reviewDecisions.id));
      return rows.map(toReviewDecision);
    },
    async decide({ account, ...decision }) {
      await tx.insert(reviewDecisions).values({ ...decision, ...account });
    },
  };
}

/** Something was read of intent `i` after its success was booked, or people entered its net. */
const hasLaterReads = sql`i.state = 'success' and (
  exists (select 1 from review_decisions d where d.intent_id = i.id)
  or exists (select 1 from ${observations} o where o.intent_id = i.id and o.verdict in ('review', 'alarm')))`;

/** The success of intent `i` is believed since then, or longer. */
function isBelievedBefore(moment: Instant) {
  return sql`exists (select 1 from ${observations} o where o.intent_id = i.id
    and o.status = 'success' and o.verdict = 'advance' and o.seen_at <= ${at(moment)})`;
}

async function believedAt(tx: Transaction, intentId: string): Promise<Instant | null> {
  const [row] = await tx
    .select({ seenAt: observations.seenAt })
    .from(observations)
    .where(and(eq(observations.intentId, intentId), sql`status = 'success' and verdict = 'advance'`))
    .orderBy(asc(observations.id))
    .limit(1);
  return row?.seenAt ?? null;
}

async function lastSeen(tx: Transaction, intentId: string): Promise<ReviewSeen | null> {
  const [row] = await tx
    .select()
    .from(observations)
    .where(eq(observations.intentId, intentId))
    .orderBy(desc(observations.id))
    .limit(1);
  if (!row) return null;
  // Amounts were written as text, so that they stay exact.
  const facts = row.facts as Readonly<Record<string, string | null | undefined>>;
  const amount = (name: string) => (facts[name] == null ? null : BigInt(facts[name]));
  return {
    providerIntentId: facts['providerIntentId'] ?? '',
    status: row.status,
    quoted: amount('quoted') ?? 0n,
    received: amount('received'),
    net: amount('net'),
    refunded: amount('refunded'),
    paymentTx: facts['paymentTx'] ?? null,
    seenAt: row.seenAt,
  };
}

function toReviewDecision(row: typeof reviewDecisions.$inferSelect): ReviewDecision {
  const { platform, accountId, ...same } = row;
  return { ...same, account: { platform, accountId } };
}

/** Carrying a decision out ends the payment anew; a vote that came after that still waits for others. */
function carriedOutAt(decisions: readonly ReviewDecision[], endedAt: Instant | null): Instant | null {
  return decisions.filter(({ decidedAt }) => decidedAt <= (endedAt ?? 0)).at(-1)?.decidedAt ?? null;
}
