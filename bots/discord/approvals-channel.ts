import type { APIRole, APITextChannel } from 'discord.js';
import { ChannelType, OverwriteType, PermissionFlagsBits, Routes } from 'discord.js';
import type { Language } from '../../src/domain/platform.ts';
import { NAME_UNITS_MAX } from '../shared/payment-facts.ts';
import { plainName } from '../shared/plain-text.ts';
import type { RichText } from '../shared/rich-text.ts';
import { say, sayRich } from '../shared/words.ts';
import type { DiscordApi } from './discord-api.ts';
import { troubleOf } from './discord-errors.ts';
import type { Scene } from './discord-interaction.ts';

/** Whether approvers can be shown there what nobody else may read. */
export type ApprovalsChannel =
  | { readonly kind: 'private' }
  /** No text channel of a server, such as a thread: who reads it can't be told. */
  | { readonly kind: 'no_channel' }
  /** We may not read or write there. */
  | { readonly kind: 'closed_to_us' }
  /** Names of the roles that read along. */
  | { readonly kind: 'seen_by'; readonly roles: readonly string[] };

/** More people than that are no circle of approvers. */
const ROLE_MEMBERS_MAX = 20;
const ROLES_NAMED_MAX = 5;

const { Administrator, ViewChannel, SendMessages } = PermissionFlagsBits;
const NEEDED = ViewChannel | SendMessages;

/**
 * Looks at who reads the channel of a command. Administrators see everything whatever is set, and may
 * change it; they are not counted.
 */
export async function readApprovalsChannel(
  api: DiscordApi,
  { guild, channel, appPermissions }: Pick<Scene, 'guild' | 'channel' | 'appPermissions'>,
): Promise<ApprovalsChannel> {
  if (guild === null || channel === null) return { kind: 'no_channel' };
  if ((appPermissions & Administrator) === 0n && (appPermissions & NEEDED) !== NEEDED) {
    return { kind: 'closed_to_us' };
  }
  const found = (await api.get(Routes.channel(channel))) as APITextChannel;
  if (found.type !== ChannelType.GuildText) return { kind: 'no_channel' };
  const roles = (await api.get(Routes.guildRoles(guild))) as APIRole[];
  const everyone = roles.find(({ id }) => id === guild);
  const seers = roles.filter((role) => everyone && sees(role, everyone, found));
  if (!everyone || seers.includes(everyone)) return { kind: 'seen_by', roles: ['@everyone'] };
  const others = seers.filter(({ permissions }) => (BigInt(permissions) & Administrator) === 0n);
  if (others.length === 0) return { kind: 'private' };
  const counts = await memberCounts(api, guild);
  const broad = others.filter(({ id }) => (counts[id] ?? Infinity) > ROLE_MEMBERS_MAX);
  return broad.length === 0 ? { kind: 'private' } : { kind: 'seen_by', roles: broad.map(({ name }) => name) };
}

/** Why it can't be, and what to change; `null` for a channel that can. */
export function approvalsChannelText(found: ApprovalsChannel, language: Language): RichText | null {
  switch (found.kind) {
    case 'private':
      return null;
    case 'no_channel':
      return sayRich(language, 'approvals-no-channel');
    case 'closed_to_us':
      return sayRich(language, 'approvals-closed-to-us');
    case 'seen_by': {
      const names = found.roles.slice(0, ROLES_NAMED_MAX).map((name) => plainName(name, NAME_UNITS_MAX));
      const facts = { roles: names.join(say(language, 'list-gap')), most: String(ROLE_MEMBERS_MAX) };
      return sayRich(language, 'approvals-seen-by', facts);
    }
  }
}

/** By Discord's order: what the role may in the server, then what the channel says of all, then of the role. */
function sees(role: APIRole, everyone: APIRole, { permission_overwrites: overwrites = [] }: APITextChannel) {
  const base = BigInt(everyone.permissions) | BigInt(role.permissions);
  if ((base & Administrator) !== 0n) return true;
  const ofRoles = overwrites.filter(({ type }) => type === OverwriteType.Role);
  const rules = [everyone.id, role.id].flatMap((id) => ofRoles.filter((one) => one.id === id));
  const seen = rules.reduce((may, { allow, deny }) => (may & ~BigInt(deny)) | BigInt(allow), base);
  return (seen & ViewChannel) !== 0n;
}

/** How many have each role. Where Discord won't say, each counts as broad. */
async function memberCounts(api: DiscordApi, guild: string): Promise<Readonly<Record<string, number>>> {
  try {
    return (await api.get(Routes.guildRoleMemberCounts(guild))) as Record<string, number>;
  } catch (error) {
    const kind = troubleOf(error)?.kind;
    if (kind !== 'rejected' && kind !== 'unreachable') throw error;
    return {};
  }
}
