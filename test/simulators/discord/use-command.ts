/** What the client does when somebody types a slash command: finds it, and lets nothing wrong be sent. */
import { SUBCOMMAND, SUBCOMMAND_GROUP } from './check-command.ts';
import { contextOf, installationsFor } from './interaction-book.ts';
import { attachFile, isGivenFile } from './attach-file.ts';
import { textOf, type Channel, type GivenFile, type Json, type Person } from './model.ts';
import { memberPermissions } from './permissions.ts';
import { wireChannel, wireMember, wireRole } from './wire-shapes.ts';
import { canSee, type RegisteredCommand, type World } from './world.ts';

/** A value as the person enters it; people, roles and channels by anything that has their id; or a file. */
export type OptionValue = string | number | boolean | { readonly id: string } | GivenFile;

export interface CommandInput {
  readonly person: Person;
  readonly channel: Channel;
  /** "/pay" or "/till join". */
  readonly command: string;
  readonly options: Readonly<Record<string, OptionValue>>;
  /** Name of the option that is being typed, for an autocomplete. */
  readonly focused?: string | undefined;
  /** As a changed client does: neither permission, context nor options are looked at. */
  readonly isForged: boolean;
}

export interface PreparedCommand {
  readonly data: Json;
  /** Type of the focused option. */
  readonly optionType: number | undefined;
}

const USER = 6;
const CHANNEL = 7;
const ROLE = 8;
const MENTIONABLE = 9;
const ATTACHMENT = 11;

function called(entry: Json, name: string, locale: string): boolean {
  const localised = (entry['name_localizations'] ?? {}) as Json;
  return entry['name'] === name || localised[locale] === name;
}

/** Why a command is not offered to this person there; undefined when it is. */
function hiddenBecause(
  world: World,
  command: RegisteredCommand,
  person: Person,
  channel: Channel,
): string | undefined {
  const allowed = (command['integration_types'] ?? [0]) as number[];
  if (!installationsFor(world, channel, person).some((installation) => allowed.includes(installation)))
    return 'the app is not installed for it';
  const contexts = command['contexts'] as number[] | null | undefined;
  const context = contextOf(channel);
  if (contexts != null && !contexts.includes(context)) return 'it is registered for other contexts';
  if (contexts == null && context !== 0 && command['dm_permission'] === false)
    return 'it is for servers only';
  const needed = command['default_member_permissions'] as string | null;
  if (needed === null || channel.server === undefined) return undefined;
  const bits = BigInt(needed);
  const own = memberPermissions(channel.server, person.user.id);
  const isAdministrator = (own & 8n) !== 0n;
  const mayUse = isAdministrator || (bits !== 0n && (own & bits) === bits);
  return mayUse ? undefined : 'it needs permissions that this person lacks';
}

/** The commands that a person is offered in a channel. */
export function offeredCommands(world: World, person: Person, channel: Channel): RegisteredCommand[] {
  if (!canSee(channel, person.user.id)) return [];
  const own = channel.server === undefined ? [] : (world.commands.get(channel.server.id) ?? []);
  const all = [...own, ...(world.commands.get('') ?? [])];
  return all.filter(
    (command) => command.type === 1 && hiddenBecause(world, command, person, channel) === undefined,
  );
}

function findCommand(world: World, input: CommandInput, name: string): RegisteredCommand {
  const { person, channel } = input;
  const own = channel.server === undefined ? [] : (world.commands.get(channel.server.id) ?? []);
  const candidates = [...own, ...(world.commands.get('') ?? [])].filter(
    (command) => command.type === 1 && called(command, name, person.locale),
  );
  const who = `${person.user.global_name ?? person.user.username} in "${channel.name}"`;
  const [first] = candidates;
  if (first === undefined) {
    const names = [...world.commands.values()].flat().map((command) => `/${command.name}`);
    throw new Error(`the bot has registered no /${name} for ${who}; it has: ${names.join(' ') || 'nothing'}`);
  }
  if (input.isForged) return first;
  if (!canSee(channel, person.user.id)) throw new Error(`${who} cannot open this channel`);
  const usable = candidates.find((each) => hiddenBecause(world, each, person, channel) === undefined);
  if (usable !== undefined) return usable;
  throw new Error(`/${name} is not offered to ${who}: ${hiddenBecause(world, first, person, channel)}`);
}

function readNumber(text: OptionValue, isWhole: boolean, where: string): number {
  const value = typeof text === 'number' ? text : Number(text);
  if (!Number.isFinite(value) || (isWhole && !Number.isInteger(value)))
    throw new Error(`${where} takes a ${isWhole ? 'whole ' : ''}number, not ${textOf(text)}`);
  return value;
}

function checkLimits(definition: Json, value: unknown, where: string): void {
  const choices = (definition['choices'] ?? []) as Json[];
  if (choices.length > 0 && !choices.some((choice) => choice['value'] === value)) {
    const offered = choices.map((choice) => String(choice['value'])).join(', ');
    throw new Error(`${where} offers only: ${offered}`);
  }
  const size = typeof value === 'string' ? [...value].length : value;
  if (typeof size !== 'number') return;
  const [least, most] =
    typeof value === 'string'
      ? [definition['min_length'] ?? 0, definition['max_length'] ?? 6000]
      : [definition['min_value'] ?? -Infinity, definition['max_value'] ?? Infinity];
  if (size < Number(least) || size > Number(most))
    throw new Error(`${where} takes ${textOf(least)} to ${textOf(most)}, not ${size}`);
}

