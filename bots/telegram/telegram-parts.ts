import type { Api } from 'grammy';
import { InputFile } from 'grammy';
import { lookHash } from '../shared/look-hash.ts';
import type { Attachment } from '../shared/button.ts';
import type { TextCard } from '../shared/text-card.ts';
import { telegramKeyboard, telegramText } from './telegram-text.ts';

/** What fits under a picture or file. */
const CAPTION_UNITS_MAX = 1_024;

const PICTURE_REFUSED =
  /IMAGE_PROCESS_FAILED|PHOTO_INVALID_DIMENSIONS|PHOTO_(EXT|SAVE_FILE)_INVALID|PHOTO_CONTENT/i;

/** One message of those that a reply is made of. */
export type Part = {
  /** The one with words and buttons: what is edited later. */
  readonly isMain: boolean;
  readonly hasPicture: boolean;
  send(api: Api, chat: string, extra: object): Promise<{ message_id: number }>;
};

/** How a card looks in Telegram, with names for its words and its picture. */
export function lookOf(card: TextCard) {
  const { text, entities } = telegramText(card.text);
  const keyboard = telegramKeyboard(card.buttons);
  const hash = lookHash([text, entities, keyboard]);
  const picture = card.image ?? null;
  const pictureHash = picture ? lookHash(Buffer.from(picture.bytes).toString('base64')) : '';
  const fitsCaption = text.length <= CAPTION_UNITS_MAX;
  return { text, entities, keyboard, hash, pictureHash, picture, fitsCaption };
}

/**
 * The messages that a reply is: mostly one. A picture with more words than fit under it stands above
 * them, files follow, and a file that is all there is carries the words itself.
 */
export function partsOf(card: TextCard): readonly Part[] {
  const { text, entities, keyboard, picture, fitsCaption } = lookOf(card);
  const protection = card.isProtected ? { protect_content: true } : {};
  const markup = card.buttons.length > 0 ? { reply_markup: keyboard } : {};
  const caption = { caption: text, caption_entities: entities, ...markup, ...protection };
  const files = card.files ?? [];
  const [only] = files;
  if (!picture && only && files.length === 1 && fitsCaption) return [filePart(only, caption, true)];
  const words: Part = {
    isMain: true,
    hasPicture: false,
    send: (api, chat, extra) =>
      api.sendMessage(chat, text, {
        entities,
        link_preview_options: { is_disabled: true },
        ...markup,
        ...protection,
        ...extra,
      }),
  };
  const above = picture ? [picturePart(picture, fitsCaption ? caption : protection, fitsCaption)] : [];
  return [
    ...above,
    ...(picture && fitsCaption ? [] : [words]),
    ...files.map((file) => filePart(file, protection, false)),
  ];
}

function picturePart(picture: Attachment, options: object, isMain: boolean): Part {
  return {
    isMain,
    hasPicture: true,
    send: (api, chat, extra) => api.sendPhoto(chat, inputFile(picture), { ...options, ...extra }),
  };
}

function filePart(file: Attachment, options: object, isMain: boolean): Part {
  return {
    isMain,
    hasPicture: false,
    send: (api, chat, extra) => {
      // Without it, a picture that is sold would lose what makes it worth its price.
      const whole = { disable_content_type_detection: true };
      return api.sendDocument(chat, inputFile(file), { ...whole, ...options, ...extra });
    },
  };
}

/** Bytes on their way to Telegram. */
export function inputFile({ bytes, name }: Attachment): InputFile {
  return new InputFile(bytes, name);
}

/** Telegram can't draw the picture: better without it than not at all. */
export function refusesPicture(reason: string): boolean {
  return PICTURE_REFUSED.test(reason);
}
