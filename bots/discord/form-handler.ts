import { refuse } from '../../src/domain/refusal.ts';
import { askerOf, replyRefusal } from '../shared/asker.ts';
import { runForm } from '../shared/run-form.ts';
import type { HandlerScene } from './command-handler.ts';
import type { Interaction } from './discord-interaction.ts';
import { formSceneOf } from './discord-interaction.ts';
import { sayAnswer } from './discord-replies.ts';

/** Acts on a form that somebody sent back. Who reads the answer is whoever typed. */
export async function handleForm(
  scene: HandlerScene,
  sent: Extract<Interaction, { kind: 'form' }>,
): Promise<void> {
  const asker = await askerOf(scene.core, sent.caller);
  const { filled } = sent;
  const answer = filled
    ? await runForm(asker, filled, formSceneOf(sent))
    : replyRefusal(asker, refuse('command_not_understood'));
  if (scene.isAnswerable) await sayAnswer(scene, asker, answer, sent);
}
