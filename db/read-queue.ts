import type { SQL } from 'drizzle-orm';
import { eq, sql } from 'drizzle-orm';
import type { Instant } from '../src/domain/time.ts';
import { READ_GAP_MS } from '../src/domain/reading-schedule.ts';
import { SECOND_MS } from '../src/domain/time.ts';
import type { PaymentStore } from '../src/ports/stores.ts';
import type { Transaction } from './database.ts';
import { at } from './queue.ts';
import { paymentIntents as intents } from './schema.ts';

/** A read that was taken and never came back may be taken again after this. */
const LOST_READ_MS = 30 * SECOND_MS;

type ReadQueue = Pick<
  PaymentStore,
  'wantRead' | 'claimReads' | 'countDueReads' | 'dropCandidate' | 'scheduleRead'
>;

/** Which intents are to be read at the provider, and by whom. */
export function createReadQueue(tx: Transaction): ReadQueue {
  return {
    async wantRead(intentId, candidateId, now) {
      await tx
        .update(intents)
        .set({
          readWantedAt: now,
          ...(candidateId === null
            ? {}
            : {
                candidateId: sql`case when ${intents.providerIntentId} is null then ${candidateId}::text end`,
              }),
        })
        .where(eq(intents.id, intentId));
    },
    async claimReads(which, limit, now) {
      // Oldest first, so that nothing starves when there is more to read than the budget allows.
      const order = which === 'wanted' ? intents.readWantedAt : intents.nextReadAt;
      const rows = await tx.execute<{
        id: string;
        provider_intent_id: string | null;
        candidate_id: string | null;
      }>(sql`
        update ${intents} set
          last_read_at = ${at(now)},
          read_wanted_at = null,
          next_read_at = ${at(now + LOST_READ_MS)}
        where id = any(array(
          select id from ${intents} where ${dueReads(which, now)}
          order by ${order} limit ${limit} for update skip locked))
        returning id, provider_intent_id, candidate_id`);
      return rows.map((row) => ({
        intentId: row.id,
        providerIntentId: row.provider_intent_id,
        candidateId: row.candidate_id,
      }));
    },
    async countDueReads(which, now) {
      const [row] = await tx.execute<{ count: string }>(
        sql`select count(*) as count from (select 1 from ${intents} where ${dueReads(which, now)} limit 1000) due`,
      );
      return Number(row?.count ?? 0);
    },
    async dropCandidate(intentId) {
      await tx.update(intents).set({ candidateId: null }).where(eq(intents.id, intentId));
    },
    async scheduleRead(intentId, nextReadAt, readFailures) {
      await tx.update(intents).set({ nextReadAt, readFailures }).where(eq(intents.id, intentId));
    },
  };
}

function dueReads(which: 'wanted' | 'scheduled', now: Instant): SQL {
  const notJustRead = sql`(last_read_at is null or last_read_at <= ${at(now - READ_GAP_MS)})`;
  return which === 'wanted'
    ? sql`read_wanted_at is not null and ${notJustRead}`
    : sql`next_read_at <= ${at(now)} and ${notJustRead}`;
}
