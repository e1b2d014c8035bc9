import type { Api } from 'grammy';
import { InputFile } from 'grammy';
import type { MessageRef } from '../../src/ports/chat-messenger.ts';
import { lookHash } from '../shared/look-hash.ts';
import type { CardLook } from '../shared/payment-card.ts';
import { drawPicture } from '../shared/pictures.ts';
import { troubleOf } from './telegram-errors.ts';
import { telegramKeyboard, telegramText } from './telegram-text.ts';

/** Where a card stands, and what it looked like when it was last sent. */
export type CardRef = {
  readonly chat: string;
  readonly message: number;
  /** Of words and buttons. */
  readonly hash: string;
  readonly pictureHash: string;
};

/** Sends the card as a photo with a caption. */
export async function sendCard(api: Api, chat: string, card: CardLook): Promise<CardRef> {
  const look = lookOf(card);
  const sent = await api.sendPhoto(chat, pictureFile(card), {
    caption: look.text,
    caption_entities: look.entities,
    reply_markup: look.keyboard,
  });
  return { chat, message: sent.message_id, hash: look.hash, pictureHash: look.pictureHash };
}

/** Brings a card that was sent up to date, with as little as it takes; nothing at all if it is. */
export async function editCard(api: Api, previous: CardRef, card: CardLook): Promise<CardRef> {
  const look = lookOf(card);
  const { chat, message } = previous;
  const now = { chat, message, hash: look.hash, pictureHash: look.pictureHash };
  const caption = { caption: look.text, caption_entities: look.entities };
  const markup = { reply_markup: look.keyboard };
  try {
    if (look.pictureHash !== previous.pictureHash) {
      const media = { type: 'photo' as const, media: pictureFile(card), ...caption };
      await api.editMessageMedia(chat, message, media, markup);
    } else if (look.hash !== previous.hash) {
      await api.editMessageCaption(chat, message, { ...caption, ...markup });
    }
  } catch (error) {
    // Sent before, but the answer was lost: the message is as it should be.
    if (troubleOf(error)?.kind !== 'not_modified') throw error;
  }
  return now;
}

/** A card whose look we don't know: whatever it is, it will be edited. */
export function unknownLook(chat: number | string, message: number, hasPicture = false): CardRef {
  return { chat: String(chat), message, hash: '', pictureHash: hasPicture ? 'unknown' : '' };
}

/** The reference as the core keeps it. */
export function writeRef(ref: CardRef): MessageRef {
  return JSON.stringify(ref);
}

/** Reads a kept reference; one that can't be read counts as none. */
export function readRef(ref: MessageRef | null): CardRef | null {
  if (ref === null) return null;
  try {
    const { chat, message, hash, pictureHash } = JSON.parse(ref) as Record<string, unknown>;
    if (typeof chat !== 'string' || typeof message !== 'number') return null;
    return { chat, message, hash: String(hash), pictureHash: String(pictureHash) };
  } catch {
    return null;
  }
}

function lookOf(card: CardLook) {
  const { text, entities } = telegramText(card.text);
  const keyboard = telegramKeyboard(card.buttons);
  return {
    text,
    entities,
    keyboard,
    hash: lookHash([text, entities, keyboard]),
    pictureHash: lookHash(card.picture),
  };
}

function pictureFile({ picture }: CardLook): InputFile {
  return new InputFile(drawPicture(picture), 'payment.png');
}
