import type { Fiat, FiatCurrency } from '../../src/domain/money.ts';
import { FIAT_HUNDREDTHS_MIN, parseTypedFiat } from '../../src/domain/money.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { refuse } from '../../src/domain/refusal.ts';

/** What somebody typed behind `/pay`. */
export type PayWords =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'top_up'; readonly fiat: Fiat }
  /** A good amount; in which currency has to be asked. */
  | { readonly kind: 'amount'; readonly amount: string }
  | { readonly kind: 'item'; readonly words: string };

/** Only what can mean one thing. `$` and 元 are used for both currencies, so they leave it open. */
const currencyWords: Readonly<Record<string, FiatCurrency | 'open'>> = {
  TWD: 'TWD',
  NTD: 'TWD',
  NT$: 'TWD',
  新台幣: 'TWD',
  新臺幣: 'TWD',
  台幣: 'TWD',
  臺幣: 'TWD',
  USD: 'USD',
  US$: 'USD',
  美元: 'USD',
  美金: 'USD',
  $: 'open',
  元: 'open',
  塊: 'open',
  // Prices are in fiat; somebody who thinks in tokens is asked which one they mean.
  USDT: 'open',
  USDC: 'open',
};

/** Longest first, so that `NT$300` isn't read as `NT` and `$300`. */
const spelled = Object.keys(currencyWords)
  .sort((one, other) => other.length - one.length)
  .map((word) => word.replace('$', '\\$'))
  .join('|');
const CURRENCY_FIRST = new RegExp(`^(${spelled}) *(.*)$`, 'iu');
const CURRENCY_LAST = new RegExp(`^(.*?) *(${spelled})$`, 'iu');

/**
 * What could only be meant as an amount, well or badly written. The good ones go through the strict
 * grammar; the others get a clear answer instead of "no such item".
 */
const LIKE_AN_AMOUNT =
  /^[-+.,٫٬'’\p{Z}]*\p{N}[\p{N}.,٫٬'’_\p{Z}+-]*(e[-+]?\p{N}+)?$|^[-+]?(nan|inf|infinity|0x[\da-f]+)$/iu;

const WORDS_UNITS_MAX = 100;

/** Reads the words of `/pay …`. An amount is never rounded, guessed or repaired (faults.md H-01). */
export function readPayWords(words: string): PayWords | Refusal {
  const text = words.trim().replace(/[ \t\n\u3000]+/g, ' ');
  if (text === '') return { kind: 'nothing' };
  // No amount is that long, and an item that is will not be found.
  if (text.length > WORDS_UNITS_MAX) return { kind: 'item', words: text.slice(0, WORDS_UNITS_MAX) };
  const { amount, currency } = splitCurrency(text);
  if (amount === '' || !LIKE_AN_AMOUNT.test(amount)) {
    return { kind: 'item', words: text };
  }
  const fiat = parseTypedFiat(amount, currency === 'open' || currency === null ? 'TWD' : currency);
  if (!fiat) return refuse('amount_not_understood');
  if (fiat.hundredths < FIAT_HUNDREDTHS_MIN) return refuse('amount_too_small');
  if (currency === null || currency === 'open') return { kind: 'amount', amount };
  return { kind: 'top_up', fiat };
}

/** A price as operators type it: an amount and its currency. */
export function readPrice(words: string): Fiat | Refusal {
  const read = readPayWords(words);
  return 'kind' in read && read.kind === 'top_up' ? read.fiat : refuse('price_not_understood');
}

function splitCurrency(text: string): { amount: string; currency: FiatCurrency | 'open' | null } {
  const first = CURRENCY_FIRST.exec(text);
  if (first) return { amount: first[2] ?? '', currency: currencyOf(first[1]) };
  const last = CURRENCY_LAST.exec(text);
  if (last) return { amount: last[1] ?? '', currency: currencyOf(last[2]) };
  return { amount: text, currency: null };
}

function currencyOf(word = ''): FiatCurrency | 'open' {
  return currencyWords[word.toUpperCase()] ?? 'open';
}
