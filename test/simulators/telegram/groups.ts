/** Groups, supergroups and channels, and what happens in them beyond people talking. */
import { extendView, viewChat, viewMessage } from './chat-view.ts';
import type { ChatView, MessageView } from './chat-view.ts';
import { deliverMessage } from './deliver-incoming.ts';
import { makeInvite } from './joining.ts';
import { changeMembership, markMembersKnown } from './membership.ts';
import type { Chat, MemberStatus, TelegramUser } from './model.ts';
import type { PeopleDeps, PersonHandle } from './people.ts';
import { textContent } from './speaking.ts';
import { storeMessage, wireChat } from './wire-shapes.ts';
import { addChat, botIsInside, isInside, membershipOf } from './world.ts';

/** Accounts that Telegram itself uses as senders. */
const ANONYMOUS_ADMIN = {
  id: 1_087_968_824,
  is_bot: true,
  first_name: 'Group',
  username: 'GroupAnonymousBot',
};
const CHANNEL_BOT = { id: 136_817_688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' };
const SERVICE_ACCOUNT = { id: 777_000, is_bot: false, first_name: 'Telegram' };

export interface NewGroup {
  readonly title: string;
  readonly type?: 'group' | 'supergroup';
  readonly username?: string;
  readonly owner?: PersonHandle;
  readonly administrators?: readonly PersonHandle[];
  readonly members?: readonly PersonHandle[];
  /** What the bot is there; a member by default. */
  readonly bot?: 'member' | 'administrator' | 'absent';
  /** True when the bot has been there for long: no updates about its arrival. */
  readonly quiet?: boolean;
}

export interface GroupHandle extends ChatView {
  addsBot(options?: { readonly by?: PersonHandle; readonly as?: 'member' | 'administrator' }): void;
  /** Removes the bot; it may not come back by itself (status kicked). */
  kicksBot(by?: PersonHandle): void;
  promotesBot(rights?: Readonly<Record<string, boolean>>): void;
  demotesBot(): void;
  /** The bot stays an administrator without this right. */
  takesFromBot(right: string): void;
  /** A link that an administrator made with their own app; with `asksToJoin`, one that asks first. */
  invites(options?: { readonly by?: PersonHandle; readonly asksToJoin?: boolean }): string;
  adds(person: PersonHandle, by?: PersonHandle): void;
  removes(person: PersonHandle, by?: PersonHandle): void;
  promotes(person: PersonHandle, status?: 'administrator' | 'creator'): void;
  demotes(person: PersonHandle): void;
  /** A message of an anonymous administrator. */
  saysAnonymously(text: string): MessageView;
  /** A message of somebody who writes in the name of a channel. */
  saysAsChannel(channel: ChatView, text: string): MessageView;
  /** Becomes a supergroup with another id; this handle stays the old group. */
  upgrade(): GroupHandle;
  /** Whether somebody is inside. */
  has(person: PersonHandle): boolean;
  readonly migratedTo: number | undefined;
}

export interface ChannelHandle extends ChatView {
  posts(text: string): MessageView;
  addsBot(options?: { readonly as?: 'administrator' }): void;
  kicksBot(): void;
  takesFromBot(right: string): void;
  removes(person: PersonHandle): void;
  /** Whether somebody follows it. */
  has(person: PersonHandle): boolean;
}

export interface Groups {
  create(group: NewGroup): GroupHandle;
}

export interface Channels {
  create(channel: {
    readonly title: string;
    readonly username?: string;
    readonly linked?: GroupHandle;
  }): ChannelHandle;
}

function newSupergroupId(deps: PeopleDeps): number {
  return -1_001_000_000_000 - deps.world.random(900_000_000_000);
}

function speak(
  deps: PeopleDeps,
  chat: Chat,
  sender: TelegramUser,
  senderChat: Chat,
  content: Record<string, unknown>,
): MessageView {
  const message = storeMessage(deps.world, { chat, from: sender, senderChat, content, fromBot: false });
  deliverMessage(deps, message, false);
  return viewMessage(deps.world, message);
}

/** Service messages go to the bot in spite of privacy mode. */
function announceService(deps: PeopleDeps, chat: Chat, content: Record<string, unknown>): void {
  const message = storeMessage(deps.world, {
    chat,
    from: ANONYMOUS_ADMIN,
    senderChat: chat,
    content,
    fromBot: false,
  });
  if (botIsInside(deps.world, chat)) deps.queue.push('message', message.wire, chat.id);
}

function upgrade(deps: PeopleDeps, chat: Chat): GroupHandle {
  const { world } = deps;
  if (chat.type !== 'group' || chat.migratedTo !== undefined)
    throw new Error(`${chat.id} is no basic group any more`);
  const successor = addChat(world, {
    id: newSupergroupId(deps),
    type: 'supergroup',
    title: chat.title ?? '',
  });
  for (const [id, member] of chat.members) successor.members.set(id, { ...member });
  announceService(deps, chat, { migrate_to_chat_id: successor.id });
  chat.migratedTo = successor.id;
  announceService(deps, successor, { migrate_from_chat_id: chat.id });
  return createGroupHandle(deps, successor);
}

/** An owner unticks one right in the list of the bot's rights. */
function takeFromBot(deps: PeopleDeps, chat: Chat, right: string): void {
  const { user, status, rights } = membershipOf(chat, deps.world.bot);
  if (status !== 'administrator') throw new Error('the bot is no administrator there');
  const by = SERVICE_ACCOUNT;
  changeMembership(deps, { chat, user, by, status, rights: { ...rights, [right]: false } });
}

function createGroupHandle(deps: PeopleDeps, chat: Chat): GroupHandle {
  const { world } = deps;
  const anybody = (): TelegramUser =>
    [...chat.members.values()].find((member) => !member.user.is_bot)?.user ?? SERVICE_ACCOUNT;
  const setStatus = (user: TelegramUser, status: MemberStatus, by?: PersonHandle, rights = {}) =>
    changeMembership(deps, { chat, user, by: by?.user ?? anybody(), status, rights });
  return extendView<Omit<GroupHandle, keyof ChatView>>(viewChat(world, chat), {
    addsBot: (options = {}) => setStatus(world.bot, options.as ?? 'member', options.by),
    kicksBot: (by) => setStatus(world.bot, 'kicked', by),
    promotesBot: (rights = {}) => setStatus(world.bot, 'administrator', undefined, rights),
    demotesBot: () => setStatus(world.bot, 'member'),
    takesFromBot: (right) => takeFromBot(deps, chat, right),
    invites: ({ by, ...options } = {}) => makeInvite(world, chat, by?.user ?? anybody(), options),
    adds: (person, by) => setStatus(person.user, 'member', by ?? person),
    removes: (person, by) => setStatus(person.user, 'kicked', by),
    promotes: (person, status = 'administrator') => setStatus(person.user, status),
    demotes: (person) => setStatus(person.user, 'member'),
    saysAnonymously: (text) => speak(deps, chat, ANONYMOUS_ADMIN, chat, textContent(text)),
    saysAsChannel: (channel, text) => {
      const sender = world.chats.get(channel.id);
      if (sender === undefined) throw new Error(`the simulator knows no channel ${channel.id}`);
      return speak(deps, chat, CHANNEL_BOT, sender, textContent(text));
    },
    upgrade: () => upgrade(deps, chat),
    has: (person) => isInside(chat.members.get(person.id)?.status),
    get migratedTo() {
      return chat.migratedTo;
    },
  });
}

/** Creates the register of groups. */
export function createGroups(deps: PeopleDeps): Groups {
  const { world } = deps;
  return {
    create: (wanted) => {
      const type = wanted.type ?? 'group';
      const id = type === 'group' ? -1_000_000 - world.random(4_000_000_000) : newSupergroupId(deps);
      const chat = addChat(world, {
        id,
        type,
        title: wanted.title,
        ...(wanted.username === undefined ? {} : { username: wanted.username }),
      });
      const join = (person: PersonHandle, status: MemberStatus) =>
        chat.members.set(person.id, { user: person.user, status, rights: {} });
      for (const person of wanted.members ?? []) join(person, 'member');
      for (const person of wanted.administrators ?? []) join(person, 'administrator');
      if (wanted.owner !== undefined) join(wanted.owner, 'creator');
      const handle = createGroupHandle(deps, chat);
      const bot = wanted.bot ?? 'member';
      if (bot === 'absent') return handle;
      if (wanted.quiet === true) {
        chat.members.set(world.bot.id, { user: world.bot, status: bot, rights: {} });
        markMembersKnown(world, chat);
      } else {
        handle.addsBot({ as: bot, ...(wanted.owner === undefined ? {} : { by: wanted.owner }) });
      }
      return handle;
    },
  };
}

/** A post appears in the linked group as a forward by Telegram's own account. */
function forwardToLinkedGroup(deps: PeopleDeps, channel: Chat, post: MessageView): void {
  const group = channel.linkedGroup;
  if (group === undefined) return;
  const { text, entities, date } = post.raw;
  const origin = { type: 'channel', chat: wireChat(channel), message_id: post.id, date };
  speak(deps, group, SERVICE_ACCOUNT, channel, {
    ...(text === undefined ? {} : { text }),
    ...(entities === undefined ? {} : { entities }),
    forward_origin: origin,
    is_automatic_forward: true,
  });
}

/** Creates the register of channels. */
export function createChannels(deps: PeopleDeps): Channels {
  const { world } = deps;
  return {
    create: (wanted) => {
      const username = wanted.username === undefined ? {} : { username: wanted.username };
      const chat = addChat(world, {
        id: newSupergroupId(deps),
        type: 'channel',
        title: wanted.title,
        ...username,
      });
      const linked = wanted.linked === undefined ? undefined : world.chats.get(wanted.linked.id);
      chat.linkedGroup = linked;
      const owner = SERVICE_ACCOUNT;
      return extendView<Omit<ChannelHandle, keyof ChatView>>(viewChat(world, chat), {
        posts: (text) => {
          const message = storeMessage(world, {
            chat,
            senderChat: chat,
            content: textContent(text),
            fromBot: false,
          });
          deliverMessage(deps, message, false);
          const post = viewMessage(world, message);
          forwardToLinkedGroup(deps, chat, post);
          return post;
        },
        addsBot: () => changeMembership(deps, { chat, user: world.bot, by: owner, status: 'administrator' }),
        kicksBot: () => changeMembership(deps, { chat, user: world.bot, by: owner, status: 'kicked' }),
        takesFromBot: (right) => takeFromBot(deps, chat, right),
        removes: ({ user }) => changeMembership(deps, { chat, user, by: owner, status: 'kicked' }),
        has: (person) => isInside(chat.members.get(person.id)?.status),
      });
    },
  };
}
