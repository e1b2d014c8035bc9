/** Servers and group chats, and what their owners do in them. */
import { INTENTS } from './gateway-session.ts';
import { channelBehind, viewChannel, type ChannelView } from './message-view.ts';
import {
  PERMISSIONS,
  type Channel,
  type PermissionName,
  type Person,
  type Role,
  type Server,
} from './model.ts';
import type { PeopleDeps, PersonHandle } from './people.ts';
import { permissionBits } from './permissions.ts';
import {
  addMember,
  joinAsMember,
  joinServer,
  leaveAsMember,
  leaveServer,
  tellMember,
} from './server-events.ts';
import { wireChannel, wireRole } from './wire-shapes.ts';
import { addChannel, botIsIn, type World } from './world.ts';

export interface NewServer {
  readonly name: string;
  readonly owner?: PersonHandle;
  readonly members?: readonly PersonHandle[];
  /** Names; "general" when left out. */
  readonly channels?: readonly string[];
  readonly locale?: string;
  /** Whether the bot is there; it is by default. */
  readonly bot?: 'member' | 'absent';
  /** What the bot may do beyond what everybody may: read, write, embed, attach. */
  readonly botPermissions?: readonly PermissionName[];
}

export interface NewRole {
  readonly name: string;
  readonly permissions?: readonly PermissionName[];
  readonly members?: readonly PersonHandle[];
  /** Whether the bot's own role stands above it, so that the bot may give it; it does by default. */
  readonly belowBot?: boolean;
  /** Its place in the list of roles; the bot's own stands at 10. */
  readonly position?: number;
  /** Whether it belongs to an app or to boosters. */
  readonly managed?: boolean;
}

export interface RoleView {
  readonly id: string;
  readonly name: string;
}

export interface ServerHandle {
  readonly id: string;
  readonly name: string;
  readonly hasBot: boolean;
  readonly channels: readonly ChannelView[];
  /** By name; the first one when no name is given. */
  channel(name?: string): ChannelView;
  /** A new channel, perhaps for some people only. */
  addsChannel(name: string, limitedTo?: readonly PersonHandle[]): ChannelView;
  /** Whoever has the role may see the limited channel as well. */
  letsIn(role: RoleView, channel: ChannelView): void;
  deletesChannel(channel: ChannelView): void;
  adds(person: PersonHandle): void;
  removes(person: PersonHandle): void;
  addsBot(): void;
  kicksBot(): void;
  createsRole(role: NewRole): RoleView;
  /** Drags a role to another place in the list. */
  movesRole(role: RoleView, where: { readonly position: number }): void;
  deletesRole(role: RoleView): void;
  gives(person: PersonHandle, role: RoleView): void;
  takes(person: PersonHandle, role: RoleView): void;
  /** Names of the roles that a person has. */
  rolesOf(person: PersonHandle): readonly string[];
  /** Takes a permission from the bot, in one channel or everywhere. */
  takesPermission(permission: PermissionName, channel?: ChannelView): void;
  givesPermission(permission: PermissionName, channel?: ChannelView): void;
  /** Discord itself loses the server for a while: GUILD_DELETE with "unavailable". */
  goesAway(): void;
  /** The owner deletes the server. */
  deletes(): void;
}

export interface Servers {
  create(server: NewServer): ServerHandle;
}

export interface GroupDms {
  /** A group chat of people; the bot is no part of it, but an installed app can be used there. */
  create(group: { readonly name: string; readonly members: readonly PersonHandle[] }): ChannelView;
}

const EVERYBODY_MAY: readonly PermissionName[] = [
  'viewChannel',
  'sendMessages',
  'embedLinks',
  'attachFiles',
  'readMessageHistory',
];

function makeRole(world: World, wanted: Partial<Role> & Pick<Role, 'name'>): Role {
  return { id: world.snowflake(), position: 1, permissions: 0n, managed: false, ...wanted };
}

function makeServer(deps: PeopleDeps, wanted: NewServer): Server {
  const { world } = deps;
  const id = world.snowflake();
  const everyone = makeRole(world, {
    id,
    name: '@everyone',
    position: 0,
    permissions: permissionBits(EVERYBODY_MAY),
  });
  const permissions = permissionBits(wanted.botPermissions ?? []);
  const botRole = makeRole(world, { name: world.bot.username, position: 10, permissions, managed: true });
  const server: Server = {
    id,
    name: wanted.name,
    ownerId: wanted.owner?.id ?? world.snowflake(),
    locale: wanted.locale ?? 'en-US',
    roles: new Map([
      [everyone.id, everyone],
      [botRole.id, botRole],
    ]),
    members: new Map(),
    channels: new Map(),
    botRole,
    deleted: false,
  };
  world.servers.set(id, server);
  for (const name of wanted.channels ?? ['general']) addChannel(world, { kind: 'text', name, server });
  const people = [...(wanted.members ?? []), ...(wanted.owner === undefined ? [] : [wanted.owner])];
  for (const person of people) addMember(world, server, personOf(world, person));
  return server;
}

function personOf(world: World, { id }: PersonHandle): Person {
  const person = world.people.get(id);
  if (person === undefined) throw new Error('this person does not come from the Discord simulator');
  return person;
}

