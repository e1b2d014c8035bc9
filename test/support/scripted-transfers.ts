import { randomBytes } from 'node:crypto';
import type { TransferOrder, TransferOutcome, TransferProvider } from '../../src/ports/transfer-provider.ts';

/** What the provider does with a call: whether money leaves, and what it answers, if it ever does. */
export type ScriptedCall = {
  readonly executes: boolean;
  readonly answer: () => Promise<TransferOutcome>;
};

/** A way out that does what the test tells it to, and counts what really left. */
export type ScriptedTransfers = TransferProvider & {
  /** Every call, in order, and those of them that moved money. */
  readonly calls: TransferOrder[];
  readonly executed: TransferOrder[];
  /** For the calls to come, once each; without one, it sends. */
  readonly next: ScriptedCall[];
  isUp: boolean;
  /** How often money went to an address. */
  executionsTo(address: string): number;
};

const evidence = (status: number | null, reason: string) => ({ status, bodyHash: null, reason });

export const newHash = (): string => `0x${randomBytes(32).toString('hex')}`;

/** It goes through. */
export function sends(txHash = newHash()): ScriptedCall {
  const answer = () =>
    Promise.resolve<TransferOutcome>({
      kind: 'sent',
      txHash,
      providerId: null,
      evidence: evidence(200, 'code 0'),
    });
  return { executes: true, answer };
}

/** Nobody knows, and in truth it has gone out or has not. */
export function leavesInDoubt(executes: boolean, reason = 'http 500', accepted = false): ScriptedCall {
  const status = /^http (\d+)$/.exec(reason)?.[1];
  const said = evidence(status === undefined ? null : Number(status), reason);
  return {
    executes,
    answer: () => Promise.resolve({ kind: 'unclear', accepted, providerId: null, evidence: said }),
  };
}

/** It certainly is not sent. */
export function refuses(cause: 'never_asked' | 'balance_not_enough'): ScriptedCall {
  const insufficient = cause === 'balance_not_enough' ? '3.5' : null;
  const answer = () =>
    Promise.resolve<TransferOutcome>({
      kind: 'not_sent',
      cause,
      insufficient,
      evidence: evidence(null, cause),
    });
  return { executes: false, answer };
}

/** It answers only when told to. */
export function answersLater(executes = true): {
  readonly call: ScriptedCall;
  readonly begun: Promise<void>;
  answer(outcome: TransferOutcome): void;
} {
  let answer: (outcome: TransferOutcome) => void = () => undefined;
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const outcome = new Promise<TransferOutcome>((resolve) => (answer = resolve));
  const call = {
    executes,
    answer: () => {
      begin();
      return outcome;
    },
  };
  return { call, begun, answer: (one) => answer(one) };
}

export function createScriptedTransfers(): ScriptedTransfers {
  const transfers: ScriptedTransfers = {
    calls: [],
    executed: [],
    next: [],
    isUp: true,
    isReachable: () => Promise.resolve(transfers.isUp),
    send(order) {
      const call = transfers.next.shift() ?? sends();
      transfers.calls.push(order);
      if (call.executes) transfers.executed.push(order);
      return call.answer();
    },
    executionsTo: (address) => transfers.executed.filter((order) => order.address === address).length,
  };
  return transfers;
}
