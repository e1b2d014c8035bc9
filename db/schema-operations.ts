import { sql } from 'drizzle-orm';
import {
  bigint,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import type { Platform, Recipient } from '../src/domain/platform.ts';
import { instant } from './schema-columns.ts';

/** What inbox and outbox share: a line of things to do, in order per lane. */
const queue = {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  lane: text('lane').notNull(),
  dueAt: instant('due_at').notNull(),
  attempts: integer('attempts').notNull().default(0),
  /** A worker has it until then; after that it is anybody's. */
  claimedUntil: instant('claimed_until'),
  doneAt: instant('done_at'),
  /** Given up: a person has to look. */
  deadAt: instant('dead_at'),
  lastError: text('last_error'),
  createdAt: instant('created_at').notNull(),
};

/** What the outside told us, stored before anything is done about it. */
export const inbox = pgTable(
  'inbox',
  {
    ...queue,
    source: text('source').$type<Platform | 'kryptogo'>().notNull(),
    externalId: text('external_id').notNull(),
    payload: jsonb('payload').notNull(),
  },
  (t) => [
    unique('inbox_once').on(t.source, t.externalId),
    index('inbox_done').on(t.doneAt),
    index('inbox_open')
      .on(t.lane, t.id)
      .where(sql`done_at is null and dead_at is null`),
  ],
);

/** The outbox: what chats are to be told, queued in the transaction that caused it. */
export const notifications = pgTable(
  'notifications',
  {
    ...queue,
    dedupeKey: text('dedupe_key').notNull().unique(),
    platform: text('platform').$type<Platform>().notNull(),
    recipientKind: text('recipient_kind').$type<Recipient['kind']>().notNull(),
    recipientId: text('recipient_id').notNull(),
    payload: jsonb('payload').notNull(),
  },
  (t) => [
    index('notifications_done').on(t.doneAt),
    index('notifications_put_off')
      .on(t.dueAt)
      .where(sql`lane like 'later:%' and done_at is null and dead_at is null`),
    index('notifications_open')
      .on(t.lane, t.id)
      .where(sql`done_at is null and dead_at is null`),
  ],
);

export const alarms = pgTable(
  'alarms',
  {
    code: text('code').notNull(),
    reference: text('reference').notNull(),
    detail: text('detail').notNull(),
    raisedAt: instant('raised_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.code, t.reference] })],
);

/** A token bucket, shared by all instances. */
export const budgets = pgTable('budgets', {
  name: text('name').primaryKey(),
  tokens: doublePrecision('tokens').notNull(),
  refilledAt: instant('refilled_at').notNull(),
});

/** Work that one instance at a time should do. For efficiency only: correctness comes from guarded writes. */
export const leases = pgTable('leases', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  until: instant('until').notNull(),
});

/** Sessions of bots at their platform, so that whoever takes over goes on with them. */
export const gatewaySessions = pgTable(
  'gateway_sessions',
  {
    bot: text('bot').notNull(),
    shardId: integer('shard_id').notNull(),
    shardCount: integer('shard_count').notNull(),
    sessionId: text('session_id').notNull(),
    resumeUrl: text('resume_url').notNull(),
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.bot, t.shardId] })],
);

/** Something that is off until a moment: new intents after the provider refused our key. */
export const pauses = pgTable('pauses', {
  name: text('name').primaryKey(),
  until: instant('until').notNull(),
  reason: text('reason').notNull(),
});
