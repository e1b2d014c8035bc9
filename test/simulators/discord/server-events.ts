/** What happens to the bot's place in a server, and how the bot hears of it. */
import type { Gateway } from './gateway.ts';
import { INTENTS } from './gateway-session.ts';
import type { Server } from './model.ts';
import { wireGuildCreate } from './wire-shapes.ts';
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
