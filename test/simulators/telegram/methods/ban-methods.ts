/** Taking people out of chats, and letting them come back. */
import { refusal } from '../api-error.ts';
import { findOwnChat } from '../find-chat.ts';
import { changeMembership } from '../membership.ts';
import type { Chat, Membership } from '../model.ts';
import { botMay, isInside, membershipOf } from '../world.ts';
import type { MethodContext, Methods } from './method.ts';

/** A ban that ends sooner or later than this is one for ever. */
const BAN_SECONDS_MIN = 30;
const BAN_SECONDS_MAX = 366 * 24 * 60 * 60;

function target({ world, params }: MethodContext): { chat: Chat; member: Membership } {
  const chat = findOwnChat(world, params['chat_id']);
  if (chat.type === 'private') throw refusal("can't ban members in private chats");
  const userId = Number(params['user_id']);
  if (userId === world.bot.id) throw refusal("can't restrict self");
  const person = world.people.get(userId);
  const known = chat.members.get(userId);
  if (known === undefined && person?.known !== true) throw refusal('PARTICIPANT_ID_INVALID');
  if (!botMay(world, chat, 'can_restrict_members'))
    throw refusal('not enough rights to restrict/unrestrict chat member');
  const member = known ?? membershipOf(chat, (person as NonNullable<typeof person>).user);
  if (member.status === 'creator') throw refusal("can't remove chat owner");
  if (member.status === 'administrator') throw refusal('user is an administrator of the chat');
  return { chat, member };
}

function ban(context: MethodContext): boolean {
  const { world, params } = context;
  const { chat, member } = target(context);
  // A basic group knows no bans: whoever is put out may come back.
  const status = chat.type === 'group' ? 'left' : 'kicked';
  if (status === 'left' && !isInside(member.status)) return true;
  const seconds = Number(params['until_date'] ?? 0) - world.unixTime();
  const isForEver = seconds < BAN_SECONDS_MIN || seconds > BAN_SECONDS_MAX;
  const until = isForEver ? 0 : Number(params['until_date']);
  changeMembership(context, { chat, user: member.user, by: world.bot, status, until });
  return true;
}

/** Without `only_if_banned` somebody who is inside is put out as well. */
function unban(context: MethodContext): boolean {
  const { world, params } = context;
  const { chat, member } = target(context);
  if (chat.type === 'group') throw refusal('method is available for supergroup and channel chats only');
  const isMeant = member.status === 'kicked' || params['only_if_banned'] !== true;
  if (isMeant && member.status !== 'left')
    changeMembership(context, { chat, user: member.user, by: world.bot, status: 'left' });
  return true;
}

export const banMethods: Methods = { banChatMember: ban, unbanChatMember: unban };
