import type { APIApplicationCommandInteractionDataOption } from 'discord.js';
import { ApplicationCommandOptionType } from 'discord.js';
import type { Refusal } from '../../src/domain/refusal.ts';
import { refuse } from '../../src/domain/refusal.ts';
import { readPrice } from '../shared/pay-words.ts';
import type { TillWords } from '../shared/till-words.ts';
import { readNewItem, readTillWords } from '../shared/till-words.ts';

/** What was chosen and filled in: `item add` with its values. */
export type GivenOptions = {
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
};

type Option = APIApplicationCommandInteractionDataOption;

/** Options by their own names, whatever they are called in the person's language. */
export function readOptions(
  options: readonly Option[] | undefined,
  path: readonly string[] = [],
): GivenOptions {
  const values: Record<string, string> = {};
  for (const option of options ?? []) {
    if (
      option.type === ApplicationCommandOptionType.Subcommand ||
      option.type === ApplicationCommandOptionType.SubcommandGroup
    ) {
      return readOptions(option.options, [...path, option.name]);
    }
    if ('value' in option && typeof option.value === 'string') values[option.name] = option.value;
  }
  return { path: path.join(' '), values };
}

/** `/pay` as it would be typed. An item and an amount at once could mean two things. */
export function payWords({ values }: GivenOptions): string | Refusal {
  const { item, amount, currency } = values;
  if (item !== undefined && amount !== undefined) return refuse('command_not_understood');
  return item ?? (amount === undefined ? '' : `${amount} ${currency ?? ''}`.trim());
}

/** The order in which what was filled in would be typed; people choose options in any. */
const TYPED_IN_ORDER = [
  'short-name',
  'price',
  'currency',
  'name',
  'community',
  'user',
  'telegram',
  'rule',
  'value',
  'amount',
  'address',
  'reason',
] as const;

/** `/till …` as it would be typed. */
export function typedTill({ path, values }: GivenOptions): string {
  const typed = TYPED_IN_ORDER.flatMap((option) => {
    const value = values[option]?.trim() ?? '';
    if (value === '') return [];
    if (option === 'user') return [`discord:${value}`];
    return option === 'telegram' && /^\d+$/.test(value) ? [`telegram:${value}`] : [value];
  });
  // A part that has parts of its own can't be used by itself here.
  return [path.replace(/ show$/, ''), ...typed].join(' ');
}

/** `/till …` as it was filled in. */
export function tillWish({ path, values }: GivenOptions): TillWords | Refusal {
  const name = values['name']?.trim() ?? '';
  const slug = values['short-name']?.trim() ?? '';
  switch (path) {
    case 'enable':
      return { kind: 'enable', name: name === '' ? null : name };
    case 'join':
      return { kind: 'join', community: values['community']?.trim() ?? '' };
    case 'status':
      return { kind: 'status' };
    case 'item list':
      return { kind: 'item_list' };
    case 'item hide':
      return { kind: 'item_hide', slug: slug.toLowerCase() };
    case 'item add':
      return readNewItem(slug, readPrice(`${values['price'] ?? ''} ${values['currency'] ?? ''}`), name);
    default:
      return readTillWords(typedTill({ path, values }));
  }
}
