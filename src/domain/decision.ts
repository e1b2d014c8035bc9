import type { Approver } from './approver.ts';
import { distinctPersons } from './approver.ts';
import type { Person } from './community.ts';
import type { Account } from './platform.ts';
import type { Instant } from './time.ts';

/** What an approver can say: of one that waits, and of one that is in doubt. */
export type DecisionKind = 'approve' | 'reject' | 'sent' | 'not_sent' | 'send_again';

export type Decision = {
  readonly id: number;
  readonly withdrawalId: string;
  readonly revision: number;
  readonly approverId: string;
  readonly kind: DecisionKind;
  /** Of everything that was on the card. */
  readonly hash: string;
  readonly txHash: string | null;
  readonly reason: string | null;
  /** Through which account it was made. */
  readonly account: Account;
  readonly decidedAt: Instant;
};

export type NewDecision = Omit<Decision, 'id'>;

/**
 * The approvers who say this of the revision now: each person once, only who still is an approver,
 * with their latest word, and never whoever asked (`mayDecide` leaves them out).
 */
export function whoSays(
  decisions: readonly Decision[],
  wanted: Pick<Decision, 'revision' | 'kind' | 'hash'> & { readonly txHash?: string | null },
  mayDecide: readonly Approver[],
  known: readonly Person[],
): Approver[] {
  const isWanted = ({ kind, hash, txHash }: Decision) =>
    kind === wanted.kind && hash === wanted.hash && (wanted.txHash === undefined || txHash === wanted.txHash);
  const ofRevision = decisions.filter(({ revision }) => revision === wanted.revision);
  return whoseLatest(ofRevision, isWanted, mayDecide, known);
}

/** The approvers whose latest decision is such a one: each person once, and only who may decide now. */
export function whoseLatest<D extends { readonly approverId: string }>(
  decisions: readonly D[],
  isWanted: (decision: D) => boolean,
  mayDecide: readonly Approver[],
  known: readonly Person[],
): Approver[] {
  const latest = new Map(decisions.map((decision) => [decision.approverId, decision]));
  const agree = mayDecide.filter(({ id }) => {
    const decision = latest.get(id);
    return decision !== undefined && isWanted(decision);
  });
  return distinctPersons(agree, known);
}
