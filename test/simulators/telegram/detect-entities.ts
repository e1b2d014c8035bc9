/** The entities that Telegram finds by itself in plain text: commands, mentions, links, tags, e-mail addresses. */
import type { MessageEntity } from './model.ts';

const PATTERNS: readonly (readonly [string, RegExp])[] = [
  [
    'url',
    /(?<![\w@.])(?:https?:\/\/[^\s<>"']+|(?:[a-z0-9-]+\.)+(?:com|org|net|io|me|dev|app|tw|co|xyz|info)(?![\w-])(?:\/[^\s<>"']*)?)/gi,
  ],
  ['email', /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['bot_command', /(?<![\w/<>])\/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?![\w/])/gi],
  ['mention', /(?<![\w@/])@[a-z][a-z0-9_]{2,31}(?!\w)/gi],
  ['hashtag', /(?<![\w#])#(?=\S*\p{L})[\p{L}\p{N}_]{1,256}/gu],
  ['cashtag', /(?<![\w$])\$[A-Z][A-Z0-9]{0,7}(?!\w)/g],
];

/** Inside these nothing is detected: code is literal, and a link already leads somewhere. */
const OPAQUE = new Set(['code', 'pre', 'text_link', 'text_mention']);

function overlaps(a: MessageEntity, b: MessageEntity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}

/** Adds detected entities to those that were given, without touching code and links. */
export function detectEntities(text: string, given: readonly MessageEntity[]): MessageEntity[] {
  const found: MessageEntity[] = [];
  const opaque = given.filter((entity) => OPAQUE.has(entity.type));
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const trimmed = type === 'url' ? match[0].replace(/[.,:;!?)\]]+$/, '') : match[0];
      const entity = { type, offset: match.index, length: trimmed.length };
      const taken = [...opaque, ...found].some((other) => overlaps(entity, other));
      const repeated = given.some((other) => other.type === type && overlaps(entity, other));
      if (!taken && !repeated) found.push(entity);
    }
  }
  return sortEntities([...given, ...found]);
}

/** Telegram's order: by beginning, and the longer one first. */
export function sortEntities(entities: readonly MessageEntity[]): MessageEntity[] {
  return [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
}
