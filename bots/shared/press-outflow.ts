import type { Asker } from './asker.ts';
import type { Verb } from './button.ts';
import type { PressOutcome } from './press-outcome.ts';
import { pressApprove, pressSentLate, pressVeto } from './press-approver.ts';
import { pressCanary, pressFund, pressResume } from './press-operator.ts';
import { pressCancel, pressConfirm, pressDrop } from './press-requester.ts';

const outflowVerbs = [
  'wd_confirm',
  'wd_drop',
  'wd_cancel',
  'approve',
  'sent_late',
  'veto',
  'fund_ok',
  'fund_no',
  'canary_ok',
  'canary_no',
  'resume',
] as const satisfies readonly Verb[];

type OutflowVerb = (typeof outflowVerbs)[number];

/** Whether the button is about money on its way out, and needs no words first. */
export function isOutflowVerb(verb: Verb): verb is OutflowVerb {
  return outflowVerbs.some((one) => one === verb);
}

/** A button about money on its way out that was pressed. `chatId` is where others read along. */
export async function pressAboutOutflow(
  asker: Asker,
  { verb, id }: { readonly verb: OutflowVerb; readonly id: string },
  chatId: string | null,
): Promise<PressOutcome> {
  switch (verb) {
    case 'wd_confirm':
      return pressConfirm(asker, id);
    case 'wd_drop':
      return pressDrop(asker);
    case 'wd_cancel':
      return pressCancel(asker, id);
    case 'approve':
      return pressApprove(asker, id, chatId);
    case 'sent_late':
      return pressSentLate(asker, id, chatId);
    case 'veto':
      return pressVeto(asker, id, chatId);
    case 'fund_ok':
    case 'fund_no':
      return pressFund(asker, id, verb === 'fund_ok' ? 'booked' : 'cancelled');
    case 'canary_ok':
    case 'canary_no':
      return pressCanary(asker, id, verb === 'canary_ok');
    case 'resume':
      return pressResume(asker);
  }
}
