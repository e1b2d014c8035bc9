import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandSubcommandGroupOption,
  APIApplicationCommandSubcommandOption,
} from 'discord.js';
import { ApplicationCommandOptionType } from 'discord.js';
import { fiatCurrencies } from '../../src/domain/money.ts';
import { say } from '../shared/words.ts';

const TEXT_UNITS_MAX = 100;

/** A name with its words: `slash-<name>` as it is called in each language, `about` as it is described. */
export function worded(name: string, about: string, localKey = `slash-${name}`) {
  return {
    name,
    name_localizations: { 'zh-TW': say('zh-TW', localKey) },
    description: say('en', about),
    description_localizations: { 'zh-TW': say('zh-TW', about) },
  };
}

export function group(
  name: string,
  about: string,
  options: APIApplicationCommandSubcommandOption[],
): APIApplicationCommandSubcommandGroupOption {
  return { type: ApplicationCommandOptionType.SubcommandGroup, ...worded(name, about), options };
}

export function subcommand(
  name: string,
  about: string,
  options: APIApplicationCommandBasicOption[] = [],
  localKey?: string,
): APIApplicationCommandSubcommandOption {
  return { type: ApplicationCommandOptionType.Subcommand, ...worded(name, about, localKey), options };
}

export function textOption(name: string, about: string, required = false, unitsMax = TEXT_UNITS_MAX) {
  const type = ApplicationCommandOptionType.String as const;
  return { type, ...worded(name, about), required, max_length: unitsMax };
}

/** Completed while it is typed; anything else can be sent too. */
export function hintedOption(name: string, about: string, required = false) {
  return { ...textOption(name, about, required), autocomplete: true as const };
}

export function choiceOption(
  name: string,
  about: string,
  choices: readonly { readonly name: string; readonly value: string; readonly localKey?: string }[],
  required = false,
) {
  const type = ApplicationCommandOptionType.String as const;
  const worded_ = choices.map(({ name: shown, value, localKey }) => ({
    ...{ name: shown, value },
    ...(localKey === undefined ? {} : { name_localizations: { 'zh-TW': say('zh-TW', localKey) } }),
  }));
  return { type, ...worded(name, about), required, choices: worded_ };
}

export function currencyOption(required = false) {
  const choices = fiatCurrencies.map((currency) => ({ name: currency, value: currency }));
  return choiceOption('currency', 'about-currency', choices, required);
}

export function userOption(name: string, about: string) {
  return { type: ApplicationCommandOptionType.User as const, ...worded(name, about) };
}

export function roleOption(name: string, about: string) {
  return { type: ApplicationCommandOptionType.Role as const, ...worded(name, about) };
}

export function fileOption(name: string, about: string, required = false) {
  return { type: ApplicationCommandOptionType.Attachment as const, ...worded(name, about), required };
}

export function yesOption(name: string, about: string) {
  return { type: ApplicationCommandOptionType.Boolean as const, ...worded(name, about) };
}
