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
import type { Platform, Recipient } from '../src/domain/platform.ts';
import type { RiskMark, WithdrawalState } from '../src/domain/withdrawal.ts';
import { withdrawalStates } from '../src/domain/withdrawal.ts';
import { approvers } from './schema-approvals.ts';
import { amount, instant, oneOf } from './schema-columns.ts';
import { communities, members } from './schema-communities.ts';
import { assets } from './schema-payments.ts';

/** What a member is shown before they confirm. Forgotten soon after. */
export const withdrawalDrafts = pgTable('withdrawal_drafts', {
  id: text('id').primaryKey(),
  memberId: uuid('member_id')
    .notNull()
    .references(() => members.id),
  assetId: text('asset_id')
    .notNull()
    .references(() => assets.id),
  address: text('address').notNull(),
  isChecksummed: boolean('is_checksummed').notNull(),
  amount: amount('amount').notNull(),
  fee: amount('fee').notNull(),
  createdAt: instant('created_at').notNull(),
});

/** A trigger lets only the steps of the table of life through, and nothing of what was asked change. */
export const withdrawals = pgTable(
  'withdrawals',
  {
    id: uuid('id').primaryKey(),
    code: text('code').notNull(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    kind: text('kind').$type<'member' | 'canary'>().notNull(),
    memberId: uuid('member_id').references(() => members.id),
    requesterPlatform: text('requester_platform').$type<Platform>().notNull(),
    requesterAccount: text('requester_account').notNull(),
    assetId: text('asset_id')
      .notNull()
      .references(() => assets.id),
    chain: text('chain').notNull(),
    contract: text('contract').notNull(),
    address: text('address').notNull(),
    amount: amount('amount').notNull(),
    fee: amount('fee').notNull(),
    state: text('state').$type<WithdrawalState>().notNull(),
    revision: integer('revision').notNull(),
    policyVersion: integer('policy_version').notNull(),
    needed: integer('needed').notNull(),
    /** The policy itself agreed. */
    isAutomatic: boolean('is_automatic').notNull().default(false),
    marks: text('marks').array().$type<RiskMark[]>().notNull(),
    requestedAt: instant('requested_at').notNull(),
    waitsUntil: instant('waits_until').notNull(),
    lapsesAt: instant('lapses_at').notNull(),
    stateSince: instant('state_since').notNull(),
    sentAt: instant('sent_at'),
    txHash: text('tx_hash'),
    reason: text('reason'),
    confirmedAt: instant('confirmed_at'),
    /** An operator said that something else arrived. */
    differsAt: instant('differs_at'),
    /** The draft, or the command of a canary: confirmed twice, it is still one withdrawal. */
    requestKey: text('request_key').notNull().unique(),
  },
  (t) => [
    unique('withdrawals_code').on(t.communityId, t.code),
    // Two of the same in doubt could not be told apart on the chain (faults.md W7).
    uniqueIndex('withdrawals_in_doubt')
      .on(t.chain, t.contract, t.address, t.amount)
      .where(sql`state in ('sending', 'unknown')`),
    // One lane: nothing else is sent while one is under way (faults.md 6.2).
    uniqueIndex('withdrawals_one_lane')
      .on(sql`(state = 'sending')`)
      .where(sql`state = 'sending'`),
    // A transaction proves one withdrawal (W6).
    uniqueIndex('withdrawals_tx').on(t.chain, t.txHash),
    index('withdrawals_by_member').on(t.memberId, t.requestedAt),
    index('withdrawals_by_community').on(t.communityId, t.assetId, t.sentAt),
    index('withdrawals_open')
      .on(t.state, t.stateSince)
      .where(sql`state in ('requested', 'approved', 'sending', 'unknown')`),
    check('withdrawals_state', oneOf(t.state, withdrawalStates)),
    check('withdrawals_amount', sql`${t.amount} > 0 and ${t.fee} >= 0`),
    check('withdrawals_kind', sql`(${t.kind} = 'member') = (${t.memberId} is not null)`),
    check('withdrawals_sent', sql`${t.state} <> 'sent' or ${t.txHash} is not null`),
  ],
);

/** What approvers said of a withdrawal. Only ever added; of one person the latest of a revision counts. */
export const decisions = pgTable(
  'decisions',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    withdrawalId: uuid('withdrawal_id')
      .notNull()
      .references(() => withdrawals.id),
    revision: integer('revision').notNull(),
    approverId: uuid('approver_id')
      .notNull()
      .references(() => approvers.id),
    kind: text('kind').notNull(),
    /** Of everything that was on the card. */
    hash: text('hash').notNull(),
    txHash: text('tx_hash'),
    reason: text('reason'),
    platform: text('platform').$type<Platform>().notNull(),
    accountId: text('account_id').notNull(),
    decidedAt: instant('decided_at').notNull(),
  },
  (t) => [
    index('decisions_by_withdrawal').on(t.withdrawalId, t.revision),
    uniqueIndex('decisions_approve_once')
      .on(t.withdrawalId, t.revision, t.approverId)
      .where(sql`kind = 'approve'`),
    check('decisions_kind', oneOf(t.kind, ['approve', 'reject', 'sent', 'not_sent', 'send_again'])),
    check('decisions_sent', sql`(${t.kind} = 'sent') = (${t.txHash} is not null)`),
  ],
);

