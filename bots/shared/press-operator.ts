import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import { isRowId } from './approver-scene.ts';
import type { Asker } from './asker.ts';
import { outflowCard } from './outflow-card.ts';
import type { PressOutcome } from './press-outcome.ts';
import { quietPress, refusedPress } from './press-outcome.ts';
import { say } from './words.ts';

/** What an operator says of a movement of the owner's money: it is done, or it is not. */
export async function pressFund(
  asker: Asker,
  id: string,
  state: 'booked' | 'cancelled',
): Promise<PressOutcome> {
  const { core, caller, language } = asker;
  if (!isRowId(id)) return refusedPress(asker, refuse('treasury_move_over'));
  const view = await core.endTreasuryMove(caller.account, id, state);
  if (isRefusal(view)) return refusedPress(asker, view);
  return { ...quietPress, toast: say(language, 'press-noted') };
}

/** What an operator says of a canary: exactly that arrived, or something else. */
export async function pressCanary(asker: Asker, id: string, isExact: boolean): Promise<PressOutcome> {
  const { core, caller, language } = asker;
  if (!isRowId(id)) return refusedPress(asker, refuse('withdrawal_not_found'));
  const view = await core.confirmCanary(caller.account, id, isExact);
  if (isRefusal(view)) return refusedPress(asker, view);
  const confirmed = view.isPaused ? 'press-canary-paused' : 'press-canary-ok';
  const key = isExact ? confirmed : 'press-canary-no';
  return { ...quietPress, toast: say(language, key) };
}

/** *Open again*. */
export async function pressResume(asker: Asker): Promise<PressOutcome> {
  const { core, caller, language } = asker;
  const outflow = await core.resumeOutflow(caller.account);
  if (isRefusal(outflow)) return refusedPress(asker, outflow);
  const key = outflow.pausedAt === null ? 'press-resumed' : 'press-resume-asked';
  return { ...quietPress, toast: say(language, key), replace: outflowCard(outflow, language) };
}
