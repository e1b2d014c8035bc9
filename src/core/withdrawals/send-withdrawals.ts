import { formatExact } from '../../domain/money.ts';
import { SECOND_MS } from '../../domain/time.ts';
import type { TransferOutcome } from '../../ports/transfer-provider.ts';
import type { CoreDeps } from '../deps.ts';
import { raiseAlarm } from '../raise-alarm.ts';
import { claimNext } from './claim-withdrawal.ts';
import { noteDoubt, recordOutcome } from './record-outcome.ts';
import { SILENT_MS } from './settle-withdrawal.ts';
import { stepWithdrawal } from './step-withdrawal.ts';

/** Between the claim and the first byte; what takes longer is not sent at all (faults.md 6.2). */
const SEND_DEADLINE_MS = 10 * SECOND_MS;

/**
 * Sends what is approved, one at a time: a committed attempt before the first byte, one call, and what
 * came of it in one transaction. Nothing here is ever repeated by a machine. Says how many were sent.
 */
export async function sendWithdrawals(deps: CoreDeps): Promise<number> {
  const { transfers } = deps;
  if (!transfers) return 0;
  const due = await deps.inTransaction(async ({ treasury, withdrawals }) =>
    (await treasury.outflow()).pausedAt === null ? withdrawals.sendable(deps.clock.now()) : [],
  );
  if (due.length === 0) return 0;
  // Each try that can't even connect would end a withdrawal; better to wait until one can.
  if (!(await transfers.isReachable())) {
    await deps.inTransaction((stores) =>
      raiseAlarm(deps, stores, {
        code: 'transfers_unreachable',
        reference: new Date(deps.clock.now()).toISOString().slice(0, 13),
        detail: 'withdrawals wait: KryptoGO cannot be connected to',
      }),
    );
    return 0;
  }
  const claimed = await claimNext(deps, due);
  if (!claimed) return 0;
  const { withdrawal, asset, attempt, began } = claimed;
  const isInTime = performance.now() - began <= SEND_DEADLINE_MS;
  const outcome: TransferOutcome = isInTime
    ? await transfers.send({
        chain: withdrawal.chain,
        contract: withdrawal.contract,
        amount: formatExact(withdrawal.amount, asset.decimals),
        address: withdrawal.address,
      })
    : notBegun('too late: more than ten seconds had passed');
  await recordOutcome(deps, claimed, outcome);
  deps.log.info(
    { withdrawal: withdrawal.id, attempt, outcome: outcome.kind },
    'a withdrawal was sent on its way',
  );
  return 1;
}

/** What is being sent by processes that are gone: nobody knows what became of it. */
export async function takeOverAbandoned(deps: CoreDeps): Promise<void> {
  await deps.inTransaction(async (stores) => {
    for (const found of await stores.withdrawals.abandoned(deps.clock.now() - SILENT_MS)) {
      const withdrawal = await stores.withdrawals.lock(found.id);
      if (!withdrawal || withdrawal.state !== 'sending') continue;
      const next = await stepWithdrawal(deps, stores, withdrawal, 'claimant_gone');
      if (next) await noteDoubt(deps, stores, next, 'the process that was sending it is gone');
    }
  });
}

function notBegun(reason: string): TransferOutcome {
  return {
    kind: 'not_sent',
    cause: 'never_asked',
    insufficient: null,
    evidence: { status: null, bodyHash: null, reason },
  };
}
