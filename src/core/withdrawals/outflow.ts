import type { Account } from '../../domain/platform.ts';
import { isAmong } from '../../domain/community.ts';
import { distinctPersons, isSamePerson } from '../../domain/approver.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { Outflow } from '../../domain/treasury.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { SECOND_MS } from '../../domain/time.ts';
import type { CoreDeps } from '../deps.ts';
import { raiseAlarm } from '../raise-alarm.ts';
import { tellOperators } from '../tell-operators.ts';
import { refreshWithdrawal } from './tell-withdrawal.ts';

const SKEW_MAX_MS = 30 * SECOND_MS;

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
  from: string | null = null,
): Promise<Outflow | Refusal> {
  if (!isAmong(deps.operators, by)) return refuse('not_operator');
  return deps.inTransaction(async (stores) => {
    const tap = await stores.treasury.lockOutflow();
    if (tap.pausedAt !== null && tap.resumeAskedBy === null) return tap;
    const now = deps.clock.now();
    const paused = { ...OPEN, pausedAt: tap.pausedAt ?? now, pausedBy: textOf(by), reason };
    await stores.treasury.setOutflow(paused);
    deps.log.warn({ by: textOf(by) }, 'outflow is paused');
    await noteTap(deps, stores, { by, from }, 'outflow_paused', reason ?? '');
    await tellOperators(deps, stores, `outflow_paused:${now}`, { kind: 'outflow_card' });
    return paused;
  });
}

/** `/till resume`: where there are two operators, the second one opens it. */
export async function resumeOutflow(
  deps: CoreDeps,
  by: Account,
  from: string | null = null,
): Promise<Outflow | Refusal> {
  if (!isAmong(deps.operators, by)) return refuse('not_operator');
  if (isClockOff(deps)) return refuse('clocks_differ');
  return deps.inTransaction(async (stores) => {
    const tap = await stores.treasury.lockOutflow();
    if (tap.pausedAt === null) return tap;
    const now = deps.clock.now();
    const first = accountOf(tap.resumeAskedBy);
    const isSecond = first !== null && !isSamePerson([first], [by], deps.operators);
    if (hasSecondOperator(deps) && !isSecond) {
      const asked = { ...tap, resumeAskedBy: textOf(by), resumeAskedAt: now };
      await stores.treasury.setOutflow(asked);
      await noteTap(deps, stores, { by, from }, 'outflow_resumed', 'asked for; a second operator opens it');
      if (first === null) await tellOperators(deps, stores, `resume_asked:${now}`, { kind: 'outflow_card' });
      return asked;
    }
    const open = { ...OPEN, resumeAskedAt: now };
    await stores.treasury.setOutflow(open);
    // Whoever opens the tap has looked into it: what was reported can be answered anew.
    for (const canary of await stores.withdrawals.reportedCanaries()) {
      await refreshWithdrawal(deps, stores, canary);
    }
    deps.log.warn({ by: textOf(by), asked: tap.resumeAskedBy }, 'outflow is open again');
    await noteTap(
      deps,
      stores,
      { by, from },
      'outflow_resumed',
      tap.reason === null ? '' : `was: ${tap.reason}`,
    );
    await tellOperators(deps, stores, `outflow_open:${now}`, { kind: 'outflow_card' });
    return open;
  });
}

/** The tap is of all communities: the record of each shows it. */
async function noteTap(
  deps: CoreDeps,
  stores: Stores,
  who: { readonly by: Account; readonly from: string | null },
  action: 'outflow_paused' | 'outflow_resumed',
  detail: string,
): Promise<void> {
  await recordAudit(deps, stores, { ...who, communityId: null, action, subject: '', detail });
}

/** Whether there is anybody who could confirm what one operator wants. */
export function hasSecondOperator({ operators }: Pick<CoreDeps, 'operators'>): boolean {
  return distinctPersons(operators, operators).length > 1;
}

/** Whether this machine's clock is so far off what all instances share that nothing may go out (design.md 9). */
export function isClockOff({ clock }: Pick<CoreDeps, 'clock'>): boolean {
  return Math.abs(clock.skewMs?.() ?? 0) > SKEW_MAX_MS;
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
