import { and, asc, eq, inArray, lt, ne, sql } from 'drizzle-orm';
import type { PaymentStore } from '../src/ports/stores.ts';
import type { Transaction } from './database.ts';
import { intentColumns, toIntent } from './payment-rows.ts';
import { alarms, notifications, observations, paymentIntents as intents } from './schema.ts';

/** How many a round of housekeeping takes at once; the next round takes the rest. */
const BATCH = 100;

type IntentStore = Pick<
  PaymentStore,
  | 'insertIntent'
  | 'intent'
  | 'intents'
  | 'changeIntent'
  | 'isTransactionTaken'
  | 'isProviderIdTaken'
  | 'recordObservation'
  | 'intentIdByCallbackToken'
  | 'creatingSince'
  | 'creatingUntold'
  | 'refundsOwedSince'
>;

/** Payment intents and what was seen of them. */
export function createIntentStore(tx: Transaction): IntentStore {
  return {
    async insertIntent({ quote: _none, ...intent }, nextReadAt) {
      await tx.insert(intents).values({ ...intent, nextReadAt });
    },
    async intent(id) {
      const [row] = await tx.select().from(intents).where(eq(intents.id, id));
      return row ? toIntent(row) : null;
    },
    async intents(orderId) {
      const rows = await tx
        .select()
        .from(intents)
        .where(eq(intents.orderId, orderId))
        .orderBy(asc(intents.sequence));
      return rows.map(toIntent);
    },
    async changeIntent(id, from, change) {
      const rows = await tx
        .update(intents)
        .set(intentColumns(change))
        .where(and(eq(intents.id, id), inArray(intents.state, [...from])))
        .returning({ id: intents.id });
      return rows.length > 0;
    },
    async isTransactionTaken(paymentTx, exceptIntent) {
      const rows = await tx
        .select({ id: intents.id })
        .from(intents)
        .where(
          and(eq(intents.paymentTx, paymentTx), ne(intents.id, exceptIntent), eq(intents.state, 'success')),
        );
      return rows.length > 0;
    },
    async isProviderIdTaken(providerIntentId, exceptIntent) {
      const rows = await tx
        .select({ id: intents.id })
        .from(intents)
        .where(and(eq(intents.providerIntentId, providerIntentId), ne(intents.id, exceptIntent)));
      return rows.length > 0;
    },
    async intentIdByCallbackToken(token) {
      const [row] = await tx.select({ id: intents.id }).from(intents).where(eq(intents.callbackToken, token));
      return row?.id ?? null;
    },
    ...createWatch(tx),
  };
}

/** What was seen, and what has stood still for too long. */
function createWatch(
  tx: Transaction,
): Pick<IntentStore, 'recordObservation' | 'creatingSince' | 'creatingUntold' | 'refundsOwedSince'> {
  return {
    async recordObservation(intentId, { bodyHash, ...seen }, verdict, seenAt) {
      // JSON has no bigint; as text the amounts stay exact.
      const facts: unknown = JSON.parse(
        JSON.stringify(seen, (_key, value: unknown) =>
          typeof value === 'bigint' ? value.toString() : value,
        ),
      );
      await tx
        .insert(observations)
        .values({ intentId, bodyHash, status: seen.status, facts, verdict, seenAt })
        .onConflictDoNothing();
    },
    async creatingSince(before) {
      const since = and(sql`state = 'creating'`, lt(intents.createdAt, before));
      return (await tx.select().from(intents).where(since).orderBy(asc(intents.id)).limit(BATCH)).map(
        toIntent,
      );
    },
    async creatingUntold(before, occasion) {
      const key = sql`'card:' || ${intents.orderId} || ':' || ${occasion}::text || ':' || ${intents.id}`;
      const isUntold = sql`not exists (select 1 from ${notifications} n where n.dedupe_key = ${key})`;
      const since = and(sql`state = 'creating'`, lt(intents.createdAt, before), isUntold);
      return (await tx.select().from(intents).where(since).orderBy(asc(intents.id)).limit(BATCH)).map(
        toIntent,
      );
    },
    async refundsOwedSince(before) {
      const isUntold = sql`not exists (
        select 1 from ${alarms} a where a.code = 'refund_overdue' and a.reference = ${intents.id}::text)`;
      const since = and(sql`state = 'insufficient_not_refunded'`, lt(intents.endedAt, before), isUntold);
      return (await tx.select().from(intents).where(since).orderBy(asc(intents.id)).limit(BATCH)).map(
        toIntent,
      );
    },
  };
}
