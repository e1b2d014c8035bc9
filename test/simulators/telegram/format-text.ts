/** From a text parameter with parse_mode or entities to what a message holds, or Telegram's complaint. */
import { fault } from './api-error.ts';
import { detectEntities, sortEntities } from './detect-entities.ts';
import { DATE_TIME_FORMAT, parseHtml } from './parse-html.ts';
import type { FormattedText } from './parse-html.ts';
import { parseMarkdownV2 } from './parse-markdown.ts';
import { type MessageEntity, type Params, textParam } from './model.ts';

/** Both count UTF-16 units after the formatting has been taken out. */
const TEXT_UNITS_MAX = 4096;
const CAPTION_UNITS_MAX = 1024;

function parse(text: string, params: Params, entitiesKey: string): FormattedText {
  const mode = params['parse_mode'];
  const given = params[entitiesKey] as MessageEntity[] | undefined;
  if (mode === 'HTML') return parseHtml(text);
  if (mode === 'MarkdownV2') return parseMarkdownV2(text);
  if (mode === 'Markdown')
    throw fault('the simulator refuses the legacy parse_mode Markdown, use HTML or entities');
  if (given === undefined) return { text, entities: [] };
  given.forEach((entity) => checkEntity(entity, text));
  return { text, entities: dropDetectable(given) };
}

/** A bot cannot claim that something is a mention or a URL: the server finds those itself. */
function dropDetectable(entities: readonly MessageEntity[]): MessageEntity[] {
  const detected = new Set(['mention', 'hashtag', 'cashtag', 'bot_command', 'url', 'email', 'phone_number']);
  return entities.filter((entity) => !detected.has(entity.type));
}

function checkEntity(entity: MessageEntity, text: string): void {
  const end = entity.offset + entity.length;
  if (entity.offset < 0 || entity.length <= 0) {
    throw fault(
      `can't parse entities: entity of type ${entity.type} has offset ${entity.offset}, length ${entity.length}`,
    );
  }
  if (end > text.length) {
    const where = `beginning at UTF-16 offset ${entity.offset}`;
    throw fault(`entity ${where} ends after the end of the text at UTF-16 offset ${end}`);
  }
  if (splitsCharacter(text, entity.offset)) {
    throw fault(`entity begins in a middle of a UTF-16 symbol at UTF-16 offset ${entity.offset}`);
  }
  if (splitsCharacter(text, end)) {
    throw fault(`entity beginning at UTF-16 offset ${entity.offset} ends in a middle of a UTF-16 symbol`);
  }
  if (entity.type === 'text_link' && entity.url === undefined)
    throw fault(`can't parse MessageEntity: can't find field "url"`);
  if (entity.type === 'date_time') checkDateTime(entity);
}

function checkDateTime(entity: MessageEntity): void {
  if (entity.unix_time === undefined) throw fault(`can't parse MessageEntity: can't find field "unix_time"`);
  if (!DATE_TIME_FORMAT.test(entity.date_time_format ?? '')) {
    throw fault(`can't parse MessageEntity: invalid date-time format specified`);
  }
}

function splitsCharacter(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
}

/** Telegram cuts white space at both ends and shifts the entities along. */
function trim(formatted: FormattedText): FormattedText {
  const start = formatted.text.length - formatted.text.trimStart().length;
  const text = formatted.text.trim();
  const entities: MessageEntity[] = [];
  for (const entity of formatted.entities) {
    const from = Math.max(0, entity.offset - start);
    const to = Math.min(text.length, entity.offset + entity.length - start);
    if (to > from) entities.push({ ...entity, offset: from, length: to - from });
  }
  return { text, entities: sortEntities(entities) };
}

/** Control characters become spaces and carriage returns vanish, as on the real server. */
function clean(text: string): string {
  return text.replace(/\r/g, '').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ' ');
}

/** The text and entities of a text message. */
export function formatText(params: Params): { text: string; entities: MessageEntity[] } {
  const formatted = trim(parse(clean(textParam(params, 'text')), params, 'entities'));
  if (formatted.text === '') throw fault('message text is empty');
  if (formatted.text.length > TEXT_UNITS_MAX) throw fault('message is too long');
  return { text: formatted.text, entities: detectEntities(formatted.text, formatted.entities) };
}

/** The caption and entities of a photo or document; an absent caption is an empty one. */
export function formatCaption(params: Params): { caption: string; entities: MessageEntity[] } {
  const formatted = trim(parse(clean(textParam(params, 'caption')), params, 'caption_entities'));
  if (formatted.text.length > CAPTION_UNITS_MAX) throw fault('message caption is too long');
  return { caption: formatted.text, entities: detectEntities(formatted.text, formatted.entities) };
}
