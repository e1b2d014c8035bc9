import { and, asc, eq, gt, notExists, sql } from 'drizzle-orm';
import type { WithdrawalStore } from '../src/ports/withdrawal-stores.ts';
import type { Transaction } from './database.ts';
import { createInstanceStore } from './instance-store.ts';
import { attempts, decisions, withdrawals } from './schema.ts';
import { toAttempt, toDecision, toWithdrawal } from './withdrawal-rows.ts';

type AttemptStore = Pick<
  WithdrawalStore,
  'decisions' | 'decide' | 'attempts' | 'beginAttempt' | 'endAttempt' | 'inDoubtSince' | 'abandoned'
>;

/** What people said of withdrawals, and the tries to send them. */
export function createAttemptStore(tx: Transaction): AttemptStore {
  const instances = createInstanceStore(tx);
  return {
    async decisions(withdrawalId) {
      const rows = await tx
        .select()
        .from(decisions)
        .where(eq(decisions.withdrawalId, withdrawalId))
        .orderBy(asc(decisions.id));
      return rows.map(toDecision);
    },
    async decide({ account, ...decision }) {
      const [row] = await tx
        .insert(decisions)
        .values({ ...decision, ...account })
        .onConflictDoNothing()
        .returning();
      return row ? toDecision(row) : null;
    },
    async attempts(withdrawalId) {
      const rows = await tx
        .select()
        .from(attempts)
        .where(eq(attempts.withdrawalId, withdrawalId))
        .orderBy(asc(attempts.number));
      return rows.map(toAttempt);
    },
    async beginAttempt(attempt) {
      await tx.insert(attempts).values(attempt);
    },
    async endAttempt(withdrawalId, number, end, now) {
      await tx
        .update(attempts)
        .set({ ...end, endedAt: now })
        .where(and(eq(attempts.withdrawalId, withdrawalId), eq(attempts.number, number)));
    },
    async inDoubtSince(claimedBefore) {
      const later = tx
        .select()
        .from(attempts)
        .where(and(eq(attempts.withdrawalId, withdrawals.id), gt(attempts.claimedAt, claimedBefore)));
      const rows = await tx
        .select()
        .from(withdrawals)
        .where(and(sql`state = 'unknown'`, notExists(later)))
        .orderBy(asc(withdrawals.id));
      return rows.map(toWithdrawal);
    },
    async abandoned(silentSince) {
      const rows = await tx
        .select()
        .from(withdrawals)
        .where(sql`state = 'sending'`);
      const gone = [];
      for (const row of rows) {
        const last = (await this.attempts(row.id)).at(-1);
        // No call takes so long; who began it may live and know nothing of it, its commit's answer lost (C-02).
        const isTooOld = !last || last.claimedAt <= silentSince;
        if (isTooOld || (await instances.isGone(last.instanceId, silentSince))) gone.push(toWithdrawal(row));
      }
      return gone;
    },
  };
}
