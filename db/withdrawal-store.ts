import { and, asc, desc, eq, gt, inArray, isNotNull, lte, ne, sql } from 'drizzle-orm';
import type { WithdrawalStore } from '../src/ports/withdrawal-stores.ts';
import type { Transaction } from './database.ts';
import { createAttemptStore } from './attempt-store.ts';
import { communities, withdrawalDrafts, withdrawals } from './schema.ts';
import { fromWithdrawal, toWithdrawal } from './withdrawal-rows.ts';
import { createLimits } from './outgoing-store.ts';
import { readFacts } from './withdrawal-facts.ts';

/** How many a round of housekeeping takes at once; the next round takes the rest. */
const BATCH = 100;

/** Withdrawals, with guarded changes: a change says from which state and revision it comes. */
export function createWithdrawalStore(tx: Transaction): WithdrawalStore {
  return {
    ...createRequests(tx),
    ...createLife(tx),
    ...createCanaries(tx),
    ...createAttemptStore(tx),
    ...createSending(tx),
    ...createLimits(tx),
    facts: (id, now) => readFacts(tx, id, now),
    async recent(memberIds, limit) {
      const rows = await tx
        .select({ id: withdrawals.id })
        .from(withdrawals)
        .where(inArray(withdrawals.memberId, [...memberIds]))
        .orderBy(desc(withdrawals.requestedAt))
        .limit(limit);
      return rows.map(({ id }) => id);
    },
    async openIn(communityId) {
      const rows = await tx
        .select()
        .from(withdrawals)
        .where(
          and(
            eq(withdrawals.communityId, communityId),
            sql`state in ('requested', 'approved', 'sending', 'unknown')`,
          ),
        )
        .orderBy(asc(withdrawals.requestedAt), asc(withdrawals.id));
      return rows.map(toWithdrawal);
    },
    async undecided(communityIds, limit) {
      const isOurs = inArray(withdrawals.communityId, [...communityIds]);
      const rows = await tx
        .select({ id: withdrawals.id })
        .from(withdrawals)
        .where(and(isOurs, sql`state in ('requested', 'unknown')`))
        .orderBy(sql`state = 'unknown' desc`, asc(withdrawals.requestedAt))
        .limit(limit);
      return rows.map(({ id }) => id);
    },
  };
}

type Requests = Pick<
  WithdrawalStore,
  'keepDraft' | 'draft' | 'insert' | 'byRequestKey' | 'withdrawal' | 'lock' | 'isAutomatic' | 'lockCommunity'
>;

function createRequests(tx: Transaction): Requests {
  return {
    async keepDraft(draft) {
      await tx.insert(withdrawalDrafts).values(draft);
    },
    async draft(id) {
      const [row] = await tx.select().from(withdrawalDrafts).where(eq(withdrawalDrafts.id, id));
      return row ?? null;
    },
    async insert(withdrawal) {
      const rows = await tx
        .insert(withdrawals)
        .values(fromWithdrawal(withdrawal))
        .onConflictDoNothing({ target: [withdrawals.communityId, withdrawals.code] })
        .returning({ id: withdrawals.id });
      return rows.length > 0;
    },
    async byRequestKey(key) {
      const [row] = await tx.select().from(withdrawals).where(eq(withdrawals.requestKey, key));
      return row ? toWithdrawal(row) : null;
    },
    async withdrawal(id) {
      const [row] = await tx.select().from(withdrawals).where(eq(withdrawals.id, id));
      return row ? toWithdrawal(row) : null;
    },
    async lock(id) {
      const [row] = await tx.select().from(withdrawals).where(eq(withdrawals.id, id)).for('update');
      return row ? toWithdrawal(row) : null;
    },
    async isAutomatic(id) {
      const [row] = await tx
        .select({ isAutomatic: withdrawals.isAutomatic })
        .from(withdrawals)
        .where(eq(withdrawals.id, id));
      return row?.isAutomatic ?? false;
    },
    async lockCommunity(communityId) {
      // Not the key: entries of others may go on referring to the community.
      await tx.select().from(communities).where(eq(communities.id, communityId)).for('no key update');
    },
  };
}

type Life = Pick<WithdrawalStore, 'change' | 'overdue'>;

