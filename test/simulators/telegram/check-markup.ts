/** Keyboards: what the spec's types cannot say. */
import { fault } from './api-error.ts';
import type { InlineButton, Params, ReplyMarkup } from './model.ts';

/** Everything a button can do; a button does exactly one of these. */
const ACTIONS = (
  'url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat ' +
  'switch_inline_query_chosen_chat copy_text callback_game pay disabled'
).split(' ');

/** Telegram's limits for one message. */
const CALLBACK_BYTES_MAX = 64;
const COPY_TEXT_UNITS_MAX = 256;
const BUTTONS_MAX = 100;
const BUTTONS_IN_ROW_MAX = 8;

function checkUrl(url: string): void {
  const protocol = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  const wrong = (reason: string) => fault(`inline keyboard button URL '${url}' is invalid: ${reason}`);
  if (protocol === 'tg') return;
  if (
    protocol !== undefined &&
    url.includes('://') &&
    !['http', 'https', 'ton', 'tonsite'].includes(protocol)
  ) {
    throw wrong('Unsupported URL protocol');
  }
  // A word before a colon without // is a protocol too (ethereum:0x…), unless it is a host with a port.
  if (protocol !== undefined && !url.includes('://') && !/^[^/]+:\d+(\/|$)/.test(url))
    throw wrong('Unsupported URL protocol');
  const full = url.includes('://') ? url : `http://${url}`;
  if (!URL.canParse(full)) throw wrong('Wrong HTTP URL');
  const host = new URL(full).hostname;
  if (!host.includes('.') && !host.startsWith('[')) throw wrong('Wrong HTTP URL');
}

function checkButton(button: InlineButton): void {
  if (button.text.trim() === '') throw fault("can't parse inline keyboard button: text must be non-empty");
  const actions = ACTIONS.filter((action) => button[action] !== undefined);
  if (actions.length === 0) {
    throw fault("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  }
  if (actions.length > 1) {
    throw fault(
      `can't parse inline keyboard button: exactly one optional field must be used, found ${actions.join(', ')}`,
    );
  }
  if (button.callback_data !== undefined) {
    const bytes = Buffer.byteLength(button.callback_data);
    if (bytes === 0 || bytes > CALLBACK_BYTES_MAX) throw fault('BUTTON_DATA_INVALID');
  }
  if (button.copy_text !== undefined) {
    const units = button.copy_text.text.length;
    if (units === 0 || units > COPY_TEXT_UNITS_MAX) throw fault('BUTTON_COPY_TEXT_INVALID');
  }
  if (button.url !== undefined) checkUrl(button.url);
}

/** The reply_markup of a request, checked; undefined when there is none or it has no buttons. */
export function readMarkup(params: Params): ReplyMarkup | undefined {
  const markup = params['reply_markup'] as ReplyMarkup | undefined;
  const rows = markup?.inline_keyboard;
  if (rows === undefined) return markup;
  for (const row of rows) {
    if (row.length > BUTTONS_IN_ROW_MAX) throw fault('BUTTON_ROW_TOO_LONG');
    row.forEach(checkButton);
  }
  const filled = rows.filter((row) => row.length > 0);
  if (filled.flat().length > BUTTONS_MAX) throw fault('REPLY_MARKUP_TOO_LONG');
  return filled.length === 0 ? undefined : { ...markup, inline_keyboard: filled };
}
