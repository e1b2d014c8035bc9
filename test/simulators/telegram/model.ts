/** The nouns of the simulated Telegram: users, chats, messages and files, as the server remembers them. */

/** The simulator's only source of time: milliseconds since 1970. */
export interface SimulatorClock {
  now(): number;
}

export interface TelegramUser {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export interface MessageEntity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  user?: TelegramUser;
  language?: string;
  custom_emoji_id?: string;
  unix_time?: number;
  date_time_format?: string;
}

export interface InlineButton {
  text: string;
  url?: string;
  callback_data?: string;
  copy_text?: { text: string };
  style?: string;
  disabled?: Record<string, never>;
  [other: string]: unknown;
}

export interface ReplyMarkup {
  inline_keyboard?: InlineButton[][];
  [other: string]: unknown;
}

export interface WireChat {
  id: number;
  type: ChatType;
  title?: string;
  username?: string;
  first_name?: string;
  last_name?: string;
}

export interface WirePhotoSize {
  file_id: string;
  file_unique_id: string;
  width: number;
  height: number;
  file_size: number;
}

/** A Message object exactly as the Bot API would print it. */
export interface WireMessage {
  message_id: number;
  date: number;
  chat: WireChat;
  from?: TelegramUser;
  sender_chat?: WireChat;
  text?: string;
  entities?: MessageEntity[];
  caption?: string;
  caption_entities?: MessageEntity[];
  photo?: WirePhotoSize[];
  document?: {
    file_id: string;
    file_unique_id: string;
    file_name?: string;
    mime_type?: string;
    file_size?: number;
  };
  reply_markup?: ReplyMarkup;
  reply_to_message?: WireMessage;
  via_bot?: TelegramUser;
  edit_date?: number;
  [other: string]: unknown;
}

export type ChatType = 'private' | 'group' | 'supergroup' | 'channel';

export type MemberStatus = 'creator' | 'administrator' | 'member' | 'left' | 'kicked';

export interface Membership {
  readonly user: TelegramUser;
  status: MemberStatus;
  /** Administrator rights that differ from "all granted". */
  rights: Readonly<Record<string, boolean>>;
  /** When a ban ends by itself, in Telegram's seconds; 0 or absent for never. */
  until?: number;
}

/** What a message looked like at one moment, kept so that a test can read how a live card changed. */
export interface MessageVersion {
  readonly at: number;
  readonly text: string | undefined;
  readonly caption: string | undefined;
  readonly entities: readonly MessageEntity[];
  readonly keyboard: readonly (readonly InlineButton[])[];
  readonly fileId: string | undefined;
}

export interface StoredMessage {
  readonly chat: Chat;
  wire: WireMessage;
  /** Earlier looks, oldest first; the current one is not among them. */
  readonly history: MessageVersion[];
  deleted: boolean;
  readonly fromBot: boolean;
  /** Number of the world's latest change to this message; grows with every edit. */
  revision: number;
  /** What the link preview was asked to be; a change of it is a change of the message. */
  linkPreview: string;
  /** A keyboard below the input field that came with this message; never inline. */
  replyKeyboard?: ReplyMarkup;
}

export interface Person {
  readonly user: TelegramUser;
  readonly chat: Chat;
  /** Pressed start or wrote in private at least once. */
  started: boolean;
  blocked: boolean;
  deactivated: boolean;
  /** The bot received something from this person, or shares a group with them, so Telegram lets it name them. */
  known: boolean;
}

export interface InviteLink {
  readonly wire: Record<string, unknown> & { invite_link: string; is_revoked: boolean };
  readonly chat: Chat;
  readonly creator: TelegramUser;
  joined: number;
}

export interface Chat {
  readonly id: number;
  readonly type: ChatType;
  title: string | undefined;
  username: string | undefined;
  /** The other side of a private chat. */
  person: Person | undefined;
  readonly members: Map<number, Membership>;
  readonly messages: StoredMessage[];
  migratedTo: number | undefined;
  readonly joinRequests: Map<number, { readonly at: number; readonly person: Person }>;
  /** The group in which posts of this channel appear. */
  linkedGroup: Chat | undefined;
}

export interface StoredFile {
  readonly fileId: string;
  readonly uniqueId: string;
  readonly bytes: Uint8Array;
  /** What Telegram says its size is; the bytes of a huge one need not be made up. */
  readonly size: number;
  readonly path: string;
  readonly kind: 'photo' | 'document';
  readonly name: string | undefined;
  readonly mimeType: string | undefined;
  readonly width: number;
  readonly height: number;
}

export interface CallbackAnswer {
  readonly text: string | undefined;
  readonly alert: boolean;
  readonly url: string | undefined;
  readonly at: number;
}

export interface CallbackQuery {
  readonly id: string;
  readonly at: number;
  readonly chat: Chat;
  readonly answers: CallbackAnswer[];
}

export interface UploadedFile {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Parameters of one request after decoding and checking; values have the types of the spec. */
export type Params = Readonly<Record<string, unknown>>;

/** A text parameter, '' when it is absent; the spec check has already refused anything else. */
export function textParam(params: Params, name: string): string {
  const value = params[name];
  return typeof value === 'string' ? value : '';
}
