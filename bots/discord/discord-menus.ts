import { Routes } from 'discord.js';
import type { DiscordApi } from './discord-api.ts';
import type { CommandBody } from './discord-commands.ts';
import { commandBodies } from './discord-commands.ts';
import type { CommandIds } from './discord-text.ts';

type KnownCommand = { readonly id: string; readonly name: string };

/**
 * Registers our commands for all servers and direct messages, by difference: what is as it should be
 * isn't touched, since Discord counts creations and shows changes late. Tells their ids.
 */
export async function setDiscordMenus(api: DiscordApi, application: string): Promise<CommandIds> {
  const route = Routes.applicationCommands(application);
  const query = new URLSearchParams({ with_localizations: 'true' });
  const known = (await api.get(route, { query })) as KnownCommand[];
  const wanted = commandBodies();
  const ids = new Map<string, string>();
  for (const body of wanted) {
    const existing = known.find(({ name }) => name === body.name);
    if (existing && isSame(existing, body)) ids.set(body.name, existing.id);
    else ids.set(body.name, await put(api, application, existing, body));
  }
  for (const { id, name } of known) {
    if (!ids.has(name)) await api.delete(Routes.applicationCommand(application, id));
  }
  return ids;
}

async function put(
  api: DiscordApi,
  application: string,
  existing: KnownCommand | undefined,
  body: CommandBody,
): Promise<string> {
  if (!existing) {
    const created = (await api.post(Routes.applicationCommands(application), { body })) as KnownCommand;
    return created.id;
  }
  // What kind of command it is was said when it was made, and can't be said again.
  const { type: _type, ...changes } = body;
  await api.patch(Routes.applicationCommand(application, existing.id), { body: changes });
  return existing.id;
}

/** Compares what we say about a command; what Discord adds, such as ids and versions, doesn't count. */
function isSame(existing: object, body: CommandBody): boolean {
  return JSON.stringify(essence(existing)) === JSON.stringify(essence(body));
}

const FIELDS = [
  'type',
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'default_member_permissions',
  'required',
  'autocomplete',
  'max_length',
  'choices',
  'value',
  'options',
] as const;

/** The fields that matter, in one order; what is absent, empty or false is the same. */
function essence(thing: object): object {
  const given = thing as Readonly<Record<string, unknown>>;
  const fields = FIELDS.map((field): [string, unknown] => [field, plain(given[field])]);
  const sets = ['contexts', 'integration_types'].map((field): [string, unknown] => {
    const set = given[field];
    return [field, Array.isArray(set) ? set.map(Number).sort() : null];
  });
  return Object.fromEntries([...fields, ...sets].filter(([, value]) => value !== null));
}

function plain(value: unknown): unknown {
  if (value === undefined || value === null || value === false) return null;
  if (Array.isArray(value)) {
    return value.length === 0 ? null : value.map((one: unknown) => (isObject(one) ? essence(one) : one));
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
