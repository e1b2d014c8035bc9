/** People: what they can do in chats. */
import { storedMessage, viewChat, type ChatView, type MessageView } from './chat-view.ts';
import { changeMembership } from './membership.ts';
import { followInvite, requestToJoin } from './joining.ts';
import { type BotCommand, commandsFor, type CommandMenu } from './command-menu.ts';
import { mediaFields, storeFile } from './methods/files.ts';
import type { Chat, Person, TelegramUser } from './model.ts';
import { type ButtonChoice, type Press, pressButton, sendCallback } from './press-button.ts';
import {
  captionContent,
  chatBehind,
  edit,
  forwardFields,
  requireVoice,
  say,
  type SayOptions,
  type SpeakingDeps,
  textContent,
} from './speaking.ts';
import { removeMessage, wireChat } from './wire-shapes.ts';
import { addChat } from './world.ts';

export interface NewPerson {
  readonly firstName: string;
  readonly lastName?: string;
  readonly username?: string;
  readonly languageCode?: string;
  readonly id?: number;
}

/** A file as somebody sends it. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly type?: string;
  readonly caption?: string;
  /** What Telegram says its size is; for one that is too big to be made up. */
  readonly size?: number;
}

export interface PersonHandle {
  readonly id: number;
  readonly firstName: string;
  readonly user: TelegramUser;
  /** The private chat with the bot. */
  readonly chat: ChatView;
  /** Says something in a chat; with one argument, in private. */
  says(text: string): MessageView;
  says(chat: ChatView, text: string, options?: SayOptions): MessageView;
  /** Presses Start in private, perhaps through a deep link. */
  starts(payload?: string): MessageView;
  /** Sends a picture; with one argument, in private. */
  sendsPhoto(bytes: Uint8Array): MessageView;
  sendsPhoto(chat: ChatView, bytes: Uint8Array, caption?: string): MessageView;
  /** Sends a file, in private unless a chat is named. */
  sendsDocument(file: SentFile, chat?: ChatView): MessageView;
  forwards(message: MessageView, to: ChatView): MessageView;
  edits(message: MessageView, text: string): void;
  deletes(message: MessageView): void;
  presses(message: MessageView, button: ButtonChoice): Press;
  /** Sends callback data that no button has, as a changed client can. */
  forgesPress(message: MessageView, data: string): Press;
  blocks(): void;
  unblocks(): void;
  deactivates(): void;
  /** Gives up the username or takes another; somebody else may take the old one. */
  renames(to: { readonly firstName?: string; readonly username?: string | undefined }): void;
  /** Follows an invite link: comes in at once or asks to. */
  followsInvite(link: string): 'joined' | 'requested';
  /** Follows a link whose owner decides who comes in. */
  asksToJoin(link: string): void;
  requestsToJoin(group: ChatView): void;
  leaves(group: ChatView): void;
  /** The command menu this person is offered there. */
  menu(chat?: ChatView): readonly BotCommand[];
}

export interface PeopleDeps extends SpeakingDeps {
  readonly menu: CommandMenu;
}

export interface People {
  create(person: NewPerson): PersonHandle;
  all(): PersonHandle[];
}

function setBlocked(deps: PeopleDeps, person: Person, blocked: boolean): void {
  const { world, queue } = deps;
  if (person.blocked === blocked) return;
  person.blocked = blocked;
  const member = { user: world.bot, status: 'member' };
  const kicked = { user: world.bot, status: 'kicked', until_date: 0 };
  const payload = {
    chat: wireChat(person.chat),
    from: person.user,
    date: world.unixTime(),
    old_chat_member: blocked ? member : kicked,
    new_chat_member: blocked ? kicked : member,
  };
  queue.push('my_chat_member', payload, person.chat.id);
  world.announce({ kind: 'membership', chat: person.chat, detail: blocked ? 'blocked' : 'unblocked' });
}

/** A picture or file that a person hands to a chat. */
function sendMedia(
  deps: PeopleDeps,
  person: Person,
  where: Chat,
  kind: 'photo' | 'document',
  sent: SentFile,
): MessageView {
  const { name, bytes, caption = '', size } = sent;
  const type = sent.type ?? (kind === 'photo' ? 'image/jpeg' : '');
  const file = storeFile(deps.world, { name, type, bytes }, kind, size);
  const content = { ...mediaFields(deps.world, file), ...captionContent(caption) };
  return say(deps, person, where, content, {});
}

