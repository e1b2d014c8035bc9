import { sql } from 'drizzle-orm';
import {
  bigint,
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
import type { Fiat } from '../src/domain/money.ts';
import type { CloseReason } from '../src/domain/order.ts';
import { intentStates } from '../src/domain/payment-intent.ts';
import { amount, instant, oneOf } from './schema-columns.ts';
import { communities, discounts, items, members } from './schema-communities.ts';

/** The tokens in which balances may be held. Decimals of a token never change. */
export const assets = pgTable('assets', {
  id: text('id').primaryKey(),
  chain: text('chain').notNull(),
  contract: text('contract').notNull(),
  symbol: text('symbol').notNull(),
  decimals: integer('decimals').notNull(),
});

export const orders = pgTable(
  'orders',
  {
    id: uuid('id').primaryKey(),
    code: text('code').notNull(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    kind: text('kind').$type<'item' | 'top_up'>().notNull(),
    itemId: uuid('item_id').references(() => items.id),
    itemName: text('item_name'),
    fiatHundredths: amount('fiat_hundredths').notNull(),
    fiatCurrency: text('fiat_currency').$type<Fiat['currency']>().notNull(),
    /** The price before a discount, in the same currency. */
    fullHundredths: amount('full_hundredths'),
    discountId: uuid('discount_id').references(() => discounts.id),
    /** It holds a piece of the item's stock. */
    holdsPiece: boolean('holds_piece').notNull().default(false),
    /** Who gets it, if not the buyer. */
    recipientId: uuid('recipient_id').references(() => members.id),
    giftToken: text('gift_token').unique(),
    state: text('state')
      .$type<'open' | 'settling' | 'paid' | 'delivered' | 'closed' | 'refunded'>()
      .notNull(),
    closeReason: text('close_reason').$type<CloseReason>(),
    paidFrom: text('paid_from').$type<'chain' | 'balance'>(),
    version: integer('version').notNull().default(1),
    /** The outside event that asked for it: a repeat finds the first answer. */
    requestKey: text('request_key').notNull().unique(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    unique('orders_code').on(t.communityId, t.code),
    index('orders_by_member').on(t.memberId, t.createdAt),
    check('orders_state', oneOf(t.state, ['open', 'settling', 'paid', 'delivered', 'closed', 'refunded'])),
    check(
      'orders_kind',
      sql`(${t.kind} = 'item') = (${t.itemId} is not null) and ${t.kind} in ('item', 'top_up')`,
    ),
    check('orders_closed_with_reason', sql`(${t.state} = 'closed') = (${t.closeReason} is not null)`),
    check('orders_fiat', sql`${t.fiatHundredths} > 0 and ${t.fullHundredths} >= ${t.fiatHundredths}`),
    // Nobody holds two pieces of one item without having paid for either.
    uniqueIndex('orders_one_reservation')
      .on(t.memberId, t.itemId)
      .where(sql`holds_piece and state = 'open'`),
    index('orders_by_item')
      .on(t.itemId, t.memberId)
      .where(sql`item_id is not null`),
    index('orders_by_discount')
      .on(t.discountId)
      .where(sql`discount_id is not null`),
    index('orders_by_community').on(t.communityId, t.createdAt),
    check('orders_holds_piece', sql`not ${t.holdsPiece} or ${t.itemId} is not null`),
    check('orders_discount', sql`(${t.discountId} is null) = (${t.fullHundredths} is null)`),
  ],
);

export const paymentIntents = pgTable(
  'payment_intents',
  {
    id: uuid('id').primaryKey(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    sequence: integer('sequence').notNull(),
    nonce: text('nonce').notNull(),
    callbackToken: text('callback_token').notNull().unique(),
    state: text('state').$type<(typeof intentStates)[number]>().notNull(),
    providerIntentId: text('provider_intent_id').unique(),
    /** An id that a callback or a list named while we had none: to be read and matched. */
    candidateId: text('candidate_id'),
    assetId: text('asset_id').references(() => assets.id),
    address: text('address'),
    quoted: amount('quoted'),
    deadline: instant('deadline'),
    providerStatus: text('provider_status'),
    received: amount('received'),
    net: amount('net'),
    refunded: amount('refunded'),
    paymentTx: text('payment_tx'),
    refundTx: text('refund_tx'),
    disposition: text('disposition').$type<'sale' | 'top_up' | 'balance'>(),
    reviewReason: text('review_reason'),
    late: boolean('late').notNull().default(false),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
    nextReadAt: instant('next_read_at'),
    /** Somebody wants a read now: a callback, or *check now*. */
    readWantedAt: instant('read_wanted_at'),
    lastReadAt: instant('last_read_at'),
    readFailures: integer('read_failures').notNull().default(0),
  },
  (t) => [
    unique('payment_intents_sequence').on(t.orderId, t.sequence),
    index('payment_intents_due').on(t.nextReadAt),
    index('payment_intents_wanted').on(t.readWantedAt),
    index('payment_intents_unsettled')
      .on(t.state, t.id)
      .where(sql`state in ('creating', 'insufficient_not_refunded')`),
    // What waits for its net, or for people.
    index('payment_intents_without_net')
      .on(t.state, t.id)
      .where(sql`state in ('success', 'review') and net is null`),
    // One transfer on the chain pays one intent: the database is the last to say so.
    uniqueIndex('payment_intents_tx')
      .on(t.paymentTx)
      .where(sql`state = 'success'`),
    check('payment_intents_state', oneOf(t.state, intentStates)),
    check(
      'payment_intents_quote',
      sql`(${t.providerIntentId} is null) or (${t.assetId} is not null and ${t.address} is not null and ${t.quoted} > 0 and ${t.deadline} is not null) or ${t.state} = 'review'`,
    ),
    check(
      'payment_intents_success',
      sql`${t.state} <> 'success' or (${t.disposition} is not null and ${t.received} >= ${t.quoted} and ${t.received} >= coalesce(${t.net}, 0))`,
    ),
  ],
);

/** What the provider said when we asked with our own key. The proof behind every booking. */
export const observations = pgTable(
  'observations',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    intentId: uuid('intent_id')
      .notNull()
      .references(() => paymentIntents.id),
    bodyHash: text('body_hash').notNull(),
    status: text('status').notNull(),
    facts: jsonb('facts').notNull(),
    verdict: text('verdict').notNull(),
    seenAt: instant('seen_at').notNull(),
  },
  (t) => [unique('observations_body').on(t.intentId, t.bodyHash)],
);

/** Append-only: the migration adds a trigger that refuses update and delete. */
export const ledgerEntries = pgTable(
  'ledger_entries',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    assetId: text('asset_id')
      .notNull()
      .references(() => assets.id),
    debit: text('debit').notNull(),
    credit: text('credit').notNull(),
    amount: amount('amount').notNull(),
    kind: text('kind').notNull(),
    reference: text('reference').notNull(),
    bookedAt: instant('booked_at').notNull(),
  },
  (t) => [
    unique('ledger_entries_once').on(t.reference, t.kind),
    index('ledger_entries_debit').on(t.communityId, t.assetId, t.debit),
    index('ledger_entries_credit').on(t.communityId, t.assetId, t.credit),
    check('ledger_entries_amount', sql`${t.amount} > 0 and ${t.debit} <> ${t.credit}`),
  ],
);

/** Members' balances, kept beside the entries in the same transaction. Never below zero. */
export const balances = pgTable(
  'balances',
  {
    memberId: uuid('member_id')
      .notNull()
      .references(() => members.id),
    assetId: text('asset_id')
      .notNull()
      .references(() => assets.id),
    available: amount('available').notNull(),
    held: amount('held').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.memberId, t.assetId] }),
    check('balances_not_negative', sql`${t.available} >= 0 and ${t.held} >= 0`),
  ],
);

/** Where the live card of an order stands. `ref` is the messenger's own note. */
export const cards = pgTable('cards', {
  orderId: uuid('order_id')
    .primaryKey()
    .references(() => orders.id),
  ref: text('ref').notNull(),
});
