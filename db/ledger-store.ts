import { and, eq, inArray, or, sql } from 'drizzle-orm';
import { sumsOf } from '../src/domain/correction.ts';
import type { LedgerEntry } from '../src/domain/ledger.ts';
import type { LedgerStore } from '../src/ports/stores.ts';
import type { Transaction } from './database.ts';
import { proveBooks } from './prove-books.ts';
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
    async sumsOf(reference) {
      const rows = await tx
        .select()
        .from(ledgerEntries)
        .where(
          or(
            eq(ledgerEntries.reference, reference),
            sql`starts_with(${ledgerEntries.reference}, ${`${reference}:`})`,
          ),
        );
      // Only what this store was given stands there.
      return sumsOf(rows as LedgerEntry[]);
    },
    prove: () => proveBooks(tx),
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
