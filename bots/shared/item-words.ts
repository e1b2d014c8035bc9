import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { Given } from './given.ts';
import { readPayWords, readPrice } from './pay-words.ts';

/** What is said of an item, each by its name, as it was typed. */
export type ItemValues = Readonly<Record<string, string>>;

/** What somebody who minds a shop wants of `/item`. */
export type ItemWish =
  | { readonly kind: 'list' | 'import' | 'export' }
  | { readonly kind: 'card' | 'hide' | 'show'; readonly slug: string }
  /** `slug` is `null` where nothing has been said yet. */
  | { readonly kind: 'add'; readonly slug: string | null; readonly values: ItemValues }
  | { readonly kind: 'edit'; readonly slug: string; readonly values: ItemValues }
  | { readonly kind: 'stock'; readonly slug: string; readonly count: string }
  /** `keys` are empty where they come in a file. */
  | { readonly kind: 'keys'; readonly slug: string; readonly keys: string };

const NAME_UNITS_MAX = 64;

/** What can be said of an item in words, and in Discord's options. */
const valueNames = [
  'name',
  'price',
  'currency',
  'description',
  'stock',
  'limit',
  'days',
  'delivery',
  'role',
  'chat',
  'text',
  'url',
  'file',
  'picture',
] as const;

const notUnderstood = refuse('command_not_understood');

/** Reads the words of `/item …`; without any it is the list. */
export function readItemWords(words: string): ItemWish | Refusal {
  const [verb = '', slug = ''] = words.trim().split(/\s+/, 2);
  const rest = words.trim().slice(verb.length).trim().slice(slug.length).trim();
  const asked = verb.toLowerCase();
  switch (asked) {
    case '':
    case 'list':
      return { kind: 'list' };
    case 'import':
    case 'export':
      return { kind: asked };
    case 'add':
      return readAdd(slug, rest);
    case 'edit':
      return slug === '' ? notUnderstood : readEdit(slug, rest);
    case 'hide':
    case 'show':
      return slug === '' ? notUnderstood : { kind: asked, slug };
    case 'stock':
      return slug === '' || rest === '' ? notUnderstood : { kind: 'stock', slug, count: rest };
    case 'keys':
      return slug === '' ? notUnderstood : { kind: 'keys', slug, keys: rest };
    default:
      return slug === '' ? { kind: 'card', slug: verb } : notUnderstood;
  }
}

/** `vip 300 TWD VIP Lounge`, or as much of it as there is. */
function readAdd(slug: string, rest: string): ItemWish {
  if (slug === '') return { kind: 'add', slug: null, values: {} };
  if (rest === '') return { kind: 'add', slug, values: {} };
  const words = rest.split(/\s+/);
  const parts = isRefusal(readPrice(words[0] ?? '')) ? 2 : 1;
  const price = words.slice(0, parts).join(' ');
  const name = words.slice(parts).join(' ');
  return { kind: 'add', slug, values: { price, ...(name === '' ? {} : { name }) } };
}

/** `vip price 350 TWD`: one thing at a time; `vip` alone is its card. */
function readEdit(slug: string, rest: string): ItemWish | Refusal {
  const [first = ''] = rest.split(/\s/, 1);
  const name = valueNames.find((one) => one === first.toLowerCase());
  if (first === '') return { kind: 'edit', slug, values: {} };
  const value = rest.slice(first.length).trim();
  if (!name || name === 'currency') return notUnderstood;
  const isFile = name === 'picture' || name === 'file';
  return isFile === (value === '') ? { kind: 'edit', slug, values: { [name]: value } } : notUnderstood;
}

/** `/item …` as it was filled in. */
export function givenItem({ path, values }: Pick<Given, 'path' | 'values'>): ItemWish | Refusal {
  const slug = (values['item'] ?? values['short-name'] ?? '').trim();
  const said = Object.fromEntries(
    Object.entries(values).filter(([name]) => valueNames.some((one) => one === name)),
  );
  switch (path) {
    case 'list':
    case 'import':
    case 'export':
      return { kind: path };
    case 'add':
      return { kind: 'add', slug: slug === '' ? null : slug, values: said };
    case 'edit':
      return { kind: 'edit', slug, values: said };
    case 'hide':
    case 'show':
      return { kind: path, slug };
    case 'stock':
      return { kind: 'stock', slug, count: values['count'] ?? '' };
    case 'keys':
      return { kind: 'keys', slug, keys: values['keys'] ?? '' };
    default:
      return notUnderstood;
  }
}

/** A number of pieces or days as people type it; `null` for no limit. */
export function readCount(words: string, slug: string): number | null | Refusal {
  const typed = words.trim().toLowerCase();
  if (/^(-|–|—|∞|unlimited|none|no limit|不限|無限)$/u.test(typed)) return null;
  return /^\d{1,7}$/.test(typed) ? Number(typed) : refuse('item_number_not_usable', { slug });
}

/** Keys, one a line. */
export function splitKeyLines(words: string): string[] {
  return words
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/)
    .filter((key) => key.trim() !== '');
}

/** Keys behind a command: one a line, or in one line with spaces between them. */
export function splitKeys(words: string): string[] {
  const text = words.trim();
  return text.includes('\n') ? splitKeyLines(text) : text.split(/\s+/).filter((key) => key !== '');
}

/** Why this can't be the short name of something new, as far as that can be told at once. */
export function refuseSlug(slug: string): Refusal | null {
  // What `/pay` would read as an amount could never be bought by its name.
  const read = readPayWords(slug);
  const isName = !isRefusal(read) && read.kind === 'item' && /^[a-z][\w-]{0,31}$/i.test(slug);
  return isName ? null : refuse('item_name_not_usable', { slug });
}

/** What can be told at once of something that was typed about an item. */
export function checkItemValue(name: string, words: string): Refusal | null {
  const typed = words.trim();
  if (name === 'short-name') return refuseSlug(typed);
  if (name === 'name') {
    return typed.length <= NAME_UNITS_MAX ? null : refuse('item_name_not_usable', { slug: '…' });
  }
  if (name === 'price') return refusalIn(readPrice(typed));
  if (name === 'stock' || name === 'limit' || name === 'days') return refusalIn(readCount(typed, '…'));
  return null;
}

function refusalIn(read: unknown): Refusal | null {
  return isRefusal(read) ? read : null;
}
