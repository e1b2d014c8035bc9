/** What the spec cannot say about application commands: names, order of options, sizes. */
import { invalidForm, type FormError } from './api-error.ts';
import { textOf, type Json } from './model.ts';

const CHAT_INPUT = 1;
export const SUBCOMMAND = 1;
export const SUBCOMMAND_GROUP = 2;
/** Options whose value is a string, integer or number may have choices or autocomplete. */
const TYPED_OPTIONS = [3, 4, 10];

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const COMMAND_SIZE_MAX = 8000;

const LOCALES = new Set(
  (
    'ar bg cs da de el en-GB en-US es-419 es-ES fi fr he hi hr hu id it ja ko lt nl no pl pt-BR ro ru sv-SE ' +
    'th tr uk vi zh-CN zh-TW'
  ).split(' '),
);

type Path = readonly string[];

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}

function checkName(name: unknown, path: Path): FormError[] {
  if (typeof name === 'string' && NAME.test(name) && name === name.toLowerCase()) return [];
  return [{ path, code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' }];
}

function checkLocalisations(entry: Json, path: Path, namesAreStrict: boolean): FormError[] {
  return ['name_localizations', 'description_localizations'].flatMap((key) =>
    Object.entries((entry[key] ?? {}) as Json).flatMap(([locale, text]) => {
      const place = [...path, key, locale];
      if (!LOCALES.has(locale)) {
        const message = `"${locale}" is not a locale of Discord`;
        return [{ path: place, code: 'ENUM_TYPE_COERCE', message }];
      }
      return key === 'name_localizations' && namesAreStrict ? checkName(text, place) : [];
    }),
  );
}

function checkChoices(option: Json, path: Path): FormError[] {
  const choices = listOf(option['choices']);
  if (choices.length > 0 && option['autocomplete'] === true) {
    const message = 'Autocomplete cannot be set to true if choices is set';
    return [{ path: [...path, 'autocomplete'], code: 'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE', message }];
  }
  return choices.flatMap((choice, index) => {
    const { value } = choice;
    const isRight = option['type'] === 3 ? typeof value === 'string' : typeof value === 'number';
    const isWhole = option['type'] !== 4 || Number.isInteger(value);
    const message = `Value "${String(value)}" does not fit the type of the option.`;
    const wrong = [
      { path: [...path, 'choices', String(index), 'value'], code: 'BASE_TYPE_CHOICES', message },
    ];
    return isRight && isWhole
      ? checkLocalisations(choice, [...path, 'choices', String(index)], false)
      : wrong;
  });
}

function checkOptions(options: readonly Json[], path: Path): FormError[] {
  const errors: FormError[] = [];
  const names = options.map((option) => option['name']);
  const duplicate = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (duplicate >= 0) {
    const message = 'Option name already exists';
    errors.push({
      path: [...path, 'options', String(duplicate), 'name'],
      code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
      message,
    });
  }
  const late = options.findIndex(
    (option, index) =>
      option['required'] === true && options.slice(0, index).some((earlier) => earlier['required'] !== true),
  );
  if (late >= 0) {
    errors.push({
      path: [...path, 'options', String(late)],
      code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
      message: 'Required options must be placed before non-required options',
    });
  }
  const branches = options.filter((option) => Number(option['type']) <= SUBCOMMAND_GROUP).length;
  if (branches > 0 && branches < options.length) {
    const message =
      'Sub-command and sub-command group option types are mutually exclusive to all other types';
    errors.push({ path: [...path, 'options'], code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message });
  }
  options.forEach((option, index) => {
    const place = [...path, 'options', String(index)];
    errors.push(...checkName(option['name'], [...place, 'name']), ...checkLocalisations(option, place, true));
    if (TYPED_OPTIONS.includes(Number(option['type']))) errors.push(...checkChoices(option, place));
    errors.push(...checkOptions(listOf(option['options']), place));
  });
  return errors;
}

/** All names, descriptions and values of a command together have a limit. */
function sizeOf(entry: Json): number {
  const longest = (text: unknown, localised: unknown) =>
    Math.max(...[text, ...Object.values((localised ?? {}) as Json)].map((each) => textOf(each).length));
  const own =
    longest(entry['name'], entry['name_localizations']) +
    longest(entry['description'], entry['description_localizations']);
  const value = entry['value'] === undefined ? 0 : textOf(entry['value']).length;
  const inner = [...listOf(entry['options']), ...listOf(entry['choices'])];
  return inner.reduce((sum, each) => sum + sizeOf(each), own + value);
}

/** Every complaint about one command as it would be registered. */
export function checkCommand(command: Json, path: Path = []): FormError[] {
  const type = command['type'] ?? CHAT_INPUT;
  const isChat = type === CHAT_INPUT;
  const errors = [
    ...(isChat ? checkName(command['name'], [...path, 'name']) : []),
    ...checkLocalisations(command, path, isChat),
    ...checkOptions(listOf(command['options']), path),
  ];
  const description = command['description'];
  if (isChat && (typeof description !== 'string' || description === ''))
    errors.push({
      path: [...path, 'description'],
      code: 'BASE_TYPE_REQUIRED',
      message: 'This field is required',
    });
  if (!isChat && description != null && description !== '') {
    const message = 'Context menu commands cannot have description';
    errors.push({ path: [...path, 'description'], code: 'APPLICATION_COMMAND_INVALID_DESCRIPTION', message });
  }
  if (sizeOf(command) > COMMAND_SIZE_MAX) {
    const message = `Command exceeds maximum size (${COMMAND_SIZE_MAX})`;
    errors.push({ path, code: 'APPLICATION_COMMAND_TOO_LARGE', message });
  }
  return errors;
}

/** Complains about commands of one list that share name and type. */
export function checkUniqueNames(commands: readonly Json[]): void {
  const keys = commands.map(
    (command) => `${textOf(command['type'] ?? CHAT_INPUT)} ${textOf(command['name'])}`,
  );
  const again = keys.findIndex((key, index) => keys.indexOf(key) !== index);
  if (again < 0) return;
  const message = 'Application command names must be unique';
  throw invalidForm([
    { path: [String(again), 'name'], code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message },
  ]);
}
