import type { Asset } from './asset.ts';
import type { CommunityState } from './community.ts';
import type { Account, Language, Platform } from './platform.ts';
import type { Policy } from './policy.ts';
import type { Instant } from './time.ts';

/** What an operator changes in who decides and what is allowed. */
export type Change =
  | { readonly kind: 'approver_add'; readonly name: string; readonly accounts: readonly Account[] }
  | { readonly kind: 'approver_remove'; readonly approverId: string; readonly name: string }
  | {
      readonly kind: 'account_add';
      readonly approverId: string;
      readonly name: string;
      readonly account: Account;
    }
  | {
      readonly kind: 'approvals_chat';
      readonly platform: Platform;
      readonly chatId: string;
      readonly language: Language;
    }
  | { readonly kind: 'community_state'; readonly state: CommunityState; readonly from: CommunityState }
  | { readonly kind: 'policy'; readonly assetId: string; readonly policy: Policy; readonly from: Policy };

/** Whether two changes would do the same to the same. */
export function isSameChange(one: Change, other: Change): boolean {
  return textOf(one) === textOf(other);
}

function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return `${typeof value} ${String(value)}`;
  const parts = Object.entries(value).map(([name, part]) => `${name}: ${textOf(part)}`);
  return `{${parts.sort().join(', ')}}`;
}

/** A change that is announced and not in effect. */
export type PendingChange = {
  readonly id: string;
  readonly communityId: string;
  readonly change: Change;
  /** The operator's account, as text. */
  readonly askedBy: string;
  readonly askedAt: Instant;
  readonly effectiveAt: Instant;
};

/** How an announced change is shown: what it is, and how it stands. */
export type ChangeView = {
  readonly pending: PendingChange;
  readonly communityName: string;
  /** Who asked, as people call them. */
  readonly askedByName?: string | null;
  readonly state: 'waiting' | 'applied' | 'vetoed' | 'failed';
  /** Which asset a policy is about. */
  readonly asset: Asset | null;
  /** The approver who vetoed it. */
  readonly vetoedBy: string | null;
};
