import type { Api } from 'grammy';
import type { ChatMember } from 'grammy/types';
import type { Clock } from '../../src/ports/clock.ts';
import type { HandsOutcome, InviteHands } from '../../src/ports/goods-hands.ts';
import { SECOND_MS } from '../../src/domain/time.ts';
import { troubleOf } from './telegram-errors.ts';
import { botIdOf } from './telegram-api.ts';
import { handsOutcomeOf, says } from './telegram-hands-errors.ts';

export type TelegramHandsDeps = {
  readonly api: Api;
  /** The bot's, which says who we are. */
  readonly token: string;
  readonly clock: Clock;
  /** A group goes by another id now. */
  readonly movePlace: (from: string, to: string) => Promise<void>;
};

const NAME_UNITS_MAX = 32;

/**
 * Telegram knows no putting out without a ban. Ours is lifted at once; should we not get to that, it
 * ends by itself. Telegram takes less than 30 seconds for ever.
 */
const BAN_SECONDS = 120;

const PUBLIC_NAME = /^(?:https?:\/\/)?(?:t\.me\/|@)(\w{4,32})\/?$/i;
const CHAT_ID = /^-?\d{1,16}$/;

/** Lets people into Telegram chats and out of them. Each call may be repeated. */
export function createTelegramHands({ api, token, clock, movePlace }: TelegramHandsDeps): InviteHands {
  const botId = botIdOf(token);
  const within = following(movePlace);
  return {
    async chat(idOrName) {
      const words = idOrName.trim();
      const name = PUBLIC_NAME.exec(words)?.[1];
      if (name === undefined && !CHAT_ID.test(words)) return { kind: 'blocked', trouble: 'place_gone' };
      return within(name === undefined ? words : `@${name}`, (chat) => lookAtChat(api, botId, chat));
    },
    invite: (chatId, name) =>
      within(chatId, async (chat) => {
        const options = { name: name.slice(0, NAME_UNITS_MAX), creates_join_request: true };
        return done((await api.createChatInviteLink(chat, options)).invite_link);
      }),
    revokeInvite: (chatId, link) =>
      within(chatId, (chat) => settled(api.revokeChatInviteLink(chat, link), 'link_over')),
    letIn: (chatId, accountId) => within(chatId, (chat) => letIn(api, chat, Number(accountId))),
    turnAway: (chatId, accountId) =>
      within(chatId, (chat) =>
        settled(api.declineChatJoinRequest(chat, Number(accountId)), 'not_asking', 'inside'),
      ),
    remove: (chatId, accountId) => within(chatId, (chat) => remove(api, clock, chat, Number(accountId))),
    look: (chatId, accountId) =>
      within(chatId, async (chat) => {
        const member = await memberOf(api, chat, Number(accountId));
        return done(isInside(member) ? ('in' as const) : ('out' as const));
      }),
  };
}

function done<T>(value: T): HandsOutcome<T> {
  return { kind: 'done', value };
}

/** Runs calls about a chat, once more where it goes by another id now, and sorts what they threw. */
function following(movePlace: TelegramHandsDeps['movePlace']) {
  return async <T>(
    chatId: string,
    run: (chat: string) => Promise<HandsOutcome<T>>,
  ): Promise<HandsOutcome<T>> => {
    try {
      try {
        return await run(chatId);
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble?.kind !== 'moved') throw error;
        await movePlace(chatId, trouble.placeId);
        return await run(trouble.placeId);
      }
    } catch (error) {
      return handsOutcomeOf(error);
    }
  };
}

/** Telegram's "no" because there is nothing left to do is as good as done. */
async function settled(
  call: Promise<unknown>,
  ...harmless: readonly Parameters<typeof says>[1][]
): Promise<HandsOutcome> {
  try {
    await call;
  } catch (error) {
    if (!harmless.some((what) => says(error, what))) throw error;
  }
  return done(null);
}

async function lookAtChat(api: Api, botId: number, idOrName: string): ReturnType<InviteHands['chat']> {
  const chat = await api.getChat(idOrName);
  if (chat.type === 'private') return { kind: 'blocked', trouble: 'place_gone' };
  const chatId = String(chat.id);
  const me = await api.getChatMember(chatId, botId);
  if (me.status === 'left' || me.status === 'kicked') return { kind: 'blocked', trouble: 'place_gone' };
  // To let people in, and to take back what has been refunded or is over.
  const may = me.status === 'administrator' && me.can_invite_users && me.can_restrict_members;
  return done({ chatId, title: chat.title, trouble: may ? null : 'permission_missing' });
}

/** Nobody asks any more where somebody else has let them in, or our own answer was lost. */
async function letIn(api: Api, chat: string, user: number): Promise<HandsOutcome> {
  try {
    await api.approveChatJoinRequest(chat, user);
  } catch (error) {
    if (says(error, 'inside')) return done(null);
    if (!says(error, 'not_asking')) throw error;
    if (!isInside(await memberOf(api, chat, user))) return { kind: 'blocked', trouble: 'member_gone' };
  }
  return done(null);
}

/** Out, and free to ask again. Whom somebody else has banned stays banned. */
async function remove(api: Api, clock: Clock, chat: string, user: number): Promise<HandsOutcome> {
  const member = await memberOf(api, chat, user);
  const now = Math.floor(clock.now() / SECOND_MS);
  if (isInside(member)) {
    await api.banChatMember(chat, user, { until_date: now + BAN_SECONDS });
  } else if (!isOurBan(member, now)) {
    return done(null);
  }
  return settled(api.unbanChatMember(chat, user, { only_if_banned: true }), 'no_bans');
}

async function memberOf(api: Api, chat: string, user: number): Promise<ChatMember | null> {
  try {
    return await api.getChatMember(chat, user);
  } catch (error) {
    if (says(error, 'no_member')) return null;
    throw error;
  }
}

function isInside(member: ChatMember | null): boolean {
  if (!member || member.status === 'left' || member.status === 'kicked') return false;
  return member.status !== 'restricted' || member.is_member;
}

function isOurBan(member: ChatMember | null, now: number): boolean {
  if (member?.status !== 'kicked') return false;
  return member.until_date > 0 && member.until_date <= now + BAN_SECONDS;
}
