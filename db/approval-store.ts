import { and, asc, desc, eq, inArray, isNull, lte } from 'drizzle-orm';
import type { Approver } from '../src/domain/approver.ts';
import type { Change, ChangeView, PendingChange } from '../src/domain/change.ts';
import type { Policy } from '../src/domain/policy.ts';
import type { ApprovalStore } from '../src/ports/withdrawal-stores.ts';
import type { Transaction } from './database.ts';
import { fromJson, toJson } from './exact-json.ts';
import { approvalChats, approverAccounts, approvers, changes, policies } from './schema.ts';

/** Who decides, where they see it, and what is allowed. */
export function createApprovalStore(tx: Transaction): ApprovalStore {
  return { ...createPersons(tx), ...createChats(tx), ...createPolicies(tx), ...createChanges(tx) };
}

type Persons = Pick<
  ApprovalStore,
  'approvers' | 'approversWith' | 'nameApprover' | 'addAccount' | 'removeApprover'
>;

function createPersons(tx: Transaction): Persons {
  const withAccounts = async (rows: readonly (typeof approvers.$inferSelect)[]): Promise<Approver[]> => {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const accounts = await tx
      .select()
      .from(approverAccounts)
      .where(and(inArray(approverAccounts.approverId, ids), isNull(approverAccounts.removedAt)));
    return rows.map(({ id, communityId, name }) => ({
      id,
      communityId,
      name,
      accounts: accounts
        .filter((one) => one.approverId === id)
        .map(({ platform, accountId }) => ({ platform, accountId })),
    }));
  };
  return {
    async approvers(communityId) {
      const isHere = and(eq(approvers.communityId, communityId), isNull(approvers.removedAt));
      return withAccounts(await tx.select().from(approvers).where(isHere).orderBy(asc(approvers.namedAt)));
    },
    async approversWith({ platform, accountId }) {
      const found = await tx
        .select({ approver: approvers })
        .from(approvers)
        .innerJoin(approverAccounts, eq(approverAccounts.approverId, approvers.id))
        .where(
          and(
            eq(approverAccounts.platform, platform),
            eq(approverAccounts.accountId, accountId),
            isNull(approverAccounts.removedAt),
            isNull(approvers.removedAt),
          ),
        );
      return withAccounts(found.map(({ approver }) => approver));
    },
    async nameApprover({ id, communityId, name, accounts }, namedBy, namedAt) {
      await tx.insert(approvers).values({ id, communityId, name, namedBy, namedAt });
      if (accounts.length === 0) return;
      await tx
        .insert(approverAccounts)
        .values(accounts.map((account) => ({ approverId: id, communityId, ...account })));
    },
    async addAccount({ id, communityId }, account) {
      await tx.insert(approverAccounts).values({ approverId: id, communityId, ...account });
    },
    async removeApprover(id, removedAt) {
      await tx.update(approvers).set({ removedAt }).where(eq(approvers.id, id));
      await tx.update(approverAccounts).set({ removedAt }).where(eq(approverAccounts.approverId, id));
    },
  };
}

function createChats(tx: Transaction): Pick<ApprovalStore, 'chats' | 'chatAt' | 'setChat' | 'moveChat'> {
  return {
    async chats(communityId) {
      return tx.select().from(approvalChats).where(eq(approvalChats.communityId, communityId));
    },
    async chatAt(platform, chatId) {
      const isIt = and(eq(approvalChats.platform, platform), eq(approvalChats.chatId, chatId));
      const [row] = await tx.select().from(approvalChats).where(isIt);
      return row ?? null;
    },
    async setChat({ communityId, platform, chatId, language }, setAt) {
      await tx
        .insert(approvalChats)
        .values({ communityId, platform, chatId, language, setAt })
        .onConflictDoUpdate({
          target: [approvalChats.communityId, approvalChats.platform],
          set: { chatId, language, setAt },
        });
    },
    async moveChat(platform, from, to) {
      await tx
        .update(approvalChats)
        .set({ chatId: to })
        .where(and(eq(approvalChats.platform, platform), eq(approvalChats.chatId, from)));
    },
  };
}

function createPolicies(tx: Transaction): Pick<ApprovalStore, 'policy' | 'addPolicy'> {
  return {
    async policy(communityId, assetId) {
      const [row] = await tx
        .select()
        .from(policies)
        .where(and(eq(policies.communityId, communityId), eq(policies.assetId, assetId)))
        .orderBy(desc(policies.version))
        .limit(1);
      return row ? { version: row.version, policy: fromJson(row.rules) as Policy } : null;
    },
    async addPolicy({ communityId, assetId, version, policy }, setBy, setAt) {
      await tx
        .insert(policies)
        .values({ communityId, assetId, version, rules: toJson(policy), setBy, setAt });
    },
  };
}

type Changes = Pick<ApprovalStore, 'announce' | 'change' | 'pendingChanges' | 'dueChanges' | 'endChange'>;

function createChanges(tx: Transaction): Changes {
  const isOpen = and(isNull(changes.appliedAt), isNull(changes.vetoedAt), isNull(changes.failedAt));
  return {
    async announce({ change, ...rest }) {
      await tx.insert(changes).values({ ...rest, change: toJson(change) });
    },
    async change(id) {
      const [row] = await tx.select().from(changes).where(eq(changes.id, id));
      return row ? { ...toPending(row), state: stateOf(row), vetoedBy: row.vetoedBy } : null;
    },
    async pendingChanges(communityId) {
      const rows = await tx
        .select()
        .from(changes)
        .where(and(eq(changes.communityId, communityId), isOpen))
        .orderBy(asc(changes.effectiveAt));
      return rows.map(toPending);
    },
    async dueChanges(now) {
      const rows = await tx
        .select()
        .from(changes)
        .where(and(isOpen, lte(changes.effectiveAt, now)))
        .orderBy(asc(changes.effectiveAt), asc(changes.id));
      return rows.map(toPending);
    },
    async endChange(id, end, by, now) {
      const ends = {
        applied: { appliedAt: now },
        vetoed: { vetoedAt: now, vetoedBy: by },
        failed: { failedAt: now },
      };
      const rows = await tx
        .update(changes)
        .set(ends[end])
        .where(and(eq(changes.id, id), isOpen))
        .returning({ id: changes.id });
      return rows.length > 0;
    },
  };
}

function stateOf({ appliedAt, vetoedAt, failedAt }: typeof changes.$inferSelect): ChangeView['state'] {
  if (appliedAt !== null) return 'applied';
  if (vetoedAt !== null) return 'vetoed';
  return failedAt === null ? 'waiting' : 'failed';
}

function toPending(row: typeof changes.$inferSelect): PendingChange {
  const { id, communityId, askedBy, askedAt, effectiveAt } = row;
  return { id, communityId, askedBy, askedAt, effectiveAt, change: fromJson(row.change) as Change };
}
