import { sql } from 'drizzle-orm';
import type { Law } from './prove-law.ts';

const isHolding = sql`w.state in ('requested', 'approved', 'sending', 'unknown')`;

/** What is booked about each withdrawal; corrections carry their revision behind its id. */
const booked = sql`
  select split_part(reference, ':', 2) as id,
    count(*) filter (where kind = 'withdrawal_hold') as holds,
    coalesce(sum(amount) filter (where kind = 'withdrawal_hold'), 0) as hold,
    count(*) filter (where kind in ('withdrawal_sent', 'withdrawal_void')) as ends,
    sum(case 'treasury' when credit then amount when debit then -amount else 0 end) as gone
  from ledger_entries where reference like 'withdrawal:%' group by 1`;

const about = (detail: string) => (row: Readonly<Record<string, string>>) => ({
  reference: `withdrawal:${row['id'] ?? ''}`,
  detail,
});

/** What is held of a member is what their withdrawals hold. */
const held: Law = {
  law: 'L6',
  broken: sql`
    with booked as (
      select account, asset_id, sum(amount) as amount from (
        select credit as account, asset_id, amount from ledger_entries
        union all select debit, asset_id, -amount from ledger_entries) moves
      where account like 'held:%' group by account, asset_id),
    wanted as (
      select 'held:' || w.member_id as account, w.asset_id, sum(w.amount + w.fee) as amount
      from withdrawals w where w.kind = 'member' and ${isHolding} group by w.member_id, w.asset_id)
    select coalesce(b.account, w.account) as account, (coalesce(b.amount, 0) - coalesce(w.amount, 0))::text as difference
    from booked b full join wanted w on w.account = b.account and w.asset_id = b.asset_id
    where coalesce(b.amount, 0) <> coalesce(w.amount, 0)`,
  say: ({ account = '', difference = '' }) => ({
    reference: account,
    detail: `of a member ${difference} of the smallest unit more is held than their withdrawals need`,
  }),
};

/** Each has one hold of exactly what it takes, and ends it once when it is over, and not before. */
const oneHold: Law = {
  law: 'L6',
  broken: sql`
    select coalesce(w.id::text, b.id) as id from withdrawals w full join (${booked}) b on b.id = w.id::text
    where w.id is null or b.id is null or b.holds <> 1 or b.hold <> w.amount + w.fee
      or b.ends <> case when ${isHolding} then 0 else 1 end`,
  say: about('it does not have one hold that is ended exactly once when it is over'),
};

/** No try without a decision of people to send it again, but for the first. */
const oneTry: Law = {
  law: 'W1',
  broken: sql`
    select w.id::text as id from withdrawals w join transfer_attempts a on a.withdrawal_id = w.id
    group by w.id
    having count(*) > 1 + (select count(distinct d.revision) from decisions d
      where d.withdrawal_id = w.id and d.kind = 'send_again')
    union
    select a.withdrawal_id::text from transfer_attempts a where a.number > 1 and not exists (
      select 1 from decisions d
      where d.id = a.decision_id and d.withdrawal_id = a.withdrawal_id and d.kind = 'send_again')`,
  say: about('it was tried more often than people decided'),
};

/** What is being sent, was sent or may have been has a try that was written down before. */
const written: Law = {
  law: 'W2',
  broken: sql`
    select w.id::text as id from withdrawals w
    where w.state in ('sending', 'sent', 'unknown', 'failed')
      and not exists (select 1 from transfer_attempts a where a.withdrawal_id = w.id)`,
  say: about('it went on its way without a try that is written down'),
};

/**
 * Each try rests on a revision of its own that as many different approvers agreed to as it took when it was
 * begun. Of a try that was written down before that was kept, this only knows that it was one at least.
 */
const agreed: Law = {
  law: 'W2',
  broken: sql`
    with tries as (
      select a.*, count(*) over (partition by a.withdrawal_id, a.approved_revision) as on_it
      from transfer_attempts a)
    select distinct w.id::text as id from tries a join withdrawals w on w.id = a.withdrawal_id
    where w.kind = 'member' and (
      (a.approved_revision is not null and a.on_it > 1)
      or (not w.is_automatic and coalesce(a.needed, 1) < 1)
      or coalesce(a.needed, case when w.is_automatic then 0 else 1 end) > (
        select count(distinct d.approver_id) from decisions d
        where d.withdrawal_id = w.id and d.kind = 'approve'
          and (a.approved_revision is null or d.revision = a.approved_revision)))`,
  say: about('it went on its way without enough approvers who had agreed'),
};

/** Nobody agreed to their own. */
const notOwn: Law = {
  law: 'W2',
  broken: sql`
    select distinct w.id::text as id from withdrawals w join decisions d on d.withdrawal_id = w.id
    where d.platform = w.requester_platform and d.account_id = w.requester_account`,
  say: about('whoever asked for it decided about it'),
};

/** The treasury lost exactly what was sent. */
const paid: Law = {
  law: 'W4',
  broken: sql`
    select w.id::text as id from withdrawals w left join (${booked}) b on b.id = w.id::text
    where coalesce(b.gone, 0) <> case when w.state = 'sent' then w.amount else 0 end`,
  say: about('what left the treasury for it is not what was sent'),
};

/** Nothing is said to be sent without the transaction that shows it. */
const evident: Law = {
  law: 'W5',
  broken: sql`select w.id::text as id from withdrawals w where w.state = 'sent' and w.tx_hash is null`,
  say: about('it is said to be sent, and no transaction shows it'),
};

/** The laws of money on its way out, as far as the database can see them (faults.md 3.1 and 3.3). */
export const withdrawalLaws: readonly Law[] = [held, oneHold, oneTry, written, agreed, notOwn, paid, evident];
