import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { ExportKind } from '../src/domain/report.ts';
import type { ExportRow, ReportStore } from '../src/ports/report-store.ts';
import type { Transaction } from './database.ts';
import { localTime, sinceDays } from './report-days.ts';

type Span = Parameters<ReportStore['rows']>[1];
/** Beside its own columns, what the core needs to value the row. */
type Valued = Record<string, string | null> & {
  readonly asset_id: string;
  readonly units: string;
  readonly moment: string;
};

/** The lines of a table, the oldest first. Columns come out in the order in which they stand in the query. */
export async function exportRows(
  tx: Transaction,
  what: ExportKind,
  span: Span,
  limit: number,
): Promise<ExportRow[]> {
  const rows = await tx.execute<Valued>(sql`${queries[what](span)} limit ${limit}`);
  return rows.map(({ asset_id, units, moment, ...cells }) => ({
    cells,
    assetId: asset_id,
    amount: BigInt(units),
    at: Date.parse(moment),
  }));
}

const queries: Readonly<Record<ExportKind, (span: Span) => SQL>> = {
  orders: (span) => sql`
    select '#' || orders.code as order, ${localTime(span.communityId, sql`orders.created_at`)} as ordered_at,
      ${localTime(span.communityId, sql`coalesce(deliveries.created_at, credited.at)`)} as paid_at,
      orders.kind, items.slug as item, orders.item_name, orders.state, orders.close_reason,
      ${accountOf('buyers')} as buyer, buyers.display_name as buyer_name,
      ${accountOf('recipients')} as recipient, recipients.display_name as recipient_name,
      ${hundredths(sql`orders.fiat_hundredths`)} as price, orders.fiat_currency as currency,
      ${hundredths(sql`orders.full_hundredths`)} as price_before_discount, discounts.code as discount,
      orders.paid_from, assets.symbol as token, assets.chain,
      ${tokens(sql`intents.quoted`)} as quoted, ${tokens(sql`intents.received`)} as received,
      ${tokens(sql`intents.net`)} as net, ${tokens(sql`intents.received - intents.net`)} as provider_fee,
      ${tokens(sql`intents.refunded`)} as sent_back, ${tokens(sql`refunds.amount`)} as refunded_to_balance,
      ${localTime(span.communityId, sql`refunds.at`)} as refunded_at, refunds.reason as refund_reason,
      deliveries.state as delivery, intents.payment_tx, intents.refund_tx,
      coalesce(intents.asset_id, '') as asset_id, coalesce(refunds.amount, intents.net, 0)::text as units,
      orders.created_at as moment
    from orders
    join members buyers on buyers.id = orders.member_id
    left join members recipients on recipients.id = orders.recipient_id
    left join items on items.id = orders.item_id
    left join discounts on discounts.id = orders.discount_id
    left join deliveries on deliveries.order_id = orders.id
    left join refunds on refunds.order_id = orders.id
    left join lateral (
      select * from payment_intents where order_id = orders.id
      order by (state = 'success') desc, sequence desc limit 1) intents on true
    left join lateral (
      select min(booked_at) as at from ledger_entries where reference = 'intent:' || intents.id) credited on true
    left join assets on assets.id = intents.asset_id
    where orders.community_id = ${span.communityId} and ${within(span, sql`orders.created_at`)}
    order by orders.created_at, orders.id`,

  withdrawals: (span) => sql`
    select '#' || withdrawals.code as withdrawal,
      ${localTime(span.communityId, sql`requested_at`)} as requested_at,
      ${localTime(span.communityId, sql`sent_at`)} as sent_at,
      withdrawals.kind, withdrawals.state, requester_platform || ':' || requester_account as requester,
      members.display_name as requester_name, assets.symbol as token, assets.chain,
      ${tokens(sql`withdrawals.amount`)} as amount, ${tokens(sql`withdrawals.fee`)} as fee,
      withdrawals.address, withdrawals.tx_hash, withdrawals.reason,
      withdrawals.asset_id, withdrawals.amount::text as units, coalesce(sent_at, requested_at) as moment
    from withdrawals
    join assets on assets.id = withdrawals.asset_id
    left join members on members.id = withdrawals.member_id
    where withdrawals.community_id = ${span.communityId} and ${within(span, sql`requested_at`)}
    order by requested_at, withdrawals.id`,

  ledger: (span) => sql`
    select entries.id::text as entry, ${localTime(span.communityId, sql`booked_at`)} as booked_at,
      entries.kind, ${accountInBooks(sql`entries.debit`, 'debtors')} as debit,
      ${accountInBooks(sql`entries.credit`, 'creditors')} as credit,
      ${tokens(sql`entries.amount`)} as amount, assets.symbol as token, assets.chain,
      '#' || coalesce(orders.code, withdrawals.code) as belongs_to, entries.reference,
      entries.asset_id, entries.amount::text as units, booked_at as moment
    from ledger_entries entries
    join assets on assets.id = entries.asset_id
    left join members debtors on debtors.id::text = split_part(entries.debit, ':', 2)
    left join members creditors on creditors.id::text = split_part(entries.credit, ':', 2)
    left join payment_intents intents
      on entries.reference like 'intent:%' and intents.id::text = split_part(entries.reference, ':', 2)
    left join orders on orders.id::text = coalesce(intents.order_id::text,
      case when entries.reference like 'order:%' then split_part(entries.reference, ':', 2) end)
    left join withdrawals on entries.reference like 'withdrawal:%'
      and withdrawals.id::text = split_part(entries.reference, ':', 2)
    where entries.community_id = ${span.communityId} and ${within(span, sql`booked_at`)}
    order by entries.id`,
};

function within({ communityId, days, now }: Span, moment: SQL): SQL {
  const until = sql`${new Date(now).toISOString()}::timestamptz`;
  const since = days === null ? sql`true` : sql`${moment} >= ${sinceDays(communityId, until, days)}`;
  return sql`${since} and ${moment} <= ${until}`;
}

/** Exact, without an exponent or zeros at the end. */
function tokens(units: SQL): SQL {
  return sql`trim_scale((${units}) * ('1e-' || assets.decimals)::numeric)::text`;
}

function hundredths(units: SQL): SQL {
  return sql`trim_scale(${units} * 0.01)::text`;
}

/** With its platform in front: of 18 digits alone a spreadsheet would keep 15. */
function accountOf(members: 'buyers' | 'recipients'): SQL {
  const table = sql.raw(members);
  return sql`${table}.platform || ':' || ${table}.account_id`;
}

/** A member's account in the books by what people know them by: `available telegram:42`. */
function accountInBooks(account: SQL, members: 'debtors' | 'creditors'): SQL {
  const table = sql.raw(members);
  return sql`case when ${table}.id is null then ${account} else
    split_part(${account}, ':', 1) || ' ' || ${table}.platform || ':' || ${table}.account_id end`;
}
