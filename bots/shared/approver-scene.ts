import type { DecisionScene } from '../../src/core/withdrawals/decide-withdrawal.ts';
import type { Account } from '../../src/domain/platform.ts';
import type { Withdrawal } from '../../src/domain/withdrawal.ts';

/** What a button about a decision carries: which withdrawal, at which revision. */
export function decisionSubject({ id, revision }: Pick<Withdrawal, 'id' | 'revision'>): string {
  return `${id}_${revision}`;
}

/** Reads what such a button brought back; `null` for what we didn't make. */
export function readDecisionSubject(
  subject: string,
  by: Account,
  chatId: string | null,
): DecisionScene | null {
  const [, withdrawalId, revision] =
    /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})_(\d{1,8})$/.exec(subject) ?? [];
  if (withdrawalId === undefined) return null;
  return { by, withdrawalId, revision: Number(revision), chatId };
}

/** Whether a button's id is one of ours; what it names is not trusted. */
export function isRowId(id: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(id);
}
