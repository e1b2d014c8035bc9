import type { Account } from './platform.ts';
import type { Instant } from './time.ts';

/** What staff do and the record keeps: who, when, from where, why. Each has words under `audit-<action>`. */
export const auditActions = [
  'community_enabled',
  'place_joined',
  'community_state_set',
  'item_saved',
  'item_hidden',
  'stock_set',
  'keys_added',
  'items_imported',
  'discount_saved',
  'discount_ended',
  'manager_named',
  'manager_removed',
  'approver_named',
  'approver_removed',
  'approver_linked',
  'approvals_chat_set',
  'policy_set',
  'change_vetoed',
  'outflow_paused',
  'outflow_resumed',
  'withdrawal_approved',
  'withdrawal_rejected',
  'withdrawal_settled',
  'canary_sent',
  'canary_confirmed',
  'treasury_moved',
  'treasury_move_ended',
  'review_decided',
  'order_refunded',
  'task_done',
  'delivery_retried',
  'thanks_set',
  'time_zone_set',
  'exported',
] as const;

export type AuditAction = (typeof auditActions)[number];

/** One thing that somebody of the staff did. Only ever added. */
export type AuditEntry = {
  readonly communityId: string | null;
  readonly at: Instant;
  readonly by: Account;
  /** The chat that it was done in; `null` in private with the bot. */
  readonly chatId: string | null;
  readonly action: AuditAction;
  /** What it was done to, as people call it: an order's code, an item's slug, a person's name. */
  readonly subject: string;
  /** Further facts and the reason that was given, as plain text; never a secret. */
  readonly detail: string;
};
