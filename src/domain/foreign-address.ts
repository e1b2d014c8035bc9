/** Addresses of chains that Till does not send on, so that the refusal can name the chain. */

const BASE58 = '[1-9A-HJ-NP-Za-km-z]';
const BECH32 = '[02-9ac-hj-np-z]';

/**
 * By form alone, the more particular first: Solana's form has no mark of its own. What matches is
 * refused anyway; only the sentence depends on it.
 */
const forms: readonly (readonly [chain: string, form: RegExp])[] = [
  ['Tron', new RegExp(`^T${BASE58}{33}$`)],
  ['Tron', /^41[\da-f]{40}$/i],
  ['Bitcoin', new RegExp(`^(?:bc1|tb1)${BECH32}{8,87}$`, 'i')],
  ['Bitcoin', new RegExp(`^[13]${BASE58}{25,33}$`)],
  ['Bitcoin Cash', /^bitcoincash:[qp][\da-z]{41}$/i],
  ['Litecoin', new RegExp(`^ltc1${BECH32}{8,87}$`, 'i')],
  ['Litecoin', new RegExp(`^[LM]${BASE58}{33}$`)],
  ['Dogecoin', new RegExp(`^D${BASE58}{33}$`)],
  ['XRP Ledger', new RegExp(`^r${BASE58}{24,34}$`)],
  ['Cardano', new RegExp(`^addr1${BECH32}{50,110}$`, 'i')],
  ['Cosmos', new RegExp(`^(?:cosmos|osmo|inj|celestia|sei)1${BECH32}{38,58}$`, 'i')],
  ['Stellar', /^G[A-Z2-7]{55}$/],
  ['TON', /^[EUk0]Q[\w-]{46}$/],
  ['TON', /^(?:0|-1):[\da-f]{64}$/i],
  ['Polkadot', new RegExp(`^[15]${BASE58}{46,47}$`)],
  ['Solana', new RegExp(`^${BASE58}{32,44}$`)],
];

/** Hex digits alone may look like base 58, but they are one of our own addresses without its 0x. */
const BARE_ADDRESS = /^[\da-f]{40}$/i;

/** The name of the chain that an address belongs to by its form; `null` for none that we know. */
export function chainOfForeign(text: string): string | null {
  if (BARE_ADDRESS.test(text)) return null;
  return forms.find(([, form]) => form.test(text))?.[0] ?? null;
}
