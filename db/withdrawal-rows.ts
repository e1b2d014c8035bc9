import type { Decision, DecisionKind } from '../src/domain/decision.ts';
import type { TransferAttempt } from '../src/domain/transfer-attempt.ts';
import type { Withdrawal } from '../src/domain/withdrawal.ts';
import type { NewWithdrawal } from '../src/ports/withdrawal-stores.ts';
import type { attempts, decisions, withdrawals } from './schema.ts';

type WithdrawalRow = typeof withdrawals.$inferSelect;

/** A withdrawal as the domain knows it. */
export function toWithdrawal(row: WithdrawalRow): Withdrawal {
  const { requesterPlatform, requesterAccount, isAutomatic: _, requestKey: __, ...same } = row;
  return { ...same, requester: { platform: requesterPlatform, accountId: requesterAccount } };
}

/** The columns of a new one. */
export function fromWithdrawal({
  requester,
  marks,
  ...same
}: NewWithdrawal): typeof withdrawals.$inferInsert {
  return {
    ...same,
    marks: [...marks],
    requesterPlatform: requester.platform,
    requesterAccount: requester.accountId,
  };
}

/** A decision as the domain knows it. */
export function toDecision(row: typeof decisions.$inferSelect): Decision {
  const { platform, accountId, kind, ...same } = row;
  return { ...same, kind: kind as DecisionKind, account: { platform, accountId } };
}

/** A try as the domain knows it. */
export function toAttempt(row: typeof attempts.$inferSelect): TransferAttempt {
  const { withdrawalId, number, instanceId, decisionId, claimedAt, endedAt } = row;
  const { outcome, isAccepted, httpStatus, bodyHash, detail, providerId, txHash } = row;
  const end =
    outcome === null
      ? null
      : { outcome, isAccepted, httpStatus, bodyHash, detail: detail ?? '', providerId, txHash };
  return { withdrawalId, number, instanceId, decisionId, claimedAt, endedAt, end };
}