/** The value as it goes over the wire; throws what the client shows in red. */
function convert(definition: Json, given: OptionValue, where: string): unknown {
  const type = Number(definition['type']);
  if (type >= USER && type <= MENTIONABLE) {
    if (typeof given !== 'object' || isGivenFile(given))
      throw new Error(`${where} takes a person, a role or a channel`);
    return given.id;
  }
  if (type === 5) return given === true || given === 'true';
  if (typeof given === 'object') throw new Error(`${where} takes a plain value`);
  const value = type === 3 ? String(given) : readNumber(given, type === 4, where);
  checkLimits(definition, value, where);
  return value;
}

/** The options of one level, converted, with what they refer to collected in `resolved`. */
function prepareOptions(
  input: CommandInput,
  definitions: readonly Json[],
  world: World,
  resolved: Json,
): Json[] {
  const { options, focused, isForged, person } = input;
  const definitionOf = (name: string) => definitions.find((each) => called(each, name, person.locale));
  const prepared = Object.entries(options).map(([name, given]) => {
    const definition = definitionOf(name);
    const where = `option ${name} of ${input.command}`;
    if (definition === undefined) throw new Error(`${input.command} has no option ${name}`);
    const { type } = definition;
    const base = { name: definition['name'], type };
    if (name === focused) {
      if (definition['autocomplete'] !== true) throw new Error(`${where} has no autocomplete`);
      return { ...base, value: textOf(given), focused: true };
    }
    if (type === ATTACHMENT) {
      if (!isGivenFile(given)) throw new Error(`${where} takes a file`);
      const attached = attachFile(world, given);
      const value = String(attached['id']);
      resolved['attachments'] = { ...(resolved['attachments'] as Json | undefined), [value]: attached };
      return { ...base, value };
    }
    const value = isForged && typeof given !== 'object' ? given : convert(definition, given, where);
    collectResolved(world, input.channel, Number(type), String(value), resolved);
    return { ...base, value };
  });
  const missing = definitions.find(
    (definition) =>
      definition['required'] === true && !prepared.some((option) => option.name === definition['name']),
  );
  if (missing !== undefined && focused === undefined && !isForged)
    throw new Error(`${input.command} needs the option ${String(missing['name'])}`);
  return prepared;
}

function collectResolved(world: World, channel: Channel, type: number, id: string, resolved: Json): void {
  const add = (kind: string, entry: Json | undefined) => {
    if (entry !== undefined) resolved[kind] = { ...(resolved[kind] as Json | undefined), [id]: entry };
  };
  if (type === USER || type === MENTIONABLE) {
    const person = world.people.get(id);
    const member = channel.server?.members.get(id);
    add('users', person === undefined ? undefined : { ...person.user });
    if (member !== undefined) {
      const { user: _user, ...rest } = wireMember(member);
      add('members', { ...rest, permissions: '0' });
    }
  }
  const role = channel.server?.roles.get(id);
  if (role !== undefined && (type === ROLE || type === MENTIONABLE)) add('roles', wireRole(role));
  const other = world.channels.get(id);
  if (other !== undefined && type === CHANNEL) add('channels', wireChannel(world, other));
}

/** Everything that a command interaction carries, or an error that says why it cannot be sent. */
export function prepareCommand(world: World, input: CommandInput): PreparedCommand {
  const [name = '', ...steps] = input.command.replace(/^\//, '').trim().split(/\s+/);
  const command = findCommand(world, input, name);
  let definitions = (command['options'] ?? []) as Json[];
  const path: Json[] = [];
  for (const step of steps) {
    const branch = definitions.find(
      (each) => Number(each['type']) <= SUBCOMMAND_GROUP && called(each, step, input.person.locale),
    );
    if (branch === undefined) throw new Error(`/${name} has no subcommand ${step}`);
    path.push(branch);
    definitions = (branch['options'] ?? []) as Json[];
  }
  if (definitions.some((each) => Number(each['type']) <= SUBCOMMAND_GROUP))
    throw new Error(`${input.command} needs a subcommand`);
  const resolved: Json = {};
  const leaf = prepareOptions(input, definitions, world, resolved);
  const options = path.reduceRight<Json[]>(
    (inner, branch) => [{ name: branch['name'], type: branch['type'] ?? SUBCOMMAND, options: inner }],
    leaf,
  );
  const focused = leaf.find((option) => option['focused'] === true);
  const data: Json = {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(options.length === 0 ? {} : { options }),
    ...(Object.keys(resolved).length === 0 ? {} : { resolved }),
    ...(command['guild_id'] === undefined ? {} : { guild_id: command['guild_id'] }),
  };
  return { data, optionType: focused === undefined ? undefined : Number(focused['type']) };
}
