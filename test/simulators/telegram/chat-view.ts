/** Chats and messages as people see them, for tests and for the play page. */
import type {
  Chat,
  ChatType,
  InlineButton,
  MessageEntity,
  MessageVersion,
  ReplyMarkup,
  StoredMessage,
  WireMessage,
} from './model.ts';
import { currentVersion } from './wire-shapes.ts';
import type { World } from './world.ts';

/** A live view: it always shows the message as it is now. */
export interface MessageView {
  readonly id: number;
  readonly chatId: number;
  /** Milliseconds by the simulator's clock, cut to the second like everything Telegram dates. */
  readonly sentAt: number;
  readonly editedAt: number | undefined;
  readonly fromBot: boolean;
  /** First name of the sender, or title of the chat it was sent as. */
  readonly author: string;
  readonly text: string | undefined;
  readonly caption: string | undefined;
  /** Text or caption, whichever there is, else ''. */
  readonly words: string;
  readonly entities: readonly MessageEntity[];
  /** The bytes of the photo, as uploaded. */
  readonly photo: Uint8Array | undefined;
  readonly document: { readonly name: string | undefined; readonly bytes: Uint8Array } | undefined;
  /** It can be neither passed on nor saved. */
  readonly isProtected: boolean;
  readonly keyboard: readonly (readonly InlineButton[])[];
  /** Labels of all inline buttons, row by row. */
  readonly buttons: readonly string[];
  readonly replyKeyboard: ReplyMarkup | undefined;
  readonly replyTo: number | undefined;
  /** Earlier looks, oldest first, without the present one. */
  readonly history: readonly MessageVersion[];
  readonly deleted: boolean;
  /** Grows with every change anywhere; a later change has a greater number. */
  readonly revision: number;
  /** A copy of the Message object as the Bot API prints it. */
  readonly raw: WireMessage;
  /** The part of the text that an entity covers, for each entity of this type. */
  marked(entityType: string): string[];
}

export interface ChatView {
  readonly id: number;
  readonly type: ChatType;
  readonly title: string;
  /** Everything that was ever said here, oldest first, deleted messages included. */
  messages(): MessageView[];
  /** The latest message of the bot that is not deleted. */
  lastFromBot(): MessageView | undefined;
}

const views = new WeakMap<StoredMessage, MessageView>();
const stored = new WeakMap<MessageView, StoredMessage>();

/** The one view of a message; the same message always gives the same object. */
export function viewMessage(world: World, message: StoredMessage): MessageView {
  const known = views.get(message);
  if (known !== undefined) return known;
  const bytesOf = (fileId: string | undefined) =>
    fileId === undefined ? undefined : world.files.get(fileId)?.bytes;
  const view: MessageView = {
    id: message.wire.message_id,
    chatId: message.chat.id,
    sentAt: message.wire.date * 1000,
    get editedAt() {
      return message.wire.edit_date === undefined ? undefined : message.wire.edit_date * 1000;
    },
    fromBot: message.fromBot,
    author: message.wire.sender_chat?.title ?? message.wire.from?.first_name ?? '',
    get text() {
      return message.wire.text;
    },
    get caption() {
      return message.wire.caption;
    },
    get words() {
      return message.wire.text ?? message.wire.caption ?? '';
    },
    get entities() {
      return currentVersion(message).entities;
    },
    get photo() {
      return bytesOf(message.wire.photo?.at(-1)?.file_id);
    },
    get document() {
      const document = message.wire.document;
      const bytes = bytesOf(document?.file_id);
      return bytes === undefined ? undefined : { name: document?.file_name, bytes };
    },
    isProtected: message.wire['has_protected_content'] === true,
    get keyboard() {
      return currentVersion(message).keyboard;
    },
    get buttons() {
      return currentVersion(message)
        .keyboard.flat()
        .map((button) => button.text);
    },
    get replyKeyboard() {
      return message.replyKeyboard;
    },
    replyTo: message.wire.reply_to_message?.message_id,
    get history() {
      return message.history;
    },
    get deleted() {
      return message.deleted;
    },
    get revision() {
      return message.revision;
    },
    get raw() {
      return structuredClone(message.wire);
    },
    marked: (type) => {
      const words = message.wire.text ?? message.wire.caption ?? '';
      const found = currentVersion(message).entities.filter((entity) => entity.type === type);
      return found.map((entity) => words.slice(entity.offset, entity.offset + entity.length));
    },
  };
  views.set(message, view);
  stored.set(view, message);
  return view;
}

export function storedMessage(view: MessageView): StoredMessage {
  const message = stored.get(view);
  if (message === undefined) throw new Error('this message does not come from the Telegram simulator');
  return message;
}

/** The methods that people's private chats, groups and channels share. */
export function viewChat(world: World, chat: Chat): ChatView {
  const messages = () => chat.messages.map((message) => viewMessage(world, message));
  return {
    id: chat.id,
    type: chat.type,
    get title() {
      return chat.title ?? chat.person?.user.first_name ?? '';
    },
    messages,
    lastFromBot: () => messages().findLast((message) => message.fromBot && !message.deleted),
  };
}

/** A chat view with more abilities; getters stay live, which a spread would freeze. */
export function extendView<Own extends object>(view: ChatView, own: Own): ChatView & Own {
  const properties = { ...Object.getOwnPropertyDescriptors(view), ...Object.getOwnPropertyDescriptors(own) };
  return Object.defineProperties({}, properties) as ChatView & Own;
}
