import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatExact } from '../../src/domain/money.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { readWithdrawalAmount } from '../../src/domain/withdrawal-amount.ts';

const SEED = 20_261_123;
const PATIENCE_MS = 120_000;
const USDT = { symbol: 'USDT', decimals: 6 };

function refusalOf(text: string, asset = USDT): string {
  const read = readWithdrawalAmount(text, asset);
  return isRefusal(read) ? read.refusal : `taken: ${read}`;
}

describe('an amount that is taken', () => {
  test.each([
    ['25', 25_000_000n],
    ['0.000001', 1n],
    ['9.50', 9_500_000n],
    ['999999999999.999999', 999_999_999_999_999_999n],
    ['25 USDT', 25_000_000n],
    ['25USDT', 25_000_000n],
    ['25.5 usdt', 25_500_000n],
  ])('%j', (text, amount) => {
    expect(readWithdrawalAmount(text, USDT)).toBe(amount);
  });

  test.each(['all', 'ALL', 'Max', '全部'])('%s means all', (text) => {
    expect(readWithdrawalAmount(text, USDT)).toBe('all');
  });

  test('a symbol that could go on the number stands apart from it', () => {
    const inch = { symbol: '1INCH', decimals: 18 };
    expect(readWithdrawalAmount('25 1INCH', inch)).toBe(25n * 10n ** 18n);
    expect(refusalOf('251INCH', inch)).toBe('withdrawal_amount_not_understood');
  });
});

describe('every cause has a refusal of its own', () => {
  const notUnderstood = [
    ...['', ' ', 'USDT', ' USDT', '1e3', '+1', '-1', '-0', '.5', '1.', '00', '01', 'NaN', 'Infinity', '0x10'],
    ...['０.１', '１', '١', ' 1', '1 ', '1\n', '\u00a01', '1\u00a0', '1\u200b', '1 000', "1'000", '1.0.0'],
    ...['1'.repeat(13), '1'.repeat(40), '25 USDC', '25  USDT', '25\u00a0USDT', '25 USDT ', '$25', 'USDT 25'],
    ...['25 USDTUSDT', 'all USDT', ' all', 'half', '一百', '25 ＵＳＤＴ'],
  ];
  test.each(notUnderstood)('H-01: %j is not understood', (text) => {
    expect(refusalOf(text)).toBe('withdrawal_amount_not_understood');
  });

  test.each(['1,000', '1,5', '1,000.50', '1.000,50', ',5', '25，5', '1,5 USDT'])(
    'H-01: %j: comma',
    (text) => {
      expect(refusalOf(text)).toBe('withdrawal_amount_comma');
    },
  );

  test.each(['1.1234567', '1.0000000', '0.0000001', '1.1234567 USDT'])('H-01: %j: too fine', (text) => {
    expect(readWithdrawalAmount(text, USDT)).toEqual({
      refusal: 'withdrawal_amount_too_fine',
      facts: { symbol: 'USDT', decimals: '6' },
    });
  });

  test.each(['0', '0.0', '0.000000', '0 USDT'])('%j: zero', (text) => {
    expect(refusalOf(text)).toBe('withdrawal_amount_zero');
  });
});

test(
  'G-20: of many random texts only those of the grammar are taken, and each comes back as it went in',
  () => {
    const texts = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.string({ unit: 'grapheme', maxLength: 10 }),
      fc.stringMatching(/^[0-9.,eE+ -]{0,20}$/),
      fc.stringMatching(/^\d{1,14}(\.\d{0,9})?( ?[Uu][Ss][Dd][Tt])?$/),
      fc.stringMatching(/^(0|[1-9]\d{0,11})(\.\d{1,8})?$/),
    );
    let taken = 0;
    fc.assert(
      fc.property(texts, fc.integer({ min: 0, max: 18 }), (text, decimals) => {
        const read = readWithdrawalAmount(text, { symbol: 'USDT', decimals });
        const amount = /^(0|[1-9][0-9]{0,11})(?:\.([0-9]+))?(?: ?usdt)?$/i.exec(text);
        const fits = amount !== null && (amount[2] ?? '').length <= decimals && /[1-9]/.test(text);
        expect(typeof read === 'bigint').toBe(fits);
        if (typeof read !== 'bigint') return;
        taken += 1;
        expect(readWithdrawalAmount(formatExact(read, decimals), { symbol: 'USDT', decimals })).toBe(read);
        const fraction = (amount?.[2] ?? '').replace(/0+$/, '');
        expect(formatExact(read, decimals)).toBe(`${amount?.[1]}${fraction && `.${fraction}`}`);
      }),
      { numRuns: 50_000, seed: SEED },
    );
    expect(taken).toBeGreaterThan(5_000);
  },
  PATIENCE_MS,
);
