import type { MessageEntity } from '../simulators/telegram/model.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';

/**
 * What people read of a text and its entities. Offsets count UTF-16 units, as in JavaScript.
 * From what is protected nothing can be copied.
 */
export function telegramText(text: string, entities: readonly MessageEntity[], isProtected = false): Html[] {
  const cuts = new Set([0, text.length]);
  for (const { offset, length } of entities) cuts.add(offset).add(offset + length);
  const at = [...cuts].sort((left, right) => left - right);
  return at.slice(0, -1).map((from, index) => {
    const to = at[index + 1] ?? text.length;
    const covering = entities.filter((one) => one.offset <= from && one.offset + one.length >= to);
    return covering.reduce(
      (inner, entity) => dress(inner, entity, { text, isProtected }),
      html`${text.slice(from, to)}`,
    );
  });
}

type Whole = { readonly text: string; readonly isProtected: boolean };

function dress(inner: Html, entity: MessageEntity, { text, isProtected }: Whole): Html {
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
      if (isProtected) return html`<code class="code">${inner}</code>`;
      return html`<button type="button" class="code" data-copy="${whole}" title="Copy">${inner}</button>`;
    case 'bot_command':
      return html`<button type="button" class="command" data-say="telegram" data-words="${whole}">
        ${inner}
      </button>`;
    case 'text_link':
      return linkTo(entity.url ?? '', inner);
    case 'url':
      return linkTo(whole, inner);
    case 'spoiler':
      return html`<span class="hidden-words" tabindex="0">${inner}</span>`;
    case 'blockquote':
    case 'expandable_blockquote':
      return html`<span class="quoted">${inner}</span>`;
    case 'mention':
      return html`<span class="mention">${inner}</span>`;
    case 'date_time':
      return html`<time data-until="${(entity.unix_time ?? 0) * 1000}">${inner}</time>`;
    default:
      return inner;
  }
}

/** An invitation is followed; everything else leads out of the chat. */
function linkTo(url: string, inner: Html): Html {
  const isInvite = url.startsWith('https://t.me/+');
  if (!isInvite) return html`<a href="#" data-out="${url}">${inner}</a>`;
  const act = JSON.stringify({ kind: 'telegram.follow', link: url });
  return html`<button type="button" class="command" data-act="${act}">${inner}</button>`;
}
