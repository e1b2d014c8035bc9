import { describe, expect, it } from 'vitest';
import { detectEntities } from './detect-entities.ts';
import { formatCaption, formatText } from './format-text.ts';

const html = (text: string) => formatText({ text, parse_mode: 'HTML' });
const markdown = (text: string) => formatText({ text, parse_mode: 'MarkdownV2' });

describe('HTML', () => {
  it('becomes text and entities in UTF-16 units', () => {
    expect(html('😀 <b>bold <i>both</i></b> &lt;x&gt; <code>0xAB</code>')).toEqual({
      text: '😀 bold both <x> 0xAB',
      entities: [
        { type: 'bold', offset: 3, length: 9 },
        { type: 'italic', offset: 8, length: 4 },
        { type: 'code', offset: 17, length: 4 },
      ],
    });
  });

  it('knows dates, spoilers, quotations, links and code with a language', () => {
    const source =
      '<tg-time unix="1800000000" format="r">soon</tg-time> <tg-spoiler>s</tg-spoiler> ' +
      '<span class="tg-spoiler">t</span> <blockquote expandable>q</blockquote> <a href="https://x.io/?a=1&amp;b=2">l</a> ' +
      '<pre><code class="language-ts">let</code></pre>';
    expect(html(source).entities).toEqual([
      { type: 'date_time', offset: 0, length: 4, unix_time: 1_800_000_000, date_time_format: 'r' },
      { type: 'spoiler', offset: 5, length: 1 },
      { type: 'spoiler', offset: 7, length: 1 },
      { type: 'expandable_blockquote', offset: 9, length: 1 },
      { type: 'text_link', offset: 11, length: 1, url: 'https://x.io/?a=1&b=2' },
      { type: 'pre', offset: 13, length: 3, language: 'ts' },
    ]);
  });

  it.each([
    ['<b>open', 'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"'],
    ['a < b', 'can\'t parse entities: Unsupported start tag "" at byte offset 2'],
    ['<div>x</div>', 'can\'t parse entities: Unsupported start tag "div" at byte offset 0'],
    ['é<b>x</i>', 'can\'t parse entities: Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'],
    ['x</b>', "can't parse entities: Unexpected end tag at byte offset 1"],
    [
      '<tg-time unix="soon">x</tg-time>',
      "can't parse entities: Date-time entity must have a valid Unix time",
    ],
    ['<tg-time unix="1" format="rt">x</tg-time>', "can't parse entities: Invalid date-time format specified"],
    ['<b> </b>', 'message text is empty'],
  ])('%s is refused', (source, complaint) => {
    expect(() => html(source)).toThrow(`Bad Request: ${complaint}`);
  });
});

describe('MarkdownV2', () => {
  it('becomes text and entities', () => {
    expect(
      markdown('*bold _both_* `c\\`d` [link](https://x.io/) ||hid|| ![soon](tg://time?unix=5&format=wDT)'),
    ).toEqual({
      text: 'bold both c`d link hid soon',
      entities: [
        { type: 'bold', offset: 0, length: 9 },
        { type: 'italic', offset: 5, length: 4 },
        { type: 'code', offset: 10, length: 3 },
        { type: 'text_link', offset: 14, length: 4, url: 'https://x.io/' },
        { type: 'spoiler', offset: 19, length: 3 },
        { type: 'date_time', offset: 23, length: 4, unix_time: 5, date_time_format: 'wDT' },
      ],
    });
    expect(markdown('>one\n>two\nout').entities).toEqual([{ type: 'blockquote', offset: 0, length: 7 }]);
    expect(markdown('```ts\nlet x\n```').entities).toEqual([
      { type: 'pre', offset: 0, length: 5, language: 'ts' },
    ]);
  });

  it.each([
    ['10.5', "Character '.' is reserved and must be escaped with the preceding '\\'"],
    ['a-b', "Character '-' is reserved and must be escaped with the preceding '\\'"],
    ['*bold', "Can't find end of Bold entity at byte offset 0"],
    ['`code', "Can't find end of Code entity at byte offset 0"],
  ])('%s is refused', (source, complaint) => {
    expect(() => markdown(source)).toThrow(`Bad Request: can't parse entities: ${complaint}`);
  });
});

describe('entities that are handed in', () => {
  it('keeps a date_time entity and moves with trimmed space', () => {
    const entities = [{ type: 'date_time', offset: 7, length: 4, unix_time: 9, date_time_format: 'wDt' }];
    expect(formatText({ text: '  pay by noon ', entities })).toEqual({
      text: 'pay by noon',
      entities: [{ ...entities[0], offset: 5 }],
    });
  });

  it.each([
    [
      { type: 'bold', offset: 0, length: 9 },
      'entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9',
    ],
    [
      { type: 'bold', offset: -1, length: 2 },
      "can't parse entities: entity of type bold has offset -1, length 2",
    ],
    [
      { type: 'bold', offset: 1, length: 1 },
      'entity begins in a middle of a UTF-16 symbol at UTF-16 offset 1',
    ],
    [
      { type: 'date_time', offset: 0, length: 2 },
      'can\'t parse MessageEntity: can\'t find field "unix_time"',
    ],
    [{ type: 'text_link', offset: 0, length: 2 }, 'can\'t parse MessageEntity: can\'t find field "url"'],
  ])('%j is refused', (entity, complaint) => {
    expect(() => formatText({ text: '😀ab', entities: [entity] })).toThrow(`Bad Request: ${complaint}`);
  });
});

describe('lengths', () => {
  it('count UTF-16 units after the formatting is taken out', () => {
    expect(html(`<b>${'x'.repeat(4096)}</b>`).text.length).toBe(4096);
    expect(() => html('x'.repeat(4097))).toThrow('Bad Request: message is too long');
    expect(() => html('😀'.repeat(2049))).toThrow('Bad Request: message is too long');
    expect(() => formatCaption({ caption: 'x'.repeat(1025) })).toThrow(
      'Bad Request: message caption is too long',
    );
  });
});

describe('what Telegram finds by itself', () => {
  it('is commands, mentions, links, addresses, hashtags and cashtags, but nothing inside code', () => {
    const text = '/pay@till_bot 5 $USD to @ana at https://x.io/a?b=1, a@b.io #tag x.io/p 1/2 no@';
    const found = detectEntities(text, []).map((entity) => [
      entity.type,
      text.slice(entity.offset, entity.offset + entity.length),
    ]);
    expect(found).toEqual([
      ['bot_command', '/pay@till_bot'],
      ['cashtag', '$USD'],
      ['mention', '@ana'],
      ['url', 'https://x.io/a?b=1'],
      ['email', 'a@b.io'],
      ['hashtag', '#tag'],
      ['url', 'x.io/p'],
    ]);
    const code = [{ type: 'code', offset: 0, length: 4 }];
    expect(detectEntities('/pay', code)).toEqual(code);
  });
});
