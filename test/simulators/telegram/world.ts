/** Everything the simulated server remembers, and the few primitives that every method and person builds on. */
import { EventEmitter } from 'node:events';
import type {
  CallbackQuery,
  Chat,
  ChatType,
  InviteLink,
  MemberStatus,
  Membership,
  Person,
  SimulatorClock,
  StoredFile,
  StoredMessage,
  TelegramUser,
} from './model.ts';

export type ChangeKind = 'message' | 'edit' | 'delete' | 'callback-answer' | 'chat-action' | 'membership';

/** One thing that a person looking at the chat would notice. */
export interface Change {
  readonly kind: ChangeKind;
  readonly chat: Chat;
  readonly message?: StoredMessage;
  readonly detail?: string;
}

export interface World {
  readonly clock: SimulatorClock;
  readonly bot: TelegramUser;
  readonly people: Map<number, Person>;
  readonly chats: Map<number, Chat>;
  readonly files: Map<string, StoredFile>;
  readonly callbacks: Map<string, CallbackQuery>;
  readonly inviteLinks: Map<string, InviteLink>;
  readonly changes: EventEmitter<{ change: [Change] }>;
  readonly privacyMode: boolean;
  /** A whole number in [0, below), from the seed. */
  random(below: number): number;
  /** Letters and digits from the seed, for identifiers. */
  randomText(length: number): string;
  /** Seconds, as Telegram counts. */
  unixTime(): number;
  /** Counts changes; messages remember the count of their latest one. */
  nextRevision(): number;
  /** Private chats and basic groups share one counter per bot, supergroups and channels have their own. */
  nextMessageId(chat: Chat): number;
  announce(change: Change): void;
}

export interface WorldDeps {
  readonly clock: SimulatorClock;
  readonly seed: number;
  readonly token: string;
  readonly botUsername: string;
  readonly privacyMode: boolean;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** mulberry32: small, fast, and the same on every machine. */
export function seededRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** An empty Telegram with one bot in it. */
export function createWorld(deps: WorldDeps): World {
  const random = seededRandom(deps.seed);
  const changes = new EventEmitter<{ change: [Change] }>();
  changes.setMaxListeners(0);
  const counters = new Map<number, number>();
  let revision = 0;
  const botId = Number(deps.token.split(':')[0]);
  return {
    clock: deps.clock,
    bot: { id: botId, is_bot: true, first_name: deps.botUsername, username: deps.botUsername },
    people: new Map(),
    chats: new Map(),
    files: new Map(),
    callbacks: new Map(),
    inviteLinks: new Map(),
    changes,
    privacyMode: deps.privacyMode,
    random,
    randomText: (length) => Array.from({ length }, () => LETTERS[random(LETTERS.length)] as string).join(''),
    unixTime: () => Math.floor(deps.clock.now() / 1000),
    nextRevision: () => (revision += 1),
    nextMessageId: (chat) => {
      const counter = chat.type === 'private' || chat.type === 'group' ? 0 : chat.id;
      const next = (counters.get(counter) ?? 0) + 1;
      counters.set(counter, next);
      return next;
    },
    announce: (change) => void changes.emit('change', change),
  };
}

/** A chat without members or messages, known to the world. */
export function addChat(
  world: World,
  chat: { id: number; type: ChatType; title?: string; username?: string },
): Chat {
  const created: Chat = {
    id: chat.id,
    type: chat.type,
    title: chat.title,
    username: chat.username,
    person: undefined,
    members: new Map(),
    messages: [],
    migratedTo: undefined,
    joinRequests: new Map(),
    linkedGroup: undefined,
  };
  world.chats.set(chat.id, created);
  return created;
}

/** The membership of a user, "left" when they were never there. */
export function membershipOf(chat: Chat, user: TelegramUser): Membership {
  return chat.members.get(user.id) ?? { user, status: 'left', rights: {} };
}

/** Whether the user may not come back, not even by a link; a ban with an end lifts itself. */
export function isBanned(world: World, chat: Chat, userId: number): boolean {
  const member = chat.members.get(userId);
  if (member?.status !== 'kicked') return false;
  const isOver = member.until !== undefined && member.until !== 0 && member.until <= world.unixTime();
  if (isOver) member.status = 'left';
  return !isOver;
}

export function isInside(status: MemberStatus | undefined): boolean {
  return status === 'member' || status === 'administrator' || status === 'creator';
}

export function botIsInside(world: World, chat: Chat): boolean {
  return isInside(chat.members.get(world.bot.id)?.status);
}

/** True when the bot is an administrator of the chat and has the right (all rights unless taken away). */
export function botMay(world: World, chat: Chat, right: string): boolean {
  const membership = chat.members.get(world.bot.id);
  return membership?.status === 'administrator' && membership.rights[right] !== false;
}

export function findMessage(chat: Chat, messageId: number): StoredMessage | undefined {
  return chat.messages.find((message) => message.wire.message_id === messageId && !message.deleted);
}
