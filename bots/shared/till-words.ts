import type { Fiat } from '../../src/domain/money.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { OperatorWords } from './operator-words.ts';
import { readOperatorWords } from './operator-words.ts';
import type { StaffWords } from './staff-words.ts';
import { readStaffWords } from './staff-words.ts';
import { readPayWords, readPrice } from './pay-words.ts';

/** What an operator typed behind `/till`. */
export type TillWords =
  | { readonly kind: 'help' }
  | { readonly kind: 'status' }
  | { readonly kind: 'enable'; readonly name: string | null }
  /** `community` is its name or its code. */
  | { readonly kind: 'join'; readonly community: string }
  | { readonly kind: 'item_list' }
  | { readonly kind: 'item_hide'; readonly slug: string }
  | { readonly kind: 'item_add'; readonly slug: string; readonly price: Fiat; readonly name: string }
  | OperatorWords
  | StaffWords;

/** Reads the words of `/till …`; without any it is a question for help. */
export function readTillWords(words: string): TillWords | Refusal {
  const [verb = '', ...rest] = words.trim().split(/[ \t\n\u3000]+/);
  switch (verb.toLowerCase()) {
    case '':
    case 'help':
      return { kind: 'help' };
    case 'status':
      return { kind: 'status' };
    case 'enable':
      return { kind: 'enable', name: rest.length > 0 ? rest.join(' ') : null };
    case 'join':
      return rest.length > 0 ? { kind: 'join', community: rest.join(' ') } : refuse('command_not_understood');
    case 'item':
      return readItemWords(rest);
    default:
      return (
        readOperatorWords(verb.toLowerCase(), rest) ??
        readStaffWords(verb.toLowerCase(), rest) ??
        refuse('command_not_understood')
      );
  }
}

function readItemWords([verb = '', slug = '', ...rest]: readonly string[]): TillWords | Refusal {
  const asked = verb.toLowerCase();
  if (asked === 'list') return { kind: 'item_list' };
  if (asked === 'hide' && slug !== '') return { kind: 'item_hide', slug: slug.toLowerCase() };
  if (asked !== 'add' || rest.length < 2) return refuse('command_not_understood');
  const [price, name] = splitPrice(rest);
  return readNewItem(slug, price, name);
}

/** An item to put on sale, from its parts. */
export function readNewItem(slug: string, price: Fiat | Refusal, name: string): TillWords | Refusal {
  // What `/pay` would read as an amount could never be bought by its name.
  const typed = readPayWords(slug);
  if (isRefusal(typed) || typed.kind !== 'item') return refuse('item_name_not_usable', { slug });
  return isRefusal(price) ? price : { kind: 'item_add', slug: slug.toLowerCase(), price, name };
}

/** `300 TWD Name` or `300TWD Name`. */
function splitPrice(words: readonly string[]): [Fiat | Refusal, string] {
  const inOne = readPrice(words[0] ?? '');
  if (!isRefusal(inOne)) return [inOne, words.slice(1).join(' ')];
  return [readPrice(words.slice(0, 2).join(' ')), words.slice(2).join(' ')];
}
