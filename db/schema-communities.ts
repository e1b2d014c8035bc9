import { sql } from 'drizzle-orm';
import {
  boolean,
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
import type { DeliveryPlan } from '../src/domain/item.ts';
import type { CommunityState } from '../src/domain/community.ts';
import { communityStates } from '../src/domain/community.ts';
import type { Fiat } from '../src/domain/money.ts';
import type { Language, Platform } from '../src/domain/platform.ts';
import { amount, bytes, instant, oneOf, platforms } from './schema-columns.ts';

export const communities = pgTable(
  'communities',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    state: text('state').$type<CommunityState>().notNull(),
    /** IANA name: where its days begin, in reports. */
    timeZone: text('time_zone').notNull().default('UTC'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [check('communities_state', oneOf(t.state, communityStates))],
);

/** The chats of a community. A place belongs to one community at most. */
export const places = pgTable(
  'places',
  {
    platform: text('platform').$type<Platform>().notNull(),
    placeId: text('place_id').notNull(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    enabledBy: text('enabled_by').notNull(),
    enabledAt: instant('enabled_at').notNull(),
    /** The ids that the place had before: kept for the record, never answered to. */
    formerIds: text('former_ids')
      .array()
      .notNull()
      .default(sql`'{}'`),
  },
  (t) => [
    primaryKey({ columns: [t.platform, t.placeId] }),
    check('places_platform', oneOf(t.platform, platforms)),
  ],
);

/** Places that belong to nobody: the id and the date, and nothing else (design.md 6). */
export const strangePlaces = pgTable(
  'strange_places',
  {
    platform: text('platform').$type<Platform>().notNull(),
    placeId: text('place_id').notNull(),
    seenAt: instant('seen_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.platform, t.placeId] })],
);

export const members = pgTable(
  'members',
  {
    id: uuid('id').primaryKey(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    platform: text('platform').$type<Platform>().notNull(),
    accountId: text('account_id').notNull(),
    displayName: text('display_name').notNull(),
    language: text('language').$type<Language>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    unique('members_account').on(t.communityId, t.platform, t.accountId),
    index('members_by_account').on(t.platform, t.accountId),
    check('members_platform', oneOf(t.platform, platforms)),
  ],
);

/** The language that an account chose; until then the platform's locale decides. */
export const chosenLanguages = pgTable(
  'chosen_languages',
  {
    platform: text('platform').$type<Platform>().notNull(),
    accountId: text('account_id').notNull(),
    language: text('language').$type<Language>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.platform, t.accountId] })],
);

/** The words that an account wants to see on each of its cards, so that an impostor bot is noticed. */
export const chosenPhrases = pgTable(
  'chosen_phrases',
  {
    platform: text('platform').$type<Platform>().notNull(),
    accountId: text('account_id').notNull(),
    phrase: text('phrase').notNull(),
  },
  (t) => [primaryKey({ columns: [t.platform, t.accountId] })],
);

/** Bytes that somebody gave us: an item's picture, or what is sold. Never changed. */
export const files = pgTable(
  'files',
  {
    id: uuid('id').primaryKey(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    name: text('name').notNull(),
    contentType: text('content_type').notNull(),
    bytes: bytes('bytes').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [check('files_size', sql`octet_length(${t.bytes}) between 1 and 8388608`)],
);

export const items = pgTable(
  'items',
  {
    id: uuid('id').primaryKey(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    priceHundredths: amount('price_hundredths').notNull(),
    priceCurrency: text('price_currency').$type<Fiat['currency']>().notNull(),
    hidden: boolean('hidden').notNull().default(false),
    description: text('description').notNull().default(''),
    /** Pieces that can still be reserved: never sold twice, since it can't fall below zero. */
    stock: integer('stock'),
    memberLimit: integer('member_limit'),
    accessDays: integer('access_days'),
    plan: jsonb('plan').$type<DeliveryPlan>().notNull().default({ kind: 'task' }),
    pictureId: uuid('picture_id').references(() => files.id),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    unique('items_slug').on(t.communityId, t.slug),
    check('items_price', sql`${t.priceHundredths} > 0`),
    check('items_stock', sql`${t.stock} >= 0`),
    check('items_limits', sql`${t.memberLimit} > 0 and ${t.accessDays} > 0`),
  ],
);

/** Something off the price, typed as a code. */
export const discounts = pgTable(
  'discounts',
  {
    id: uuid('id').primaryKey(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    code: text('code').notNull(),
    percent: integer('percent'),
    offHundredths: amount('off_hundredths'),
    offCurrency: text('off_currency').$type<Fiat['currency']>(),
    itemId: uuid('item_id').references(() => items.id),
    usesMax: integer('uses_max'),
    endsAt: instant('ends_at'),
    endedAt: instant('ended_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('discounts_code')
      .on(t.communityId, t.code)
      .where(sql`ended_at is null`),
    check(
      'discounts_one_kind',
      sql`num_nonnulls(${t.percent}, ${t.offHundredths}) = 1 and (${t.offHundredths} is null) = (${t.offCurrency} is null)`,
    ),
    check(
      'discounts_amount',
      sql`${t.percent} between 1 and 99 and ${t.offHundredths} > 0 and ${t.usesMax} > 0`,
    ),
  ],
);

/** A command begun in one chat and continued in private by the same account. */
export const handoffs = pgTable('handoffs', {
  token: text('token').primaryKey(),
  platform: text('platform').$type<Platform>().notNull(),
  accountId: text('account_id').notNull(),
  communityId: uuid('community_id')
    .notNull()
    .references(() => communities.id),
  command: text('command').notNull(),
  createdAt: instant('created_at').notNull(),
});
