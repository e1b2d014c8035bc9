// Decimal strings on the wire, bigint smallest units inside. No floating point touches money.

const PLAIN_DECIMAL = /^\d+(\.\d+)?$/;

export function isPlainDecimal(text: unknown): text is string {
  return typeof text === 'string' && text.length <= 60 && PLAIN_DECIMAL.test(text);
}

/** '9.23' with 6 decimals is 9230000n. Throws on anything that does not fit exactly. */
export function toUnits(text: string, decimals: number): bigint {
  if (!isPlainDecimal(text)) throw new Error(`'${text}' is not a plain decimal`);
  const [whole = '0', fraction = ''] = text.split('.');
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > decimals) throw new Error(`'${text}' has more than ${decimals} decimals`);
  return BigInt(whole) * 10n ** BigInt(decimals) + BigInt(kept.padEnd(decimals, '0') || '0');
}

/** 9230000n with 6 decimals is '9.23'; at least two decimals are shown, as in every public example. */
export function fromUnits(units: bigint, decimals: number, atLeast = 2): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits
    .slice(digits.length - decimals)
    .replace(/0+$/, '')
    .padEnd(atLeast, '0');
  return fraction === '' ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}

/** Cuts units down to a coarser precision: 2504700n with 6 decimals cut to 2 is 2500000n. */
export function cutTo(units: bigint, decimals: number, keep: number): bigint {
  const step = 10n ** BigInt(Math.max(0, decimals - keep));
  return (units / step) * step;
}

const SCALE = 18;

/** What a fiat amount costs in a token, rounded up to `keep` decimals so that the merchant never loses a fraction. */
export function quote(fiat: string, fiatPerToken: string, decimals: number, keep: number): bigint {
  const rate = toUnits(fiatPerToken, SCALE);
  const wanted = toUnits(fiat, SCALE) * 10n ** BigInt(keep);
  const coarse = (wanted + rate - 1n) / rate;
  return coarse * 10n ** BigInt(decimals - keep);
}

/** What is left of an amount after a percentage such as '1' or '0.75' is taken. */
export function afterPercent(units: bigint, percent: string): bigint {
  const whole = toUnits('100', SCALE);
  return (units * (whole - toUnits(percent, SCALE))) / whole;
}
