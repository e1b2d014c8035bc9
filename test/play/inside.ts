import type { Stage } from './stage.ts';

/** An order or a withdrawal, as the list of lives shows it. */
export type Subject = {
  readonly kind: 'order' | 'withdrawal';
  readonly id: string;
  readonly code: string;
  readonly state: string;
  readonly what: string;
  readonly who: string;
  readonly platform: string;
};

/** Something that happened to it. */
export type Moment = {
  readonly at: number;
  /** Who or what did it. */
  readonly by: 'person' | 'kryptogo' | 'till' | 'books' | 'chat';
  readonly what: string;
  /** The platform on which it was said, for what was told. */
  readonly platform?: string;
};

export type Entry = {
  readonly kind: string;
  readonly debit: string;
  readonly credit: string;
  readonly amount: string;
  readonly symbol: string;
};

export type Life = {
  readonly subject: Subject;
  readonly moments: readonly Moment[];
  readonly entries: readonly Entry[];
};

export type Balance = { readonly account: string; readonly amount: string; readonly symbol: string };

export type Inside = {
  readonly subjects: readonly Subject[];
  readonly life: Life | null;
  readonly balances: readonly Balance[];
};

const LISTED_MAX = 12;

/** Reads the product's own tables: nothing here is kept by the page. */
export async function lookInside({ sql }: Stage, wanted: string | null): Promise<Inside> {
  const subjects = await sql<Subject[]>`
    select * from (
      select 'order' as kind, o.id::text, o.code, o.state, coalesce(o.item_name, 'top-up') as what,
        m.display_name as who, m.platform, o.created_at as at
      from orders o join members m on m.id = o.member_id
      union all
      select 'withdrawal', w.id::text, w.code, w.state,
        case w.kind when 'canary' then 'canary' else 'withdrawal' end, coalesce(m.display_name, 'Olga'),
        w.requester_platform, w.requested_at
      from withdrawals w left join members m on m.id = w.member_id) lives
    order by at desc limit ${LISTED_MAX}`;
  const subject = subjects.find(({ id }) => id === wanted) ?? subjects[0];
  return {
    subjects,
    life: subject ? await lifeOf(sql, subject) : null,
    balances: await readBalances(sql),
  };
}

type Sql = Stage['sql'];

async function lifeOf(sql: Sql, subject: Subject): Promise<Life> {
  const { id } = subject;
  const moments = subject.kind === 'order' ? await orderMoments(sql, id) : await withdrawalMoments(sql, id);
  const told = await sql<Row[]>`
    select coalesce(done_at, dead_at, created_at) as at, 'chat' as by, initcap(platform) as platform,
      case when done_at is not null then 'told' when dead_at is not null then 'could not be told' else 'to be told' end
        || ': ' || replace(coalesce(payload->>'news', payload->>'kind'), '_', ' ') as what
    from notifications where payload::text like ${`%${id}%`}
      or payload->>'deliveryId' in (select id::text from deliveries where order_id::text = ${id})`;
  const entries = await sql<(Entry & { readonly at: Date })[]>`
    select e.kind, e.debit, e.credit, ${exact(sql, sql`e.amount`)} as amount, a.symbol, e.booked_at as at
    from ledger_entries e join assets a on a.id = e.asset_id
    where e.reference in (${`${subject.kind}:${id}`}) or e.reference in
      (select 'intent:' || i.id from payment_intents i where i.order_id::text = ${id})
    order by e.id`;
  const booked = entries.map(({ kind, amount, symbol, at }) => {
    const what = `${kind.replaceAll('_', ' ')} ${amount} ${symbol}`;
    return { at: at.getTime(), by: 'books' as const, what };
  });
  const all = [...moments, ...told].map((row): Moment => ({ ...row, at: row.at.getTime() }));
  return { subject, entries, moments: [...all, ...booked].sort((left, right) => left.at - right.at) };
}

type Row = Omit<Moment, 'at'> & { readonly at: Date };

function orderMoments(sql: Sql, id: string) {
  return sql<Row[]>`
    select created_at as at, 'person' as by, 'asked to pay' as what from orders where id::text = ${id}
    union all
    select created_at, 'till', 'intent ' || sequence || ' creating' from payment_intents where order_id::text = ${id}
    union all
    select o.seen_at, 'kryptogo', 'says ' || replace(o.status, '_', ' ')
        || case when o.verdict in ('advance', 'same') then '' else ': ' || replace(o.verdict, '_', ' ') end
    from observations o join payment_intents i on i.id = o.intent_id where i.order_id::text = ${id}
    union all
    select ended_at, 'till', 'intent ' || sequence || ' ' || replace(state, '_', ' ') || case when late then ', late' else '' end
    from payment_intents where order_id::text = ${id} and ended_at is not null
    union all
    select created_at, 'till', 'is to hand over: ' || (plan->>'kind') from deliveries where order_id::text = ${id}
    union all
    select delivered_at, 'till', 'handed over: ' || (plan->>'kind')
    from deliveries where order_id::text = ${id} and delivered_at is not null`;
}

function withdrawalMoments(sql: Sql, id: string) {
  return sql<Row[]>`
    select requested_at as at, 'person' as by, 'asked for it, needs ' || needed || ' to agree' as what
    from withdrawals where id::text = ${id}
    union all
    select d.decided_at, 'person', p.name || ' said ' || replace(d.kind, '_', ' ') || ' on ' || initcap(d.platform)
    from decisions d join approvers p on p.id = d.approver_id where d.withdrawal_id::text = ${id}
    union all
    select claimed_at, 'till', 'attempt ' || number || ' written, then sent once'
    from transfer_attempts where withdrawal_id::text = ${id}
    union all
    select ended_at, 'kryptogo', 'attempt ' || number || ': ' || replace(coalesce(outcome, '?'), '_', ' ')
    from transfer_attempts where withdrawal_id::text = ${id} and ended_at is not null
    union all
    select state_since, 'till', state from withdrawals where id::text = ${id} and state <> 'requested'`;
}

async function readBalances(sql: Sql): Promise<Balance[]> {
  return sql<Balance[]>`
    with moves as (
      select credit as account, amount, asset_id from ledger_entries
      union all
      select debit, -amount, asset_id from ledger_entries),
    named as (
      select case
          when account like 'available:%' then 'members, available'
          when account like 'held:%' then 'members, held'
          else replace(account, '_', ' ') end as account,
        case when account in ('treasury', 'provider_fees', 'losses') then -amount else amount end as amount, asset_id
      from moves)
    select account, ${exact(sql, sql`sum(n.amount)`)} as amount, a.symbol
    from named n join assets a on a.id = n.asset_id group by account, a.symbol, a.decimals order by account`;
}

/** Smallest units as decimal text, exactly: no number of JavaScript ever holds it. */
function exact(sql: Sql, units: ReturnType<Sql>) {
  return sql`trim_scale((${units}) / power(10::numeric, a.decimals))::text`;
}
