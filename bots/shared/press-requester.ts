import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import { isRowId } from './approver-scene.ts';
import type { Asker } from './asker.ts';
import type { PressOutcome } from './press-outcome.ts';
import { quietPress, refusedPress } from './press-outcome.ts';
import type { TextCard } from './text-card.ts';
import { say, sayRich } from './words.ts';

/** *Confirm*: the request is made, once; its card comes by itself, and the preview can't be pressed again. */
export async function pressConfirm(asker: Asker, draftId: string): Promise<PressOutcome> {
  const { core, caller, language } = asker;
  const view = await core.confirmWithdrawal(caller.account, draftId);
  if (isRefusal(view)) return refusedPress(asker, view);
  const facts = { code: view.withdrawal.code };
  return {
    ...quietPress,
    toast: say(language, 'press-confirmed', facts),
    replace: note(sayRich(language, 'preview-confirmed', facts)),
    made: view,
  };
}

/** *Forget it*: nothing was reserved, so nothing is to be undone; what was being asked is asked no more. */
export async function pressDrop({ core, caller, language }: Asker): Promise<PressOutcome> {
  await core.endDialogue(caller.account);
  return {
    ...quietPress,
    toast: say(language, 'press-dropped'),
    replace: note(sayRich(language, 'preview-dropped')),
  };
}

/** *Cancel*, up to the moment when it is being sent. */
export async function pressCancel(asker: Asker, id: string): Promise<PressOutcome> {
  const { core, caller, language } = asker;
  if (!isRowId(id)) return refusedPress(asker, refuse('withdrawal_not_found'));
  const view = await core.cancelWithdrawal(caller.account, id);
  if (isRefusal(view)) return refusedPress(asker, view);
  return { ...quietPress, toast: say(language, 'press-wd-cancelled', { code: view.withdrawal.code }) };
}

function note(text: TextCard['text']): TextCard {
  return { text, buttons: [] };
}
