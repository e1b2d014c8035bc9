import { GrammyError } from 'grammy';
import type { HandsOutcome } from '../../src/ports/goods-hands.ts';
import { troubleOf } from './telegram-errors.ts';

/** What Telegram says about letting people in and out, besides what it says to everybody. */
const sentences = {
  /** Somebody is inside already. */
  inside: /USER_ALREADY_PARTICIPANT/i,
  /** No request of theirs waits. */
  not_asking: /HIDE_REQUESTER_MISSING|JOIN_REQUEST_.*(MISSING|INVALID)/i,
  link_over: /INVITE_HASH_(EXPIRED|INVALID)|INVITE_REVOKED_MISSING/i,
  /** It knows of no such member. */
  no_member: /PARTICIPANT_ID_INVALID|USER_NOT_PARTICIPANT|USER_ID_INVALID|(user|member) not found/i,
  /** A basic group, out of which people are put without a ban. */
  no_bans: /available (only )?(for|in) supergroup/i,
  no_right:
    /not enough rights|CHAT_ADMIN_REQUIRED|RIGHT_FORBIDDEN|need administrator rights|administrator of the chat|remove chat owner|USER_ADMIN_INVALID/i,
  place_gone:
    /chat not found|bot was kicked|bot is not a member|CHANNEL_(PRIVATE|INVALID)|CHAT_ID_INVALID|PEER_ID_INVALID|list is inaccessible|group chat was (deleted|deactivated)|there are no administrators in the private chat/i,
  member_gone: /user is deactivated|INPUT_USER_DEACTIVATED|USER_CHANNELS_TOO_MUCH|USER_KICKED|USER_BANNED/i,
} as const;

/** Whether this is what a call was refused with. */
export function says(error: unknown, what: keyof typeof sentences): boolean {
  return error instanceof GrammyError && sentences[what].test(error.description);
}

/** What a failed call means for goods. What is no error of a call is thrown on. */
export function handsOutcomeOf(error: unknown): Exclude<HandsOutcome, { kind: 'done' }> {
  const trouble = troubleOf(error);
  if (!trouble) throw error;
  if (trouble.kind === 'slow_down') {
    return { kind: 'later', afterMs: trouble.afterMs, trouble: 'platform_away' };
  }
  if (trouble.kind === 'unavailable') return { kind: 'later', afterMs: null, trouble: 'platform_away' };
  if (says(error, 'no_right')) return { kind: 'blocked', trouble: 'permission_missing' };
  if (says(error, 'member_gone') || says(error, 'no_member')) {
    return { kind: 'blocked', trouble: 'member_gone' };
  }
  const isGone = trouble.kind === 'unreachable' || trouble.kind === 'moved' || says(error, 'place_gone');
  return { kind: 'blocked', trouble: isGone ? 'place_gone' : 'not_possible' };
}
