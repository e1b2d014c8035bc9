/** From our nouns to Discord's JSON. */
import type { Channel, Json, Member, MessageVersion, Role, Server, StoredMessage } from './model.ts';
import { PERMISSIONS } from './model.ts';
import { memberPermissions } from './permissions.ts';
import type { World } from './world.ts';

const CHANNEL_TYPES = { text: 0, dm: 1, group: 3 } as const;

/** ISO 8601 with the offset that Discord writes. */
export function wireTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000+00:00');
}

export function wireRole(role: Role): Json {
  return {
    id: role.id,
    name: role.name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position: role.position,
    permissions: String(role.permissions),
    managed: role.managed,
    mentionable: false,
    flags: 0,
  };
}

/** A guild member; inside a message or an interaction the user stands elsewhere or the permissions are added. */
export function wireMember(member: Member): Json {
  return {
    user: member.user,
    nick: null,
    avatar: null,
    banner: null,
    roles: [...member.roles],
    joined_at: wireTime(member.joinedAt),
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
  };
}

export function wireMemberWithPermissions(server: Server, member: Member): Json {
  return { ...wireMember(member), permissions: String(memberPermissions(server, member.user.id)) };
}

export function wireChannel(world: World, channel: Channel): Json {
  const last = channel.messages.findLast((message) => message.onlyFor === undefined);
  const common = {
    id: channel.id,
    type: CHANNEL_TYPES[channel.kind],
    last_message_id: last?.wire.id ?? null,
    flags: 0,
  };
  if (channel.server === undefined) {
    const recipients = [...channel.people].flatMap((id) => world.people.get(id)?.user ?? []);
    return channel.kind === 'dm' ? { ...common, recipients } : { ...common, recipients, name: channel.name };
  }
  const siblings = [...channel.server.channels.keys()];
  return {
    ...common,
    guild_id: channel.server.id,
    name: channel.name,
    position: siblings.indexOf(channel.id),
    topic: null,
    nsfw: false,
    parent_id: null,
    rate_limit_per_user: 0,
    permission_overwrites: wireOverwrites(world, channel),
  };
}

/** Who sees a limited channel although @everyone does not, and what the bot lacks there. */
function wireOverwrites(world: World, { server, isLimited, people, letIn, denied }: Channel): Json[] {
  const view = String(PERMISSIONS.viewChannel);
  const roles = isLimited && server !== undefined ? [{ id: server.id, type: 0, allow: '0', deny: view }] : [];
  const allowed = (ids: Iterable<string>, type: 0 | 1) =>
    isLimited ? [...ids].map((id) => ({ id, type, allow: view, deny: '0' })) : [];
  const seen = isLimited ? PERMISSIONS.viewChannel & ~denied : 0n;
  const own = { id: world.bot.id, type: 1, allow: String(seen), deny: String(denied) };
  const bot = isLimited || denied !== 0n ? [own] : [];
  return [...roles, ...allowed(letIn, 0), ...allowed(people, 1), ...bot];
}

/** The fields of a guild that REST and GUILD_CREATE share. */
export function wireGuild(server: Server): Json {
  return {
    id: server.id,
    name: server.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    description: null,
    banner: null,
    owner_id: server.ownerId,
    preferred_locale: server.locale,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw: false,
    nsfw_level: 0,
    premium_tier: 0,
    system_channel_id: null,
    system_channel_flags: 0,
    afk_channel_id: null,
    afk_timeout: 300,
    application_id: null,
    features: [],
    emojis: [],
    stickers: [],
    roles: [...server.roles.values()].map(wireRole),
  };
}

/** What GUILD_CREATE carries: the guild and everything the bot may see in it. */
export function wireGuildCreate(world: World, server: Server): Json {
  const own = server.members.get(world.bot.id);
  return {
    ...wireGuild(server),
    joined_at: wireTime(own?.joinedAt ?? world.clock.now()),
    large: false,
    unavailable: false,
    member_count: server.members.size,
    // Without the privileged intent for members only the bot itself is listed.
    members: own === undefined ? [] : [wireMember(own)],
    channels: [...server.channels.values()].map((channel) => wireChannel(world, channel)),
    threads: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** What a message looks like now. */
export function currentVersion(message: StoredMessage, at: number): MessageVersion {
  const { content, embeds, components, attachments } = message.wire;
  return { at, content, embeds, components, attachments };
}
