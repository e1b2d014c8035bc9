import type { AuditAction } from '../../domain/audit.ts';
import type { Asset } from '../../domain/asset.ts';
import type { Change } from '../../domain/change.ts';
import { formatExact } from '../../domain/money.ts';
import type { Account } from '../../domain/platform.ts';
import type { Policy, PolicyName } from '../../domain/policy.ts';
import { differences } from '../../domain/policy.ts';
import type { Instant } from '../../domain/time.ts';
import { dayAndTime, HOUR_MS } from '../../domain/time.ts';
import type { Stores } from '../../ports/stores.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { CoreDeps } from '../deps.ts';
import { textOf } from './outflow.ts';

/** An operator, a community, and the chat of the command; `null` or absent for in private. */
export type Staged = {
  readonly by: Account;
  readonly communityId: string;
  readonly from?: string | null;
  /** The outside event: the same key gets the first answer. */
  readonly requestKey?: string;
};

const actionOf: Readonly<Record<Change['kind'], AuditAction>> = {
  approver_add: 'approver_named',
  approver_remove: 'approver_removed',
  account_add: 'approver_linked',
  approvals_chat: 'approvals_chat_set',
  community_state: 'community_state_set',
  policy: 'policy_set',
};

/** Keeps who changed what in who decides and what is allowed; `waitsUntil` where it is not in effect yet. */
export async function noteChange(
  deps: CoreDeps,
  stores: Stores,
  { by, communityId, from = null }: Staged,
  change: Change,
  waitsUntil: Instant | null,
): Promise<void> {
  const { subject, detail } = wordsOf(deps, change);
  const waits = waitsUntil === null ? '' : `takes effect at ${dayAndTime(waitsUntil)}, unless vetoed`;
  await recordAudit(deps, stores, {
    communityId,
    by,
    from,
    action: actionOf[change.kind],
    subject,
    detail: [detail, waits].filter((part) => part !== '').join('; '),
  });
}

function wordsOf(deps: CoreDeps, change: Change): { readonly subject: string; readonly detail: string } {
  switch (change.kind) {
    case 'approver_add':
      return { subject: change.name, detail: change.accounts.map(textOf).join(', ') };
    case 'approver_remove':
      return { subject: change.name, detail: '' };
    case 'account_add':
      return { subject: change.name, detail: textOf(change.account) };
    case 'approvals_chat':
      return { subject: change.platform, detail: `in ${change.chatId}` };
    case 'community_state':
      return { subject: change.state, detail: `was ${change.from}` };
    case 'policy': {
      const asset = deps.assets.find(({ id }) => id === change.assetId);
      const changed = differences(change.from, change.policy).map((name) =>
        asset
          ? `${name}: ${ruleText(change.from, name, asset)} to ${ruleText(change.policy, name, asset)}`
          : name,
      );
      return { subject: asset?.symbol ?? change.assetId, detail: changed.join(', ') };
    }
  }
}

function ruleText(policy: Policy, name: PolicyName, { decimals }: Asset): string {
  const rule = policy[name];
  if (typeof rule === 'bigint') return formatExact(rule, decimals);
  if (typeof rule === 'number') return `${rule / HOUR_MS} h`;
  return rule.map(({ from, approvals }) => `${approvals} from ${formatExact(from, decimals)}`).join(' and ');
}
