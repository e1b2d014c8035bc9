import { MessageFlags, Routes } from 'discord.js';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { Answer, Asker } from '../shared/asker.ts';
import type { Reply } from '../shared/button.ts';
import { textReply } from '../shared/button.ts';
import { refusalText } from '../shared/refusal-text.ts';
import { saidWithPatience } from '../shared/trouble.ts';
import type { DiscordApi } from './discord-api.ts';
import { bodyOf, keepWhole, originalOf, withUploads } from './discord-card.ts';
import { troubleOf } from './discord-errors.ts';
import type { Scene } from './discord-interaction.ts';
import { readRef } from './discord-ref.ts';
import type { CommandIds } from './discord-text.ts';

export type ReplyScene = { readonly api: DiscordApi; readonly commands: CommandIds };

/**
 * Says the answer in the place that was promised when the interaction was acknowledged. The card of a
 * payment comes there through the outbox; the card of one that stood open already is called there.
 */
export async function sayAnswer(to: ReplyScene, asker: Asker, answer: Answer, scene: Scene): Promise<void> {
  if (answer.kind === 'reply') return sayReply(to, answer.reply, scene);
  const { repeated, orderId, card } = answer.requested;
  const ref = readRef(card);
  const isHere = ref?.kind === 'token' && ref.token === scene.leave.token;
  if (!repeated || isHere) return;
  const shown = await asker.core.showCardAgain(asker.caller.account, orderId, asker.card);
  if (isRefusal(shown)) await sayReply(to, textReply([refusalText(shown, asker.language)]), scene);
}

/** The answer in the place that was promised, instead of whatever stood there. */
export async function sayReply({ api, commands }: ReplyScene, reply: Reply, { leave }: Scene): Promise<void> {
  const whole = withUploads(bodyOf(reply, commands), keepWhole(reply, commands));
  await saidWithPatience(() => api.patch(originalOf(leave), whole), troubleOf);
}

/** A message of its own that only the person who pressed sees. */
export async function sayBeside(
  { api, commands }: ReplyScene,
  reply: Reply,
  { leave }: Scene,
): Promise<void> {
  const body = bodyOf(reply, commands);
  const flags = body.flags | MessageFlags.Ephemeral;
  const whole = withUploads({ ...body, flags }, keepWhole(reply, commands));
  const where = Routes.webhook(leave.application, leave.token);
  await saidWithPatience(() => api.post(where, { ...whole, auth: false }), troubleOf);
}
