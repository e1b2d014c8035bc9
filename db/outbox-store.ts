import { and, asc, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Notification, QueuedNotification } from '../src/domain/notification.ts';
import { laneOf } from '../src/domain/platform.ts';
import type { OutboxStore } from '../src/ports/stores.ts';
import type { Transaction } from './database.ts';
import { queueOf } from './queue.ts';
import { notifications } from './schema.ts';

/** What chats are to be told, in order per recipient. */
export function createOutboxStore(tx: Transaction): OutboxStore {
  const { claimIds, ...queue } = queueOf(tx, notifications);
  return {
    ...queue,
    async claim(limit, now, until) {
      // What was put off and is due now takes its place in its recipient's line, so that one chat is
      // never told two things at once.
      await tx
        .update(notifications)
        .set({
          lane: sql`${notifications.platform} || ':' || ${notifications.recipientKind} || ':' || ${notifications.recipientId}`,
        })
        // Written out, so that the partial index serves it.
        .where(
          and(
            sql`lane like 'later:%' and done_at is null and dead_at is null`,
            lte(notifications.dueAt, now),
          ),
        );
      const ids = await claimIds(limit, now, until);
      if (ids.length === 0) return [];
      const rows = await tx
        .select()
        .from(notifications)
        .where(inArray(notifications.id, ids))
        .orderBy(asc(notifications.id));
      return rows.map((row) => ({
        id: row.id,
        attempts: row.attempts,
        content: {
          to: { platform: row.platform, kind: row.recipientKind, id: row.recipientId },
          dedupeKey: row.dedupeKey,
          notification: row.payload as Notification,
        },
      }));
    },
    async queue(all, now) {
      if (all.length === 0) return;
      await tx
        .insert(notifications)
        .values(all.map((one) => ({ ...rowOf(one), lane: laneOf(one.to), createdAt: now, dueAt: now })))
        .onConflictDoNothing();
    },
    async queueForLater(one, dueAt, now) {
      const lane = `later:${one.dedupeKey}`;
      await tx
        .insert(notifications)
        .values({ ...rowOf(one), lane, createdAt: now, dueAt })
        .onConflictDoNothing();
    },
    async redirect(platform, from, to) {
      await tx
        .update(notifications)
        .set({ recipientId: to, lane: laneOf({ platform, kind: 'place', id: to }) })
        .where(
          and(
            eq(notifications.platform, platform),
            eq(notifications.recipientKind, 'place'),
            eq(notifications.recipientId, from),
            isNull(notifications.doneAt),
            isNull(notifications.deadAt),
          ),
        );
    },
  };
}

function rowOf({ to, dedupeKey, notification }: QueuedNotification) {
  return {
    dedupeKey,
    platform: to.platform,
    recipientKind: to.kind,
    recipientId: to.id,
    payload: notification,
  };
}
