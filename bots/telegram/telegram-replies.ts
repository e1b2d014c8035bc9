import type { Api } from 'grammy';
import type { Chat } from 'grammy/types';
import type { Answer, Asker } from '../shared/asker.ts';
import type { Reply } from '../shared/button.ts';
import { textReply } from '../shared/button.ts';
import { sayRich } from '../shared/words.ts';
import { readRef } from './telegram-card.ts';
import { saidWithPatience } from '../shared/trouble.ts';
import { troubleOf } from './telegram-errors.ts';
import { questionOf } from './telegram-dialogue.ts';
import { sendTextCard } from './telegram-text-card.ts';

/** Where an answer goes: the chat, and in a place the message that it answers. */
export type ReplyTarget = {
  readonly chat: Pick<Chat, 'id'>;
  readonly message: number | null;
};

/** Says the answer. A payment's card comes through the outbox; here is only a pointer to an old one. */
export async function sendAnswer(api: Api, asker: Asker, answer: Answer, target: ReplyTarget): Promise<void> {
  if (answer.kind === 'reply') return sendWords(api, asker, answer, target);
  const { repeated, code, card, isOpen } = answer.requested;
  if (!repeated) return;
  const ref = readRef(card);
  const isHere = ref?.chat === String(target.chat.id);
  const key = !isOpen ? 'pay-repeated-over' : isHere ? 'pay-repeated' : 'pay-repeated-coming';
  const text = sayRich(asker.language, key, { code });
  await sendReply(api, asker, textReply(text), { ...target, message: isHere ? ref.message : null });
}

/** Words, or the next question of a form; what is remembered of it is remembered once it has been asked. */
async function sendWords(
  api: Api,
  asker: Asker,
  { reply, asks, refusal }: Extract<Answer, { kind: 'reply' }>,
  target: ReplyTarget,
): Promise<void> {
  if (!asks) return sendReply(api, asker, reply, target);
  await sendReply(api, asker, questionOf(asker, asks, reply, refusal ?? null), target);
  await asker.core.beginDialogue({ account: asker.caller.account, ...asks });
}

/** Sends words and buttons; follows a group that became a supergroup in between. */
export async function sendReply(
  api: Api,
  asker: Pick<Asker, 'core'>,
  reply: Reply,
  target: ReplyTarget,
): Promise<void> {
  try {
    await send(api, String(target.chat.id), reply, target.message);
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble?.kind !== 'moved') throw error;
    await asker.core.movePlace('telegram', String(target.chat.id), trouble.placeId);
    await send(api, trouble.placeId, reply, null);
  }
}

async function send(api: Api, chat: string, reply: Reply, message: number | null): Promise<void> {
  const answered = { reply_parameters: { message_id: message ?? 0, allow_sending_without_reply: true } };
  const extra = message === null ? {} : answered;
  await sendTextCard(api, chat, reply, extra, (call) => saidWithPatience(call, troubleOf));
}
