import { refuse } from '../../src/domain/refusal.ts';
import { askerOf, replyRefusal } from '../shared/asker.ts';
import type { FilledForm } from '../shared/form.ts';
import { runForm } from '../shared/run-form.ts';
import type { HandlerScene } from './command-handler.ts';
import { itemForm } from './discord-form.ts';
import type { Interaction } from './discord-interaction.ts';
import { formSceneOf } from './discord-interaction.ts';
import { sayAnswer } from './discord-replies.ts';

/** Acts on a form that somebody sent back. Who reads the answer is whoever typed. */
export async function handleForm(
  scene: HandlerScene,
  sent: Extract<Interaction, { kind: 'form' }>,
): Promise<void> {
  const asker = await askerOf(scene.core, sent.caller);
  const filled = sent.filled && (await inOwnPlace(scene, sent, sent.filled));
  const answer = filled
    ? await runForm(asker, filled, formSceneOf(sent))
    : replyRefusal(asker, refuse('command_not_understood'));
  if (scene.isAnswerable) await sayAnswer(scene, asker, answer, sent);
}

/** A new item that a command began belongs to the community of the server that it was typed in. */
async function inOwnPlace(
  { core }: HandlerScene,
  { guild }: Interaction,
  filled: FilledForm,
): Promise<FilledForm> {
  const isOpen = filled.form === itemForm.form && filled.subject === itemForm.subject;
  const community =
    isOpen && guild !== null ? await core.communityAt({ platform: 'discord', placeId: guild }) : null;
  return community ? { ...filled, subject: community.id } : filled;
}
