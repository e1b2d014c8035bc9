/** Who may do what where. */
import { PERMISSIONS, type Channel, type PermissionName, type Role, type Server } from './model.ts';
import { botIsIn, type World } from './world.ts';

const ALL = Object.values(PERMISSIONS).reduce((all, bit) => all | bit, 0n);

/** What people may do in private with a bot. */
const PRIVATE =
  PERMISSIONS.viewChannel |
  PERMISSIONS.sendMessages |
  PERMISSIONS.embedLinks |
  PERMISSIONS.attachFiles |
  PERMISSIONS.readMessageHistory;

function rolesOf(server: Server, userId: string): Role[] {
  const held = [server.id, ...(server.members.get(userId)?.roles ?? [])];
  return held.flatMap((id) => server.roles.get(id) ?? []);
}

/** The permissions of a member of a server, before any channel takes some away. */
export function memberPermissions(server: Server, userId: string): bigint {
  if (server.ownerId === userId) return ALL;
  const granted = rolesOf(server, userId).reduce((all, role) => all | role.permissions, 0n);
  return (granted & PERMISSIONS.administrator) !== 0n ? ALL : granted;
}

/** The permissions of the bot in a channel; none where it is not a member. */
export function botPermissions(world: World, channel: Channel): bigint {
  const { server } = channel;
  if (server === undefined) return channel.kind === 'dm' ? PRIVATE : 0n;
  if (!botIsIn(world, server)) return 0n;
  return memberPermissions(server, world.bot.id) & ~channel.denied;
}

export function botMay(world: World, channel: Channel, permission: PermissionName): boolean {
  return (botPermissions(world, channel) & PERMISSIONS[permission]) !== 0n;
}

/** Whether the member has a role above this one. Of two at the same position the older stands higher. */
export function standsAbove(server: Server, userId: string, role: Role): boolean {
  if (server.ownerId === userId) return true;
  return rolesOf(server, userId).some(({ id, position }) =>
    position === role.position ? BigInt(id) < BigInt(role.id) : position > role.position,
  );
}

/** Several permissions as one number. */
export function permissionBits(names: readonly PermissionName[]): bigint {
  return names.reduce((all, name) => all | PERMISSIONS[name], 0n);
}
