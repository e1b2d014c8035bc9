import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { TokenRefused } from '../shared/get-up.ts';
import type { Trouble } from '../shared/trouble.ts';
import { AnswerUnreadable, CallsHeld } from './discord-api.ts';

/**
 * What a failed call to Discord means for us. Reasons are safe to log: an error of discord.js holds
 * the address with an interaction's token in it, so only its code and Discord's words are repeated.
 */
export type DiscordTrouble =
  | Trouble
  /** The three seconds, or the fifteen minutes, of an interaction are over. */
  | { readonly kind: 'interaction_over'; readonly reason: string }
  | { readonly kind: 'acknowledged_already' };

const UNKNOWN_MESSAGE = 10_008;
const UNKNOWN_WEBHOOK = 10_015;
const UNKNOWN_INTERACTION = 10_062;
const INVALID_WEBHOOK_TOKEN = 50_027;
const ACKNOWLEDGED_ALREADY = 40_060;
/** Direct messages are being opened too fast: an error without a time. */
const OPENING_TOO_FAST = 40_003;
const OPENING_PAUSE_MS = 60_000;

/** Unknown channel, guild, user; no access; DMs closed; no permission; nobody; no server in common. */
const UNREACHABLE: readonly unknown[] = [10_003, 10_004, 10_013, 50_001, 50_007, 50_013, 50_033, 50_278];
/** A person who takes no direct messages from us. */
const DMS_CLOSED: readonly unknown[] = [50_007, 50_278];

/** Sorts what a call threw. What is no error of a call is `null`: it is ours, and not about Discord. */
export function troubleOf(error: unknown): DiscordTrouble | null {
  if (error instanceof RateLimitError) {
    return { kind: 'slow_down', afterMs: error.retryAfter, reason: `rate limit of ${error.route}` };
  }
  if (error instanceof CallsHeld) {
    return { kind: 'slow_down', afterMs: error.afterMs, reason: error.message };
  }
  if (error instanceof AnswerUnreadable) return { kind: 'unavailable', reason: error.message };
  if (error instanceof DiscordAPIError) return troubleOfAnswer(error);
  if (error instanceof HTTPError) {
    return { kind: 'unavailable', reason: `${error.method}: ${error.status}` };
  }
  return isNetworkError(error) ? { kind: 'unavailable', reason: networkReason(error) } : null;
}

function troubleOfAnswer({ code, status, method, message }: DiscordAPIError): DiscordTrouble {
  const reason = redactTokens(`${method}: ${status} ${code} ${message.split('\n')[0]}`);
  switch (code) {
    case UNKNOWN_MESSAGE:
      return { kind: 'message_gone', reason };
    case UNKNOWN_WEBHOOK:
    case UNKNOWN_INTERACTION:
    case INVALID_WEBHOOK_TOKEN:
      return { kind: 'interaction_over', reason };
    case ACKNOWLEDGED_ALREADY:
      return { kind: 'acknowledged_already' };
    case OPENING_TOO_FAST:
      return { kind: 'slow_down', afterMs: OPENING_PAUSE_MS, reason };
    default:
      // A token that is not accepted (any more) is for the operator to mend; what was to be said waits.
      if (status === 401) return { kind: 'unavailable', reason };
      return { kind: UNREACHABLE.includes(code) ? 'unreachable' : 'rejected', reason };
  }
}

/** Whether an interaction's answer can't be reached any more: its token is over, or its channel is gone. */
export function isAnswerLost(error: unknown): boolean {
  const kind = troubleOf(error)?.kind;
  return kind === 'interaction_over' || kind === 'unreachable';
}

/** Discord's own number for a refusal; `null` where it refused nothing. */
export function codeOf(error: unknown): number | null {
  return error instanceof DiscordAPIError ? Number(error.code) : null;
}

/** Whether this person can't be written to in private. */
export function isClosedToUs(error: unknown): boolean {
  return error instanceof DiscordAPIError && DMS_CLOSED.includes(error.code);
}

/** A new error in place of one that may hold a token in its message, its address or its causes. */
export function safeError(error: unknown): Error {
  const trouble = troubleOf(error);
  if (trouble && 'reason' in trouble) return new Error(trouble.reason);
  if (!(error instanceof Error)) return new Error(redactTokens(String(error)));
  return redactTokens(error.message) === error.message ? error : new Error(redactTokens(error.message));
}

/** Nothing helps here but another token. */
export function tokenRefused(): TokenRefused {
  return new TokenRefused('Discord does not accept the bot token: check DISCORD_BOT_TOKEN.');
}

export function isTokenRefused(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.status === 401;
}

/** The tokens of bots and of interactions. */
function redactTokens(text: string): string {
  return text.replace(/[\w-]{20,}\.[\w-]{4,}\.[\w-]{20,}|[\w-]{60,}/g, '<token>');
}

function isNetworkError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  // undici's errors have codes of its own, Node's those of the system.
  const code = 'code' in error ? String(error.code) : '';
  return error.name === 'AbortError' || error.name === 'TimeoutError' || /^(UND_ERR_|E[A-Z])/.test(code);
}

function networkReason(error: Error): string {
  return `no answer from Discord (${'code' in error ? String(error.code) : error.name})`;
}
