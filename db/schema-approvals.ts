import { sql } from 'drizzle-orm';
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Language, Platform } from '../src/domain/platform.ts';
import { instant, oneOf, platforms } from './schema-columns.ts';
import { communities } from './schema-communities.ts';
import { assets } from './schema-payments.ts';

const communityId = () =>
  uuid('community_id')
    .notNull()
    .references(() => communities.id);

/** Persons whom an operator has named to decide. Who was removed stays, for the record. */
export const approvers = pgTable(
  'approvers',
  {
    id: uuid('id').primaryKey(),
    communityId: communityId(),
    name: text('name').notNull(),
    namedBy: text('named_by').notNull(),
    namedAt: instant('named_at').notNull(),
    removedAt: instant('removed_at'),
  },
  (t) => [
    uniqueIndex('approvers_name')
      .on(t.communityId, sql`lower(${t.name})`)
      .where(sql`removed_at is null`),
  ],
);

/** An approver's accounts. Within a community an account is one approver's at most. */
export const approverAccounts = pgTable(
  'approver_accounts',
  {
    approverId: uuid('approver_id')
      .notNull()
      .references(() => approvers.id),
    communityId: communityId(),
    platform: text('platform').$type<Platform>().notNull(),
    accountId: text('account_id').notNull(),
    removedAt: instant('removed_at'),
  },
  (t) => [
    uniqueIndex('approver_accounts_once')
      .on(t.communityId, t.platform, t.accountId)
      .where(sql`removed_at is null`),
    index('approver_accounts_by_approver').on(t.approverId),
    check('approver_accounts_platform', oneOf(t.platform, platforms)),
  ],
);

/** Where approvers see what is to be decided: one private chat per platform. */
export const approvalChats = pgTable(
  'approval_chats',
  {
    communityId: communityId(),
    platform: text('platform').$type<Platform>().notNull(),
    chatId: text('chat_id').notNull(),
    language: text('language').$type<Language>().notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.communityId, t.platform] }),
    // A press in a chat is about one community.
    uniqueIndex('approval_chats_once').on(t.platform, t.chatId),
  ],
);

/** Every policy that ever held. The highest version holds now. */
export const policies = pgTable(
  'policies',
  {
    communityId: communityId(),
    assetId: text('asset_id')
      .notNull()
      .references(() => assets.id),
    version: integer('version').notNull(),
    /** Amounts as decimal text of smallest units. */
    rules: jsonb('rules').notNull(),
    setBy: text('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.communityId, t.assetId, t.version] })],
);

/** What loosens, announced: it takes effect later, unless an approver of now vetoes it. */
export const changes = pgTable(
  'changes',
  {
    id: uuid('id').primaryKey(),
    communityId: communityId(),
    change: jsonb('change').notNull(),
    askedBy: text('asked_by').notNull(),
    askedAt: instant('asked_at').notNull(),
    effectiveAt: instant('effective_at').notNull(),
    appliedAt: instant('applied_at'),
    vetoedAt: instant('vetoed_at'),
    vetoedBy: text('vetoed_by'),
    /** It no longer fitted when its time came. */
    failedAt: instant('failed_at'),
  },
  (t) => [
    index('changes_open')
      .on(t.effectiveAt)
      .where(sql`applied_at is null and vetoed_at is null and failed_at is null`),
    check(
      'changes_one_end',
      sql`num_nonnulls(${t.appliedAt}, ${t.vetoedAt}, ${t.failedAt}) <= 1 and (${t.vetoedAt} is null) = (${t.vetoedBy} is null)`,
    ),
  ],
);
