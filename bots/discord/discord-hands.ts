import type { APIGuildMember, APIRole, APIUser } from 'discord.js';
import { PermissionFlagsBits, Routes } from 'discord.js';
import type { DeliveryTrouble } from '../../src/domain/delivery.ts';
import type { HandsOutcome, RoleHands } from '../../src/ports/goods-hands.ts';
import { shorten } from '../shared/plain-text.ts';
import type { DiscordApi } from './discord-api.ts';
import { codeOf, troubleOf } from './discord-errors.ts';

const { Administrator, ManageRoles } = PermissionFlagsBits;

const POWERS =
  Administrator |
  ManageRoles |
  PermissionFlagsBits.ManageGuild |
  PermissionFlagsBits.ManageChannels |
  PermissionFlagsBits.ManageWebhooks |
  PermissionFlagsBits.KickMembers |
  PermissionFlagsBits.BanMembers;

/** Discord takes 512 characters of a reason, and each of ours may become nine in the header. */
const REASON_UNITS_MAX = 56;

const MISSING_PERMISSIONS = 50_013;
const UNKNOWN_ROLE = 10_011;

/** What each of Discord's answers means for a role. 50013 is not here: it has two causes. */
const troubles: Readonly<Record<number, DeliveryTrouble>> = {
  /** Unknown guild, no access to it. */
  10_004: 'place_gone',
  50_001: 'place_gone',
  /** Unknown member, unknown user. */
  10_007: 'member_gone',
  10_013: 'member_gone',
  [UNKNOWN_ROLE]: 'role_gone',
  /** The server wants two factors of whoever moderates, and the bot's owner has one. */
  60_003: 'permission_missing',
};

type Undone = Exclude<HandsOutcome, { kind: 'done' }>;

/** A role of a server, and what keeps us from giving it now. */
type GivableRole = {
  readonly id: string;
  readonly name: string;
  readonly trouble: DeliveryTrouble | null;
};

/** Roles of Discord servers, given and taken through the bot's own connection and its limits. */
export function createRoleHands(api: DiscordApi): RoleHands {
  const self = rememberSelf(api);

  /** @throws what Discord answered. */
  async function readRoles(guildId: string): Promise<readonly GivableRole[]> {
    const all = (await api.get(Routes.guildRoles(guildId))) as APIRole[];
    const own = (await api.get(Routes.guildMember(guildId, await self()))) as APIGuildMember;
    return judgeRoles(guildId, all, own.roles);
  }

  /** 50013 means that we may not manage roles, or that this one stands too high: the list tells which. */
  async function whyNot(guildId: string, roleId: string): Promise<DeliveryTrouble> {
    const roles = await readRoles(guildId);
    const found = roles.find(({ id }) => id === roleId);
    return found ? (found.trouble ?? 'permission_missing') : 'role_gone';
  }

  async function change(
    method: 'put' | 'delete',
    guildId: string,
    roleId: string,
    accountId: string,
    reason: string,
  ): Promise<HandsOutcome> {
    const route = Routes.guildMemberRole(guildId, accountId, roleId);
    try {
      await api[method](route, { reason: shorten(reason, REASON_UNITS_MAX) });
      return done(null);
    } catch (error) {
      if (codeOf(error) !== MISSING_PERMISSIONS) return outcomeOf(error);
      return whyNot(guildId, roleId).then(blocked, outcomeOf);
    }
  }

  return {
    roles: (guildId) => readRoles(guildId).then((roles) => done(roles), outcomeOf),
    give: (guildId, roleId, accountId, reason) => change('put', guildId, roleId, accountId, reason),
    async take(guildId, roleId, accountId, reason) {
      const outcome = await change('delete', guildId, roleId, accountId, reason);
      // Whoever left has lost it already, and nobody has a role that is no more.
      const isTaken =
        outcome.kind === 'blocked' && (outcome.trouble === 'member_gone' || outcome.trouble === 'role_gone');
      return isTaken ? done(null) : outcome;
    },
    async look(guildId, roleId, accountId) {
      try {
        const member = (await api.get(Routes.guildMember(guildId, accountId))) as APIGuildMember;
        return done(member.roles.includes(roleId) ? 'has' : 'lost');
      } catch (error) {
        const outcome = outcomeOf(error);
        return outcome.kind === 'blocked' && outcome.trouble === 'member_gone' ? done('away') : outcome;
      }
    },
  };
}

/**
 * The roles of a server without @everyone, which nobody gives. `ownIds` are the bot's. Those of an app or of
 * boosters can't be given by anybody; the others only where they stand below the bot's highest one.
 */
function judgeRoles(
  guildId: string,
  all: readonly APIRole[],
  ownIds: readonly string[],
): readonly GivableRole[] {
  const own = all.filter(({ id }) => id === guildId || ownIds.includes(id));
  const may = own.reduce((bits, { permissions }) => bits | BigInt(permissions), 0n);
  const mayManage = (may & (Administrator | ManageRoles)) !== 0n;
  return all
    .filter(({ id }) => id !== guildId)
    .map((role) => {
      const { id, name } = role;
      if (role.managed) return { id, name, trouble: 'not_possible' };
      if (!mayManage) return { id, name, trouble: 'permission_missing' };
      if (!own.some((one) => standsAbove(one, role))) return { id, name, trouble: 'role_too_high' };
      return { id, name, trouble: isPowerful(role) ? 'role_powerful' : null };
    });
}

/** Whoever minds the shop must not be able to sell the server itself. */
function isPowerful({ permissions }: APIRole): boolean {
  return (BigInt(permissions) & POWERS) !== 0n;
}

/** Of two at the same position the older one stands higher. */
function standsAbove(one: APIRole, other: APIRole): boolean {
  return one.position === other.position ? BigInt(one.id) < BigInt(other.id) : one.position > other.position;
}

/** Who we are as a user, asked for once. Of old applications it is not the application's id. */
function rememberSelf(api: DiscordApi): () => Promise<string> {
  let known: string | null = null;
  return async () => {
    known ??= ((await api.get(Routes.user())) as APIUser).id;
    return known;
  };
}

function done<T>(value: T): HandsOutcome<T> {
  return { kind: 'done', value };
}

function blocked(trouble: DeliveryTrouble): Undone {
  return { kind: 'blocked', trouble };
}

/** @throws what is no answer of Discord's: a fault of ours. */
function outcomeOf(error: unknown): Undone {
  const trouble = troubleOf(error);
  if (!trouble) throw error;
  if (trouble.kind === 'slow_down') {
    return { kind: 'later', afterMs: trouble.afterMs, trouble: 'platform_away' };
  }
  if (trouble.kind === 'unavailable') return { kind: 'later', afterMs: null, trouble: 'platform_away' };
  const code = codeOf(error);
  if (code === MISSING_PERMISSIONS) return blocked('permission_missing');
  return blocked((code === null ? undefined : troubles[code]) ?? 'not_possible');
}
