/** Reads discord-api-spec.json into a form that requests can be checked against. */
import { readFileSync } from 'node:fs';

/** The few keywords of JSON Schema that the trimmed spec uses (see "notation" there). */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly nullable?: boolean;
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly fields?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly values?: Schema;
  readonly items?: Schema;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface SpecFile {
  readonly paths: Readonly<Record<string, string>>;
  readonly bodies: Readonly<Record<string, Schema>>;
  readonly schemas: Readonly<Record<string, Schema>>;
}

/** A path of the spec, as a pattern for addresses. */
export interface SpecPath {
  readonly path: string;
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

export interface DiscordSpec {
  /** Paths with fewer placeholders first, so that `/messages/@original` wins over `/messages/{message_id}`. */
  readonly paths: readonly SpecPath[];
  /** By "POST /path/{id}". */
  readonly bodies: ReadonlyMap<string, Schema>;
  schema(name: string): Schema;
}

/** `/channels/{channel_id}` as a pattern with one named group for each placeholder. */
export function pathPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}

function loadSpec(): DiscordSpec {
  const file = JSON.parse(
    readFileSync(new URL('./discord-api-spec.json', import.meta.url), 'utf8'),
  ) as SpecFile;
  const placeholders = (path: string) => path.split('{').length;
  const paths = Object.entries(file.paths).map(([path, methods]) => ({
    path,
    pattern: pathPattern(path),
    methods: methods.split(' '),
  }));
  return {
    paths: paths.sort((one, other) => placeholders(one.path) - placeholders(other.path)),
    bodies: new Map(Object.entries(file.bodies)),
    schema: (name) => {
      const schema = file.schemas[name];
      if (schema === undefined) throw new Error(`the spec has no schema ${name}`);
      return schema;
    },
  };
}

export const discordSpec: DiscordSpec = loadSpec();
