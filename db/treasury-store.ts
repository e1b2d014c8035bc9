import { and, asc, eq } from 'drizzle-orm';
import type { Outflow } from '../src/domain/treasury.ts';
import type { TreasuryStore } from '../src/ports/withdrawal-stores.ts';
import type { Transaction } from './database.ts';
import { outflow, treasuryMoves } from './schema.ts';

/** The one row of the tap. */
const TAP = 1;

/** The tap of all outflow, and what the owner moves in KryptoGO Studio. */
export function createTreasuryStore(tx: Transaction): TreasuryStore {
  return {
    async lockOutflow() {
      await tx.insert(outflow).values({ id: TAP }).onConflictDoNothing();
      const [row] = await tx.select().from(outflow).where(eq(outflow.id, TAP)).for('update');
      return toOutflow(row);
    },
    async outflow() {
      const [row] = await tx.select().from(outflow).where(eq(outflow.id, TAP));
      return toOutflow(row);
    },
    async setOutflow(next) {
      await tx
        .insert(outflow)
        .values({ id: TAP, ...next })
        .onConflictDoUpdate({ target: outflow.id, set: next });
    },
    async insertMove(move) {
      const rows = await tx.insert(treasuryMoves).values(move).onConflictDoNothing().returning();
      return rows.length > 0;
    },
    async move(id) {
      const [row] = await tx.select().from(treasuryMoves).where(eq(treasuryMoves.id, id));
      return row ?? null;
    },
    async moveByRequestKey(key) {
      const [row] = await tx.select().from(treasuryMoves).where(eq(treasuryMoves.requestKey, key));
      return row ?? null;
    },
    async openMoves(communityId) {
      const isOpen = and(eq(treasuryMoves.communityId, communityId), eq(treasuryMoves.state, 'asked'));
      return tx.select().from(treasuryMoves).where(isOpen).orderBy(asc(treasuryMoves.askedAt));
    },
    async endMove(id, state, endedBy, endedAt) {
      const rows = await tx
        .update(treasuryMoves)
        .set({ state, endedBy, endedAt })
        .where(and(eq(treasuryMoves.id, id), eq(treasuryMoves.state, 'asked')))
        .returning({ id: treasuryMoves.id });
      return rows.length > 0;
    },
  };
}

function toOutflow(row: typeof outflow.$inferSelect | undefined): Outflow {
  const { pausedAt, pausedBy, reason, resumeAskedBy, resumeAskedAt } = row ?? {};
  return {
    pausedAt: pausedAt ?? null,
    pausedBy: pausedBy ?? null,
    reason: reason ?? null,
    resumeAskedBy: resumeAskedBy ?? null,
    resumeAskedAt: resumeAskedAt ?? null,
  };
}
