import { and, eq, gt, lt, sql } from 'drizzle-orm';
import type { OperationStore } from '../src/ports/stores.ts';
import type { Transaction } from './database.ts';
import { at } from './queue.ts';
import {
  alarms,
  budgets,
  gatewaySessions,
  handoffs,
  inbox,
  leases,
  notifications,
  pauses,
} from './schema.ts';

/** Alarms, budgets, leases, sessions and pauses: what keeps the service itself in order. */
export function createOperationStore(tx: Transaction): OperationStore {
  return {
    async raise(alarm, now) {
      const rows = await tx
        .insert(alarms)
        .values({ ...alarm, raisedAt: now })
        .onConflictDoNothing()
        .returning();
      return rows.length > 0;
    },
    async takeBudget(name, wanted, perSecond, capacity, now) {
      await tx.insert(budgets).values({ name, tokens: capacity, refilledAt: now }).onConflictDoNothing();
      const [row] = await tx
        .select({
          tokens: sql<number>`least(${capacity}, ${budgets.tokens} + ${perSecond} * greatest(0, extract(epoch from ${at(now)} - ${budgets.refilledAt})))::float8`,
        })
        .from(budgets)
        .where(eq(budgets.name, name))
        .for('update');
      const tokens = row?.tokens ?? 0;
      const granted = Math.max(0, Math.min(wanted, Math.floor(tokens)));
      await tx
        .update(budgets)
        .set({ tokens: tokens - granted, refilledAt: now })
        .where(eq(budgets.name, name));
      return granted;
    },
    ...leaseStore(tx),
    async pause(name, until, reason) {
      await tx
        .insert(pauses)
        .values({ name, until, reason })
        .onConflictDoUpdate({ target: pauses.name, set: { until, reason } });
    },
    async isPaused(name, now) {
      const rows = await tx
        .select()
        .from(pauses)
        .where(and(eq(pauses.name, name), gt(pauses.until, now)));
      return rows.length > 0;
    },
    async forgetDone(before) {
      await tx.delete(inbox).where(lt(inbox.doneAt, before));
      await tx.delete(notifications).where(lt(notifications.doneAt, before));
      await tx.delete(handoffs).where(lt(handoffs.createdAt, before));
    },
  };
}

/** Leases, and what is kept under one. */
function leaseStore(tx: Transaction) {
  return {
    async takeLease(name, holder, until, now) {
      const rows = await tx
        .insert(leases)
        .values({ name, holder, until })
        .onConflictDoUpdate({
          target: leases.name,
          set: { holder, until },
          setWhere: sql`${leases.holder} = ${holder} or ${leases.until} <= ${at(now)}`,
        })
        .returning();
      return rows.length > 0;
    },
    async dropLease(name, holder) {
      await tx.delete(leases).where(and(eq(leases.name, name), eq(leases.holder, holder)));
    },
    async gatewaySessions(bot) {
      const { shardId, shardCount, sessionId, resumeUrl, sequence } = gatewaySessions;
      return tx
        .select({ shardId, shardCount, sessionId, resumeUrl, sequence })
        .from(gatewaySessions)
        .where(eq(gatewaySessions.bot, bot));
    },
    async keepGatewaySessions(bot, sessions, { name, holder }) {
      // Locked, so that nobody takes over in between.
      const [held] = await tx
        .select()
        .from(leases)
        .where(and(eq(leases.name, name), eq(leases.holder, holder)))
        .for('share');
      if (!held) return;
      await tx.delete(gatewaySessions).where(eq(gatewaySessions.bot, bot));
      if (sessions.length === 0) return;
      await tx.insert(gatewaySessions).values(sessions.map((session) => ({ ...session, bot })));
    },
  } satisfies Partial<OperationStore>;
}
