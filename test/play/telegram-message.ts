import type { MessageView } from '../simulators/telegram/chat-view.ts';
import type { InlineButton } from '../simulators/telegram/model.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
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
  const isOwn = message.raw.from?.id === look.viewer;
  if (message.words === '' && message.photo === undefined) return html``;
  const marks = [isOwn ? 'own' : 'other', message.keyboard.length > 0 ? 'wide' : ''];
  return html`<article class="bubble ${marks.join(' ')}">
    ${!isOwn && !look.isPrivate && avatar(message.author, message.fromBot)}
    <div class="body">
      ${!isOwn && !look.isPrivate && html`<header>${authorOf(message)}</header>`} ${quote(look.repliesTo)}
      ${picture(message, look.stage)}
      <div class="words">${telegramText(message.words, message.entities)}</div>
      <footer>
        ${message.editedAt !== undefined && 'edited '}${clockTime(message.editedAt ?? message.sentAt)}
      </footer>
      ${keyboard(message)}
    </div>
  </article>`;
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

function picture({ photo, chatId, id, revision }: MessageView, stage: number): Html | null {
  if (!photo) return null;
  const act = JSON.stringify({ kind: 'wallet.scan', platform: 'telegram', message: String(id) });
  return html`<button type="button" class="picture" data-act="${act}" title="Scan with the wallet">
    <img
      src="/picture/telegram/${chatId}/${id}?v=${stage}.${revision}"
      alt="Picture of the card. Press to scan it with the wallet"
      loading="lazy"
    />
  </button>`;
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
