import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lte, ne, sql } from 'drizzle-orm';
import type { Delivery } from '../src/domain/delivery.ts';
import type { DeliveryStore } from '../src/ports/shop-stores.ts';
import type { Transaction } from './database.ts';
import { at } from './queue.ts';
import { deliveries, items, members, orders, webhookAttempts } from './schema.ts';

/** How many reminders one round takes; the next one takes the rest. */
const REMINDERS_AT_ONCE = 50;

/** Handing over what was bought, with guarded changes: a change says from which states it may come. */
export function createDeliveryStore(tx: Transaction): DeliveryStore {
  return {
    ...createLife(tx),
    ...createTimes(tx),
    ...createLists(tx),
    ...createPlaces(tx),
    ...createAttempts(tx),
  };
}

/** A delivery as the domain knows it. */
export function toDelivery({ remindedAt: _, ...row }: typeof deliveries.$inferSelect): Delivery {
  return row;
}

type Life = Pick<DeliveryStore, 'insert' | 'delivery' | 'lock' | 'byOrder' | 'change'>;

function createLife(tx: Transaction): Life {
  return {
    async insert(delivery) {
      const rows = await tx
        .insert(deliveries)
        .values({ ...delivery, state: 'queued' })
        .onConflictDoNothing({ target: deliveries.orderId })
        .returning({ id: deliveries.id });
      return rows.length > 0;
    },
    async delivery(id) {
      const [row] = await tx.select().from(deliveries).where(eq(deliveries.id, id));
      return row ? toDelivery(row) : null;
    },
    async lock(id) {
      const [row] = await tx.select().from(deliveries).where(eq(deliveries.id, id)).for('update');
      return row ? toDelivery(row) : null;
    },
    async byOrder(orderId) {
      const [row] = await tx.select().from(deliveries).where(eq(deliveries.orderId, orderId));
      return row ? toDelivery(row) : null;
    },
    async change(id, from, to, change) {
      const rows = await tx
        .update(deliveries)
        .set({ ...change, state: to })
        .where(and(eq(deliveries.id, id), inArray(deliveries.state, [...from])))
        .returning({ id: deliveries.id });
      return rows.length > 0;
    },
  };
}

type Times = Pick<DeliveryStore, 'claimDue' | 'ended' | 'takeReminders'>;

function createTimes(tx: Transaction): Times {
  return {
    async claimDue(which, limit, now, until) {
      const isWebhook = sql`${deliveries.plan} ->> 'kind' = 'webhook'`;
      const due = await tx
        .select({ id: deliveries.id })
        .from(deliveries)
        .where(
          and(
            isNotNull(deliveries.dueAt),
            lte(deliveries.dueAt, now),
            which === 'webhooks' ? isWebhook : sql`not (${isWebhook})`,
          ),
        )
        .orderBy(asc(deliveries.dueAt), asc(deliveries.id))
        .limit(limit)
        .for('update', { skipLocked: true });
      if (due.length === 0) return [];
      const ids = due.map(({ id }) => id);
      const rows = await tx
        .update(deliveries)
        .set({ dueAt: until, attempts: sql`${deliveries.attempts} + 1` })
        .where(inArray(deliveries.id, ids))
        .returning();
      return rows.map(toDelivery);
    },
    async ended(now, limit) {
      const rows = await tx
        .select()
        .from(deliveries)
        // Written out, so that the partial index serves it.
        .where(and(sql`state = 'delivered' and ends_at is not null`, lte(deliveries.endsAt, now)))
        .orderBy(asc(deliveries.endsAt))
        .limit(limit);
      return rows.map(toDelivery);
    },
    async takeReminders(now) {
      const ending = await tx
        .select({ id: deliveries.id })
        .from(deliveries)
        .where(
          and(
            sql`state = 'delivered' and ends_at is not null`,
            isNull(deliveries.remindedAt),
            gt(deliveries.endsAt, now),
            sql`${deliveries.endsAt} <= ${at(now)} + least(interval '24 hours', ${deliveries.accessDays} * interval '2.4 hours')`,
          ),
        )
        .limit(REMINDERS_AT_ONCE)
        .for('update', { skipLocked: true });
      if (ending.length === 0) return [];
      const ids = ending.map(({ id }) => id);
      const rows = await tx
        .update(deliveries)
        .set({ remindedAt: now })
        .where(inArray(deliveries.id, ids))
        .returning();
      return rows.map(toDelivery);
    },
  };
}

