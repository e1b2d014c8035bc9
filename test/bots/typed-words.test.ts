import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPayWords } from '../../bots/shared/pay-words.ts';
import { plainName } from '../../bots/shared/plain-text.ts';
import { readTillWords } from '../../bots/shared/till-words.ts';

const twd = (hundredths: bigint) => ({ kind: 'top_up', fiat: { hundredths, currency: 'TWD' } });
const usd = (hundredths: bigint) => ({ kind: 'top_up', fiat: { hundredths, currency: 'USD' } });

test.each([
  ['300 TWD', twd(30_000n)],
  ['300TWD', twd(30_000n)],
  ['TWD 300', twd(30_000n)],
  ['twd300', twd(30_000n)],
  ['NT$300', twd(30_000n)],
  ['新台幣 300', twd(30_000n)],
  ['300　TWD', twd(30_000n)],
  ['10 usd', usd(1_000n)],
  ['US$9.50', usd(950n)],
  ['10 美金', usd(1_000n)],
  ['0.01 USD', usd(1n)],
  ['999999999999 TWD', twd(99_999_999_999_900n)],
])('an amount with its currency: %s', (words, read) => {
  expect(readPayWords(words)).toEqual(read);
});

test.each(['300', '9.5', '$10', '10$', '300元', '10 USDT'])(
  'an amount whose currency has to be asked: %s',
  (words) => {
    expect(readPayWords(words)).toMatchObject({ kind: 'amount' });
  },
);

const badAmounts = [
  '1e3', '+1', '-1', '1,000', '1.000,50', '０.１', '１００', '١', '½', '.5', '1.', '00', '01', '-0', 'NaN',
  'Infinity', '-Infinity', '0x10', '1.234', '1.0000001', '9'.repeat(40), '1 000', '1\u00a0000', "1'000", '1_000',
  '1..2', '1.2.3', '--1', '1e-3',
]; // prettier-ignore

test.each(badAmounts)(
  'H-01: %s is no amount, and the answer says so, with a currency or without',
  (amount) => {
    expect(readPayWords(amount)).toMatchObject({ refusal: 'amount_not_understood' });
    expect(readPayWords(`${amount} TWD`)).toMatchObject({ refusal: 'amount_not_understood' });
    expect(readPayWords(`usd ${amount}`)).toMatchObject({ refusal: 'amount_not_understood' });
  },
);

test('H-01: an amount is read exactly or not at all', () => {
  const typed = /^(0|[1-9]\d{0,11})(\.\d{1,2})?$/;
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9.,e+-]{1,16}$/), (amount) => {
      const read = readPayWords(`${amount} USD`);
      if (!('kind' in read) || read.kind !== 'top_up') return;
      expect(amount).toMatch(typed);
      const [whole = '', fraction = ''] = amount.split('.');
      expect(read.fiat.hundredths).toBe(BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0')));
    }),
  );
});

test.each(['0', '0.00', '0 TWD'])('nothing is too little: %s', (words) => {
  expect(readPayWords(words)).toMatchObject({ refusal: 'amount_too_small' });
});

test.each(['ticket', 'Early Bird Ticket', '30-day pass', 'vip usd', 'usd', 'e5', '早鳥票'])(
  'an item: %s',
  (words) => {
    expect(readPayWords(words)).toEqual({ kind: 'item', words });
  },
);

test('no words are no wish, and very many are cut', () => {
  expect(readPayWords(' \n ')).toEqual({ kind: 'nothing' });
  expect(readPayWords(`x${' '.repeat(4_000)}${'1'.repeat(4_000)} TWD`)).toMatchObject({ kind: 'item' });
});

test.each([
  ['', { kind: 'help' }],
  ['enable', { kind: 'enable', name: null }],
  ['enable Night  Market', { kind: 'enable', name: 'Night Market' }],
  ['status', { kind: 'status' }],
  ['item list', { kind: 'item_list' }],
  ['item hide Ticket', { kind: 'item_hide', slug: 'ticket' }],
  [
    'item add Ticket 300 TWD Early Bird',
    { kind: 'item_add', slug: 'ticket', price: twd(30_000n).fiat, name: 'Early Bird' },
  ],
  ['item add ticket 9.5USD VIP', { kind: 'item_add', slug: 'ticket', price: usd(950n).fiat, name: 'VIP' }],
  ['item add ticket 1,000 TWD VIP', { refusal: 'price_not_understood', facts: {} }],
  ['item add ticket free TWD VIP', { refusal: 'price_not_understood', facts: {} }],
  ['item add 300 300 TWD VIP', { refusal: 'item_name_not_usable', facts: { slug: '300' } }],
  ['item add 1e3 300 TWD VIP', { refusal: 'item_name_not_usable', facts: { slug: '1e3' } }],
  ['item', { refusal: 'command_not_understood', facts: {} }],
  ['open the door', { refusal: 'command_not_understood', facts: {} }],
])('/till %s', (words, read) => {
  expect(readTillWords(words)).toEqual(read);
});

test('H-07: a name is one visible line, whatever was in it', () => {
  expect(plainName('Approved ✅\nBalance: 1000', 64)).toBe('Approved ✅ Balance: 1000');
  expect(plainName('ev\u202eil\u200b\u0000 \u2066x', 64)).toBe('evil x');
  expect(plainName('e\u0301'.repeat(2), 64)).toBe('e\u0301e\u0301');
  expect(plainName(`a${'\u0301'.repeat(50)}`, 64)).toBe('a\u0301\u0301\u0301');
  expect(plainName('\u200b\u2800\u3164', 64)).toBe('?');
  expect(plainName('😀'.repeat(10), 9)).toBe('😀😀😀😀…');
});

test('H-07: no name breaks its line or its length', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 2, max: 70 }), (name, max) => {
      const plain = plainName(name, max);
      expect(plain.length).toBeLessThanOrEqual(max);
      expect(plain).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uE000\uE001]/u);
      expect(plain).not.toBe('');
    }),
  );
});
