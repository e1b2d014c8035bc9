/**
 * Addresses that people type or paste. Nothing is repaired or guessed (faults.md H-03, H-05): a text
 * is exactly one address, or it gets the refusal that says what is wrong with it.
 */

import { addr } from 'micro-eth-signer';
import { chainOfForeign } from './foreign-address.ts';
import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';

/** An address that could be sent to. */
export type TypedAddress = {
  /** EIP-55 spelling. */
  readonly address: string;
  /** Whether it was typed in mixed case and the case was right; else a typo would not have been noticed. */
  readonly checksummed: boolean;
};

/** How long an address is: `0x` and 40 hex digits. */
const ADDRESS_LENGTH = 42;
/** What only ASCII can match: such a text equals its NFKC form and hides nothing. */
const ADDRESS = /^0x[\da-fA-F]{40}$/;
/** Our own spelling for reading, `inGroupsOfFour`, and no other with blanks in it. */
const IN_GROUPS = /^0x(?: [\da-fA-F]{4}){10}$/;
const ASCII_BLANKS_AROUND = /^[ \t\r\n]+|[ \t\r\n]+$/g;

const ZERO = /^0x0{40}$/;
/**
 * Nobody holds a key to these: what the chains build in (0x…01 to 0x…ffff has all precompiles and system
 * contracts of those we serve, and 0x…dead), one digit forty times over, and the usual words for burning.
 */
const BURN = /^0x(?:0{36}[\da-f]{4}|([\da-f])\1{39}|dead0{36}|(?:dead){10}|dead0{16}42069420694206942069)$/;

/**
 * Reads one address. Blanks (ASCII) around it are dropped; blanks inside are taken only in exactly the
 * form that our own cards print, `0x` and ten groups of four with one space before each, because people
 * copy it from there. One case throughout carries no checksum and is taken with `checksummed: false`;
 * mixed case has to be right. Refusals: every `address_…` code, except the two of `refuseDestination`.
 */
export function readAddress(text: string): TypedAddress | Refusal {
  const trimmed = text.replace(ASCII_BLANKS_AROUND, '');
  const typed = IN_GROUPS.test(trimmed) ? trimmed.replaceAll(' ', '') : trimmed;
  if (!ADDRESS.test(typed)) return refuseText(typed);
  const address = addr.addChecksum(typed);
  const checksummed = /[a-f]/.test(typed) && /[A-F]/.test(typed);
  if (checksummed && typed !== address) return refuse('address_checksum_wrong');
  const plain = typed.toLowerCase();
  if (ZERO.test(plain)) return refuse('address_zero');
  if (BURN.test(plain)) return refuse('address_burn');
  return { address, checksummed };
}

/**
 * Why an address that could be sent to must not be sent to here (faults.md B-31), or `null`. Whatever the
 * spelling of the addresses: the token's own contract (or another token's) is `address_is_token`, one
 * that people pay us at is `address_is_ours`.
 */
export function refuseDestination(
  address: string,
  facts: { readonly tokenContracts: readonly string[]; readonly ownAddresses: readonly string[] },
): Refusal | null {
  const isAddress = (other: string) => other.toLowerCase() === address.toLowerCase();
  if (facts.tokenContracts.some(isAddress)) return refuse('address_is_token');
  if (facts.ownAddresses.some(isAddress)) return refuse('address_is_ours');
  return null;
}

/** An address for comparing by eye: `0x 5aAe b605 3F3E …`. `readAddress` takes it back. */
export function inGroupsOfFour(address: string): string {
  return address.replace(/[\da-f]{4}/gi, ' $&');
}

const SEPARATORS = /[\s,;|/]+/u;
/** Also EIP-681 and what a block explorer's page is called: something stands before the address. */
const LINK = /^(?:[a-z][\w+.-]*:|(?:[\w-]+\.)+[a-z]{2,20}\/)\S*$/i;
const NAME = /^[^\s:/]+\.[a-z]{2,20}$/i;
/** As programs show an address that has no room. */
const SHORTENED = /^0x[\da-f]*(?:\.{2,}|…|\*+)[\da-f]*$/i;
const VISIBLE_ASCII = /^[\x20-\x7e\t\r\n]*$/;
/** ICAP: a country code of its own, two check digits, the account in base 36. */
const ICAP = /^XE\d{2}[\da-z]{16,31}$/i;
/** As long as a private key or a transaction's hash. */
const KEY_OR_HASH = /^(?:0x)?[\da-f]{64}$/i;
/** The digits alone, or behind a prefix that only some programs write. */
const OTHER_PREFIX = /^(?:0X|xdc)?[\da-fA-F]{40}$/;

/** What a text that is no address most likely is, the more telling answers first. */
function refuseText(text: string): Refusal {
  if (text === '') return refuse('address_missing');
  const chain = chainOfForeign(text);
  if (chain !== null) return refuse('address_other_chain', { chain });
  if (LINK.test(text)) return refuse('address_is_link');
  if (holdsSeveral(text)) return refuse('address_two');
  if (KEY_OR_HASH.test(text)) return refuse('address_is_key_or_hash');
  if (SHORTENED.test(text) && text.length < ADDRESS_LENGTH) return refuseShort(text);
  if (NAME.test(text)) return refuse('address_is_name');
  if (!VISIBLE_ASCII.test(text)) return refuse('address_not_ascii');
  if (ICAP.test(text)) return refuse('address_is_icap');
  if (OTHER_PREFIX.test(text)) return refuse('address_prefix_wrong');
  return /^0x\S*$/.test(text) ? refuseDigits(text) : refuse('address_not_understood');
}

/** What follows a good `0x`: a character that is no digit, or too few or too many of them. */
function refuseDigits(text: string): Refusal {
  const character = /[^\da-f]/i.exec(text.slice('0x'.length))?.[0];
  if (character !== undefined) return refuse('address_character_wrong', { character });
  if (text.length < ADDRESS_LENGTH) return refuseShort(text);
  return refuse('address_too_long', { length: String(text.length) });
}

function refuseShort(text: string): Refusal {
  return refuse('address_too_short', { length: String(text.length) });
}

/** Whether more than one address is in it, with or without something between them (faults.md H-05). */
function holdsSeveral(text: string): boolean {
  // No hex digit is an x, so that each 0x begins an address.
  if ((text.match(/0x/gi) ?? []).length > 1) return true;
  const words = text.split(SEPARATORS);
  return words.filter((word) => isAddressOfAnyKind(word)).length > 1;
}

function isAddressOfAnyKind(word: string): boolean {
  return ADDRESS.test(word) || OTHER_PREFIX.test(word) || chainOfForeign(word) !== null;
}
