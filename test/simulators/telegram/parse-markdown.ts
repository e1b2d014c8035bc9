/** parse_mode MarkdownV2: nesting, escapes and the complaint about reserved characters that everybody meets. */
import { dateTimeEntity, linkEntity, unparsable } from './parse-html.ts';
import type { FormattedText } from './parse-html.ts';
import type { MessageEntity } from './model.ts';

const MARKS = [
  ['__', 'underline', 'Underline'],
  ['||', 'spoiler', 'Spoiler'],
  ['*', 'bold', 'Bold'],
  ['_', 'italic', 'Italic'],
  ['~', 'strikethrough', 'Strikethrough'],
] as const;

const RESERVED = new Set('_*[]()~`>#+-=|{}.!'.split(''));

interface Open {
  readonly mark: string;
  readonly type: string;
  readonly shown: string;
  readonly offset: number;
  readonly at: number;
}

interface Reader {
  readonly source: string;
  readonly open: Open[];
  readonly entities: MessageEntity[];
  text: string;
  at: number;
}

function where(reader: Reader, at: number): number {
  return Buffer.byteLength(reader.source.slice(0, at));
}

function close(reader: Reader, open: Open, extra: Partial<MessageEntity> = {}): void {
  const length = reader.text.length - open.offset;
  if (length > 0) reader.entities.push({ type: open.type, offset: open.offset, length, ...extra });
}

/** Code and pre: everything up to the closing mark is text, except that \\ still escapes. */
function readCode(reader: Reader): void {
  const fence = reader.source.startsWith('```', reader.at) ? '```' : '`';
  const start = reader.at;
  const offset = reader.text.length;
  reader.at += fence.length;
  let inner = '';
  while (!reader.source.startsWith(fence, reader.at)) {
    const character = reader.source[reader.at];
    if (character === undefined) {
      throw unparsable(
        `Can't find end of ${fence === '`' ? 'Code' : 'Pre'} entity at byte offset ${where(reader, start)}`,
      );
    }
    if (character === '\\' && reader.at + 1 < reader.source.length) reader.at += 1;
    inner += reader.source[reader.at] ?? '';
    reader.at += 1;
  }
  reader.at += fence.length;
  const language = fence === '```' ? /^([^\s`]+)\n/.exec(inner) : null;
  const text =
    language !== null ? inner.slice(language[0].length) : fence === '```' ? inner.replace(/^\n/, '') : inner;
  reader.text += text;
  const type = fence === '`' ? 'code' : 'pre';
  const extra = language === null ? {} : { language: language[1] as string };
  if (text.length > 0) reader.entities.push({ type, offset, length: text.length, ...extra });
}

/** `](target)` closes a link or, opened by `![`, a custom emoji or a date. */
function readTarget(reader: Reader, open: Open): void {
  const place = { offset: open.offset, length: reader.text.length - open.offset };
  const target = /^\]\(((?:\\.|[^)\\])*)\)/.exec(reader.source.slice(reader.at));
  if (target === null) {
    if (open.mark === '![')
      throw unparsable(`Can't find end of CustomEmoji entity at byte offset ${where(reader, open.at)}`);
    if (reader.source[reader.at + 1] === '(') {
      throw unparsable(`Can't find end of a URL at byte offset ${where(reader, reader.at)}`);
    }
    reader.at += 1;
    return;
  }
  const href = (target[1] as string).replace(/\\(.)/g, '$1');
  reader.at += target[0].length;
  if (place.length === 0) return;
  const entity = open.mark === '![' ? specialEntity(href, place) : linkEntity(href, place);
  if (entity !== undefined) reader.entities.push(entity);
}

function specialEntity(href: string, place: { offset: number; length: number }): MessageEntity {
  const url = URL.canParse(href) ? new URL(href) : undefined;
  if (url?.protocol === 'tg:' && url.host === 'time') {
    return dateTimeEntity(
      url.searchParams.get('unix') ?? undefined,
      url.searchParams.get('format') ?? '',
      place,
    );
  }
  const id = url?.protocol === 'tg:' && url.host === 'emoji' ? url.searchParams.get('id') : null;
  if (id === null) throw unparsable('Custom emoji entity must contain a tg://emoji URL');
  return { type: 'custom_emoji', ...place, custom_emoji_id: id };
}

/** A run of lines that start with `>` is one quotation; `||` at its end makes it expandable. */
function readQuote(reader: Reader): void {
  const lineStart = reader.at === 0 || reader.source[reader.at - 1] === '\n';
  if (!lineStart) throw reservedFault('>');
  const quoting = reader.open.some((open) => open.mark === '>');
  if (!quoting)
    reader.open.push({
      mark: '>',
      type: 'blockquote',
      shown: 'BlockQuote',
      offset: reader.text.length,
      at: reader.at,
    });
  reader.at += 1;
}

function endQuote(reader: Reader): void {
  const last = reader.open.at(-1);
  if (last?.mark !== '>') return;
  reader.open.pop();
  close(reader, last);
}

function reservedFault(character: string): Error {
  return unparsable(`Character '${character}' is reserved and must be escaped with the preceding '\\'`);
}

/** Handles a mark such as * or __ at the reader's place; false when there is none. */
function readMark(reader: Reader): boolean {
  const found = MARKS.find(([mark]) => reader.source.startsWith(mark, reader.at));
  if (found === undefined) return false;
  const [mark, type, shown] = found;
  const last = reader.open.at(-1);
  if (mark === '||' && last?.mark === '>' && /^\|\|(\n|$)/.test(reader.source.slice(reader.at))) {
    reader.open.pop();
    close(reader, { ...last, type: 'expandable_blockquote' });
  } else if (last?.mark === mark) {
    reader.open.pop();
    close(reader, last);
  } else {
    reader.open.push({ mark, type, shown, offset: reader.text.length, at: reader.at });
  }
  reader.at += mark.length;
  return true;
}

function step(reader: Reader): void {
  const character = reader.source[reader.at] as string;
  const next = reader.source[reader.at + 1];
  if (character === '\\' && next !== undefined && next.charCodeAt(0) <= 126) {
    reader.text += next;
    reader.at += 2;
  } else if (character === '`') {
    readCode(reader);
  } else if (character === '>') {
    readQuote(reader);
  } else if (character === '[' || (character === '!' && next === '[')) {
    const mark = character === '[' ? '[' : '![';
    reader.open.push({
      mark,
      type: 'text_link',
      shown: 'TextUrl',
      offset: reader.text.length,
      at: reader.at,
    });
    reader.at += mark.length;
  } else if (character === ']' && ['[', '!['].includes(reader.open.at(-1)?.mark ?? '')) {
    readTarget(reader, reader.open.pop() as Open);
  } else if (!readMark(reader)) {
    if (RESERVED.has(character)) throw reservedFault(character);
    if (character === '\n' && next !== '>') endQuote(reader);
    reader.text += character;
    reader.at += 1;
  }
}

/** Parses MarkdownV2 into plain text and entities. */
export function parseMarkdownV2(source: string): FormattedText {
  const reader: Reader = { source, open: [], entities: [], text: '', at: 0 };
  while (reader.at < source.length) step(reader);
  endQuote(reader);
  const open = reader.open.at(-1);
  if (open !== undefined)
    throw unparsable(`Can't find end of ${open.shown} entity at byte offset ${where(reader, open.at)}`);
  return { text: reader.text, entities: reader.entities };
}
