/**
 * Makes bot-api-spec.json from a full description of the Bot API (the shape of telegram-bot-api.npm.json: methods
 * and types, each with fields of name, types, required, description).
 *
 *   npx tsx test/simulators/telegram/trim-spec.ts path/to/telegram-bot-api.npm.json && npm run format
 *
 * Only what a request check needs is kept: every method with its parameters, and the types that parameters reach.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface SourceField {
  readonly name: string;
  readonly types: readonly string[];
  readonly required: boolean;
}

interface SourceEntry {
  readonly name: string;
  readonly fields?: readonly SourceField[];
  readonly subtypes?: readonly string[];
}

interface Source {
  readonly version: string;
  readonly methods: Readonly<Record<string, SourceEntry>>;
  readonly types: Readonly<Record<string, SourceEntry>>;
}

type Fields = Record<string, string>;

/** `{ "chat_id!": "Number|String" }`: the exclamation mark says required, which keeps the file small and readable. */
function compactFields(entry: SourceEntry): Fields {
  const fields: Fields = {};
  for (const field of entry.fields ?? []) {
    fields[field.required ? `${field.name}!` : field.name] = field.types.join('|');
  }
  return fields;
}

function namesIn(entry: SourceEntry): string[] {
  const written = [...(entry.fields ?? []).flatMap((field) => field.types), ...(entry.subtypes ?? [])];
  return written.flatMap((type) => type.replace(/^(Array of )+/, '').split(' or '));
}

function reachableTypes(source: Source): string[] {
  const waiting = Object.values(source.methods).flatMap(namesIn);
  const reached = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const entry = source.types[name];
    if (entry === undefined || reached.has(name) || name === 'InputFile') continue;
    reached.add(name);
    waiting.push(...namesIn(entry));
  }
  return [...reached].sort();
}

/** In a fixed order, so that a newer Bot API reads well as a diff. */
function write(spec: {
  head: Record<string, string>;
  methods: [string, unknown][];
  types: [string, unknown][];
}): string {
  const lines = (entries: [string, unknown][]) =>
    entries.map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(',\n');
  const head = Object.entries(spec.head).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`,
  );
  return `{\n${head.join('\n')}\n  "methods": {\n${lines(spec.methods)}\n  },\n  "types": {\n${lines(spec.types)}\n  }\n}\n`;
}

/** The text of bot-api-spec.json for a full description. */
export function trimSpec(source: Source): string {
  return write({
    head: {
      version: source.version,
      licence: 'Facts derived from the npm package @gramio/types 10.3.1, MIT licence, (c) 2024 Kravets.',
      regenerate:
        'npx tsx test/simulators/telegram/trim-spec.ts <source.json> && npm run format, where the source lists methods and types, ' +
        'each with fields {name, types, required}, as read from the declarations of @gramio/types.',
      notation:
        'A field name that ends in ! is required; types are joined by |; a type that is an array is a union.',
    },
    methods: Object.entries(source.methods).map(([name, entry]) => [name, compactFields(entry)]),
    types: reachableTypes(source).map((name) => {
      const entry = source.types[name] as SourceEntry;
      return [name, entry.subtypes ?? compactFields(entry)];
    }),
  });
}

const sourcePath = process.argv[2];
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (sourcePath === undefined) throw new Error('usage: tsx trim-spec.ts <path to the full description>');
  const source = JSON.parse(readFileSync(sourcePath, 'utf8')) as Source;
  writeFileSync(fileURLToPath(new URL('./bot-api-spec.json', import.meta.url)), trimSpec(source));
}
