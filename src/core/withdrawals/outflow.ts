import type { Account } from '../../domain/platform.ts';
import { isAmong } from '../../domain/community.ts';
import { distinctPersons, isSamePerson } from '../../domain/approver.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { Outflow } from '../../domain/treasury.ts';
import type { CoreDeps } from '../deps.ts';
import { raiseAlarm } from '../raise-alarm.ts';
import { tellOperators } from '../tell-operators.ts';

const OPEN: Outflow = {
  pausedAt: null,
  pausedBy: null,
  reason: null,
  resumeAskedBy: null,
  resumeAskedAt: null,
};

/** Stops all outflow by itself: once stopped it stays so until people open it again. */
export async function stopOutflow(
  deps: CoreDeps,
  stores: Stores,
  { by, reason }: { readonly by: string; readonly reason: string },
): Promise<void> {
  const tap = await stores.treasury.lockOutflow();
  if (tap.pausedAt !== null) return;
  const now = deps.clock.now();
  await stores.treasury.setOutflow({ ...OPEN, pausedAt: now, pausedBy: by, reason });
  await raiseAlarm(deps, stores, {
    code: 'outflow_stopped',
    reference: `${by}:${now}`,
    detail: `nothing goes out any more: ${reason}. When it is understood, an operator resumes with /till resume`,
  });
}

/** `/till pause`: at once, by any operator, and for as long as nobody resumes. */
export async function pauseOutflow(
  deps: CoreDeps,
  by: Account,
  reason: string | null,
): Promise<Outflow | Refusal> {
  if (!isAmong(deps.operators, by)) return refuse('not_operator');
  return deps.inTransaction(async (stores) => {
    const tap = await stores.treasury.lockOutflow();
    if (tap.pausedAt !== null && tap.resumeAskedBy === null) return tap;
    const now = deps.clock.now();
    const paused = { ...OPEN, pausedAt: tap.pausedAt ?? now, pausedBy: textOf(by), reason };
    await stores.treasury.setOutflow(paused);
    deps.log.warn({ by: textOf(by) }, 'outflow is paused');
    await tellOperators(deps, stores, `outflow_paused:${now}`, { kind: 'outflow_card' });
    return paused;
  });
}

/** `/till resume`: where there are two operators, the second one opens it. */
export async function resumeOutflow(deps: CoreDeps, by: Account): Promise<Outflow | Refusal> {
  if (!isAmong(deps.operators, by)) return refuse('not_operator');
  return deps.inTransaction(async (stores) => {
    const tap = await stores.treasury.lockOutflow();
    if (tap.pausedAt === null) return tap;
    const now = deps.clock.now();
    const first = accountOf(tap.resumeAskedBy);
    const isSecond = first !== null && !isSamePerson([first], [by], deps.operators);
    if (hasSecondOperator(deps) && !isSecond) {
      const asked = { ...tap, resumeAskedBy: textOf(by), resumeAskedAt: now };
      await stores.treasury.setOutflow(asked);
      if (first === null) await tellOperators(deps, stores, `resume_asked:${now}`, { kind: 'outflow_card' });
      return asked;
    }
    await stores.treasury.setOutflow(OPEN);
    deps.log.warn({ by: textOf(by), asked: tap.resumeAskedBy }, 'outflow is open again');
    await tellOperators(deps, stores, `outflow_open:${now}`, { kind: 'outflow_card' });
    return OPEN;
  });
}

/** Whether there is anybody who could confirm what one operator wants. */
export function hasSecondOperator({ operators }: Pick<CoreDeps, 'operators'>): boolean {
  return distinctPersons(operators, operators).length > 1;
}

/** An account as rows keep it: `telegram:123`. */
export function textOf({ platform, accountId }: Account): string {
  return `${platform}:${accountId}`;
}

/** The inverse of `textOf`; `null` for what is no account, such as `breaker`. */
export function accountOf(text: string | null): Account | null {
  const [, platform, accountId] = /^(telegram|discord):(\d+)$/.exec(text ?? '') ?? [];
  return accountId === undefined ? null : { platform: platform as Account['platform'], accountId };
}