/** Channels of a server and what the bot may do in them. */
function channelActions({ world, gateway }: PeopleDeps, server: Server) {
  const tell = (name: string, data: Record<string, unknown>) =>
    gateway.dispatch(name, data, { intents: INTENTS.guilds, serverId: server.id });
  const places = (view: ChannelView | undefined): Channel[] =>
    view === undefined ? [...server.channels.values()] : [channelBehind(world, view)];
  return {
    channel: (name?: string) => {
      const all = [...server.channels.values()];
      const found = name === undefined ? all[0] : all.find((channel) => channel.name === name);
      if (found === undefined) throw new Error(`"${server.name}" has no channel ${name ?? ''}`);
      return viewChannel(world, found);
    },
    addsChannel: (name: string, limitedTo?: readonly PersonHandle[]) => {
      const people = limitedTo?.map((person) => person.id) ?? [];
      const isLimited = limitedTo !== undefined;
      const channel = addChannel(world, { kind: 'text', name, server, people, isLimited });
      tell('CHANNEL_CREATE', wireChannel(world, channel));
      return viewChannel(world, channel);
    },
    letsIn: (role: RoleView, view: ChannelView) => {
      const channel = channelBehind(world, view);
      channel.letIn.add(role.id);
      tell('CHANNEL_UPDATE', wireChannel(world, channel));
    },
    deletesChannel: (view: ChannelView) => {
      const channel = channelBehind(world, view);
      channel.deleted = true;
      server.channels.delete(channel.id);
      world.announce({ kind: 'membership', channel, detail: `channel ${channel.name} was deleted` });
      tell('CHANNEL_DELETE', wireChannel(world, channel));
    },
    takesPermission: (permission: PermissionName, view?: ChannelView) => {
      if (view === undefined) server.botRole.permissions &= ~PERMISSIONS[permission];
      for (const channel of places(view)) channel.denied |= PERMISSIONS[permission];
    },
    givesPermission: (permission: PermissionName, view?: ChannelView) => {
      if (view === undefined) server.botRole.permissions |= PERMISSIONS[permission];
      for (const channel of places(view)) channel.denied &= ~PERMISSIONS[permission];
    },
  };
}

/** Members and roles of a server. */
function memberActions({ world, gateway }: PeopleDeps, server: Server) {
  const memberOf = (person: PersonHandle) => {
    const member = server.members.get(person.id);
    if (member === undefined) throw new Error(`${person.name} is not in "${server.name}"`);
    return member;
  };
  const tellUpdate = (person: PersonHandle) =>
    tellMember(gateway, 'GUILD_MEMBER_UPDATE', server, memberOf(person));
  return {
    adds: (person: PersonHandle) => joinAsMember(world, gateway, server, personOf(world, person)),
    removes: (person: PersonHandle) => leaveAsMember(world, gateway, server, person.id),
    createsRole: (wanted: NewRole) => {
      const { name, belowBot = true } = wanted;
      const { position = server.botRole.position + (belowBot ? -1 : 1), managed = false } = wanted;
      const permissions = permissionBits(wanted.permissions ?? []);
      const role = makeRole(world, { name, position, permissions, managed });
      server.roles.set(role.id, role);
      for (const person of wanted.members ?? []) memberOf(person).roles.add(role.id);
      const options = { intents: INTENTS.guilds, serverId: server.id };
      gateway.dispatch('GUILD_ROLE_CREATE', { guild_id: server.id, role: wireRole(role) }, options);
      return { id: role.id, name };
    },
    movesRole: ({ id, name }: RoleView, { position }: { readonly position: number }) => {
      const role = server.roles.get(id);
      if (role === undefined) throw new Error(`"${server.name}" has no role ${name}`);
      role.position = position;
      const options = { intents: INTENTS.guilds, serverId: server.id };
      gateway.dispatch('GUILD_ROLE_UPDATE', { guild_id: server.id, role: wireRole(role) }, options);
    },
    deletesRole: (role: RoleView) => {
      server.roles.delete(role.id);
      for (const member of server.members.values()) member.roles.delete(role.id);
      const options = { intents: INTENTS.guilds, serverId: server.id };
      gateway.dispatch('GUILD_ROLE_DELETE', { guild_id: server.id, role_id: role.id }, options);
    },
    gives: (person: PersonHandle, role: RoleView) => {
      memberOf(person).roles.add(role.id);
      tellUpdate(person);
    },
    takes: (person: PersonHandle, role: RoleView) => {
      memberOf(person).roles.delete(role.id);
      tellUpdate(person);
    },
    rolesOf: (person: PersonHandle) =>
      [...memberOf(person).roles].flatMap((id) => server.roles.get(id)?.name ?? []),
  };
}

/** Creates the register of servers. */
export function createServers(deps: PeopleDeps): Servers {
  const { world, gateway } = deps;
  return {
    create: (wanted) => {
      const server = makeServer(deps, wanted);
      if (wanted.bot !== 'absent') joinServer(world, gateway, server);
      const leave = () => leaveServer(world, gateway, server);
      return {
        id: server.id,
        name: server.name,
        get hasBot() {
          return botIsIn(world, server);
        },
        get channels() {
          return [...server.channels.values()].map((channel) => viewChannel(world, channel));
        },
        ...channelActions(deps, server),
        ...memberActions(deps, server),
        addsBot: () => joinServer(world, gateway, server),
        kicksBot: leave,
        goesAway: () =>
          gateway.dispatch(
            'GUILD_DELETE',
            { id: server.id, unavailable: true },
            { intents: INTENTS.guilds, serverId: server.id },
          ),
        deletes: () => {
          leave();
          server.deleted = true;
        },
      };
    },
  };
}

/** Creates the register of group chats. */
export function createGroupDms({ world }: PeopleDeps): GroupDms {
  return {
    create: ({ name, members }) =>
      viewChannel(
        world,
        addChannel(world, { kind: 'group', name, people: members.map((person) => person.id) }),
      ),
  };
}
