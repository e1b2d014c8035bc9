import type { Discount } from './item.ts';
import type { Fiat } from './money.ts';
import { FIAT_HUNDREDTHS_MIN } from './money.ts';

/** Letters and digits, typed without shift and read aloud: `SUMMER10`. */
const CODE = /^[A-Z0-9]{3,20}$/;

const USES_MAX = 1_000_000;

/** What somebody typed, as the code that it is kept under; `null` for what no code looks like. */
export function discountCode(words: string): string | null {
  const code = words.trim().toUpperCase();
  return CODE.test(code) ? code : null;
}

/** Whether a discount takes something off, and leaves something. */
export function isDiscountUsable({
  percent,
  off,
  usesMax,
}: Pick<Discount, 'percent' | 'off' | 'usesMax'>): boolean {
  const isWhole = (count: number, most: number) => Number.isInteger(count) && count >= 1 && count <= most;
  const isCounted = usesMax === null || isWhole(usesMax, USES_MAX);
  if (percent !== null) return off === null && isWhole(percent, 99) && isCounted;
  return off !== null && off.hundredths > 0n && isCounted;
}

/**
 * What is left to pay, never less than the provider takes; a part of a hundredth is the buyer's to pay.
 * `null` when the discount is for another item, or in another currency.
 */
export function priceAfter(price: Fiat, itemId: string, discount: Discount): Fiat | null {
  if (discount.itemId !== null && discount.itemId !== itemId) return null;
  if (discount.off && discount.off.currency !== price.currency) return null;
  const share = 100n - BigInt(discount.percent ?? 0);
  const left = discount.off
    ? price.hundredths - discount.off.hundredths
    : (price.hundredths * share + 99n) / 100n;
  return { ...price, hundredths: left < FIAT_HUNDREDTHS_MIN ? FIAT_HUNDREDTHS_MIN : left };
}
