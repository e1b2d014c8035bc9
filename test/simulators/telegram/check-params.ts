/**
 * Checks decoded parameters against the spec. Stricter than the real server, which ignores parameters it does not
 * know: for us an unknown parameter is always a mistake.
 */
import { fault } from './api-error.ts';
import { botApiSpec } from './spec.ts';
import type { SpecFields } from './spec.ts';
import type { Params } from './model.ts';

/** Values that JSON carries as fractions; every other number of the Bot API is an integer. */
const FRACTIONS = new Set(
  (
    'latitude longitude horizontal_accuracy scale x_shift y_shift main_frame_timestamp cover_frame_timestamp ' +
    'duration x_percentage y_percentage width_percentage height_percentage rotation_angle ' +
    'corner_radius_percentage temperature'
  ).split(' '),
);

/** Telegram has its own sentences for the parameters that are forgotten most. */
const WHEN_MISSING: Readonly<Record<string, string>> = {
  chat_id: 'chat_id is empty',
  text: 'message text is empty',
  photo: 'there is no photo in the request',
  document: 'there is no document in the request',
  callback_query_id: 'query is too old and response timeout expired or query ID is invalid',
};

/**
 * Returns the parameters with the spec's types. `textual` says that they came as form or query text, where numbers,
 * booleans and JSON arrive as strings.
 */
export function checkParams(method: string, fields: SpecFields, given: Params, textual: boolean): Params {
  const checked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const field = fields.get(name);
    if (field === undefined) throw fault(`unknown parameter "${name}" in ${method}`);
    if (value === null || value === undefined) continue;
    const typed = textual || isJsonText(value, field.types) ? fromText(name, value, field.types) : value;
    checkValue(name, typed, field.types);
    checked[name] = typed;
  }
  for (const [name, field] of fields) {
    if (field.required && checked[name] === undefined) {
      throw fault(WHEN_MISSING[name] ?? `parameter "${name}" is required`);
    }
  }
  return checked;
}

/** Also inside a JSON body, objects and arrays may be written as a string of JSON: the real server takes both. */
function isJsonText(value: unknown, types: readonly string[]): boolean {
  return typeof value === 'string' && types.every((type) => !isScalar(type));
}

function isScalar(type: string): boolean {
  return ['String', 'Number', 'Boolean', 'True', 'InputFile'].includes(type) || type.startsWith('"');
}

function fromText(name: string, value: unknown, types: readonly string[]): unknown {
  if (typeof value !== 'string') return value;
  if (types.includes('Number') && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (types.includes('Boolean') || types.includes('True')) {
    if (/^(true|yes|1)$/i.test(value)) return true;
    if (/^(false|no|0)$/i.test(value)) return false;
  }
  if (!types.every((type) => !isScalar(type))) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw fault(`can't parse ${name} JSON object`);
  }
}

function checkValue(path: string, value: unknown, types: readonly string[]): void {
  const literals = types.filter((type) => type.startsWith('"'));
  if (types.some((type) => fitsScalar(path, value, type))) return;
  if (literals.length > 0 && literals.length === types.length) throw literalFault(path, value, literals);
  const array = types.find((type) => type.startsWith('Array of '));
  if (array !== undefined && Array.isArray(value)) {
    const inner = array.slice('Array of '.length).split(' or ');
    value.forEach((item, index) => checkValue(`${path}[${index}]`, item, inner));
    return;
  }
  if (types.includes('RichText')) return;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw typeFault(path, types);
  const candidates = types.filter((type) => !isScalar(type)).flatMap(expandUnion);
  if (candidates.length === 0) throw typeFault(path, types);
  checkObject(path, value as Params, chooseCandidate(value as Params, candidates));
}

function fitsScalar(path: string, value: unknown, type: string): boolean {
  if (type === 'String' || type === 'InputFile') return typeof value === 'string';
  if (type === 'Boolean') return typeof value === 'boolean';
  if (type === 'True') return value === true;
  if (type.startsWith('"')) return value === JSON.parse(type);
  if (type !== 'Number' || typeof value !== 'number') return false;
  return Number.isSafeInteger(value) || (Number.isFinite(value) && FRACTIONS.has(lastName(path)));
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function literalFault(path: string, value: unknown, literals: readonly string[]): Error {
  if (path === 'parse_mode') return fault('unsupported parse_mode');
  if (path === 'action') return fault('wrong parameter action in request');
  const shown = literals.slice(0, 8).join(', ');
  return fault(`field "${path}" is ${JSON.stringify(value)} and must be one of ${shown}`);
}

function typeFault(path: string, types: readonly string[]): Error {
  const wanted = types.filter((type) => !type.startsWith('"')).join(' or ');
  return fault(`field "${path}" must be of type ${wanted.replace('Number', 'Integer')}`);
}

function expandUnion(type: string): readonly string[] {
  return (botApiSpec.unions.get(type) ?? [type]).flatMap((name) =>
    name !== type && botApiSpec.unions.has(name) ? expandUnion(name) : [name],
  );
}

/** Picks the type that the sender meant, so that the error speaks about that one. */
function chooseCandidate(value: Params, candidates: readonly string[]): string {
  const byLabel = candidates.find((name) => {
    const label = botApiSpec.types.get(name)?.get('type') ?? botApiSpec.types.get(name)?.get('source');
    return label?.types.some((type) => type === JSON.stringify(value['type'] ?? value['source'])) ?? false;
  });
  if (byLabel !== undefined) return byLabel;
  const complete = candidates.find((name) => {
    const fields = botApiSpec.types.get(name);
    return fields !== undefined && [...fields].every(([key, field]) => !field.required || key in value);
  });
  return complete ?? (candidates[0] as string);
}

function checkObject(path: string, value: Params, type: string): void {
  const fields = botApiSpec.types.get(type);
  if (fields === undefined) return;
  for (const [key, inner] of Object.entries(value)) {
    const field = fields.get(key);
    if (field === undefined) throw fault(`unknown field "${key}" in ${type} (${path})`);
    checkValue(`${path}.${key}`, inner, field.types);
  }
  for (const [key, field] of fields) {
    if (field.required && value[key] === undefined)
      throw fault(`can't find field "${key}" in ${type} (${path})`);
  }
}
