import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import { isRowId, readDecisionSubject } from './approver-scene.ts';
import type { Asker } from './asker.ts';
import type { PressOutcome } from './press-outcome.ts';
import { quietPress, refusedPress, unknownPress } from './press-outcome.ts';
import { moreNeeded, verdictSaid } from './verdict-text.ts';
import { say } from './words.ts';

/** *Approve*. `chatId` is where it was pressed: `null` in private. Every chat's card follows by itself. */
export async function pressApprove(
  asker: Asker,
  subject: string,
  chatId: string | null,
): Promise<PressOutcome> {
  const scene = readDecisionSubject(subject, asker.caller.account, chatId);
  if (!scene) return unknownPress(asker);
  const view = await asker.core.approveWithdrawal(scene);
  if (isRefusal(view)) return refusedPress(asker, view);
  const { withdrawal, standing } = view;
  const given = standing.agreed.find(({ kind }) => kind === 'approve')?.names.length ?? 0;
  const facts = {
    code: withdrawal.code,
    given: String(given),
    needed: String(standing.needed),
    more: moreNeeded(standing, given),
  };
  const key = withdrawal.state === 'requested' ? 'press-approve-counts' : 'press-approved';
  return { ...quietPress, toast: say(asker.language, key, facts) };
}

/** *As KryptoGO says: sent*: what it answered too late, looked up and said by a person. */
export async function pressSentLate(
  asker: Asker,
  subject: string,
  chatId: string | null,
): Promise<PressOutcome> {
  const { core, caller, language } = asker;
  const scene = readDecisionSubject(subject, caller.account, chatId);
  if (!scene) return unknownPress(asker);
  const seen = await core.readAsApprover(scene);
  if (isRefusal(seen)) return refusedPress(asker, seen);
  const txHash = seen.attempt?.end?.txHash ?? '';
  const view = await core.settleWithdrawal(scene, { kind: 'sent', txHash });
  if (isRefusal(view)) return refusedPress(asker, view);
  return { ...quietPress, toast: verdictSaid(view, 'sent', language) };
}

/** *Veto*. */
export async function pressVeto(
  asker: Asker,
  changeId: string,
  chatId: string | null,
): Promise<PressOutcome> {
  const { core, caller, language } = asker;
  if (!isRowId(changeId)) return refusedPress(asker, refuse('change_not_found'));
  const view = await core.vetoChange({ by: caller.account, changeId, chatId });
  if (isRefusal(view)) return refusedPress(asker, view);
  return { ...quietPress, toast: say(language, 'press-vetoed') };
}
