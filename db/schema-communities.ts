import { sql } from 'drizzle-orm';
import { boolean, check, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { Fiat } from '../src/domain/money.ts';
import type { Language, Platform } from '../src/domain/platform.ts';
import { amount, instant, oneOf, platforms } from './schema-columns.ts';

export const communities = pgTable(
  'communities',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    state: text('state').$type<'active' | 'winding_down' | 'frozen'>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [check('communities_state', oneOf(t.state, ['active', 'winding_down', 'frozen']))],
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
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    unique('items_slug').on(t.communityId, t.slug),
    check('items_price', sql`${t.priceHundredths} > 0`),
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
