import type { Api } from 'grammy';
import type { Chat } from 'grammy/types';
import type { Answer, Asker } from '../shared/asker.ts';
import type { Reply } from '../shared/button.ts';
import { textReply } from '../shared/button.ts';
import { sayRich } from '../shared/words.ts';
import { readRef } from './telegram-card.ts';
import { troubleOf } from './telegram-errors.ts';
import { telegramKeyboard, telegramText } from './telegram-text.ts';

/** Where an answer goes: the chat, and in a place the message that it answers. */
export type ReplyTarget = {
  readonly chat: Pick<Chat, 'id'>;
  readonly message: number | null;
};

/** Says the answer. A payment's card comes through the outbox; here is only a pointer to an old one. */
export async function sendAnswer(api: Api, asker: Asker, answer: Answer, target: ReplyTarget): Promise<void> {
  if (answer.kind === 'reply') return sendReply(api, asker, answer.reply, target);
  const { repeated, code, card, isOpen } = answer.requested;
  if (!repeated) return;
  const ref = readRef(card);
  const isHere = ref?.chat === String(target.chat.id);
  const key = !isOpen ? 'pay-repeated-over' : isHere ? 'pay-repeated' : 'pay-repeated-coming';
  const text = sayRich(asker.language, key, { code });
  await sendReply(api, asker, textReply(text), { ...target, message: isHere ? ref.message : null });
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
  const { text, entities } = telegramText(reply.text);
  await api.sendMessage(chat, text, {
    entities,
    link_preview_options: { is_disabled: true },
    ...(reply.buttons.length > 0 ? { reply_markup: telegramKeyboard(reply.buttons) } : {}),
    ...(message === null
      ? {}
      : { reply_parameters: { message_id: message, allow_sending_without_reply: true } }),
  });
}
