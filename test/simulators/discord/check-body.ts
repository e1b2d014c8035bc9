/** Checks a request body against the spec and says no the way Discord does. */
import type { FormError } from './api-error.ts';
import { discordSpec, type Schema } from './spec.ts';

type Path = readonly string[];

/**
 * Fields that discord.js sends or the documentation names, though the spec of request bodies does not know them.
 * `tts` and `enforce_nonce` are sent as false with every edit, so only that value is let through.
 */
const TOLERATED: Readonly<Record<string, (value: unknown) => boolean>> = {
  nsfw: (value) => typeof value === 'boolean',
  tts: (value) => value === false,
  enforce_nonce: (value) => value === false,
};

function formError(path: Path, code: string, message: string): FormError {
  return { path, code, message };
}

/** Discord counts characters, not UTF-16 units. */
function lengthOf(text: string): number {
  return [...text].length;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every complaint about one value; none when it is right. */
export function checkValue(value: unknown, schema: Schema, path: Path = []): FormError[] {
  if (schema.$ref !== undefined) {
    return checkValue(value, { ...discordSpec.schema(schema.$ref), ...nullability(schema) }, path);
  }
  if (value === null) {
    return schema.nullable === true
      ? []
      : [formError(path, 'BASE_TYPE_REQUIRED', 'This field cannot be null')];
  }
  if (schema.anyOf !== undefined) return checkUnion(value, schema.anyOf, path);
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  if (types.length > 1) {
    return checkUnion(
      value,
      types.map((type) => ({ ...schema, type })),
      path,
    );
  }
  const check = CHECKS[types[0] ?? ''];
  const errors = check === undefined ? [] : check(value, schema, path);
  return errors.length > 0 ? errors : checkChoices(value, schema, path);
}

function nullability(schema: Schema): Pick<Schema, 'nullable'> {
  return schema.nullable === undefined ? {} : { nullable: schema.nullable };
}

const CHECKS: Readonly<Record<string, (value: unknown, schema: Schema, path: Path) => FormError[]>> = {
  string: checkString,
  number: checkNumber,
  integer: checkNumber,
  boolean: (value, _schema, path) =>
    typeof value === 'boolean'
      ? []
      : [formError(path, 'BOOLEAN_TYPE_CONVERT', 'Must be either true or false.')],
  array: checkArray,
  object: checkObject,
};

function checkChoices(value: unknown, schema: Schema, path: Path): FormError[] {
  const choices = schema.const === undefined ? schema.enum : [schema.const];
  if (choices === undefined || choices.includes(value)) return [];
  return [formError(path, 'BASE_TYPE_CHOICES', `Value must be one of (${choices.map(shown).join(', ')}).`)];
}

function checkString(value: unknown, schema: Schema, path: Path): FormError[] {
  const isSnowflake = schema.pattern?.includes('[1-9][0-9]*') === true;
  if (typeof value !== 'string') {
    // Discord coerces identifiers from numbers, but a snowflake does not fit into one: refuse it.
    if (isSnowflake)
      return [formError(path, 'NUMBER_TYPE_COERCE', `Value "${shown(value)}" is not snowflake.`)];
    return [formError(path, 'STRING_TYPE_CONVERT', `Could not interpret "${shown(value)}" as string.`)];
  }
  if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(value)) {
    const code = isSnowflake ? 'NUMBER_TYPE_COERCE' : 'STRING_TYPE_REGEX';
    return [
      formError(path, code, `Value "${value}" is not ${isSnowflake ? 'snowflake' : 'in the right form'}.`),
    ];
  }
  const length = lengthOf(value);
  const { minLength = 0, maxLength = Infinity } = schema;
  if (minLength > 0 && length === 0) return [formError(path, 'BASE_TYPE_REQUIRED', 'This field is required')];
  if (length > maxLength && minLength === 0)
    return [formError(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${maxLength} or fewer in length.`)];
  if (length > maxLength || length < minLength) {
    return [
      formError(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${minLength} and ${maxLength} in length.`),
    ];
  }
  if (schema.format === 'uri' && !/^[a-z][a-z0-9+.-]*:\S+$/i.test(value))
    return [formError(path, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.')];
  return [];
}

function checkNumber(value: unknown, schema: Schema, path: Path): FormError[] {
  const wanted = schema.type === 'integer' ? 'int' : 'number';
  const isRight =
    typeof value === 'number' && Number.isFinite(value) && (wanted !== 'int' || Number.isInteger(value));
  if (!isRight) return [formError(path, 'NUMBER_TYPE_COERCE', `Value "${shown(value)}" is not ${wanted}.`)];
  const { minimum = -Infinity, maximum = Infinity } = schema;
  if (value < minimum)
    return [
      formError(
        path,
        'NUMBER_TYPE_MIN',
        `${wanted} value should be greater than or equal to ${String(minimum)}.`,
      ),
    ];
  if (value > maximum)
    return [
      formError(
        path,
        'NUMBER_TYPE_MAX',
        `${wanted} value should be less than or equal to ${String(maximum)}.`,
      ),
    ];
  return [];
}

function checkArray(value: unknown, schema: Schema, path: Path): FormError[] {
  if (!Array.isArray(value))
    return [formError(path, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType')];
  const { minItems = 0, maxItems = Infinity, items } = schema;
  if (value.length > maxItems || value.length < minItems) {
    const limits = maxItems === Infinity ? `${minItems} or more` : `between ${minItems} and ${maxItems}`;
    return [formError(path, 'BASE_TYPE_BAD_LENGTH', `Must be ${limits} in length.`)];
  }
  if (items === undefined) return [];
  return value.flatMap((item: unknown, index) => checkValue(item, items, [...path, String(index)]));
}

/** Discord takes permissions as a string, its published spec says number; both are right. */
function isPermissionString(key: string, value: unknown): boolean {
  return /^(default_member_permissions|permissions|allow|deny)$/.test(key) && /^\d{1,20}$/.test(shown(value));
}

function checkObject(value: unknown, schema: Schema, path: Path): FormError[] {
  if (!isMap(value))
    return [formError(path, 'DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType')];
  const { values, fields } = schema;
  if (values !== undefined) {
    return Object.entries(value).flatMap(([key, inner]) => checkValue(inner, values, [...path, key]));
  }
  if (fields === undefined) return [];
  const errors = Object.entries(value).flatMap(([key, inner]) => {
    const field = fields[key];
    if (inner === undefined || isPermissionString(key, inner)) return [];
    if (field !== undefined) return checkValue(inner, field, [...path, key]);
    if (TOLERATED[key]?.(inner) === true) return [];
    // The real server ignores what it does not know; since it is always a mistake, we do not.
    return [
      formError([...path, key], 'UNKNOWN_FIELD', 'Discord knows no such field here and would ignore it.'),
    ];
  });
  const missing = (schema.required ?? []).filter((key) => value[key] === undefined);
  return [
    ...errors,
    ...missing.map((key) => formError([...path, key], 'BASE_TYPE_REQUIRED', 'This field is required')),
  ];
}

/** The labels by which a schema of a union recognises its values: what `type` may be. */
function labelsOf(schema: Schema): readonly unknown[] | undefined {
  const resolved = schema.$ref === undefined ? schema : discordSpec.schema(schema.$ref);
  const label = resolved.fields?.['type'];
  return label?.const === undefined ? label?.enum : [label.const];
}

/** A union is labelled by `type`; without labels the one of the same JSON type, or else with the fewest complaints. */
function checkUnion(value: unknown, alternatives: readonly Schema[], path: Path): FormError[] {
  const labels = alternatives.map(labelsOf);
  if (isMap(value) && labels.every((label) => label !== undefined)) {
    const meant = alternatives.filter((_schema, index) => labels[index]?.includes(value['type']));
    if (meant.length === 0) {
      const allowed = labels.flat().map(shown).join(', ');
      const message = `Value of field "type" must be one of (${allowed}).`;
      return [formError([...path, 'type'], 'UNION_TYPE_CHOICES', message)];
    }
    return fewest(meant.map((schema) => checkValue(value, schema, path)));
  }
  const alike = alternatives.filter((schema) => schema.type === typeof value);
  return fewest((alike.length > 0 ? alike : alternatives).map((schema) => checkValue(value, schema, path)));
}

function fewest(complaints: readonly FormError[][]): FormError[] {
  return complaints.reduce((least, other) => (other.length < least.length ? other : least));
}

/** Every complaint about the body of a route such as "POST /channels/{channel_id}/messages". */
export function checkBody(route: string, body: unknown): FormError[] {
  const schema = discordSpec.bodies.get(route);
  if (schema === undefined) return [];
  return checkValue(body ?? {}, schema);
}
