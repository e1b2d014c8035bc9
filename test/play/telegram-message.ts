import type { MessageView } from '../simulators/telegram/chat-view.ts';
import type { InlineButton } from '../simulators/telegram/model.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import type { Where } from './picture.ts';
import { fileCard, isPicture, pictureButton } from './picture.ts';
import { avatar, clockTime } from './shapes.ts';
import { telegramText } from './telegram-text.ts';

/** How a message is shown to somebody. */
export type TelegramLook = {
  readonly stage: number;
  /** Whose eyes it is. */
  readonly viewer: number;
  readonly isPrivate: boolean;
  /** The message that it answers. */
  readonly repliesTo: MessageView | undefined;
};

export function telegramMessage(message: MessageView, look: TelegramLook): Html {
  const event = eventIn(message);
  if (event !== undefined) return html`<p class="event">${event}</p>`;
  if (message.words === '' && !message.photo && !message.document) return html``;
  const { raw, isProtected } = message;
  const isOwn = raw.from?.id === look.viewer;
  const isNamed = !isOwn && !look.isPrivate;
  const marks = [isOwn ? 'own' : 'other', message.keyboard.length > 0 && 'wide', isProtected && 'protected'];
  const words = html`<div class="words">${telegramText(message.words, message.entities, isProtected)}</div>`;
  const isAbove = raw['show_caption_above_media'] === true;
  return html`<article class="bubble ${marks.filter(Boolean).join(' ')}">
    ${isNamed && avatar(message.author, message.fromBot)}
    <div class="body">
      ${isNamed && html`<header>${authorOf(message)}</header>`} ${quote(look.repliesTo)} ${isAbove && words}
      ${media(message, look.stage)} ${!isAbove && words}
      <footer>
        ${isProtected && html`<span class="lock">cannot be forwarded or saved</span> · `}
        ${message.editedAt !== undefined && 'edited '}${clockTime(message.editedAt ?? message.sentAt)}
      </footer>
      ${keyboard(message)}
    </div>
  </article>`;
}

/** Comings and goings, which Telegram writes between the messages. */
function eventIn({ raw }: MessageView): string | undefined {
  type Named = { readonly first_name?: string; readonly is_bot?: boolean };
  const name = (one: Named) => (one.is_bot ? 'Till' : (one.first_name ?? 'Somebody'));
  const came = raw['new_chat_members'] as Named[] | undefined;
  const left = raw['left_chat_member'] as Named | undefined;
  if (came) return `${came.map(name).join(', ')} came in`;
  return left && `${name(left)} left`;
}

function authorOf({ author, fromBot }: MessageView): string {
  return fromBot ? 'Till' : author;
}

function quote(message: MessageView | undefined): Html | null {
  if (!message) return null;
  return html`<blockquote>
    <b>${authorOf(message)}</b><span>${message.words.split('\n')[0] ?? ''}</span>
  </blockquote>`;
}

function media(message: MessageView, stage: number): Html | null {
  const { photo, document, chatId, id, revision, raw } = message;
  const where: Where = { platform: 'telegram', chat: String(chatId), message: String(id), index: 0 };
  const version = `${stage}.${revision}`;
  if (photo) {
    const picture = pictureButton(where, version, undefined);
    if (raw['has_media_spoiler'] !== true) return picture;
    return html`<details class="spoiler">
      <summary>A hidden picture</summary>
      ${picture}
    </details>`;
  }
  if (!document) return null;
  const type = raw.document?.mime_type ?? '';
  const file = { name: document.name ?? 'file', type, bytes: document.bytes };
  return isPicture(file) ? pictureButton(where, version, file.name) : fileCard(file, where, version);
}

function keyboard({ id, keyboard: rows }: MessageView): Html | null {
  if (rows.length === 0) return null;
  return html`<div class="keyboard">
    ${rows.map(
      (row, rowIndex) =>
        html`<div class="row">${row.map((button, column) => keyOf(button, id, rowIndex, column))}</div>`,
    )}
  </div>`;
}

function keyOf(button: InlineButton, message: number, row: number, column: number): Html {
  if (button.copy_text) {
    return html`<button type="button" data-copy="${button.copy_text.text}">${button.text}</button>`;
  }
  const act = JSON.stringify({ kind: 'telegram.press', message, row, column });
  const mark = button.url !== undefined && html`<i aria-hidden="true">↗</i>`;
  const style = String(button.style ?? '');
  return html`<button type="button" class="${style}" data-act="${act}">${button.text}${mark}</button>`;
}
