/** Comings and goings, with the updates and service messages that Telegram makes of them. */
import type { Chat, MemberStatus, TelegramUser } from './model.ts';
import type { UpdateQueue } from './update-queue.ts';
import { storeMessage, wireChat, wireMember } from './wire-shapes.ts';
import { botIsInside, isInside, membershipOf } from './world.ts';
import type { World } from './world.ts';

export interface MembershipChange {
  readonly chat: Chat;
  readonly user: TelegramUser;
  readonly by: TelegramUser;
  readonly status: MemberStatus;
  readonly rights?: Readonly<Record<string, boolean>>;
  /** When a ban ends by itself, in seconds. */
  readonly until?: number;
  readonly viaJoinRequest?: boolean;
  readonly inviteLink?: Readonly<Record<string, unknown>>;
}

interface Deps {
  readonly world: World;
  readonly queue: UpdateQueue;
}

/** Changes what a user is in a chat; the bot hears of itself as my_chat_member, of others as chat_member. */
export function changeMembership(deps: Deps, change: MembershipChange): void {
  const { world, queue } = deps;
  const { chat, user, by } = change;
  const before = membershipOf(chat, user);
  const after = {
    user,
    status: change.status,
    rights: change.rights ?? {},
    ...(change.until === undefined ? {} : { until: change.until }),
  };
  const botWasInside = botIsInside(world, chat);
  const serviceMessage = serviceContent(before.status, change);
  const isBot = user.id === world.bot.id;

  // A leaving bot still sees the message about its own leaving; an arriving one sees that it came.
  if (isBot && isInside(after.status)) chat.members.set(user.id, after);
  if (serviceMessage !== undefined && chat.type !== 'channel') {
    const stored = storeMessage(world, {
      chat,
      from: by,
      content: serviceMessage,
      fromBot: by.id === world.bot.id,
    });
    const seen = isBot ? !botWasInside || chat.type === 'group' : botIsInside(world, chat);
    if (seen && by.id !== world.bot.id) queue.push('message', stored.wire, chat.id);
  }
  chat.members.set(user.id, after);
  const person = world.people.get(user.id);
  if (person !== undefined && botIsInside(world, chat)) person.known = true;
  if (isBot && isInside(after.status)) markMembersKnown(world, chat);

  const payload = {
    chat: wireChat(chat),
    from: by,
    date: world.unixTime(),
    old_chat_member: wireMember(before),
    new_chat_member: wireMember(after),
    ...(change.inviteLink === undefined ? {} : { invite_link: change.inviteLink }),
    ...(change.viaJoinRequest === true ? { via_join_request: true } : {}),
  };
  if (isBot) queue.push('my_chat_member', payload, chat.id);
  else if (chat.members.get(world.bot.id)?.status === 'administrator')
    queue.push('chat_member', payload, chat.id);
  world.announce({ kind: 'membership', chat, detail: `${user.first_name} is now ${after.status}` });
}

/** Somebody who shares a group with the bot can be named by it, though not yet written to. */
export function markMembersKnown(world: World, chat: Chat): void {
  for (const member of chat.members.values()) {
    const person = world.people.get(member.user.id);
    if (person !== undefined && isInside(member.status)) person.known = true;
  }
}

function serviceContent(before: MemberStatus, change: MembershipChange): Record<string, unknown> | undefined {
  const { user } = change;
  const wasInside = isInside(before);
  const nowInside = isInside(change.status);
  if (!wasInside && nowInside)
    return { new_chat_participant: user, new_chat_member: user, new_chat_members: [user] };
  if (wasInside && !nowInside) return { left_chat_participant: user, left_chat_member: user };
  return undefined;
}
