import type { MessageEntity } from '../simulators/telegram/model.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';

/** What people read of a text and its entities. Offsets count UTF-16 units, as in JavaScript. */
export function telegramText(text: string, entities: readonly MessageEntity[]): Html[] {
  const cuts = new Set([0, text.length]);
  for (const { offset, length } of entities) cuts.add(offset).add(offset + length);
  const at = [...cuts].sort((left, right) => left - right);
  return at.slice(0, -1).map((from, index) => {
    const to = at[index + 1] ?? text.length;
    const covering = entities.filter((one) => one.offset <= from && one.offset + one.length >= to);
    return covering.reduce((inner, entity) => dress(inner, entity, text), html`${text.slice(from, to)}`);
  });
}

function dress(inner: Html, entity: MessageEntity, text: string): Html {
  const whole = text.slice(entity.offset, entity.offset + entity.length);
  switch (entity.type) {
    case 'bold':
      return html`<b>${inner}</b>`;
    case 'italic':
      return html`<i>${inner}</i>`;
    case 'underline':
      return html`<u>${inner}</u>`;
    case 'strikethrough':
      return html`<s>${inner}</s>`;
    case 'code':
    case 'pre':
      return html`<button type="button" class="code" data-copy="${whole}" title="Copy">${inner}</button>`;
    case 'bot_command':
      return html`<button type="button" class="command" data-say="telegram" data-words="${whole}">
        ${inner}
      </button>`;
    case 'text_link':
      return html`<a href="#" data-out="${entity.url ?? ''}">${inner}</a>`;
    case 'url':
      return html`<a href="#" data-out="${whole}">${inner}</a>`;
    case 'mention':
      return html`<span class="mention">${inner}</span>`;
    case 'date_time':
      return html`<time data-until="${(entity.unix_time ?? 0) * 1000}">${inner}</time>`;
    default:
      return inner;
  }
}
