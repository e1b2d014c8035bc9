/** Reads bot-api-spec.json into a form that requests can be checked against. */
import { readFileSync } from 'node:fs';

export interface SpecField {
  readonly required: boolean;
  readonly types: readonly string[];
}

export type SpecFields = ReadonlyMap<string, SpecField>;

export interface BotApiSpec {
  /** Keyed by the lower-cased method name, since the real server ignores case. */
  readonly methods: ReadonlyMap<string, { readonly name: string; readonly fields: SpecFields }>;
  readonly types: ReadonlyMap<string, SpecFields>;
  readonly unions: ReadonlyMap<string, readonly string[]>;
}

interface SpecFile {
  readonly methods: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly types: Readonly<Record<string, Readonly<Record<string, string>> | readonly string[]>>;
}

function readFields(written: Readonly<Record<string, string>>): SpecFields {
  const fields = new Map<string, SpecField>();
  for (const [key, types] of Object.entries(written)) {
    const required = key.endsWith('!');
    fields.set(required ? key.slice(0, -1) : key, { required, types: types.split('|') });
  }
  return fields;
}

function loadSpec(): BotApiSpec {
  const file = JSON.parse(readFileSync(new URL('./bot-api-spec.json', import.meta.url), 'utf8')) as SpecFile;
  const methods = new Map<string, { name: string; fields: SpecFields }>();
  for (const [name, written] of Object.entries(file.methods)) {
    methods.set(name.toLowerCase(), { name, fields: readFields(written) });
  }
  const types = new Map<string, SpecFields>();
  const unions = new Map<string, readonly string[]>();
  for (const [name, written] of Object.entries(file.types)) {
    if (isUnion(written)) unions.set(name, written);
    else types.set(name, readFields(written));
  }
  return { methods, types, unions };
}

function isUnion(
  written: Readonly<Record<string, string>> | readonly string[],
): written is readonly string[] {
  return Array.isArray(written);
}

export const botApiSpec: BotApiSpec = loadSpec();
