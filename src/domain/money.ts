/**
 * Amounts. Tokens are `bigint` in the smallest unit of their asset; fiat is `bigint` hundredths.
 * Text is parsed digit by digit: no amount ever passes through a floating-point number.
 */

export type FiatCurrency = 'TWD' | 'USD';

/** The currencies that KryptoGO quotes in (kryptogo.md 1). */
export const fiatCurrencies: readonly FiatCurrency[] = ['TWD', 'USD'];

/** How many digits a fiat amount has after the point. */
const FIAT_SCALE = 2;

/** A price or a top-up: hundredths of a TWD or a USD. */
export type Fiat = { readonly hundredths: bigint; readonly currency: FiatCurrency };

/** The smallest amount that KryptoGO makes a payment intent for: 0.01 (kryptogo.md 1). */
export const FIAT_HUNDREDTHS_MIN = 1n;

const EXACT_DECIMAL = /^(\d{1,60})(?:\.(\d{1,40}))?$/;

/**
 * What a machine wrote: `"9.23"`, `"300.0"`, `"5"`. Trailing zeros beyond `scale` are harmless;
 * any other digit beyond it, a sign, an exponent or a blank is not an amount: `null`.
 */
export function parseExact(text: string, scale: number): bigint | null {
  const match = EXACT_DECIMAL.exec(text);
  if (!match) return null;
  const whole = match[1] ?? '';
  const fraction = match[2] ?? '';
  if (/[1-9]/.test(fraction.slice(scale))) return null;
  return BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'));
}

/**
 * What a person typed (faults.md H-01): ASCII digits, no leading zero, one point at most, at most
 * twelve digits before it and `scale` after it. Everything else is `null`, never rounded.
 */
export function parseTyped(text: string, scale: number): bigint | null {
  const match = /^(0|[1-9]\d{0,11})(?:\.(\d+))?$/.exec(text);
  if (!match || (match[2] ?? '').length > scale) return null;
  return parseExact(text, scale);
}

/** Exact decimal text without trailing zeros: `formatExact(9230000n, 6)` is `"9.23"`. */
export function formatExact(amount: bigint, scale: number): string {
  const sign = amount < 0n ? '-' : '';
  const digits = (amount < 0n ? -amount : amount).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return fraction === '' ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}

/** `"300"` in TWD → 30000 hundredths; the strict grammar for people. */
export function parseTypedFiat(text: string, currency: FiatCurrency): Fiat | null {
  const hundredths = parseTyped(text, FIAT_SCALE);
  return hundredths === null ? null : { hundredths, currency };
}

/** A provider's `fiat_amount`, for example `"300.0"`. */
export function parseExactFiat(text: string, currency: FiatCurrency): Fiat | null {
  const hundredths = parseExact(text, FIAT_SCALE);
  return hundredths === null ? null : { hundredths, currency };
}

/** The decimal text of a fiat amount without its currency: `"300"`, `"9.5"`. */
export function fiatDecimal(fiat: Fiat): string {
  return formatExact(fiat.hundredths, FIAT_SCALE);
}

/** `"300 TWD"`, `"9.50 USD"`: cents are written in full once there are any. */
export function formatFiat(fiat: Fiat): string {
  const text = fiatDecimal(fiat);
  const shown = /\.\d$/.test(text) ? `${text}0` : text;
  return `${shown} ${fiat.currency}`;
}

/** Equal in value and currency. */
export function sameFiat(one: Fiat, other: Fiat): boolean {
  return one.hundredths === other.hundredths && one.currency === other.currency;
}
