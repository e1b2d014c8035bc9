/** What happens to the bot's place in a server, and how the bot hears of it. */
import type { Gateway } from './gateway.ts';
import { INTENTS } from './gateway-session.ts';
import type { Member, Person, Server } from './model.ts';
import { wireGuildCreate, wireMember } from './wire-shapes.ts';
import type { World } from './world.ts';

/** The bot comes in: GUILD_CREATE. */
export function joinServer(world: World, gateway: Gateway, server: Server): void {
  const roles = new Set([server.botRole.id]);
  server.members.set(world.bot.id, { user: world.bot, roles, joinedAt: world.clock.now() });
  world.announce({ kind: 'membership', detail: `the bot joined ${server.name}` });
  const options = { intents: INTENTS.guilds, serverId: server.id };
  gateway.dispatch('GUILD_CREATE', wireGuildCreate(world, server), options);
}

/** The bot leaves or is removed: GUILD_DELETE, and its commands there are gone. */
export function leaveServer(world: World, gateway: Gateway, server: Server): void {
  server.members.delete(world.bot.id);
  world.commands.delete(server.id);
  world.announce({ kind: 'membership', detail: `the bot left ${server.name}` });
  const options = { intents: INTENTS.guilds, serverId: server.id };
  gateway.dispatch('GUILD_DELETE', { id: server.id }, options);
}

/** Somebody new in a server, or somebody back: without any role. */
export function addMember(world: World, server: Server, { user }: Person): Member {
  const member: Member = { user, roles: new Set(), joinedAt: world.clock.now() };
  server.members.set(user.id, member);
  return member;
}

/** Tells of a member to those who may hear of members. */
export function tellMember(gateway: Gateway, name: string, server: Server, member: Member): void {
  const options = { intents: INTENTS.guildMembers, serverId: server.id };
  gateway.dispatch(name, { ...wireMember(member), guild_id: server.id }, options);
}

/** A person comes in: GUILD_MEMBER_ADD. */
export function joinAsMember(world: World, gateway: Gateway, server: Server, person: Person): void {
  const member = addMember(world, server, person);
  world.announce({ kind: 'membership', detail: `${person.user.username} joined ${server.name}` });
  tellMember(gateway, 'GUILD_MEMBER_ADD', server, member);
}

/** A person goes, by themselves or because somebody removed them: GUILD_MEMBER_REMOVE. */
export function leaveAsMember(world: World, gateway: Gateway, server: Server, id: string): void {
  const member = server.members.get(id);
  if (member === undefined) throw new Error(`this person is not in "${server.name}"`);
  server.members.delete(id);
  world.announce({ kind: 'membership', detail: `${member.user.username} left ${server.name}` });
  const options = { intents: INTENTS.guildMembers, serverId: server.id };
  gateway.dispatch('GUILD_MEMBER_REMOVE', { guild_id: server.id, user: member.user }, options);
}
