import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { Platform } from '../src/domain/platform.ts';
import { reviewChoices } from '../src/domain/review.ts';
import { approvers } from './schema-approvals.ts';
import { amount, instant, oneOf } from './schema-columns.ts';
import { paymentIntents } from './schema-payments.ts';

/** What approvers decided about payments that no machine may book. Only ever added; a trigger says who may. */
export const reviewDecisions = pgTable(
  'review_decisions',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    intentId: uuid('intent_id')
      .notNull()
      .references(() => paymentIntents.id),
    approverId: uuid('approver_id')
      .notNull()
      .references(() => approvers.id),
    kind: text('kind').$type<(typeof reviewChoices)[number]>().notNull(),
    amount: amount('amount').notNull(),
    /** Of the case as it was on the card. */
    hash: text('hash').notNull(),
    platform: text('platform').$type<Platform>().notNull(),
    accountId: text('account_id').notNull(),
    decidedAt: instant('decided_at').notNull(),
  },
  (t) => [
    index('review_decisions_by_intent').on(t.intentId),
    check('review_decisions_kind', oneOf(t.kind, reviewChoices)),
    check('review_decisions_amount', sql`${t.amount} >= 0`),
  ],
);
