import { and, desc, eq, isNull, lt, or } from 'drizzle-orm';
import type { AuditStore } from '../src/ports/shop-stores.ts';
import type { Transaction } from './database.ts';
import { auditLog } from './schema.ts';

/** What staff did. Only ever added: a trigger refuses anything else. */
export function createAuditStore(tx: Transaction): AuditStore {
  return {
    async record({ by, ...entry }) {
      await tx.insert(auditLog).values({ ...entry, ...by });
    },
    async list(communityId, { limit, before }) {
      const isOlder = before === null ? undefined : lt(auditLog.id, before);
      const rows = await tx
        .select()
        .from(auditLog)
        // What is of no community concerns them all: the tap of all outflow.
        .where(and(or(eq(auditLog.communityId, communityId), isNull(auditLog.communityId)), isOlder))
        .orderBy(desc(auditLog.id))
        .limit(limit);
      return rows.map(({ platform, accountId, ...entry }) => ({ ...entry, by: { platform, accountId } }));
    },
  };
}
