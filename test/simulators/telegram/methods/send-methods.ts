/** Methods that put a new message into a chat. */
import { notActedOut, refusal } from '../api-error.ts';
import { readMarkup } from '../check-markup.ts';
import { findWritableChat } from '../find-chat.ts';
import { formatCaption, formatText } from '../format-text.ts';
import type { Chat, Params, StoredMessage } from '../model.ts';
import { storeMessage } from '../wire-shapes.ts';
import { findMessage } from '../world.ts';
import { fileFrom, mediaFields } from './files.ts';
import type { MethodContext, Methods } from './method.ts';

/** Parameters that change what people see; acting as if they were absent would be a lie. */
const NOT_ACTED_OUT = [
  'business_connection_id',
  'message_thread_id',
  'direct_messages_topic_id',
  'ephemeral_message_parameters',
  'suggested_post_parameters',
  'inline_message_id',
  'rich_message',
  'allow_paid_broadcast',
];

/** Refuses parameters that Telegram would obey and the simulator would not. */
export function refuseNotActedOut(params: Params): void {
  const found = NOT_ACTED_OUT.find((name) => params[name] !== undefined && params[name] !== false);
  if (found !== undefined) throw notActedOut(found);
}

interface ReplyParameters {
  readonly message_id?: number;
  readonly chat_id?: number | string;
  readonly allow_sending_without_reply?: boolean;
}

function replyTarget(chat: Chat, params: Params): StoredMessage | undefined {
  const reply = params['reply_parameters'] as ReplyParameters | undefined;
  if (reply === undefined) return undefined;
  if (reply.chat_id !== undefined && Number(reply.chat_id) !== chat.id)
    throw notActedOut('replies across chats');
  const target = findMessage(chat, reply.message_id ?? 0);
  if (target === undefined && reply.allow_sending_without_reply !== true)
    throw refusal('message to be replied not found');
  return target;
}

/** A preview that is merely absent equals one with no options. */
export function linkPreviewOf(params: Params): string {
  return JSON.stringify(params['link_preview_options'] ?? {});
}

function send(context: MethodContext, chat: Chat, content: Record<string, unknown>): unknown {
  const { world, params } = context;
  const markup = readMarkup(params);
  const isInline = markup?.inline_keyboard !== undefined;
  const stored = storeMessage(world, {
    chat,
    ...(chat.type === 'channel' ? { senderChat: chat } : { from: world.bot }),
    replyTo: replyTarget(chat, params),
    content: {
      ...content,
      ...(params['protect_content'] === true ? { has_protected_content: true } : {}),
      ...(isInline ? { reply_markup: markup } : {}),
    },
    fromBot: true,
    linkPreview: linkPreviewOf(params),
  });
  // A reply keyboard is not part of the Message object, but people see it and such a message cannot be edited.
  if (markup !== undefined && !isInline) stored.replyKeyboard = markup;
  return structuredClone(stored.wire);
}

function sendFile(context: MethodContext, kind: 'photo' | 'document'): unknown {
  const { world, params } = context;
  refuseNotActedOut(params);
  const chat = findWritableChat(world, params['chat_id']);
  const { caption, entities } = formatCaption(params);
  readMarkup(params);
  const file = fileFrom(context, params[kind], kind);
  return send(context, chat, {
    ...mediaFields(world, file),
    ...(caption === '' ? {} : { caption }),
    ...(entities.length === 0 ? {} : { caption_entities: entities }),
    ...(caption !== '' && params['show_caption_above_media'] === true
      ? { show_caption_above_media: true }
      : {}),
    ...(params['has_spoiler'] === true ? { has_media_spoiler: true } : {}),
  });
}

export const sendMethods: Methods = {
  sendMessage: (context) => {
    const { world, params } = context;
    refuseNotActedOut(params);
    const chat = findWritableChat(world, params['chat_id']);
    const { text, entities } = formatText(params);
    const options = params['link_preview_options'];
    return send(context, chat, {
      text,
      ...(entities.length === 0 ? {} : { entities }),
      ...(options === undefined ? {} : { link_preview_options: options }),
    });
  },
  sendPhoto: (context) => sendFile(context, 'photo'),
  sendDocument: (context) => sendFile(context, 'document'),
  sendChatAction: ({ world, params }) => {
    refuseNotActedOut(params);
    const chat = findWritableChat(world, params['chat_id']);
    world.announce({ kind: 'chat-action', chat, detail: String(params['action']) });
    return true;
  },
};
