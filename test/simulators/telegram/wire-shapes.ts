/** Prints the world's nouns as Bot API objects. */
import type {
  Chat,
  Membership,
  MessageVersion,
  StoredMessage,
  TelegramUser,
  WireChat,
  WireMessage,
} from './model.ts';
import type { World } from './world.ts';

export function wireChat(chat: Chat): WireChat {
  if (chat.person !== undefined) {
    const { first_name, last_name, username } = chat.person.user;
    return {
      id: chat.id,
      first_name,
      ...(last_name === undefined ? {} : { last_name }),
      ...(username === undefined ? {} : { username }),
      type: 'private',
    };
  }
  return {
    id: chat.id,
    title: chat.title ?? '',
    ...(chat.username === undefined ? {} : { username: chat.username }),
    type: chat.type,
  };
}

const ADMINISTRATOR_RIGHTS = (
  'can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_change_info ' +
  'can_invite_users can_post_stories can_edit_stories can_delete_stories can_pin_messages can_send_welcome_messages'
).split(' ');

/** A ChatMember object. */
export function wireMember(membership: Membership, canBeEdited = false): Record<string, unknown> {
  const { user, status, rights } = membership;
  if (status === 'creator') return { user, status, is_anonymous: rights['is_anonymous'] ?? false };
  if (status === 'kicked') return { user, status, until_date: membership.until ?? 0 };
  if (status !== 'administrator') return { user, status };
  const granted = Object.fromEntries(ADMINISTRATOR_RIGHTS.map((right) => [right, rights[right] ?? true]));
  return {
    user,
    status,
    can_be_edited: canBeEdited,
    ...granted,
    can_promote_members: rights['can_promote_members'] ?? false,
    is_anonymous: rights['is_anonymous'] ?? false,
  };
}

export interface NewMessage {
  readonly chat: Chat;
  readonly from?: TelegramUser;
  readonly senderChat?: Chat;
  readonly content: Record<string, unknown>;
  readonly replyTo?: StoredMessage | undefined;
  readonly fromBot: boolean;
  readonly linkPreview?: string;
}

/** Replies show the original one level deep, never the reply's own reply. */
function quoted(original: StoredMessage): WireMessage {
  const { reply_to_message: _inner, ...flat } = original.wire;
  return structuredClone(flat);
}

/** Adds a message to its chat and tells whoever watches. */
export function storeMessage(world: World, message: NewMessage): StoredMessage {
  const { chat } = message;
  const wire: WireMessage = {
    message_id: world.nextMessageId(chat),
    ...(message.from === undefined ? {} : { from: message.from }),
    ...(message.senderChat === undefined ? {} : { sender_chat: wireChat(message.senderChat) }),
    chat: wireChat(chat),
    date: world.unixTime(),
    ...(message.replyTo === undefined ? {} : { reply_to_message: quoted(message.replyTo) }),
    ...structuredClone(message.content),
  };
  const stored: StoredMessage = {
    chat,
    wire,
    history: [],
    deleted: false,
    fromBot: message.fromBot,
    revision: world.nextRevision(),
    linkPreview: message.linkPreview ?? '',
  };
  chat.messages.push(stored);
  world.announce({ kind: 'message', chat, message: stored });
  return stored;
}

/** What the message looks like now, as one entry of its history. */
export function currentVersion(message: StoredMessage): MessageVersion {
  const { wire } = message;
  return {
    at: (wire.edit_date ?? wire.date) * 1000,
    text: wire.text,
    caption: wire.caption,
    entities: wire.entities ?? wire.caption_entities ?? [],
    keyboard: wire.reply_markup?.inline_keyboard ?? [],
    fileId: wire.photo?.at(-1)?.file_id ?? wire.document?.file_id,
  };
}

/** Replaces the content of a message, keeping the old look in its history. */
export function rewriteMessage(world: World, message: StoredMessage, wire: WireMessage): void {
  message.history.push(currentVersion(message));
  message.wire = { ...wire, edit_date: world.unixTime() };
  message.revision = world.nextRevision();
  world.announce({ kind: 'edit', chat: message.chat, message });
}

export function removeMessage(world: World, message: StoredMessage): void {
  message.deleted = true;
  message.revision = world.nextRevision();
  world.announce({ kind: 'delete', chat: message.chat, message });
}
