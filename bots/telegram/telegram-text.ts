import type { InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity } from 'grammy/types';
import type { Button, ButtonRows } from '../shared/button.ts';
import { encodePress } from '../shared/button.ts';
import type { RichPart, RichText } from '../shared/rich-text.ts';
import { partText } from '../shared/rich-text.ts';

/** A text with its entities: no markup is ever parsed, so nothing that people typed can become any. */
export type TelegramText = { readonly text: string; readonly entities: MessageEntity[] };

/** What fits the line at a pressed button. */
export const TOAST_UNITS_MAX = 200;

/** Rich text in Telegram's way. Offsets count UTF-16 units, as JavaScript does. */
export function telegramText(rich: RichText): TelegramText {
  let text = '';
  const entities: MessageEntity[] = [];
  for (const part of rich) {
    const words = partText(part);
    const entity = entityOf(part, text.length, words.length);
    if (entity && words !== '') entities.push(entity);
    text += words;
  }
  return { text, entities };
}

function entityOf(part: RichPart, offset: number, length: number): MessageEntity | null {
  if (typeof part === 'string') return null;
  if ('bold' in part) return { type: 'bold', offset, length };
  if ('code' in part) return { type: 'code', offset, length };
  // "r" is drawn by the app as "in 14 minutes", and counts down there without any edit of ours.
  const unix_time = Math.floor(part.countdown / 1_000);
  return { type: 'date_time', offset, length, unix_time, date_time_format: 'r' };
}

/** Buttons under a message. An empty keyboard takes away the one that was there. */
export function telegramKeyboard(rows: ButtonRows): InlineKeyboardMarkup {
  return { inline_keyboard: rows.flatMap(rowsOf) };
}

/** There are no lists to choose from: each choice is a button in a row of its own. */
function rowsOf(row: ButtonRows[number]): InlineKeyboardButton[][] {
  const plain = row.flatMap((button) => (button.kind === 'select' ? [] : [buttonOf(button)]));
  const choices = row.flatMap((button) =>
    button.kind === 'select'
      ? button.options.map(({ label, press }) => [{ text: label, callback_data: encodePress(press) }])
      : [],
  );
  return plain.length > 0 || choices.length === 0 ? [plain, ...choices] : choices;
}

function buttonOf(button: Exclude<Button, { kind: 'select' }>): InlineKeyboardButton {
  const text = button.label;
  switch (button.kind) {
    case 'press':
      return { text, callback_data: encodePress(button.press) };
    case 'copy':
      return { text, copy_text: { text: button.copy } };
    case 'link':
      return { text, url: button.url };
  }
}