function createLife(tx: Transaction): Life {
  return {
    async change({ id, state, revision }, to, change, now) {
      const rows = await tx
        .update(withdrawals)
        .set({ ...change, state: to, revision: revision + 1, stateSince: now })
        .where(and(eq(withdrawals.id, id), eq(withdrawals.state, state), eq(withdrawals.revision, revision)))
        .returning({ id: withdrawals.id });
      return rows.length > 0;
    },
    async overdue(now) {
      const rows = await tx
        .select({ withdrawal: withdrawals })
        .from(withdrawals)
        .innerJoin(communities, eq(communities.id, withdrawals.communityId))
        .where(
          and(
            sql`${withdrawals.state} in ('requested', 'approved')`,
            lte(withdrawals.lapsesAt, now),
            // What is frozen stays as it is until people decide (faults.md B-35).
            ne(communities.state, 'frozen'),
          ),
        )
        .orderBy(asc(withdrawals.id))
        .limit(BATCH);
      return rows.map(({ withdrawal }) => toWithdrawal(withdrawal));
    },
  };
}

type Canaries = Pick<
  WithdrawalStore,
  'confirmCanary' | 'reportCanary' | 'reportedCanaries' | 'isCanaryConfirmed' | 'canarySince'
>;

function createCanaries(tx: Transaction): Canaries {
  return {
    async confirmCanary(id, now) {
      await tx
        .update(withdrawals)
        .set({ confirmedAt: now, differsAt: null })
        .where(and(eq(withdrawals.id, id), eq(withdrawals.state, 'sent')));
    },
    async reportCanary(id, now) {
      await tx.update(withdrawals).set({ differsAt: now, confirmedAt: null }).where(eq(withdrawals.id, id));
    },
    async reportedCanaries() {
      const rows = await tx
        .select()
        .from(withdrawals)
        .where(and(isNotNull(withdrawals.differsAt), eq(withdrawals.state, 'sent')));
      return rows.map(toWithdrawal);
    },
    async isCanaryConfirmed(assetId) {
      const [row] = await tx
        .select({ id: withdrawals.id })
        .from(withdrawals)
        .where(
          and(
            eq(withdrawals.assetId, assetId),
            eq(withdrawals.kind, 'canary'),
            eq(withdrawals.state, 'sent'),
            isNotNull(withdrawals.confirmedAt),
          ),
        )
        .limit(1);
      return row !== undefined;
    },
    async canarySince(communityId, assetId, since) {
      const [row] = await tx
        .select()
        .from(withdrawals)
        .where(
          and(
            eq(withdrawals.communityId, communityId),
            eq(withdrawals.assetId, assetId),
            eq(withdrawals.kind, 'canary'),
            gt(withdrawals.requestedAt, since),
          ),
        )
        .orderBy(desc(withdrawals.requestedAt))
        .limit(1);
      return row ? toWithdrawal(row) : null;
    },
  };
}

type Sending = Pick<
  WithdrawalStore,
  'sendable' | 'isLaneFree' | 'hasTwinInDoubt' | 'inDoubt' | 'isTransactionTaken'
>;

function createSending(tx: Transaction): Sending {
  return {
    async sendable(now) {
      const rows = await tx
        .select()
        .from(withdrawals)
        .where(and(sql`state = 'approved'`, lte(withdrawals.waitsUntil, now), gt(withdrawals.lapsesAt, now)))
        .orderBy(asc(withdrawals.stateSince), asc(withdrawals.id));
      return rows.map(toWithdrawal);
    },
    async isLaneFree() {
      const [row] = await tx
        .select({ id: withdrawals.id })
        .from(withdrawals)
        .where(sql`state = 'sending'`)
        .limit(1);
      return row === undefined;
    },
    async hasTwinInDoubt({ id, chain, contract, address, amount }) {
      const [row] = await tx
        .select({ id: withdrawals.id })
        .from(withdrawals)
        .where(
          and(
            ne(withdrawals.id, id),
            eq(withdrawals.chain, chain),
            eq(withdrawals.contract, contract),
            eq(withdrawals.address, address),
            eq(withdrawals.amount, amount),
            sql`state in ('sending', 'unknown')`,
          ),
        )
        .limit(1);
      return row !== undefined;
    },
    async inDoubt(filter) {
      const which =
        'memberId' in filter
          ? eq(withdrawals.memberId, filter.memberId)
          : gt(withdrawals.stateSince, filter.since);
      const rows = await tx
        .select({ id: withdrawals.id })
        .from(withdrawals)
        .where(and(sql`state = 'unknown'`, which));
      return rows.length;
    },
    async isTransactionTaken(chain, txHash, exceptId) {
      // What paid us, or was sent back to who paid, is no payout either.
      const rows = await tx.execute(sql`
        select 1 from withdrawals w where w.chain = ${chain} and lower(w.tx_hash) = ${txHash} and w.id <> ${exceptId}
        union all
        select 1 from payment_intents i where lower(i.payment_tx) = ${txHash} or lower(i.refund_tx) = ${txHash}
        union all
        select 1 from observations o where lower(o.facts->>'paymentTx') = ${txHash} or lower(o.facts->>'refundTx') = ${txHash}
        limit 1`);
      return rows.length > 0;
    },
  };
}
