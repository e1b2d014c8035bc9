import type { Api } from 'grammy';
import { lookHash } from '../shared/look-hash.ts';
import type { TextCard } from '../shared/text-card.ts';
import type { CardRef } from './telegram-card.ts';
import { troubleOf } from './telegram-errors.ts';
import { telegramKeyboard, telegramText } from './telegram-text.ts';

/** Sends words with buttons. */
export async function sendTextCard(
  api: Api,
  chat: string,
  card: TextCard,
  extra: object = {},
): Promise<CardRef> {
  const { text, entities, keyboard, hash } = lookOf(card);
  const sent = await api.sendMessage(chat, text, {
    entities,
    link_preview_options: { is_disabled: true },
    ...(card.buttons.length > 0 ? { reply_markup: keyboard } : {}),
    ...extra,
  });
  return { chat, message: sent.message_id, hash, pictureHash: '' };
}

/** Brings words that were sent up to date; nothing at all if they are. */
export async function editTextCard(api: Api, previous: CardRef, card: TextCard): Promise<CardRef> {
  const { text, entities, keyboard, hash } = lookOf(card);
  const { chat, message } = previous;
  if (hash === previous.hash) return previous;
  const options = { entities, link_preview_options: { is_disabled: true }, reply_markup: keyboard };
  try {
    await api.editMessageText(chat, message, text, options);
  } catch (error) {
    // Sent before, but the answer was lost: the message is as it should be.
    if (troubleOf(error)?.kind !== 'not_modified') throw error;
  }
  return { ...previous, hash };
}

function lookOf(card: TextCard) {
  const { text, entities } = telegramText(card.text);
  const keyboard = telegramKeyboard(card.buttons);
  return { text, entities, keyboard, hash: lookHash([text, entities, keyboard]) };
}
