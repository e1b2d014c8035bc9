import type { Message, User } from 'grammy/types';
import type { Caller } from '../../src/core/caller.ts';
import { languageOf } from '../../src/domain/platform.ts';
import { plainName } from '../shared/plain-text.ts';

/** Who is behind a message (faults.md D-11). Only a person who wrote it right here may command. */
export type TelegramActor =
  | { readonly kind: 'person'; readonly caller: Caller }
  /** An administrator who posts as the group: Telegram doesn't tell us which one. */
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'nobody' };

/** Accounts that stand for something else than a person. */
const ANONYMOUS_ADMIN = 1_087_968_824;
const TELEGRAM_ITSELF = 777_000;
const CHANNEL_BOT = 136_817_688;

const DISPLAY_NAME_UNITS_MAX = 64;

/** The author of a message, unless it was written, sent or passed on by anything but a person. */
export function actorOf(message: Message): TelegramActor {
  const { from } = message;
  if (!from || isPassedOn(message)) return { kind: 'nobody' };
  const isGroupItself = message.sender_chat?.id === message.chat.id;
  if (from.id === ANONYMOUS_ADMIN && isGroupItself) return { kind: 'anonymous' };
  if (message.sender_chat || from.is_bot) return { kind: 'nobody' };
  if ([ANONYMOUS_ADMIN, TELEGRAM_ITSELF, CHANNEL_BOT].includes(from.id)) return { kind: 'nobody' };
  return { kind: 'person', caller: callerOf(from) };
}

/** The account by its number: names change hands, so they are only for show. */
export function callerOf(user: User): Caller {
  const name = [user.first_name, user.last_name].filter(Boolean).join(' ');
  return {
    account: { platform: 'telegram', accountId: String(user.id) },
    displayName: plainName(name, DISPLAY_NAME_UNITS_MAX),
    language: languageOf(user.language_code),
  };
}

function isPassedOn(message: Message): boolean {
  return (
    message.forward_origin !== undefined ||
    message.is_automatic_forward === true ||
    message.via_bot !== undefined ||
    message.edit_date !== undefined ||
    message.business_connection_id !== undefined ||
    message.sender_business_bot !== undefined ||
    message.guest_query_id !== undefined ||
    message.guest_bot_caller_user !== undefined
  );
}
