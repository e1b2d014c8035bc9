import { isSameAccount } from '../../domain/approver.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import { isAmong } from '../../domain/community.ts';
import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';

const PAGE = 20;

/** One line of the record, with the name under which staff know whoever did it; `null` where they have none. */
export type AuditLine = AuditEntry & { readonly id: number; readonly name: string | null };

export type AuditPage = {
  /** The newest first. */
  readonly lines: readonly AuditLine[];
  /** What to ask for as `before` to read on; `null` at the end. */
  readonly next: number | null;
};

/** `/till audit`: what staff did in a community, for operators. */
export async function readAudit(
  deps: CoreDeps,
  { by, communityId, before }: { by: Account; communityId: string; before: number | null },
): Promise<AuditPage | Refusal> {
  if (!isAmong(deps.operators, by)) return refuse('not_operator');
  return deps.inTransaction(async (stores) => {
    const found = await stores.audit.list(communityId, { limit: PAGE + 1, before });
    const lines = found.slice(0, PAGE);
    const nameOf = await namesIn(stores, communityId);
    return {
      lines: lines.map((entry) => ({ ...entry, name: nameOf(entry.by) })),
      next: found.length > PAGE ? (lines.at(-1)?.id ?? null) : null,
    };
  });
}

async function namesIn(stores: Stores, communityId: string): Promise<(account: Account) => string | null> {
  const approvers = await stores.approvals.approvers(communityId);
  const managers = await stores.rights.managers(communityId);
  return (account) => {
    const approver = approvers.find((one) => isAmong([one], account));
    return approver?.name ?? managers.find((one) => isSameAccount(one, account))?.name ?? null;
  };
}
