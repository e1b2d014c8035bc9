import type { Api } from 'grammy';
import type { TextCard } from '../shared/text-card.ts';
import type { CardRef } from './telegram-card.ts';
import { troubleOf } from './telegram-errors.ts';
import { inputFile, lookOf, partsOf, refusesPicture } from './telegram-parts.ts';

/** How one call is made; who answers a person waits a moment where Telegram asks for it. */
type Patience = <T>(call: () => Promise<T>) => Promise<T>;

const atOnce: Patience = (call) => call();

/** Sends words with buttons, and what goes along with them. Where it stands is where its words stand. */
export async function sendTextCard(
  api: Api,
  chat: string,
  card: TextCard,
  extra: object = {},
  patience: Patience = atOnce,
): Promise<CardRef> {
  const { hash, pictureHash } = lookOf(card);
  let ref: CardRef | null = null;
  try {
    for (const [index, part] of partsOf(card).entries()) {
      const sent = await patience(() => part.send(api, chat, index === 0 ? extra : {}));
      const shown = part.hasPicture ? pictureHash : '';
      if (part.isMain) ref = { chat, message: sent.message_id, hash, pictureHash: shown };
    }
  } catch (error) {
    if (!card.image || !isPictureRefused(error)) throw error;
    return sendTextCard(api, chat, withoutPicture(card), extra, patience);
  }
  if (!ref) throw new Error('a reply without words');
  return ref;
}

/** Brings words that were sent up to date; nothing at all if they are. */
export async function editTextCard(api: Api, previous: CardRef, card: TextCard): Promise<CardRef> {
  const look = lookOf(card);
  const { chat, message } = previous;
  const hadPicture = previous.pictureHash !== '';
  // A message with a picture can't become one without, nor can one be protected afterwards.
  const isStuck = hadPicture && !(look.picture && look.fitsCaption);
  if (isStuck || card.isProtected) return sendInstead(api, previous, card);
  const pictureHash = look.fitsCaption ? look.pictureHash : '';
  if (look.hash === previous.hash && pictureHash === previous.pictureHash) return previous;
  const caption = { caption: look.text, caption_entities: look.entities };
  const markup = { reply_markup: look.keyboard };
  try {
    if (!look.picture || !look.fitsCaption) {
      const options = { entities: look.entities, link_preview_options: { is_disabled: true }, ...markup };
      await api.editMessageText(chat, message, look.text, options);
    } else if (pictureHash === previous.pictureHash) {
      await api.editMessageCaption(chat, message, { ...caption, ...markup });
    } else {
      const media = { type: 'photo' as const, media: inputFile(look.picture), ...caption };
      await api.editMessageMedia(chat, message, media, markup);
    }
  } catch (error) {
    if (card.image && isPictureRefused(error)) return editTextCard(api, previous, withoutPicture(card));
    // Sent before, but the answer was lost: the message is as it should be.
    if (troubleOf(error)?.kind !== 'not_modified') throw error;
  }
  return { ...previous, hash: look.hash, pictureHash };
}

/** A new message where the old one can't be edited into it; the old one goes away, if it may. */
async function sendInstead(api: Api, previous: CardRef, card: TextCard): Promise<CardRef> {
  const ref = await sendTextCard(api, previous.chat, card);
  await api.deleteMessage(previous.chat, previous.message).catch(() => undefined);
  return ref;
}

function isPictureRefused(error: unknown): boolean {
  const trouble = troubleOf(error);
  return trouble?.kind === 'rejected' && refusesPicture(trouble.reason);
}

function withoutPicture({ image: _, ...card }: TextCard): TextCard {
  return card;
}
