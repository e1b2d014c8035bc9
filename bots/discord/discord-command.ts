import type { APIApplicationCommandInteractionDataOption, APIInteractionDataResolved } from 'discord.js';
import { ApplicationCommandOptionType } from 'discord.js';
import type { Caller } from '../../src/core/caller.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { refuse } from '../../src/domain/refusal.ts';
import type { CommandName } from '../shared/commands.ts';
import { readPrice } from '../shared/pay-words.ts';
import type { TillWords } from '../shared/till-words.ts';
import { readNewItem, readTillWords } from '../shared/till-words.ts';
import { callerOf, isSnowflake } from './discord-actor.ts';

/** What was chosen and filled in: `item add` with its values. */
export type GivenOptions = ChosenOptions & {
  /** Whoever is named in a value, by their id. */
  readonly people: Readonly<Record<string, Person>>;
  /** Files that are named in a value, by their id. */
  readonly files: Readonly<Record<string, GivenFile>>;
};

export type ChosenOptions = {
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
  /** The one that is being typed. */
  readonly focused: string | null;
};

/** Somebody named in an option, in the language we think that they read. */
export type Person = Caller;

/** A file as Discord tells of it. What it says of the content is what the sender's client said. */
export type GivenFile = {
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly url: string;
};

type Option = APIApplicationCommandInteractionDataOption;

/** Options by their own names, whatever they are called in the person's language. */
export function readOptions(
  options: readonly Option[] | undefined,
  path: readonly string[] = [],
): ChosenOptions {
  const values: Record<string, string> = {};
  let focused: string | null = null;
  for (const option of options ?? []) {
    if (
      option.type === ApplicationCommandOptionType.Subcommand ||
      option.type === ApplicationCommandOptionType.SubcommandGroup
    ) {
      return readOptions(option.options, [...path, option.name]);
    }
    if ('focused' in option && option.focused === true) focused = option.name;
    if ('value' in option) values[option.name] = String(option.value);
  }
  return { path: path.join(' '), values, focused };
}

/** What the values refer to. Whoever is nobody's guess (a bot, a webhook) can't be given anything. */
export function readResolved(
  resolved: Partial<APIInteractionDataResolved> | undefined,
): Pick<GivenOptions, 'people' | 'files'> {
  const people: Record<string, Person> = {};
  for (const [id, user] of Object.entries(resolved?.users ?? {})) {
    if (user.bot === true || !isSnowflake(id)) continue;
    people[id] = callerOf(user, resolved?.members?.[id]?.nick, undefined);
  }
  const files: Record<string, GivenFile> = {};
  for (const [id, file] of Object.entries(resolved?.attachments ?? {})) {
    const { filename: name, content_type: contentType = '', size, url } = file;
    files[id] = { name, contentType, size, url };
  }
  return { people, files };
}

/** `/pay` as it would be typed. An item and an amount at once could mean two things. */
function payWords({ values }: ChosenOptions): string | Refusal {
  const { item, amount, currency } = values;
  if (item !== undefined && amount !== undefined) return refuse('command_not_understood');
  return item ?? (amount === undefined ? '' : `${amount} ${currency ?? ''}`.trim());
}

/** The command as it would be typed. What has many parts is read from them, and says only which part it is. */
export function wordsOf(name: CommandName, options: GivenOptions): string | Refusal {
  const { path, values } = options;
  const typed = (...names: readonly string[]) =>
    names
      .map((one) => values[one]?.trim() ?? '')
      .filter((value) => value !== '')
      .join(' ');
  switch (name) {
    case 'pay':
      return payWords(options);
    case 'till':
      return typedTill(options);
    case 'shop':
      return typed('item');
    case 'where':
      return typed('order');
    case 'refund':
      return [typed('order'), values['full'] === 'true' ? 'full' : '', typed('reason')].join(' ').trim();
    case 'report':
      return typed('days');
    case 'export':
      return typed('what', 'days');
    case 'phrase':
      return typed('words');
    case 'item':
      return path;
    case 'orders':
    case 'balance':
    case 'withdraw':
    case 'withdrawals':
    case 'help':
    case 'language':
      return '';
  }
}

/** The order in which what was filled in would be typed; people choose options in any. */
const TYPED_IN_ORDER = [
  'short-name',
  'code',
  'off',
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
  'zone',
  'reason',
  'item',
  'uses',
  'days',
] as const;

/** Said with their names, as any of them may be absent. */
const TYPED_WITH_NAME: readonly string[] = ['item', 'uses', 'days'];

/** `/till …` as it would be typed. */
function typedTill({ path, values }: Pick<ChosenOptions, 'path' | 'values'>): string {
  const typed = TYPED_IN_ORDER.flatMap((option) => {
    const value = values[option]?.trim() ?? '';
    if (value === '') return [];
    if (option === 'user') return [`discord:${value}`];
    if (TYPED_WITH_NAME.includes(option)) return [`${option} ${value}`];
    return option === 'telegram' && /^\d+$/.test(value) ? [`telegram:${value}`] : [value];
  });
  // A part that has parts of its own can't be used by itself here.
  return [path.replace(/ show$/, ''), ...typed].join(' ');
}

/** `/till …` as it was filled in. */
export function tillWish({ path, values }: Pick<ChosenOptions, 'path' | 'values'>): TillWords | Refusal {
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
