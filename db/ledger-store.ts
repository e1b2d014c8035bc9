import { and, eq, inArray, sql } from 'drizzle-orm';
import type { LedgerEntry } from '../src/domain/ledger.ts';
import type { BooksFault, LedgerStore } from '../src/ports/stores.ts';
import type { Transaction } from './database.ts';
import { balances, ledgerEntries } from './schema.ts';

/** The books. Entries are added, never changed: the database refuses update and delete too. */
export function createLedgerStore(tx: Transaction): LedgerStore {
  return {
    async post(entries, now) {
      if (entries.length === 0) return;
      await tx.insert(ledgerEntries).values(entries.map((entry) => ({ ...entry, bookedAt: now })));
      for (const move of balanceMoves(entries)) {
        const { memberId, assetId } = move;
        await tx
          .insert(balances)
          .values({ memberId, assetId, available: 0n, held: 0n })
          .onConflictDoNothing();
        await tx
          .update(balances)
          .set({
            available: sql`${balances.available} + ${move.available.toString()}::numeric`,
            held: sql`${balances.held} + ${move.held.toString()}::numeric`,
          })
          .where(and(eq(balances.memberId, memberId), eq(balances.assetId, assetId)));
      }
    },
    async lockAvailable(memberId, assetId) {
      const [row] = await tx
        .select()
        .from(balances)
        .where(and(eq(balances.memberId, memberId), eq(balances.assetId, assetId)))
        .for('update');
      return row?.available ?? 0n;
    },
    async balancesOf(memberIds) {
      return tx
        .select()
        .from(balances)
        .where(inArray(balances.memberId, [...memberIds]));
    },
    async sums(communityId, assetId) {
      const rows = await tx.execute<{ account: string; sum: string }>(sql`
        select account, sum(amount)::text as sum from (
          select credit as account, amount from ledger_entries where community_id = ${communityId} and asset_id = ${assetId}
          union all
          select debit, -amount from ledger_entries where community_id = ${communityId} and asset_id = ${assetId}) moves
        group by account order by account`);
      return new Map(rows.map((row) => [row.account, BigInt(row.sum)]));
    },
    prove: () => prove(tx),
  };
}

/** How much each member's balances move, in a fixed order so that two transactions never cross. */
function balanceMoves(entries: readonly LedgerEntry[]) {
  const moves = new Map<string, { memberId: string; assetId: string; available: bigint; held: bigint }>();
  const add = (account: string, assetId: string, amount: bigint) => {
    const [kind, memberId] = account.split(':');
    if (memberId === undefined || (kind !== 'available' && kind !== 'held')) return;
    const key = `${memberId} ${assetId}`;
    const move = moves.get(key) ?? { memberId, assetId, available: 0n, held: 0n };
    move[kind] += amount;
    moves.set(key, move);
  };
  for (const { debit, credit, assetId, amount } of entries) {
    add(debit, assetId, -amount);
    add(credit, assetId, amount);
  }
  return [...moves.keys()].sort().flatMap((key) => moves.get(key) ?? []);
}

/** Recomputes the laws of faults.md 3 from the entries alone. An empty answer is the good one. */
async function prove(tx: Transaction): Promise<BooksFault[]> {
  const drift = await tx.execute<{ account: string; kept: string; summed: string }>(sql`
    with moves as (
      select credit as account, asset_id, amount from ledger_entries
      union all select debit, asset_id, -amount from ledger_entries),
    summed as (
      select account, asset_id, sum(amount) as amount from moves
      where account like 'available:%' or account like 'held:%' group by account, asset_id),
    kept as (
      select 'available:' || member_id as account, asset_id, available as amount from balances
      union all select 'held:' || member_id, asset_id, held from balances)
    select coalesce(s.account, k.account) as account, coalesce(k.amount, 0)::text as kept, coalesce(s.amount, 0)::text as summed
    from summed s full join kept k on k.account = s.account and k.asset_id = s.asset_id
    where coalesce(k.amount, 0) <> coalesce(s.amount, 0)`);
  const insolvent = await tx.execute<{ community_id: string; asset_id: string; short: string }>(sql`
    with moves as (
      select community_id, asset_id, credit as account, amount from ledger_entries
      union all select community_id, asset_id, debit, -amount from ledger_entries)
    select community_id, asset_id, sum(amount)::text as short from moves
    where account = 'treasury' or account = 'suspense' or account like 'available:%' or account like 'held:%'
    group by community_id, asset_id having sum(amount) > 0`);
  const unproven = await tx.execute<{ reference: string }>(sql`
    select distinct e.reference from ledger_entries e
    where e.reference like 'intent:%' and not exists (
      select 1 from observations o
      where 'intent:' || o.intent_id = e.reference and o.status = 'success' and o.verdict = 'advance')`);
  return [
    ...drift.map(({ account, kept, summed }): BooksFault => ({
      law: 'L4',
      reference: account,
      detail: `a member's balance is kept as ${kept}, its entries say ${summed}`,
    })),
    ...insolvent.map((row): BooksFault => ({
      law: 'S1',
      reference: `${row.community_id} ${row.asset_id}`,
      detail: `a community owes its members ${row.short} of the smallest unit more than its treasury holds`,
    })),
    ...unproven.map(({ reference }): BooksFault => ({
      law: 'P2',
      reference,
      detail: 'something was booked without an observed success',
    })),
  ];
}
