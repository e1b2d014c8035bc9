import { asc, eq, inArray, sql } from 'drizzle-orm';
import type { InboxStore } from '../src/ports/stores.ts';
import type { Transaction } from './database.ts';
import { queueOf } from './queue.ts';
import { inbox } from './schema.ts';

/** What came in, once per outside event, to be handled in order per lane. */
export function createInboxStore(tx: Transaction): InboxStore {
  const { claimIds, ...queue } = queueOf(tx, inbox);
  return {
    ...queue,
    async done(id, moment) {
      // What people wrote is kept no longer than it takes to act on it.
      await tx.update(inbox).set({ doneAt: moment, claimedUntil: null, payload: {} }).where(eq(inbox.id, id));
    },
    async claim(limit, now, until) {
      const ids = await claimIds(limit, now, until);
      if (ids.length === 0) return [];
      const rows = await tx.select().from(inbox).where(inArray(inbox.id, ids)).orderBy(asc(inbox.id));
      return rows.map(({ id, attempts, ...content }) => ({ id, attempts, content }));
    },
    async put(entry, now, again) {
      const payload = storable(entry.payload);
      const insert = tx.insert(inbox).values({ ...entry, payload, createdAt: now, dueAt: now });
      const rows = again
        ? await insert
            .onConflictDoUpdate({
              target: [inbox.source, inbox.externalId],
              set: { payload, doneAt: null, deadAt: null, dueAt: now, attempts: 0 },
            })
            .returning({ isNew: sql<boolean>`xmax = 0` })
        : await insert.onConflictDoNothing().returning({ isNew: sql<boolean>`true` });
      return rows[0]?.isNew ?? false;
    },
  };
}

/**
 * Postgres keeps neither U+0000 nor half a surrogate pair. An entry with one would be refused, and
 * sent to us again, for ever; so they become the sign for an unreadable character.
 */
function storable(payload: unknown): unknown {
  return JSON.parse(JSON.stringify(payload), (_key, value: unknown) =>
    typeof value === 'string' ? value.replace(/\0|\p{Surrogate}/gu, '\ufffd') : value,
  );
}
