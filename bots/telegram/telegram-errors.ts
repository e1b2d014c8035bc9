import { GrammyError, HttpError } from 'grammy';
import { TokenRefused } from '../shared/get-up.ts';
import type { Trouble } from '../shared/trouble.ts';

/**
 * What a failed call to the Bot API means for us. Reasons are safe to log: an `HttpError` holds the
 * address with the bot's token in it, so nothing of it is repeated but its class.
 */
export type TelegramTrouble =
  | Trouble
  /** The message looks like that already. */
  | { readonly kind: 'not_modified' }
  | { readonly kind: 'query_too_old' };

const UNREACHABLE =
  /chat not found|user is deactivated|PEER_ID_INVALID|bot was (blocked|kicked)|can't initiate|not enough rights to send|have no rights to send|CHAT_WRITE_FORBIDDEN|TOPIC_CLOSED|not a member/i;
const MESSAGE_GONE = /message to edit not found|message can't be edited|MESSAGE_ID_INVALID/i;
const QUERY_TOO_OLD = /query is too old|query ID is invalid|QUERY_ID_INVALID/i;

/** Sorts what a call threw. What is no error of a call is `null`: it is ours, and not about Telegram. */
export function troubleOf(error: unknown): TelegramTrouble | null {
  if (error instanceof HttpError) return { kind: 'unavailable', reason: networkReason(error) };
  if (!(error instanceof GrammyError)) return null;
  const { error_code: code, description, method, parameters } = error;
  const reason = redactToken(`${method}: ${code} ${description}`);
  if (parameters.migrate_to_chat_id !== undefined) {
    return { kind: 'moved', placeId: String(parameters.migrate_to_chat_id), reason };
  }
  if (code === 429) return { kind: 'slow_down', afterMs: (parameters.retry_after ?? 1) * 1_000, reason };
  // A token that is not accepted (any more) is for the operator to mend; what was to be said waits.
  if (code >= 500 || code === 401 || code === 404) return { kind: 'unavailable', reason };
  if (/message is not modified/i.test(description)) return { kind: 'not_modified' };
  if (MESSAGE_GONE.test(description)) return { kind: 'message_gone', reason };
  if (QUERY_TOO_OLD.test(description)) return { kind: 'query_too_old' };
  if (code === 403 || UNREACHABLE.test(description)) return { kind: 'unreachable', reason };
  return { kind: 'rejected', reason };
}

/** Takes every bot token out of a text. */
function redactToken(text: string): string {
  return text.replace(/\d{3,}:[\w-]{8,}/g, '<token>');
}

/** A new error in place of one that may hold the token in its message or its causes. */
export function safeError(error: unknown): Error {
  const trouble = troubleOf(error);
  if (trouble && 'reason' in trouble) return new Error(trouble.reason);
  if (!(error instanceof Error)) return new Error(redactToken(String(error)));
  const isSafe =
    redactToken(`${error.message}${error.stack ?? ''}`) === `${error.message}${error.stack ?? ''}`;
  return isSafe ? error : new Error(redactToken(error.message));
}

function networkReason({ message, error }: HttpError): string {
  const cause = error instanceof Error ? error.name : typeof error;
  return redactToken(`${message} (${cause})`);
}

/** Nothing helps here but another token. */
export function tokenRefused(): TokenRefused {
  return new TokenRefused('Telegram does not accept the bot token: check TELEGRAM_BOT_TOKEN.');
}

/** Telegram answers 401 to a token that it does not know, and 404 to one that can't be any. */
export function isTokenRefused(error: unknown): boolean {
  return error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);
}
