import type { APIUser } from 'discord.js';
import type { Caller } from '../../src/core/caller.ts';
import { languageOf } from '../../src/domain/platform.ts';
import { plainName } from '../shared/plain-text.ts';

const DISPLAY_NAME_UNITS_MAX = 64;
/** An id as Discord makes them. Nothing else names an account, a server or a message to us. */
const SNOWFLAKE = /^\d{1,20}$/;
/** Discord counts from the first second of 2015. */
const DISCORD_EPOCH_MS = 1_420_070_400_000;

export function isSnowflake(id: unknown): id is string {
  return typeof id === 'string' && SNOWFLAKE.test(id);
}

/** When Discord made the thing with this id. */
export function snowflakeTime(id: string): number {
  return Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS;
}

/** The account by its number: names change hands, so they are only for show. */
export function callerOf(user: APIUser, nick: string | null | undefined, locale: string | undefined): Caller {
  const name = nick ?? user.global_name ?? user.username;
  return {
    account: { platform: 'discord', accountId: user.id },
    displayName: plainName(name, DISPLAY_NAME_UNITS_MAX),
    language: languageOf(locale),
  };
}
