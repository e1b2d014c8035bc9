import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { FiatCurrency } from '../src/domain/money.ts';
import type { PastQuote, ReportDay, SalesSum } from '../src/domain/report.ts';
import type { Movements, ReportSpan, ReportStore } from '../src/ports/report-store.ts';
import type { Transaction } from './database.ts';
import { exportRows } from './export-rows.ts';
import { dayOf, sinceDays } from './report-days.ts';

type SumRow = { currency: FiatCurrency | null; orders: number; hundredths: string | null };

/** Sums and tables for those who run a community. */
export function createReportStore(tx: Transaction): ReportStore {
  return {
    async salesByDay(span) {
      const today = dayOf(span.communityId, at(span.now));
      const rows = await tx.execute<SumRow & { day: string }>(sql`
        with sold as (${sold(span)})
        select to_char(calendar.day, 'YYYY-MM-DD') as day, sold.currency, count(sold.currency)::int as orders,
          sum(sold.hundredths)::text as hundredths
        from generate_series(${today} - ${span.days - 1}::int, ${today}, interval '1 day') as calendar (day)
        left join sold on sold.day = calendar.day::date
        group by calendar.day, sold.currency order by calendar.day, orders desc, sold.currency`);
      const days = new Map<string, SalesSum[]>();
      for (const row of rows) days.set(row.day, [...(days.get(row.day) ?? []), ...toSum(row)]);
      return [...days].map(([day, sales]): ReportDay => ({ day, sales }));
    },
    async salesByItem(span) {
      const rows = await tx.execute<SumRow & { slug: string; name: string }>(sql`
        with sold as (${sold(span)})
        select items.slug, items.name, sold.currency, count(*)::int as orders,
          sum(sold.hundredths)::text as hundredths
        from sold join items on items.id = sold.item_id
        group by items.id, sold.currency
        order by orders desc, sum(sold.hundredths) desc, items.slug`);
      return rows.flatMap((row) => toSum(row).map((sum) => ({ ...sum, slug: row.slug, name: row.name })));
    },
    movements: (span, assetId) => movementsOf(tx, span, assetId),
    rows: (what, span, limit) => exportRows(tx, what, span, limit),
    async quotes(communityId) {
      const rows = await tx.execute<
        Record<'asset' | 'at' | 'hundredths' | 'currency' | 'quoted', string>
      >(sql`
        select intents.asset_id as asset, intents.created_at as at, orders.fiat_hundredths::text as hundredths,
          orders.fiat_currency as currency, intents.quoted::text as quoted
        from payment_intents intents join orders on orders.id = intents.order_id
        where orders.community_id = ${communityId} and intents.quoted > 0
        order by intents.created_at, intents.id`);
      return rows.map((row): PastQuote => ({
        assetId: row.asset,
        at: Date.parse(row.at),
        fiat: { hundredths: BigInt(row.hundredths), currency: row.currency as FiatCurrency },
        amount: BigInt(row.quoted),
      }));
    },
  };
}

/** What the books say of a few days, and of withdrawals their own table: it knows of corrections. */
async function movementsOf(tx: Transaction, span: ReportSpan, assetId: string): Promise<Movements> {
  const { communityId, days, now } = span;
  const since = sinceDays(communityId, at(now), days);
  const isHere = sql`community_id = ${communityId} and asset_id = ${assetId}`;
  const [booked] = await tx.execute<Record<string, string>>(sql`
    select
      ${gainOf('sales', sql`kind not in ('refund', 'refund_rounded')`)} as sales,
      ${gainOf('provider_fees', sql`true`)} as fees,
      coalesce(sum(amount) filter (where kind in ('refund', 'refund_rounded')), 0)::text as refunds,
      count(distinct reference) filter (where kind in ('refund', 'refund_rounded'))::text as refund_count,
      coalesce(sum(amount) filter (where kind = 'top_up'), 0)::text as top_ups,
      count(*) filter (where kind = 'top_up')::text as top_up_count
    from ledger_entries where ${isHere} and booked_at >= ${since} and booked_at <= ${at(now)}`);
  const [sent] = await tx.execute<Record<string, string>>(sql`
    select coalesce(sum(amount), 0)::text as sum, count(*)::text as count from withdrawals
    where ${isHere} and kind = 'member' and state = 'sent'
      and sent_at >= ${since} and sent_at <= ${at(now)}`);
  const sum = (text: string | undefined) => BigInt(text ?? '0');
  return {
    sales: sum(booked?.['sales']),
    // What is spent is on the other side of the books.
    providerFees: -sum(booked?.['fees']),
    refunds: { count: Number(booked?.['refund_count']), sum: sum(booked?.['refunds']) },
    topUps: { count: Number(booked?.['top_up_count']), sum: sum(booked?.['top_ups']) },
    withdrawals: { count: Number(sent?.['count']), sum: sum(sent?.['sum']) },
  };
}

/** Everything that was paid for in these days. An item's delivery begins at the moment of that. */
function sold({ communityId, days, now }: ReportSpan): SQL {
  const since = sinceDays(communityId, at(now), days);
  return sql`
    select ${dayOf(communityId, sql`deliveries.created_at`)} as day, orders.item_id,
      orders.fiat_currency as currency, orders.fiat_hundredths as hundredths
    from deliveries join orders on orders.id = deliveries.order_id
    where deliveries.community_id = ${communityId}
      and deliveries.created_at >= ${since} and deliveries.created_at <= ${at(now)}`;
}

/** What an account gained by entries: credit less debit. */
function gainOf(account: string, which: SQL): SQL {
  return sql`coalesce(sum(case ${account}::text when credit then amount when debit then -amount end)
    filter (where ${which}), 0)::text`;
}

function at(now: number): SQL {
  return sql`${new Date(now).toISOString()}::timestamptz`;
}

function toSum({ currency, orders, hundredths }: SumRow): SalesSum[] {
  return currency === null || hundredths === null
    ? []
    : [{ currency, orders, hundredths: BigInt(hundredths) }];
}
