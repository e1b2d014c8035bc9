import fc from 'fast-check';
import { create } from 'qrcode';
import { expect, test } from 'vitest';
import { paymentLink, transactionUrl } from '../../bots/shared/payment-link.ts';
import { drawPicture } from '../../bots/shared/pictures.ts';
import { statusSymbols } from '../../bots/shared/status-art.ts';
import { ADDRESS, PAYMENT_TX, USDT } from './payment-views.ts';
import { readPng } from './read-png.ts';

const label = 'USDT ON Arbitrum One';
const link = paymentLink(USDT, ADDRESS, 9_230_000n) ?? '';

test.each([ADDRESS, link])(
  'H-06: the picture of %s holds exactly its code, with four blank modules around',
  (content) => {
    const picture = readPng(drawPicture({ kind: 'qr', content, label }));
    const { modules } = create(content, { errorCorrectionLevel: 'M' });
    const size = modules.size + 8;
    const pixels = picture.width / size;
    expect(Number.isInteger(pixels)).toBe(true);
    expect(pixels).toBeGreaterThanOrEqual(8);
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        const isInside = row >= 4 && column >= 4 && row < size - 4 && column < size - 4;
        const expected = isInside ? modules.get(row - 4, column - 4) : 0;
        const corners = [0, pixels - 1].map((edge) =>
          picture.at(column * pixels + edge, row * pixels + edge),
        );
        expect(corners).toEqual([expected, expected]);
      }
    }
  },
);

test('the label is below the code, whole, whatever its length', () => {
  for (const words of [label, 'USDT ON BNB SMART CHAIN', 'A VERY LONG NAME OF A TOKEN ON A CHAIN']) {
    const picture = readPng(drawPicture({ kind: 'qr', content: ADDRESS, label: words }));
    const inkIn = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, column) => from + column).some((x) =>
        Array.from({ length: 60 }, (_, row) => picture.height - 1 - row).some((y) => picture.at(x, y) === 1),
      );
    expect(inkIn(0, 8)).toBe(false);
    expect(inkIn(picture.width - 8, picture.width)).toBe(false);
    expect(inkIn(8, picture.width - 8)).toBe(true);
  }
});

test.each(statusSymbols)('the picture for %s can be drawn, and differs from the others', (symbol) => {
  const drawn = drawPicture({ kind: 'status', symbol });
  expect(readPng(drawn).width).toBe(360);
  const others = statusSymbols.filter((one) => one !== symbol);
  expect(others.some((one) => Buffer.from(drawPicture({ kind: 'status', symbol: one })).equals(drawn))).toBe(
    false,
  );
});

const hexDigits = [...'0123456789abcdefABCDEF'];
const anyAddress = fc
  .array(fc.constantFrom(...hexDigits), { minLength: 40, maxLength: 40 })
  .map((digits) => `0x${digits.join('')}`);

test('H-06: a payment link says exactly what it was made of', () => {
  fc.assert(
    fc.property(
      anyAddress,
      anyAddress,
      fc.bigInt({ min: 1n, max: 2n ** 256n - 1n }),
      (contract, to, amount) => {
        const made = paymentLink({ ...USDT, contract }, to, amount) ?? '';
        const read =
          /^ethereum:(0x[\da-fA-F]{40})@(\d+)\/transfer\?address=(0x[\da-fA-F]{40})&uint256=(\d+)$/.exec(
            made,
          );
        expect(read?.slice(1)).toEqual([contract, '42161', to, amount.toString()]);
      },
    ),
  );
});

test('H-06: what could mislead a wallet becomes no link', () => {
  expect(paymentLink(USDT, `${ADDRESS}&uint256=1`, 1n)).toBeNull();
  expect(paymentLink(USDT, ADDRESS, 0n)).toBeNull();
  expect(paymentLink({ ...USDT, chain: 'sol' }, ADDRESS, 1n)).toBeNull();
  expect(paymentLink({ ...USDT, contract: 'USDT' }, ADDRESS, 1n)).toBeNull();
});

test('a transaction is shown at the explorer of its chain', () => {
  expect(transactionUrl(USDT, PAYMENT_TX)).toBe(`https://arbiscan.io/tx/${PAYMENT_TX}`);
  expect(transactionUrl(USDT, '0xabc')).toBeNull();
  expect(transactionUrl(null, PAYMENT_TX)).toBeNull();
});
