import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatExact, formatFiat, parseExact, parseTyped, sameFiat } from '../../src/domain/money.ts';

describe('what a person typed', () => {
  const refused = [
    '1e3',
    '+1',
    '-1',
    '-0',
    '1,000',
    '０.１',
    '１',
    '١',
    '.5',
    '1.',
    '00',
    '01',
    'NaN',
    'Infinity',
    ' 1',
    '1 ',
    '1\u00a0',
    '',
    '0x10',
    '1.1234567',
    '1'.repeat(40),
    '1\n',
  ];
  test.each(refused)('H-01: %j is not an amount', (text) => {
    expect(parseTyped(text, 6)).toBeNull();
  });

  test('G-20: of many random texts only those of the grammar are taken', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[0-9.,eE+ -]{0,20}$/),
      fc.stringMatching(/^\d{1,15}(\.\d{0,9})?$/),
    );
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 18 }), (text, scale) => {
        const isAmount =
          new RegExp(`^(0|[1-9][0-9]{0,11})(\\.\\d{1,${scale}})?$`).test(text) && !text.endsWith('\n');
        return (parseTyped(text, scale) !== null) === isAmount;
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('what a machine wrote', () => {
  test('trailing zeros are harmless, any other digit too many is not', () => {
    expect(parseExact('300.0', 2)).toBe(30_000n);
    expect(parseExact('9.230000000', 6)).toBe(9_230_000n);
    expect(parseExact('9.2300001', 6)).toBeNull();
  });

  test('H-02: every amount survives the way to text and back', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 36n }),
        fc.integer({ min: 0, max: 18 }),
        (amount, scale) => parseExact(formatExact(amount, scale), scale) === amount,
      ),
      { numRuns: 5_000 },
    );
  });
});

test('a fiat amount is written as people write it', () => {
  expect(formatFiat({ hundredths: 30_000n, currency: 'TWD' })).toBe('300 TWD');
  expect(formatFiat({ hundredths: 950n, currency: 'USD' })).toBe('9.50 USD');
  expect(sameFiat({ hundredths: 1n, currency: 'USD' }, { hundredths: 1n, currency: 'TWD' })).toBe(false);
});
