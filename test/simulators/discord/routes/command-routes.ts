/** Registration of slash commands: /applications/{id}/commands and the same per guild. */
import { apiError, invalidForm, missingAccess, unknown } from '../api-error.ts';
import { checkCommand, checkUniqueNames } from '../check-command.ts';
import type { Json } from '../model.ts';
import { botIsIn, type RegisteredCommand, type World } from '../world.ts';
import { botRoute, noContent, ok, param, type Route, type RouteContext } from './route.ts';

/** How many commands of each type one list holds: chat input, user, message. */
const COUNT_MAX: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15, 4: 1 };
const DAILY_CREATIONS_MAX = 200;
const DAY_MS = 86_400_000;

/** Guild of the list, '' for the global one. */
function scopeOf(context: RouteContext): string {
  const { world } = context;
  if (param(context, 'application_id') !== world.applicationId) throw missingAccess();
  const guild = context.params['guild_id'];
  if (guild === undefined) return '';
  const server = world.servers.get(guild);
  if (server === undefined || !botIsIn(world, server)) throw missingAccess();
  return guild;
}

function listOf(world: World, scope: string): RegisteredCommand[] {
  return world.commands.get(scope) ?? [];
}

/** Discord leaves out what has its default value, so a comparison has to know the defaults. */
function withoutDefaults(option: Json): Json {
  const kept = Object.entries(option).filter(([key, value]) => {
    if (value === null || value === undefined || value === false) return false;
    const isEmptyList = Array.isArray(value) && value.length === 0;
    return key === 'options' || key === 'choices' ? !isEmptyList : true;
  });
  const inner = Object.fromEntries(kept);
  for (const key of ['options', 'choices']) {
    if (Array.isArray(inner[key])) inner[key] = (inner[key] as Json[]).map(withoutDefaults);
  }
  return inner;
}

function register(world: World, scope: string, wanted: Json, before: RegisteredCommand | undefined) {
  const permissions = wanted['default_member_permissions'];
  const options = (wanted['options'] ?? []) as Json[];
  const command: RegisteredCommand = {
    id: before?.id ?? world.snowflake(),
    application_id: world.applicationId,
    version: world.snowflake(),
    default_member_permissions: permissions == null ? null : shownPermissions(permissions),
    type: typeof wanted['type'] === 'number' ? wanted['type'] : 1,
    name: String(wanted['name']),
    name_localizations: wanted['name_localizations'] ?? null,
    description: wanted['description'] ?? '',
    description_localizations: wanted['description_localizations'] ?? null,
    nsfw: wanted['nsfw'] ?? false,
    integration_types: wanted['integration_types'] ?? [0],
    ...(scope === ''
      ? { contexts: wanted['contexts'] ?? null, dm_permission: wanted['dm_permission'] ?? true }
      : { guild_id: scope }),
    ...(options.length === 0 ? {} : { options: options.map(withoutDefaults) }),
  };
  const isSame =
    before !== undefined &&
    JSON.stringify({ ...command, version: before['version'] }) === JSON.stringify(before);
  return isSame ? before : command;
}

function shownPermissions(value: unknown): string {
  return typeof value === 'number' ? BigInt(value).toString() : String(value);
}

/** 200 new commands a day in each list; taking one away gives nothing back. */
function countCreation(created: Map<string, number[]>, world: World, scope: string): void {
  const now = world.clock.now();
  const recent = (created.get(scope) ?? []).filter((at) => now - at < DAY_MS);
  if (recent.length >= DAILY_CREATIONS_MAX) {
    const message = `Max number of daily application command creates has been reached (${DAILY_CREATIONS_MAX})`;
    throw apiError(400, 30034, message, { fault: true });
  }
  created.set(scope, [...recent, now]);
}

function checkCounts(commands: readonly RegisteredCommand[]): void {
  for (const [type, max] of Object.entries(COUNT_MAX)) {
    if (commands.filter((command) => command.type === Number(type)).length <= max) continue;
    throw apiError(400, 30032, `Maximum number of application commands reached (${max}).`, { fault: true });
  }
}

