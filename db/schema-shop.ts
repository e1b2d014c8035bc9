import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { AuditAction } from '../src/domain/audit.ts';
import type { DeliveryState, DeliveryTrouble, EndReason, Receipt } from '../src/domain/delivery.ts';
import { deliveryStates } from '../src/domain/delivery.ts';
import type { DeliveryPlan } from '../src/domain/item.ts';
import type { Language, Platform } from '../src/domain/platform.ts';
import { amount, instant, oneOf, platforms } from './schema-columns.ts';
import { communities, items, members } from './schema-communities.ts';
import { orders } from './schema-payments.ts';

/** Licence keys: secret, each sold once. */
export const itemKeys = pgTable(
  'item_keys',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    itemId: uuid('item_id')
      .notNull()
      .references(() => items.id),
    key: text('key').notNull(),
    orderId: uuid('order_id')
      .unique()
      .references(() => orders.id),
    addedAt: instant('added_at').notNull(),
    takenAt: instant('taken_at'),
  },
  (t) => [
    unique('item_keys_once').on(t.itemId, t.key),
    index('item_keys_free')
      .on(t.itemId, t.id)
      .where(sql`order_id is null`),
    check('item_keys_taken', sql`(${t.orderId} is null) = (${t.takenAt} is null)`),
  ],
);

/** The secret that requests to an owner's server are signed with. */
export const webhookSecrets = pgTable('webhook_secrets', {
  itemId: uuid('item_id')
    .primaryKey()
    .references(() => items.id),
  secret: text('secret').notNull(),
});

/** Handing over what was bought: one for each paid order of an item. */
export const deliveries = pgTable(
  'deliveries',
  {
    id: uuid('id').primaryKey(),
    orderId: uuid('order_id')
      .notNull()
      .unique()
      .references(() => orders.id),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    plan: jsonb('plan').$type<DeliveryPlan>().notNull(),
    state: text('state').$type<DeliveryState>().notNull(),
    trouble: text('trouble').$type<DeliveryTrouble>(),
    attempts: integer('attempts').notNull().default(0),
    receipt: jsonb('receipt').$type<Receipt>().notNull().default({}),
    accessDays: integer('access_days'),
    createdAt: instant('created_at').notNull(),
    deliveredAt: instant('delivered_at'),
    endsAt: instant('ends_at'),
    remindedAt: instant('reminded_at'),
    endReason: text('end_reason').$type<EndReason>(),
    undoneAt: instant('undone_at'),
    dueAt: instant('due_at'),
  },
  (t) => [
    index('deliveries_due')
      .on(t.dueAt)
      .where(sql`due_at is not null`),
    index('deliveries_by_member').on(t.memberId, t.createdAt),
    index('deliveries_open')
      .on(t.communityId, t.createdAt)
      .where(sql`state in ('queued', 'failed')`),
    index('deliveries_ending')
      .on(t.endsAt)
      .where(sql`state = 'delivered' and ends_at is not null`),
    check('deliveries_state', oneOf(t.state, deliveryStates)),
    check(
      'deliveries_delivered',
      sql`(${t.state} in ('delivered', 'revoked')) = (${t.deliveredAt} is not null)`,
    ),
    check(
      'deliveries_ended',
      sql`(${t.state} in ('cancelled', 'revoked')) = (${t.endReason} is not null) and (${t.undoneAt} is null or ${t.state} = 'revoked')`,
    ),
  ],
);

/** What an owner's server said to each request. */
export const webhookAttempts = pgTable(
  'webhook_attempts',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    deliveryId: uuid('delivery_id')
      .notNull()
      .references(() => deliveries.id),
    event: text('event').notNull(),
    at: instant('at').notNull(),
    tookMs: integer('took_ms').notNull(),
    /** The HTTP status; `null` when no answer came. */
    status: integer('status'),
    detail: text('detail').notNull(),
  },
  (t) => [index('webhook_attempts_by_delivery').on(t.deliveryId, t.id)],
);

/** What came back of an order: to the buyer's balance. An order is refunded once. */
export const refunds = pgTable(
  'refunds',
  {
    orderId: uuid('order_id')
      .primaryKey()
      .references(() => orders.id),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    assetId: text('asset_id').notNull(),
    amount: amount('amount').notNull(),
    /** How much of it came out of the community's equity. */
    roundedUp: amount('rounded_up').notNull(),
    by: text('by').notNull(),
    reason: text('reason').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    index('refunds_by_community').on(t.communityId, t.assetId, t.at),
    check('refunds_amount', sql`${t.amount} > 0 and ${t.roundedUp} >= 0 and ${t.roundedUp} <= ${t.amount}`),
  ],
);

/** Persons who mind the catalogue. Who was removed stays, for the record. */
export const shopManagers = pgTable(
  'shop_managers',
  {
    id: uuid('id').primaryKey(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    name: text('name').notNull(),
    platform: text('platform').$type<Platform>().notNull(),
    accountId: text('account_id').notNull(),
    namedBy: text('named_by').notNull(),
    namedAt: instant('named_at').notNull(),
    removedAt: instant('removed_at'),
  },
  (t) => [
    uniqueIndex('shop_managers_once')
      .on(t.communityId, t.platform, t.accountId)
      .where(sql`removed_at is null`),
    index('shop_managers_by_account').on(t.platform, t.accountId),
    check('shop_managers_platform', oneOf(t.platform, platforms)),
  ],
);

/** Where a community thanks its buyers in public, if it wants to: one chat per platform. */
export const thanksChats = pgTable(
  'thanks_chats',
  {
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    platform: text('platform').$type<Platform>().notNull(),
    chatId: text('chat_id').notNull(),
    language: text('language').$type<Language>().notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.platform] })],
);

/** What staff did. Append-only: the migration adds a trigger that refuses update and delete. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    communityId: uuid('community_id').references(() => communities.id),
    at: instant('at').notNull(),
    platform: text('platform').$type<Platform>().notNull(),
    accountId: text('account_id').notNull(),
    chatId: text('chat_id'),
    action: text('action').$type<AuditAction>().notNull(),
    subject: text('subject').notNull(),
    detail: text('detail').notNull(),
  },
  (t) => [index('audit_log_by_community').on(t.communityId, t.id)],
);
