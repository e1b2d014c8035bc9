/** What somebody typed behind `/withdraw`, in either order. What was left out is `null`. */
export type WithdrawWords = { readonly amount: string | null; readonly address: string | null };

/** How a card prints an address for comparing by eye; people copy it from there. */
const IN_GROUPS = /0x(?: [\da-fA-F]{4}){10}(?![\da-fA-F])/;
const AMOUNT = String.raw`(?:all|max|全部|[\d.,，]+)(?: ?[A-Za-z][A-Za-z\d.]{1,9}|)`;
const AMOUNT_FIRST = new RegExp(`^(${AMOUNT})\\s+(\\S[^]*)$`, 'i');
const AMOUNT_LAST = new RegExp(`^([^]*\\S)\\s+(${AMOUNT})$`, 'i');
const AMOUNT_ALONE = new RegExp(`^${AMOUNT}$`, 'i');

/**
 * Tells amount and address apart. Neither is judged here: the core reads both strictly, and whatever is
 * no amount goes to it as the address, so that it says what is wrong with it.
 */
export function readWithdrawWords(words: string): WithdrawWords {
  const text = words.trim().replace(/[ \t\n\u3000]+/g, ' ');
  if (text === '') return { amount: null, address: null };
  const grouped = IN_GROUPS.exec(text)?.[0];
  if (grouped !== undefined) {
    const rest = text.replace(grouped, ' ').trim();
    if (rest === '') return { amount: null, address: grouped };
    if (AMOUNT_ALONE.test(rest)) return { amount: rest, address: grouped };
  }
  const isAddressFirst = /^0x/i.test(text);
  if (!isAddressFirst && AMOUNT_ALONE.test(text)) return { amount: text, address: null };
  const first = isAddressFirst ? null : AMOUNT_FIRST.exec(text);
  if (first) return { amount: first[1] ?? null, address: first[2] ?? null };
  const last = AMOUNT_LAST.exec(text);
  return last ? { amount: last[2] ?? null, address: last[1] ?? null } : { amount: null, address: text };
}