/** Localisations are only printed when asked for. */
function printed(command: RegisteredCommand, query: URLSearchParams): Json {
  if (query.get('with_localizations') === 'true') return command;
  const strip = (entry: Json): Json => {
    const { name_localizations: _names, description_localizations: _descriptions, ...rest } = entry;
    const inner = rest['options'];
    return Array.isArray(inner) ? { ...rest, options: (inner as Json[]).map(strip) } : rest;
  };
  return strip(command);
}

function refuseWrong(commands: readonly Json[], isBulk: boolean): void {
  const errors = commands.flatMap((command, index) => checkCommand(command, isBulk ? [String(index)] : []));
  if (errors.length > 0) throw invalidForm(errors);
}

function find(context: RouteContext, scope: string): RegisteredCommand {
  const id = param(context, 'command_id');
  const found = listOf(context.world, scope).find((command) => command.id === id);
  if (found === undefined) throw unknown('application command');
  return found;
}

/** The same five operations for the global list and for the list of a guild. */
function commandRoutesAt(prefix: string, base: string, created: Map<string, number[]>): Route[] {
  const sameAs = (one: Json) => (other: Json) =>
    one['name'] === other['name'] && (one['type'] ?? 1) === (other['type'] ?? 1);
  return [
    botRoute(`get${prefix}Commands`, `GET ${base}`, (context) =>
      ok(listOf(context.world, scopeOf(context)).map((command) => printed(command, context.query))),
    ),
    botRoute(`create${prefix}Command`, `POST ${base}`, (context) => {
      const { world, body } = context;
      const scope = scopeOf(context);
      refuseWrong([body], false);
      const before = listOf(world, scope).find(sameAs(body));
      if (before === undefined) countCreation(created, world, scope);
      const command = register(world, scope, body, before);
      const others = listOf(world, scope).filter((other) => other !== before);
      checkCounts([...others, command]);
      world.commands.set(scope, [...others, command]);
      return { status: before === undefined ? 201 : 200, body: command };
    }),
    botRoute(`put${prefix}Commands`, `PUT ${base}`, (context) => {
      const { world } = context;
      const scope = scopeOf(context);
      const wanted = context.body as unknown as Json[];
      refuseWrong(wanted, true);
      checkUniqueNames(wanted);
      const present = listOf(world, scope);
      const commands = wanted.map((each) => {
        const before = present.find(sameAs(each));
        if (before === undefined) countCreation(created, world, scope);
        return register(world, scope, each, before);
      });
      checkCounts(commands);
      world.commands.set(scope, commands);
      return ok(commands);
    }),
    botRoute(`get${prefix}Command`, `GET ${base}/{command_id}`, (context) =>
      ok(find(context, scopeOf(context))),
    ),
    botRoute(`edit${prefix}Command`, `PATCH ${base}/{command_id}`, (context) => {
      const { world } = context;
      const scope = scopeOf(context);
      const before = find(context, scope);
      const wanted = { ...before, ...context.body };
      refuseWrong([wanted], false);
      const command = register(world, scope, wanted, before);
      world.commands.set(
        scope,
        listOf(world, scope).map((other) => (other === before ? command : other)),
      );
      return ok(command);
    }),
    botRoute(`delete${prefix}Command`, `DELETE ${base}/{command_id}`, (context) => {
      const scope = scopeOf(context);
      const gone = find(context, scope);
      context.world.commands.set(
        scope,
        listOf(context.world, scope).filter((other) => other !== gone),
      );
      return noContent;
    }),
  ];
}

/** Routes with their own count of creations. */
export function createCommandRoutes(): Route[] {
  const created = new Map<string, number[]>();
  return [
    ...commandRoutesAt('', '/applications/{application_id}/commands', created),
    ...commandRoutesAt('Guild', '/applications/{application_id}/guilds/{guild_id}/commands', created),
  ];
}
