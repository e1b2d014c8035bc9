/** The bot itself, the gateway's address, servers, members, roles and private channels. */
import { apiError, invalidField, missingAccess, missingPermissions, unknown } from '../api-error.ts';
import { INTENTS } from '../gateway-session.ts';
import type { Json, Member, Role, Server } from '../model.ts';
import { memberPermissions, standsAbove } from '../permissions.ts';
import { PERMISSIONS } from '../model.ts';
import { leaveServer } from '../server-events.ts';
import { wireChannel, wireGuild, wireMember, wireRole } from '../wire-shapes.ts';
import { botIsIn, type World } from '../world.ts';
import { botRoute, noContent, ok, param, type Route, type RouteAnswer, type RouteContext } from './route.ts';

const DAY_MS = 86_400_000;
const REASON_MAX = 512;

function wireApplication(world: World): Json {
  return {
    id: world.applicationId,
    name: world.bot.username,
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    approximate_guild_count: world.servers.size,
    interactions_endpoint_url: null,
    integration_types_config: { '0': {}, '1': {} },
    bot: world.bot,
    team: null,
  };
}

/** The server of the address, if the bot is in it. */
function serverOf(context: RouteContext): Server {
  const server = context.world.servers.get(param(context, 'guild_id'));
  if (server === undefined || server.deleted) throw unknown('Guild');
  if (!botIsIn(context.world, server)) throw missingAccess();
  return server;
}

function memberOf(context: RouteContext, server: Server): Member {
  const member = server.members.get(param(context, 'user_id'));
  if (member !== undefined) return member;
  throw unknown(context.world.people.has(param(context, 'user_id')) ? 'Member' : 'User');
}

/** Manage Roles alone is not enough: the role has to stand below the bot's own highest one. Either gives 50013. */
function grantableRole(context: RouteContext, server: Server): Role {
  const role = server.roles.get(param(context, 'role_id'));
  if (role === undefined) throw unknown('Role');
  if (role.id === server.id) throw apiError(400, 50028, 'Invalid role', { fault: true });
  const botId = context.world.bot.id;
  const mayManage = (memberPermissions(server, botId) & PERMISSIONS.manageRoles) !== 0n;
  if (!mayManage || role.managed || !standsAbove(server, botId, role)) throw missingPermissions();
  return role;
}

/** What stands in the server's audit log: at most 512 characters, of which none needs a header's escape. */
function refuseLongReason({ reason }: RouteContext): void {
  if (reason === undefined || [...reason].length <= REASON_MAX) return;
  const message = `Must be between 1 and ${REASON_MAX} in length.`;
  throw invalidField(['reason'], 'BASE_TYPE_BAD_LENGTH', message);
}

function changeRole(context: RouteContext, isGranted: boolean): RouteAnswer {
  const { world, gateway } = context;
  refuseLongReason(context);
  const server = serverOf(context);
  const member = memberOf(context, server);
  const role = grantableRole(context, server);
  if (isGranted) member.roles.add(role.id);
  else member.roles.delete(role.id);
  const detail = `${member.user.username} ${isGranted ? 'has' : 'lost'} role ${role.name}`;
  world.announce({ kind: 'membership', detail });
  const options = { intents: INTENTS.guildMembers, serverId: server.id };
  gateway.dispatch('GUILD_MEMBER_UPDATE', { ...wireMember(member), guild_id: server.id }, options);
  return noContent;
}

/** How many have each role; @everyone is not listed. */
function memberCounts(server: Server): Record<string, number> {
  const members = [...server.members.values()];
  const ids = [...server.roles.keys()].filter((id) => id !== server.id);
  return Object.fromEntries(ids.map((id) => [id, members.filter(({ roles }) => roles.has(id)).length]));
}

function openDm(context: RouteContext): RouteAnswer {
  const person = context.world.people.get(String(context.body['recipient_id']));
  if (person === undefined) throw apiError(400, 50033, 'Invalid Recipient(s)');
  return ok(wireChannel(context.world, person.dm));
}

function gatewayForBot({ world, gateway }: RouteContext): RouteAnswer {
  return ok({
    url: world.origin.replace('http:', 'ws:'),
    shards: 1,
    session_start_limit: {
      total: 1000,
      remaining: Math.max(0, gateway.control.identifiesLeft),
      reset_after: DAY_MS - (world.clock.now() % DAY_MS),
      max_concurrency: 1,
    },
  });
}

function ownServers({ world }: RouteContext): RouteAnswer {
  const servers = [...world.servers.values()].filter((server) => botIsIn(world, server));
  return ok(
    servers.map((server) => ({
      id: server.id,
      name: server.name,
      icon: null,
      banner: null,
      owner: server.ownerId === world.bot.id,
      permissions: String(memberPermissions(server, world.bot.id)),
      features: [],
    })),
  );
}

const MEMBER = '/guilds/{guild_id}/members/{user_id}';

export const placeRoutes: readonly Route[] = [
  botRoute('getGateway', 'GET /gateway', ({ world }) => ok({ url: world.origin.replace('http:', 'ws:') })),
  botRoute('getGatewayBot', 'GET /gateway/bot', gatewayForBot),
  botRoute('getApplication', 'GET /applications/@me', ({ world }) => ok(wireApplication(world))),
  botRoute('getOauthApplication', 'GET /oauth2/applications/@me', ({ world }) => ok(wireApplication(world))),
  botRoute('getOwnUser', 'GET /users/@me', ({ world }) => ok({ ...world.bot, verified: true, flags: 0 })),
  botRoute('getUser', 'GET /users/{user_id}', ({ world, params }) => {
    const id = params['user_id'] ?? '';
    const user = id === world.bot.id ? world.bot : world.people.get(id)?.user;
    if (user === undefined) throw unknown('User');
    return ok(user);
  }),
  botRoute('createDm', 'POST /users/@me/channels', openDm),
  botRoute('getOwnGuilds', 'GET /users/@me/guilds', ownServers),
  botRoute('leaveGuild', 'DELETE /users/@me/guilds/{guild_id}', (context) => {
    leaveServer(context.world, context.gateway, serverOf(context));
    return noContent;
  }),
  botRoute('getGuild', 'GET /guilds/{guild_id}', (context) => ok(wireGuild(serverOf(context)))),
  botRoute('getGuildChannels', 'GET /guilds/{guild_id}/channels', (context) =>
    ok([...serverOf(context).channels.values()].map((channel) => wireChannel(context.world, channel))),
  ),
  botRoute('getGuildRoles', 'GET /guilds/{guild_id}/roles', (context) =>
    ok([...serverOf(context).roles.values()].map(wireRole)),
  ),
  botRoute('getRoleMemberCounts', 'GET /guilds/{guild_id}/roles/member-counts', (context) =>
    ok(memberCounts(serverOf(context))),
  ),
  botRoute('getMember', `GET ${MEMBER}`, (context) => ok(wireMember(memberOf(context, serverOf(context))))),
  botRoute('addRole', `PUT ${MEMBER}/roles/{role_id}`, (context) => changeRole(context, true)),
  botRoute('removeRole', `DELETE ${MEMBER}/roles/{role_id}`, (context) => changeRole(context, false)),
];
