import type { Asset } from './asset.ts';
import { parseTyped } from './money.ts';
import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';

const ALL_WORDS: readonly string[] = ['all', 'max', '全部'];

/** A good amount but for the number of its decimals. */
const TOO_FINE = /^(?:0|[1-9]\d{0,11})\.\d+$/;
/** Digits with a comma somewhere; people mean decimals or thousands by it, so we don't guess which. */
const WITH_COMMA = /^[\d.]*[,，][\d.,，]*$/;

/**
 * The amount of a withdrawal as a member typed it, in the asset's smallest unit, or `all`. The grammar is
 * that of `parseTyped` (faults.md H-01), also with no blank allowed around it; the asset's own symbol may
 * follow in any case, after one space at most. Refusals: every `withdrawal_amount_…` code.
 */
export function readWithdrawalAmount(
  text: string,
  asset: Pick<Asset, 'symbol' | 'decimals'>,
): bigint | 'all' | Refusal {
  const { symbol, decimals } = asset;
  if (ALL_WORDS.includes(text.toLowerCase())) return 'all';
  const digits = withoutSymbol(text, symbol);
  const amount = parseTyped(digits, decimals);
  const facts = { symbol, decimals: String(decimals) };
  if (amount === 0n) return refuse('withdrawal_amount_zero', { symbol });
  if (amount !== null) return amount;
  if (TOO_FINE.test(digits)) return refuse('withdrawal_amount_too_fine', facts);
  if (WITH_COMMA.test(digits)) return refuse('withdrawal_amount_comma');
  return refuse('withdrawal_amount_not_understood', facts);
}

/** `25 USDT` and `25usdt` → `25`; a symbol that could go on a number has to stand apart from it. */
function withoutSymbol(text: string, symbol: string): string {
  const end = text.length - symbol.length;
  if (end < 0 || text.slice(end).toLowerCase() !== symbol.toLowerCase()) return text;
  if (text.charAt(end - 1) === ' ') return text.slice(0, end - 1);
  return /^[\d.,]/.test(symbol) ? text : text.slice(0, end);
}

/** The asset whose symbol stands at the end of what was typed, such as `25 USDT`; `undefined` for none. */
export function assetNamedIn(text: string, assets: readonly Asset[]): Asset | undefined {
  const typed = text.trim().toLowerCase();
  return assets.find(({ symbol }) => typed.endsWith(symbol.toLowerCase()));
}

/** Which token is meant has to be said where it could be several. */
export function tokenMissing(assets: readonly Pick<Asset, 'symbol'>[]): Refusal {
  return refuse('token_missing', { tokens: assets.map(({ symbol }) => symbol).join(', ') });
}
