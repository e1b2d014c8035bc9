import type { Account } from '../../src/domain/platform.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { refuse } from '../../src/domain/refusal.ts';
import { readAccount } from './account-words.ts';

/** What an operator typed behind `/till` about the shop: who minds it, and how it is set. */
export type StaffWords =
  | { readonly kind: 'manager_list' }
  | { readonly kind: 'manager_add'; readonly name: string; readonly accounts: readonly Account[] }
  | { readonly kind: 'manager_remove'; readonly name: string }
  | { readonly kind: 'thanks'; readonly isOn: boolean }
  | { readonly kind: 'timezone'; readonly zone: string }
  /** `before` is where the page before ended. */
  | { readonly kind: 'audit'; readonly before: number | null }
  | { readonly kind: 'discount_list' }
  | { readonly kind: 'discount_end'; readonly code: string }
  /** `off` is `20%` or a price; the rest says what it is limited to. */
  | {
      readonly kind: 'discount_add';
      readonly code: string;
      readonly off: string;
      readonly slug: string | null;
      readonly usesMax: number | null;
      readonly days: number | null;
    };

const notUnderstood = refuse('command_not_understood');

/** Reads the words of `/till <verb> …` for these verbs; `null` for a verb of something else. */
export function readStaffWords(verb: string, rest: readonly string[]): StaffWords | Refusal | null {
  switch (verb) {
    case 'manager':
    case 'managers':
      return readManagerWords(rest);
    case 'thanks':
      return readThanks(rest[0]?.toLowerCase());
    case 'timezone':
      return rest[0] === undefined ? notUnderstood : { kind: 'timezone', zone: rest.join('_') };
    case 'audit':
      return { kind: 'audit', before: readCount(rest[0]) };
    case 'discount':
    case 'discounts':
      return readDiscountWords(rest);
    default:
      return null;
  }
}

function readThanks(word: string | undefined): StaffWords | Refusal {
  return word === 'here' || word === 'off' ? { kind: 'thanks', isOn: word === 'here' } : notUnderstood;
}

/** `add Mia telegram:1 discord:2`, `remove Mia`: a name may have several words. */
function readManagerWords([verb = 'list', ...rest]: readonly string[]): StaffWords | Refusal {
  const asked = verb.toLowerCase();
  if (asked === 'list') return { kind: 'manager_list' };
  const first = rest.findIndex((word) => readAccount(word) !== null);
  const name = rest.slice(0, first < 0 ? rest.length : first).join(' ');
  const accounts = first < 0 ? [] : rest.slice(first).map(readAccount);
  const known = accounts.filter((account) => account !== null);
  if (name === '' || known.length < accounts.length) return notUnderstood;
  if (asked === 'remove' && known.length === 0) return { kind: 'manager_remove', name };
  return asked === 'add' && known.length > 0 ? { kind: 'manager_add', name, accounts: known } : notUnderstood;
}

/** `add SUMMER 20% item ticket uses 50 days 30`, `end SUMMER`. */
function readDiscountWords([verb = 'list', code = '', ...rest]: readonly string[]): StaffWords | Refusal {
  const asked = verb.toLowerCase();
  if (asked === 'list') return { kind: 'discount_list' };
  if (code === '') return notUnderstood;
  if (asked === 'end') return { kind: 'discount_end', code };
  const from = rest.findIndex((word) => limits.includes(word.toLowerCase()));
  const off = rest.slice(0, from < 0 ? rest.length : from).join(' ');
  const named = readLimits(from < 0 ? [] : rest.slice(from));
  if (asked !== 'add' || off === '' || !named) return notUnderstood;
  return { kind: 'discount_add', code, off, ...named };
}

const limits = ['item', 'uses', 'days'];

function readLimits(words: readonly string[]) {
  const named = { slug: null as string | null, usesMax: null as number | null, days: null as number | null };
  for (let index = 0; index < words.length; index += 2) {
    const name = words[index]?.toLowerCase();
    const value = words[index + 1];
    const count = readCount(value);
    if (value === undefined) return null;
    if (name === 'item') named.slug = value;
    else if (name === 'uses' && count !== null) named.usesMax = count;
    else if (name === 'days' && count !== null) named.days = count;
    else return null;
  }
  return named;
}

function readCount(word: string | undefined): number | null {
  return word !== undefined && /^[1-9]\d{0,8}$/.test(word) ? Number(word) : null;
}