function createHandle(deps: PeopleDeps, person: Person): PersonHandle {
  const { world } = deps;
  const chat = viewChat(world, person.chat);
  const saysIn = (where: ChatView, text: string, options: SayOptions = {}) => {
    return say(deps, person, chatBehind(world, where), textContent(text, options.entities), options);
  };
  const starts = (payload = '') => {
    setBlocked(deps, person, false);
    return saysIn(chat, payload === '' ? '/start' : `/start ${payload}`);
  };
  const pressDeps = { world, queue: deps.queue, start: starts };
  return {
    id: person.user.id,
    get firstName() {
      return person.user.first_name;
    },
    user: person.user,
    chat,
    says: (first: ChatView | string, text?: string, options?: SayOptions) =>
      typeof first === 'string' ? saysIn(chat, first) : saysIn(first, text ?? '', options),
    starts,
    sendsPhoto: (first: ChatView | Uint8Array, bytes?: Uint8Array, caption?: string) => {
      const isPrivate = first instanceof Uint8Array;
      const sent = { name: 'photo.jpg', bytes: isPrivate ? first : (bytes ?? new Uint8Array()) };
      const where = isPrivate ? person.chat : chatBehind(world, first);
      return sendMedia(deps, person, where, 'photo', caption === undefined ? sent : { ...sent, caption });
    },
    sendsDocument: (sent, where = chat) =>
      sendMedia(deps, person, chatBehind(world, where), 'document', sent),
    forwards: (message, to) => say(deps, person, chatBehind(world, to), forwardFields(message), {}),
    edits: (message, text) => edit(deps, person, message, text),
    deletes: (message) => removeMessage(world, storedMessage(message)),
    presses: (message, button) => pressButton(pressDeps, person, message, button),
    forgesPress: (message, data) => sendCallback(pressDeps, person, message, data),
    blocks: () => setBlocked(deps, person, true),
    unblocks: () => setBlocked(deps, person, false),
    deactivates: () => {
      person.deactivated = true;
    },
    renames: (to) => {
      if (to.firstName !== undefined) person.user.first_name = to.firstName;
      if (to.username !== undefined) person.user.username = to.username;
      else if ('username' in to) delete person.user.username;
    },
    followsInvite: (link) => followInvite(deps, person, link),
    asksToJoin: (link) => {
      if (deps.world.inviteLinks.get(link)?.wire['creates_join_request'] === false)
        throw new Error('this link lets everybody in at once');
      followInvite(deps, person, link);
    },
    requestsToJoin: (group) => requestToJoin(deps, person, chatBehind(world, group)),
    leaves: (group) => {
      const where = chatBehind(world, group);
      requireVoice(person, where);
      changeMembership(deps, { chat: where, user: person.user, by: person.user, status: 'left' });
    },
    menu: (where = chat) => commandsFor(deps.menu, person, chatBehind(world, where)),
  };
}

/** Creates the register of people. */
export function createPeople(deps: PeopleDeps): People {
  const { world } = deps;
  const handles: PersonHandle[] = [];
  return {
    create: (wanted) => {
      const id = wanted.id ?? 500_000_000 + world.random(1_000_000_000);
      if (world.people.has(id)) throw new Error(`there already is a person with id ${id}`);
      const user: TelegramUser = {
        id,
        is_bot: false,
        first_name: wanted.firstName,
        ...(wanted.lastName === undefined ? {} : { last_name: wanted.lastName }),
        ...(wanted.username === undefined ? {} : { username: wanted.username }),
        ...(wanted.languageCode === undefined ? {} : { language_code: wanted.languageCode }),
      };
      const chat = addChat(world, { id, type: 'private' });
      const person: Person = { user, chat, started: false, blocked: false, deactivated: false, known: false };
      chat.person = person;
      world.people.set(id, person);
      const handle = createHandle(deps, person);
      handles.push(handle);
      return handle;
    },
    all: () => handles,
  };
}
