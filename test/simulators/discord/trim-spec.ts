/**
 * Makes discord-api-spec.json from a full OpenAPI description of Discord's HTTP API: either the request bodies derived
 * from the npm package discord-api-spec (10.0.266135), or Discord's own openapi.json.
 *
 *   npx tsx test/simulators/discord/trim-spec.ts path/to/discord-openapi.npm.json && npm run format
 *
 * Every path and method is kept by name, so that an unknown route is known to be unknown. Request bodies are kept only
 * for the routes that a bot like ours may use, with the schemas that they reach.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

type Schema = Readonly<Record<string, unknown>>;

interface Operation {
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
}

interface Source {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const REF_PREFIX = '#/components/schemas/';

/** Routes whose bodies a bot like ours may send; the others are only known by name. */
const BODIES_KEPT = [
  /^\/applications\/@me$/,
  /^\/applications\/\{application_id\}\/(guilds\/\{guild_id\}\/)?commands(\/\{command_id\}(\/permissions)?)?$/,
  /^\/channels\/\{channel_id\}$/,
  /^\/channels\/\{channel_id\}\/messages(\/\{message_id\})?(\/threads)?$/,
  /^\/guilds\/\{guild_id\}\/(roles|channels)(\/\{role_id\})?$/,
  /^\/guilds\/\{guild_id\}\/members\/(@me|\{user_id\})$/,
  /^\/interactions\//,
  /^\/users\/@me(\/channels)?$/,
  /^\/webhooks\/\{webhook_id\}\/\{webhook_token\}(\/messages\/.*)?$/,
];

/** Keywords that check a value; descriptions and examples only make the file big. */
const KEYWORDS_KEPT = [
  ...['type', 'anyOf', 'required', 'const', 'enum', 'format', 'pattern', 'minLength', 'maxLength'],
  ...['minItems', 'maxItems', 'minimum', 'maximum', 'uniqueItems'],
];

function isEmpty(schema: Schema): boolean {
  return Object.keys(schema).length === 0;
}

function compactUnion(alternatives: readonly Schema[]): Schema {
  // An empty schema would allow everything that its neighbours describe.
  const described = alternatives.filter((schema) => !isEmpty(schema));
  const present = described.filter((schema) => schema['type'] !== 'null').map(compact);
  const nullable = present.length === described.length ? {} : { nullable: true };
  if (present.length === 1) return { ...present[0], ...nullable };
  return { anyOf: present, ...nullable };
}

/** The same rules in fewer words: short references, and "nullable" in place of a union with null. */
function compact(schema: Schema): Schema {
  const reference = schema['$ref'];
  if (typeof reference === 'string') return { $ref: reference.replace(REF_PREFIX, '') };
  const union = (schema['anyOf'] ?? schema['oneOf']) as readonly Schema[] | undefined;
  if (union !== undefined) return compactUnion(union);
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (KEYWORDS_KEPT.includes(key)) kept[key] = value;
    if (key === 'items') kept[key] = compact(value as Schema);
    if (key === 'additionalProperties' && typeof value === 'object')
      kept['values'] = compact(value as Schema);
    if (key === 'properties') kept['fields'] = compactEach(value as Record<string, Schema>);
  }
  const types = schema['type'];
  if (!Array.isArray(types)) return kept;
  const [type, ...others] = (types as string[]).filter((name) => name !== 'null');
  return { ...kept, type: others.length === 0 ? type : [type, ...others], nullable: types.includes('null') };
}

function compactEach(schemas: Readonly<Record<string, Schema>>): Record<string, Schema> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, compact(schema)]));
}

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : referencesIn(inner),
  );
}

function reachable(
  schemas: Readonly<Record<string, Schema>>,
  bodies: readonly Schema[],
): Record<string, Schema> {
  const reached: Record<string, Schema> = {};
  const waiting = referencesIn(bodies);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const source = schemas[name];
    if (source === undefined || name in reached) continue;
    const schema = compact(source);
    reached[name] = schema;
    waiting.push(...referencesIn(schema));
  }
  return Object.fromEntries(Object.entries(reached).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The parsed content of discord-api-spec.json for a full description. */
export function trimSpec(source: Source): Record<string, unknown> {
  const paths: Record<string, string> = {};
  const bodies: Record<string, Schema> = {};
  for (const [path, operations] of Object.entries(source.paths)) {
    const methods = METHODS.filter((method) => method in operations);
    paths[path] = methods.join(' ').toUpperCase();
    if (!BODIES_KEPT.some((pattern) => pattern.test(path))) continue;
    for (const method of methods) {
      const schema = operations[method]?.requestBody?.content['application/json']?.schema;
      if (schema !== undefined) bodies[`${method.toUpperCase()} ${path}`] = compact(schema);
    }
  }
  return {
    version: source.info.version,
    licence:
      'Facts derived from the npm package discord-api-spec 10.0.266135, MIT licence, (c) 2023 Discord, (c) 2026 RiskyMH.',
    regenerate: 'npx tsx test/simulators/discord/trim-spec.ts <openapi.json> && npm run format',
    notation:
      '"fields" are properties, "values" the schema of every value of a map, "$ref" names a schema below.',
    paths,
    bodies,
    schemas: reachable(source.components.schemas, Object.values(bodies)),
  };
}

/** One line for each entry, so that a newer version reads well as a diff. */
function write(spec: Record<string, unknown>): string {
  const sections = Object.entries(spec).map(([name, value]) => {
    if (typeof value === 'string') return `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`;
    const lines = Object.entries(value as object).map(
      ([key, inner]) => `    ${JSON.stringify(key)}: ${JSON.stringify(inner)}`,
    );
    return `  ${JSON.stringify(name)}: {\n${lines.join(',\n')}\n  }`;
  });
  return `{\n${sections.join(',\n')}\n}\n`;
}

const sourcePath = process.argv[2];
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (sourcePath === undefined) throw new Error('usage: tsx trim-spec.ts <path to the full description>');
  const source = JSON.parse(readFileSync(sourcePath, 'utf8')) as Source;
  writeFileSync(fileURLToPath(new URL('./discord-api-spec.json', import.meta.url)), write(trimSpec(source)));
}
