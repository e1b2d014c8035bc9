/** How people come into chats by themselves: by invite links and by asking. */
import { changeMembership } from './membership.ts';
import type { Chat, InviteLink, Person, TelegramUser } from './model.ts';
import type { UpdateQueue } from './update-queue.ts';
import { wireChat } from './wire-shapes.ts';
import { botMay, isBanned, isInside } from './world.ts';
import type { World } from './world.ts';

interface Deps {
  readonly world: World;
  readonly queue: UpdateQueue;
}

/** A bot sees only half of a link that another administrator made. */
function visibleLink(world: World, { wire, creator }: InviteLink): Record<string, unknown> {
  if (creator.id === world.bot.id) return wire;
  return { ...wire, invite_link: `${wire.invite_link.slice(0, -8)}…` };
}

/** Asks to be let in; only a bot that may invite hears of it. */
export function requestToJoin(deps: Deps, person: Person, chat: Chat, link?: InviteLink): void {
  const { world, queue } = deps;
  const name = person.user.first_name;
  if (isInside(chat.members.get(person.user.id)?.status)) throw new Error(`${name} is already inside`);
  if (isBanned(world, chat, person.user.id)) throw new Error(`${name} is banned from "${chat.title}"`);
  chat.joinRequests.set(person.user.id, { at: world.clock.now(), person });
  if (!botMay(world, chat, 'can_invite_users')) return;
  person.known = true;
  const payload = {
    chat: wireChat(chat),
    from: person.user,
    user_chat_id: person.user.id,
    date: world.unixTime(),
    ...(link === undefined ? {} : { invite_link: visibleLink(world, link) }),
  };
  queue.push('chat_join_request', payload, chat.id);
}

/** Follows an invite link: comes in at once or asks to, as the link says. */
export function followInvite(deps: Deps, person: Person, url: string): 'joined' | 'requested' {
  const { world } = deps;
  const link = world.inviteLinks.get(url);
  if (link === undefined || link.wire.is_revoked || link.chat.migratedTo !== undefined)
    throw new Error('this invite link is invalid or was revoked');
  const { expire_date, member_limit, creates_join_request } = link.wire;
  if (typeof expire_date === 'number' && expire_date <= world.unixTime())
    throw new Error('this invite link has expired');
  if (creates_join_request === true) {
    requestToJoin(deps, person, link.chat, link);
    return 'requested';
  }
  if (isBanned(world, link.chat, person.user.id))
    throw new Error(`${person.user.first_name} is banned from "${link.chat.title}"`);
  if (typeof member_limit === 'number' && link.joined >= member_limit)
    throw new Error('this invite link is used up');
  link.joined += 1;
  const { chat, wire } = link;
  changeMembership(deps, { chat, user: person.user, by: person.user, status: 'member', inviteLink: wire });
  return 'joined';
}

/** A link that an administrator makes with their own app. */
export function makeInvite(
  world: World,
  chat: Chat,
  creator: TelegramUser,
  options: { readonly asksToJoin?: boolean },
): string {
  const wire = {
    invite_link: `https://t.me/+${world.randomText(16)}`,
    creator,
    creates_join_request: options.asksToJoin ?? false,
    is_primary: false,
    is_revoked: false,
  };
  world.inviteLinks.set(wire.invite_link, { wire, chat, creator, joined: 0 });
  return wire.invite_link;
}
