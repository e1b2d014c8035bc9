/** Methods that ask about chats and members, and those that let people in. */
import { fault, refusal } from '../api-error.ts';
import { changeMembership } from '../membership.ts';
import { findChat, findOwnChat } from '../find-chat.ts';
import { type Chat, type Params, textParam } from '../model.ts';
import { wireChat, wireMember } from '../wire-shapes.ts';
import { botMay, isInside, membershipOf } from '../world.ts';
import type { World } from '../world.ts';
import type { MethodContext, Methods } from './method.ts';

const GIFTS = {
  unlimited_gifts: false,
  limited_gifts: false,
  unique_gifts: false,
  premium_subscription: false,
  gifts_from_channels: false,
};

const PERMISSIONS = Object.fromEntries(
  (
    'can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos can_send_video_notes ' +
    'can_send_voice_notes can_send_polls can_send_other_messages can_add_web_page_previews can_invite_users'
  )
    .split(' ')
    .map((right) => [right, true]),
);

/** A chat with a public name can be looked at from outside. */
function getChat({ world, params }: MethodContext): object {
  const named = findChat(world, params['chat_id']);
  const chat = named.username === undefined ? findOwnChat(world, params['chat_id']) : named;
  return {
    ...wireChat(chat),
    ...(chat.type === 'private' ? {} : { permissions: PERMISSIONS }),
    ...(chat.linkedGroup === undefined ? {} : { linked_chat_id: chat.linkedGroup.id }),
    accent_color_id: Math.abs(chat.id) % 7,
    max_reaction_count: 11,
    accepted_gift_types: GIFTS,
  };
}

function getChatMember({ world, params }: MethodContext): object {
  const chat = findOwnChat(world, params['chat_id']);
  const userId = Number(params['user_id']);
  const known = chat.members.get(userId);
  if (known !== undefined) return wireMember(known);
  const person = world.people.get(userId);
  if (person === undefined || !person.known) throw refusal('PARTICIPANT_ID_INVALID');
  return wireMember(membershipOf(chat, person.user));
}

function groupOnly(world: World, params: Params): Chat {
  const chat = findOwnChat(world, params['chat_id']);
  if (chat.type === 'private') throw refusal('there are no administrators in the private chat');
  return chat;
}

function createInviteLink({ world, params }: MethodContext): object {
  const chat = groupOnly(world, params);
  if (!botMay(world, chat, 'can_invite_users')) throw refusal('not enough rights to manage chat invite link');
  const wantsRequest = params['creates_join_request'] === true;
  const limit = params['member_limit'] as number | undefined;
  if (wantsRequest && limit !== undefined)
    throw fault("member limit can't be specified for links requiring administrator approval");
  if (limit !== undefined && (limit < 1 || limit > 99_999)) throw fault('USAGE_LIMIT_INVALID');
  if (textParam(params, 'name').length > 32) throw fault('invite link name is too long');
  const expire = params['expire_date'] as number | undefined;
  if (expire !== undefined && expire <= world.unixTime()) throw fault('EXPIRE_DATE_INVALID');
  const wire = {
    invite_link: `https://t.me/+${world.randomText(16)}`,
    ...(params['name'] === undefined ? {} : { name: params['name'] }),
    creator: world.bot,
    ...(expire === undefined ? {} : { expire_date: expire }),
    ...(limit === undefined ? {} : { member_limit: limit }),
    creates_join_request: wantsRequest,
    is_primary: false,
    is_revoked: false,
  };
  world.inviteLinks.set(wire.invite_link, { wire, chat, creator: world.bot, joined: 0 });
  return wire;
}

function revokeInviteLink({ world, params }: MethodContext): object {
  const chat = groupOnly(world, params);
  const link = world.inviteLinks.get(String(params['invite_link']));
  if (!botMay(world, chat, 'can_invite_users')) throw refusal('not enough rights to manage chat invite link');
  if (link === undefined || link.chat !== chat || link.creator.id !== world.bot.id)
    throw refusal('INVITE_HASH_EXPIRED');
  link.wire.is_revoked = true;
  return link.wire;
}

function answerJoinRequest(context: MethodContext, approve: boolean): boolean {
  const { world, params } = context;
  const chat = groupOnly(world, params);
  if (!botMay(world, chat, 'can_invite_users')) throw refusal('not enough rights');
  const userId = Number(params['user_id']);
  const request = chat.joinRequests.get(userId);
  if (isInside(chat.members.get(userId)?.status)) throw refusal('USER_ALREADY_PARTICIPANT');
  if (request === undefined) throw refusal('HIDE_REQUESTER_MISSING');
  chat.joinRequests.delete(userId);
  if (approve) {
    changeMembership(context, {
      chat,
      user: request.person.user,
      by: world.bot,
      status: 'member',
      viaJoinRequest: true,
    });
  }
  return true;
}

export const chatMethods: Methods = {
  getChat,
  getChatMember,
  getChatMemberCount: ({ world, params }) => {
    const chat = findOwnChat(world, params['chat_id']);
    return chat.type === 'private'
      ? 2
      : [...chat.members.values()].filter((member) => isInside(member.status)).length;
  },
  getChatAdministrators: ({ world, params }) => {
    const members = [...groupOnly(world, params).members.values()];
    const administrators = members.filter((member) => ['creator', 'administrator'].includes(member.status));
    return administrators
      .filter((member) => !member.user.is_bot || member.user.id === world.bot.id)
      .map((member) => wireMember(member));
  },
  leaveChat: (context) => {
    const { world, params } = context;
    const chat = groupOnly(world, params);
    changeMembership(context, { chat, user: world.bot, by: world.bot, status: 'left' });
    return true;
  },
  createChatInviteLink: createInviteLink,
  revokeChatInviteLink: revokeInviteLink,
  approveChatJoinRequest: (context) => answerJoinRequest(context, true),
  declineChatJoinRequest: (context) => answerJoinRequest(context, false),
};