/** Every process that ever ran on this database. It holds a lock for as long as it is connected. */
export const instances = pgTable('instances', {
  id: uuid('id').primaryKey(),
  lockKey: integer('lock_key').notNull().generatedAlwaysAsIdentity(),
  startedAt: instant('started_at').notNull(),
  seenAt: instant('seen_at').notNull(),
  endedAt: instant('ended_at'),
});

/** Each try to send: written before the first byte leaves, one for each decision of people to do so. */
export const attempts = pgTable(
  'transfer_attempts',
  {
    withdrawalId: uuid('withdrawal_id')
      .notNull()
      .references(() => withdrawals.id),
    number: integer('number').notNull(),
    instanceId: uuid('instance_id')
      .notNull()
      .references(() => instances.id),
    /** The decision of a person to send it again; the first try needs none. */
    decisionId: bigint('decision_id', { mode: 'number' }).references(() => decisions.id),
    claimedAt: instant('claimed_at').notNull(),
    /** How many persons it took, and the revision that they agreed to; 0 where no one had to. */
    needed: integer('needed'),
    approvedRevision: integer('approved_revision'),
    endedAt: instant('ended_at'),
    outcome: text('outcome').$type<'sent' | 'not_sent' | 'unclear'>(),
    /** The provider took it in and gave no hash: it may be waiting for somebody in Studio. */
    isAccepted: boolean('is_accepted').notNull().default(false),
    httpStatus: integer('http_status'),
    bodyHash: text('body_hash'),
    detail: text('detail'),
    providerId: text('provider_id'),
    txHash: text('tx_hash'),
  },
  (t) => [
    primaryKey({ columns: [t.withdrawalId, t.number] }),
    check('transfer_attempts_again', sql`(${t.number} = 1) = (${t.decisionId} is null)`),
    uniqueIndex('transfer_attempts_decision').on(t.decisionId),
  ],
);

/** The tap of all outflow: one row. */
export const outflow = pgTable(
  'outflow',
  {
    id: integer('id').primaryKey(),
    pausedAt: instant('paused_at'),
    pausedBy: text('paused_by'),
    reason: text('reason'),
    /** The first of two persons who want it open again. */
    resumeAskedBy: text('resume_asked_by'),
    resumeAskedAt: instant('resume_asked_at'),
  },
  (t) => [check('outflow_one', sql`${t.id} = 1`)],
);

/** What the owner moves in KryptoGO Studio. */
export const treasuryMoves = pgTable(
  'treasury_moves',
  {
    id: uuid('id').primaryKey(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id),
    assetId: text('asset_id')
      .notNull()
      .references(() => assets.id),
    kind: text('kind').$type<'fund' | 'draw'>().notNull(),
    amount: amount('amount').notNull(),
    state: text('state').$type<'asked' | 'booked' | 'cancelled'>().notNull(),
    askedBy: text('asked_by').notNull(),
    askedAt: instant('asked_at').notNull(),
    endedBy: text('ended_by'),
    endedAt: instant('ended_at'),
    /** The command that asked: repeated, it is still one. */
    requestKey: text('request_key').notNull().unique(),
  },
  (t) => [
    check('treasury_moves_amount', sql`${t.amount} > 0`),
    check('treasury_moves_state', oneOf(t.state, ['asked', 'booked', 'cancelled'])),
  ],
);

/** Where the cards of withdrawals and announced changes stand, in every chat that has one. */
export const noticeCards = pgTable(
  'notice_cards',
  {
    subject: text('subject').notNull(),
    platform: text('platform').$type<Platform>().notNull(),
    recipientKind: text('recipient_kind').$type<Recipient['kind']>().notNull(),
    recipientId: text('recipient_id').notNull(),
    /** The messenger's own note; `null` until it has been sent. */
    ref: text('ref'),
  },
  (t) => [primaryKey({ columns: [t.subject, t.platform, t.recipientKind, t.recipientId] })],
);

/** A question that somebody was asked in private, and what they have answered so far. */
export const dialogues = pgTable(
  'dialogues',
  {
    platform: text('platform').$type<Platform>().notNull(),
    accountId: text('account_id').notNull(),
    form: text('form').notNull(),
    subject: text('subject').notNull(),
    answers: jsonb('answers').notNull(),
    askedAt: instant('asked_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.platform, t.accountId] })],
);

/** Entries of the ledger in batches, each bound to the one before: a changed past shows. */
export const ledgerSeals = pgTable(
  'ledger_seals',
  {
    number: integer('number').primaryKey(),
    upTo: bigint('up_to', { mode: 'number' }).notNull(),
    previous: text('previous').notNull(),
    hash: text('hash').notNull(),
    sealedAt: instant('sealed_at').notNull(),
  },
  (t) => [unique('ledger_seals_up_to').on(t.upTo)],
);
