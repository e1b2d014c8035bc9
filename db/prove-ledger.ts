import { sql } from 'drizzle-orm';
import type { Law } from './prove-law.ts';

/** Both sides of every entry: what each account got, and what it gave as less than nothing. */
const moves = sql`
  select community_id, asset_id, credit as account, amount from ledger_entries
  union all select community_id, asset_id, debit, -amount from ledger_entries`;

const isMembers = sql`(account like 'available:%' or account like 'held:%')`;

/** No member has less than nothing, by the entries and by what is kept beside them. */
const notNegative: Law = {
  law: 'L3',
  broken: sql`
    select account, sum(amount)::text as amount from (${moves}) moves
    where ${isMembers} group by account, asset_id having sum(amount) < 0`,
  say: ({ account = '', amount = '' }) => ({
    reference: account,
    detail: `a member's balance is ${amount} of the smallest unit, less than nothing`,
  }),
};

/** What is kept of a member's balance is the sum of its entries. */
const kept: Law = {
  law: 'L4',
  broken: sql`
    with summed as (
      select account, asset_id, sum(amount) as amount from (${moves}) moves
      where ${isMembers} group by account, asset_id),
    kept as (
      select 'available:' || member_id as account, asset_id, available as amount from balances
      union all select 'held:' || member_id, asset_id, held from balances)
    select coalesce(s.account, k.account) as account,
      (coalesce(k.amount, 0) - coalesce(s.amount, 0))::text as difference
    from summed s full join kept k on k.account = s.account and k.asset_id = s.asset_id
    where coalesce(k.amount, 0) <> coalesce(s.amount, 0)`,
  say: ({ account = '', difference = '' }) => ({
    reference: account,
    detail: `a member's balance is kept as ${difference} more than its entries say (in smallest units)`,
  }),
};

/** Money of one community never moves to a member of another. */
const apart: Law = {
  law: 'L8',
  broken: sql`
    select e.reference, e.kind from ledger_entries e
    cross join lateral (values (e.debit), (e.credit)) side (account)
    left join members m on m.id::text = split_part(side.account, ':', 2) and m.community_id = e.community_id
    where ${isMembers} and m.id is null`,
  say: ({ reference = '', kind = '' }) => ({
    reference: `${reference} ${kind}`,
    detail: 'an entry moves money of one community to or from a member who is not in it',
  }),
};

/**
 * What we owe never exceeds what the treasury holds. Both sides of an entry cancel out over all accounts,
 * so this is also the law that the owner's equity is never below zero: one is the other's negative.
 */
const solvent: Law = {
  law: 'S1',
  broken: sql`
    select community_id, asset_id, sum(amount)::text as short from (${moves}) moves
    where account in ('treasury', 'suspense', 'reserved') or ${isMembers}
    group by community_id, asset_id having sum(amount) > 0`,
  say: ({ community_id = '', asset_id = '', short = '' }) => ({
    reference: `${community_id} ${asset_id}`,
    detail: `a community owes ${short} of the smallest unit more than its treasury holds: its owner's equity is below zero by that`,
  }),
};

/** What is set aside of the owner's money is for draws that are announced and canaries under way. */
const reserved: Law = {
  law: 'S2',
  broken: sql`
    with booked as (
      select community_id, asset_id, sum(amount) as amount from (${moves}) moves
      where account = 'reserved' group by community_id, asset_id),
    wanted as (
      select community_id, asset_id, sum(amount) as amount from (
        select community_id, asset_id, amount from treasury_moves where kind = 'draw' and state = 'asked'
        union all
        select community_id, asset_id, amount + fee from withdrawals
        where kind = 'canary' and state in ('requested', 'approved', 'sending', 'unknown')) open
      group by community_id, asset_id)
    select coalesce(b.community_id, w.community_id)::text as community_id,
      coalesce(b.asset_id, w.asset_id) as asset_id,
      (coalesce(b.amount, 0) - coalesce(w.amount, 0))::text as difference
    from booked b full join wanted w on w.community_id = b.community_id and w.asset_id = b.asset_id
    where coalesce(b.amount, 0) <> coalesce(w.amount, 0)`,
  say: ({ community_id = '', asset_id = '', difference = '' }) => ({
    reference: `${community_id} ${asset_id}`,
    detail: `of the owner's money ${difference} of the smallest unit more is set aside than draws and canaries need`,
  }),
};

/** What is booked for a payment was seen at the provider, or decided by people. */
const proven: Law = {
  law: 'P2',
  broken: sql`
    select e.reference from ledger_entries e
    where e.reference like 'intent:%' and e.kind not like 'review\_%'
      and e.kind not like 'correction%' and not exists (
      select 1 from observations o
      where 'intent:' || o.intent_id = e.reference and o.status = 'success' and o.verdict = 'advance')
    union
    select e.reference from ledger_entries e
    where e.kind like 'review\_%' and not exists (
      select 1 from review_decisions d
      where 'intent:' || d.intent_id = e.reference and d.amount = e.amount
        and d.kind = case e.kind when 'review_to_balance' then 'to_balance' else 'close_review' end)
    union
    select e.reference from ledger_entries e
    where e.reference like 'intent:%' and e.kind like 'correction%' and not exists (
      select 1 from review_decisions d where e.reference = 'intent:' || d.intent_id || ':' || d.id)`,
  say: ({ reference = '' }) => ({
    reference,
    detail: 'something was booked without an observed success and without a decision of people',
  }),
};

/**
 * Nothing more is booked for a payment than one of KryptoGO's own answers about it proves, whoever decided it:
 * what arrived or, where it names no amount, what was asked for, and only under a status that says so.
 */
const arrived: Law = {
  law: 'P3',
  broken: sql`
    with booked as (
      select split_part(reference, ':', 2) as id,
        sum(case 'treasury' when debit then amount when credit then -amount else 0 end) as amount
      from ledger_entries where reference like 'intent:%' group by 1),
    proof as (
      select intent_id::text as id,
        max(coalesce((facts->>'received')::numeric, (facts->>'net')::numeric, (facts->>'quoted')::numeric)) as amount
      from observations where status in ('success', 'insufficient_not_refunded') group by 1)
    select b.id, (b.amount - coalesce(p.amount, 0))::text as minted
    from booked b left join proof p on p.id = b.id where b.amount > coalesce(p.amount, 0)`,
  say: ({ id = '', minted = '' }) => ({
    reference: `intent:${id}`,
    detail: `${minted} of the smallest unit more is booked for a payment than KryptoGO says that arrived`,
  }),
};

/** The laws of the books themselves (faults.md 3.1 and 3.2). */
export const ledgerLaws: readonly Law[] = [notNegative, kept, apart, solvent, reserved, proven, arrived];
