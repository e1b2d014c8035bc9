import type { Html } from './html.ts';
import { html } from './html.ts';

/** What stands for itself in Discord's markdown, in the order in which it is looked for. */
const TOKENS = [
  '```(?:[a-z]*\\n)?(?<block>[^]+?)```',
  '`(?<code>[^`]+)`',
  '\\\\(?<escaped>[^A-Za-z0-9\\s])',
  '<t:(?<unix>\\d+)(?::[a-zA-Z])?>',
  '</(?<command>[^:>]+):\\d+>',
  '<@!?(?<user>\\d+)>',
  '\\*\\*(?<bold>(?:\\\\.|[^*\\\\])+?)\\*\\*',
  '__(?<underlined>(?:\\\\.|[^_\\\\])+?)__',
  '~~(?<struck>(?:\\\\.|[^~\\\\])+?)~~',
  '\\*(?<slanted>(?:\\\\.|[^*\\\\\\n])+?)\\*',
  '(?<link>https?://[^\\s<>)]+)',
] as const;

const TOKEN = new RegExp(TOKENS.join('|'), 'g');

export type NameOf = (userId: string) => string;

/** Discord's markdown as people read it. */
export function discordText(text: string, nameOf: NameOf = (id) => id): Html[] {
  const pieces: Html[] = [];
  let done = 0;
  for (const match of text.matchAll(TOKEN)) {
    pieces.push(...lines(text.slice(done, match.index)), token(match.groups ?? {}, nameOf));
    done = match.index + match[0].length;
  }
  pieces.push(...lines(text.slice(done)));
  return pieces;
}

/** Marks at the beginning of a line: headings and small print. */
function lines(text: string): Html[] {
  return text.split(/(?<=\n)/).map((line) => {
    const [, mark, rest = ''] = /^(-#|#{1,3}) (.*)$/s.exec(line) ?? [];
    if (mark === undefined) return html`${line}`;
    return mark === '-#' ? html`<small>${rest}</small>` : html`<strong class="heading">${rest}</strong>`;
  });
}

function token(found: Readonly<Record<string, string | undefined>>, nameOf: NameOf): Html {
  const { block, code, escaped, unix, command, user, bold, underlined, struck, slanted, link } = found;
  if (block !== undefined) {
    const words = block.trim();
    return html`<button type="button" class="block" data-copy="${words}" title="Copy">${words}</button>`;
  }
  if (code !== undefined)
    return html`<button type="button" class="code" data-copy="${code}" title="Copy">${code}</button>`;
  if (escaped !== undefined) return html`${escaped}`;
  if (unix !== undefined) return html`<time data-until="${Number(unix) * 1000}">…</time>`;
  if (command !== undefined) {
    const words = `/${command}`;
    // In one line: spaces are kept in what is said.
    const say = html`data-say="discord" data-words="${words}"`;
    return html`<button type="button" class="command" ${say}>${words}</button>`;
  }
  if (user !== undefined) return html`<span class="mention">@${nameOf(user)}</span>`;
  if (bold !== undefined) return html`<b>${discordText(bold, nameOf)}</b>`;
  if (underlined !== undefined) return html`<u>${discordText(underlined, nameOf)}</u>`;
  if (struck !== undefined) return html`<s>${discordText(struck, nameOf)}</s>`;
  if (slanted !== undefined) return html`<i>${discordText(slanted, nameOf)}</i>`;
  return html`<a href="#" data-out="${link ?? ''}">${link ?? ''}</a>`;
}