type Lists = Pick<DeliveryStore, 'open' | 'byCode' | 'received'>;

function createLists(tx: Transaction): Lists {
  return {
    async open(communityIds, limit) {
      const isOurs = communityIds && inArray(deliveries.communityId, [...communityIds]);
      const needsPeople = sql`state in ('queued', 'failed') and (state = 'failed' or plan ->> 'kind' = 'task')`;
      const rows = await tx
        .select()
        .from(deliveries)
        .where(and(isOurs ?? undefined, needsPeople))
        .orderBy(asc(deliveries.createdAt))
        .limit(limit);
      return rows.map(toDelivery);
    },
    async byCode(code) {
      const rows = await tx
        .select({ delivery: deliveries })
        .from(deliveries)
        .innerJoin(orders, eq(orders.id, deliveries.orderId))
        .where(eq(orders.code, code));
      return rows.map((row) => toDelivery(row.delivery));
    },
    async received(memberIds, limit) {
      const rows = await tx
        .select({ delivery: deliveries })
        .from(deliveries)
        .innerJoin(orders, eq(orders.id, deliveries.orderId))
        .where(and(inArray(deliveries.memberId, [...memberIds]), ne(orders.memberId, deliveries.memberId)))
        .orderBy(desc(deliveries.createdAt))
        .limit(limit);
      return rows.map((row) => toDelivery(row.delivery));
    },
  };
}

type Places = Pick<DeliveryStore, 'standing' | 'byInviteLink' | 'moveChat'>;

/** By the server or chat that a delivery leads into. */
function createPlaces(tx: Transaction): Places {
  return {
    async standing({ platform, accountId }, kind, placeId) {
      const place = kind === 'role' ? 'guildId' : 'chatId';
      const rows = await tx
        .select({ delivery: deliveries })
        .from(deliveries)
        .innerJoin(members, eq(members.id, deliveries.memberId))
        .where(
          and(
            eq(members.platform, platform),
            eq(members.accountId, accountId),
            inArray(deliveries.state, ['queued', 'failed', 'delivered']),
            sql`${deliveries.plan} ->> 'kind' = ${kind} and ${deliveries.plan} ->> ${place} = ${placeId}`,
          ),
        )
        .orderBy(asc(deliveries.createdAt));
      return rows.map((row) => toDelivery(row.delivery));
    },
    async byInviteLink(chatId, link) {
      const [row] = await tx
        .select()
        .from(deliveries)
        .where(
          and(
            sql`${deliveries.plan} ->> 'chatId' = ${chatId}`,
            sql`${deliveries.receipt} ->> 'inviteLink' = ${link}`,
          ),
        );
      return row ? toDelivery(row) : null;
    },
    async moveChat(from, to) {
      await tx
        .update(deliveries)
        .set({ plan: sql`jsonb_set(${deliveries.plan}, '{chatId}', to_jsonb(${to}::text))` })
        .where(sql`${deliveries.plan} ->> 'kind' = 'invite' and ${deliveries.plan} ->> 'chatId' = ${from}`);
      await tx
        .update(items)
        .set({ plan: sql`jsonb_set(${items.plan}, '{chatId}', to_jsonb(${to}::text))` })
        .where(sql`${items.plan} ->> 'kind' = 'invite' and ${items.plan} ->> 'chatId' = ${from}`);
    },
  };
}

type Attempts = Pick<DeliveryStore, 'recordAttempt' | 'attempts'>;

function createAttempts(tx: Transaction): Attempts {
  return {
    async recordAttempt(attempt) {
      await tx.insert(webhookAttempts).values(attempt);
    },
    async attempts(deliveryId) {
      const rows = await tx
        .select()
        .from(webhookAttempts)
        .where(eq(webhookAttempts.deliveryId, deliveryId))
        .orderBy(asc(webhookAttempts.id));
      return rows.map(({ id: _, ...attempt }) => attempt);
    },
  };
}
