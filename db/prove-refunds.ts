import { sql } from 'drizzle-orm';
import type { Law } from './prove-law.ts';

const about = (detail: string) => (row: Readonly<Record<string, string>>) => ({
  reference: `order:${row['id'] ?? ''}`,
  detail,
});

/** What is booked to come back of each order. */
const booked = sql`
  select split_part(reference, ':', 2) as id, sum(amount) as amount,
    coalesce(sum(amount) filter (where kind = 'refund_rounded'), 0) as rounded
  from ledger_entries where kind in ('refund', 'refund_rounded') group by 1`;

/** What each order's sale brought in. */
const sold = sql`
  select id, sum(net) as net, sum(amount) as amount from (
    select i.order_id::text as id, e.amount, case when e.kind = 'sale_net' then e.amount else 0 end as net
    from ledger_entries e join payment_intents i on e.reference = 'intent:' || i.id
    where e.kind in ('sale_net', 'sale_fee')
    union all
    select split_part(reference, ':', 2), amount, amount from ledger_entries where kind = 'sale_from_balance') sales
  group by id`;

/** An order is refunded where a refund is written down, and its entries are exactly that one. */
const once: Law = {
  law: 'R1',
  broken: sql`
    select coalesce(o.id::text, b.id) as id
    from orders o left join refunds r on r.order_id = o.id
    full join (${booked}) b on b.id = o.id::text
    where o.id is null or (o.state = 'refunded') <> (r.order_id is not null)
      or coalesce(r.amount, 0) <> coalesce(b.amount, 0)
      or coalesce(r.rounded_up, 0) <> coalesce(b.rounded, 0)`,
  say: about('what is booked of its refund is not what is written down, or it is refunded without one'),
};

/** Nobody gets back more than came in, but for what the community adds up to the price. */
const notMinted: Law = {
  law: 'R2',
  broken: sql`
    select r.order_id::text as id from refunds r left join (${sold}) s on s.id = r.order_id::text
    where (r.amount - r.rounded_up > coalesce(s.net, 0) or r.amount > coalesce(s.amount, 0))
      -- What people have corrected since says nothing of what was true then.
      and not exists (
        select 1 from ledger_entries e join payment_intents i on i.order_id = r.order_id
          and split_part(e.reference, ':', 2) = i.id::text
        where e.kind like 'correction\\_%')`,
  say: about('more came back of it than it brought in'),
};

/** Who has the money back has the goods no more, as far as goods can be taken back. */
const takenBack: Law = {
  law: 'R3',
  broken: sql`
    select d.order_id::text as id from deliveries d join orders o on o.id = d.order_id
    where o.state = 'refunded' and d.state not in ('cancelled', 'revoked')`,
  say: about('it is refunded, and what was bought is still being handed over or held'),
};

/** The laws of money that comes back (design.md 4). */
export const refundLaws: readonly Law[] = [once, notMinted, takenBack];
