/** parse_mode HTML, with the tags and the complaints of the real server. Offsets are UTF-16 units, as in the API. */
import { fault } from './api-error.ts';
import type { MessageEntity } from './model.ts';

export interface FormattedText {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

interface OpenTag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly offset: number;
}

const SIMPLE_TAGS: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

const OTHER_TAGS = new Set(['a', 'span', 'tg-emoji', 'tg-time']);

/** The only named entities that Telegram knows; everything else stays as written. */
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** How a date may be shown: relative, or weekday, date and time in this order. */
export const DATE_TIME_FORMAT = /^(r|w?[dD]?[tT]?)$/;

export function unparsable(sentence: string): Error {
  return fault(`can't parse entities: ${sentence}`);
}

function byteOffset(source: string, index: number): number {
  return Buffer.byteLength(source.slice(0, index));
}

function decodeReferences(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|[a-z]+);?/gi, (whole, body: string) => {
    if (body.startsWith('#')) {
      const code = /^#x/i.test(body)
        ? Number.parseInt(body.slice(2), 16)
        : Number.parseInt(body.slice(1), 10);
      return code > 0 && code < 0x10ffff ? String.fromCodePoint(code) : whole;
    }
    return (Object.hasOwn(NAMED, body) ? NAMED[body] : undefined) ?? whole;
  });
}

/** Reads one start tag at `<`; returns its name, attributes and the index after `>`. */
function readStartTag(
  source: string,
  start: number,
): { name: string; attributes: Map<string, string>; end: number } {
  const head = /^<([a-z][a-z0-9-]*)/i.exec(source.slice(start));
  const name = (head?.[1] ?? '').toLowerCase();
  if (head === null || !(Object.hasOwn(SIMPLE_TAGS, name) || OTHER_TAGS.has(name))) {
    const shown = name === '' ? (/^<([^\s>]*)/.exec(source.slice(start))?.[1] ?? '') : name;
    throw unparsable(`Unsupported start tag "${shown}" at byte offset ${byteOffset(source, start)}`);
  }
  const attributes = new Map<string, string>();
  let at = start + head[0].length;
  for (;;) {
    at += (/^\s*/.exec(source.slice(at)) as RegExpExecArray)[0].length;
    if (at >= source.length)
      throw unparsable(`Unclosed start tag at byte offset ${byteOffset(source, start)}`);
    if (source[at] === '>') return { name, attributes, end: at + 1 };
    const attribute = /^([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/i.exec(source.slice(at));
    if (attribute === null)
      throw unparsable(
        `Empty attribute name in the tag "${name}" at byte offset ${byteOffset(source, start)}`,
      );
    const value = attribute[2] ?? attribute[3] ?? attribute[4] ?? '';
    attributes.set((attribute[1] as string).toLowerCase(), decodeReferences(value));
    at += attribute[0].length;
  }
}

/** The entity that a closed tag stands for; undefined when the tag only carried text. */
function entityOf(tag: OpenTag, text: string): MessageEntity | undefined {
  const place = { offset: tag.offset, length: text.length - tag.offset };
  const inner = text.slice(tag.offset);
  if (place.length === 0) return undefined;
  if (tag.name === 'a') return linkEntity(tag.attributes.get('href') ?? inner, place);
  if (tag.name === 'tg-time') {
    return dateTimeEntity(tag.attributes.get('unix'), tag.attributes.get('format') ?? '', place);
  }
  if (tag.name === 'tg-emoji') {
    return { type: 'custom_emoji', ...place, custom_emoji_id: tag.attributes.get('emoji-id') ?? '' };
  }
  if (tag.name === 'span') return { type: 'spoiler', ...place };
  if (tag.name === 'blockquote' && tag.attributes.has('expandable'))
    return { type: 'expandable_blockquote', ...place };
  return { type: SIMPLE_TAGS[tag.name] as string, ...place };
}

export function linkEntity(
  href: string,
  place: { offset: number; length: number },
): MessageEntity | undefined {
  const mention = /^tg:\/\/user\?id=(\d+)$/.exec(href);
  if (mention !== null) {
    const user = { id: Number(mention[1]), is_bot: false, first_name: 'User' };
    return { type: 'text_mention', ...place, user };
  }
  const url = /^[a-z][a-z0-9+.-]*:/i.test(href) ? href : `http://${href}`;
  return URL.canParse(url) && /\./.test(url)
    ? { type: 'text_link', ...place, url: new URL(url).href }
    : undefined;
}

export function dateTimeEntity(
  unix: string | undefined,
  format: string,
  place: { offset: number; length: number },
): MessageEntity {
  if (unix === undefined || !/^\d+$/.test(unix))
    throw unparsable('Date-time entity must have a valid Unix time');
  if (!DATE_TIME_FORMAT.test(format)) throw unparsable('Invalid date-time format specified');
  return { type: 'date_time', ...place, unix_time: Number(unix), date_time_format: format };
}

/** `<pre><code class="language-x">` is one entity of type pre that knows its language. */
function joinPreAndCode(entities: MessageEntity[], tag: OpenTag, entity: MessageEntity): void {
  const last = entities.at(-1);
  if (
    entity.type === 'pre' &&
    last?.type === 'code' &&
    last.offset === entity.offset &&
    last.length === entity.length
  ) {
    entities.pop();
    if (last.language !== undefined) entity.language = last.language;
  }
  const language = /^language-(.+)$/.exec(tag.attributes.get('class') ?? '')?.[1];
  if (entity.type === 'code' && language !== undefined) entity.language = language;
  entities.push(entity);
}

/** Parses Telegram HTML into plain text and entities. */
export function parseHtml(source: string): FormattedText {
  const open: OpenTag[] = [];
  const entities: MessageEntity[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    if (source[at] !== '<') {
      const next = source.indexOf('<', at);
      const end = next === -1 ? source.length : next;
      text += decodeReferences(source.slice(at, end));
      at = end;
      continue;
    }
    if (source[at + 1] !== '/') {
      const tag = readStartTag(source, at);
      if (tag.name === 'span' && tag.attributes.get('class') !== 'tg-spoiler') {
        throw unparsable(`Tag "span" must have class "tg-spoiler" at byte offset ${byteOffset(source, at)}`);
      }
      open.push({ name: tag.name, attributes: tag.attributes, offset: text.length });
      at = tag.end;
      continue;
    }
    const close = /^<\/([a-z0-9-]*)\s*>/i.exec(source.slice(at));
    const tag = open.pop();
    if (tag === undefined) throw unparsable(`Unexpected end tag at byte offset ${byteOffset(source, at)}`);
    if (close === null) throw unparsable(`Unclosed end tag at byte offset ${byteOffset(source, at)}`);
    const name = (close[1] ?? '').toLowerCase();
    if (name !== '' && name !== tag.name) {
      const where = byteOffset(source, at);
      throw unparsable(
        `Unmatched end tag at byte offset ${where}, expected "</${tag.name}>", found "</${name}>"`,
      );
    }
    const entity = entityOf(tag, text);
    if (entity !== undefined) joinPreAndCode(entities, tag, entity);
    at += close[0].length;
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined)
    throw unparsable(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  return { text, entities: entities.map(withoutCodeLanguage) };
}

/** Only pre keeps a language; a code element outside pre loses it. */
function withoutCodeLanguage(entity: MessageEntity): MessageEntity {
  if (entity.type !== 'code' || entity.language === undefined) return entity;
  return { type: 'code', offset: entity.offset, length: entity.length };
}
