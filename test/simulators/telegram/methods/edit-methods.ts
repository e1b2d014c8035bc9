/** Methods that change or remove a message. */
import { fault, notActedOut, refusal } from '../api-error.ts';
import { readMarkup } from '../check-markup.ts';
import { findOwnChat, findWritableChat } from '../find-chat.ts';
import { formatCaption, formatText } from '../format-text.ts';
import type { Params, ReplyMarkup, StoredMessage, WireMessage } from '../model.ts';
import { removeMessage, rewriteMessage } from '../wire-shapes.ts';
import { botMay, findMessage } from '../world.ts';
import type { World } from '../world.ts';
import { fileFrom, mediaFields } from './files.ts';
import type { MethodContext, Methods } from './method.ts';
import { linkPreviewOf, refuseNotActedOut } from './send-methods.ts';

/** A message can be deleted during two days after it was sent. */
const DELETABLE_SECONDS = 48 * 60 * 60;

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current ' +
  'content and reply markup of the message';

function requireTarget(params: Params): void {
  refuseNotActedOut(params);
  if (params['chat_id'] === undefined) throw fault('chat_id is empty');
  if (params['message_id'] === undefined) throw fault('message identifier is not specified');
}

function editableMessage(world: World, params: Params): StoredMessage {
  requireTarget(params);
  const chat = findWritableChat(world, params['chat_id']);
  const message = findMessage(chat, Number(params['message_id']));
  if (message === undefined) throw refusal('message to edit not found');
  if (!message.fromBot || message.replyKeyboard !== undefined) throw refusal("message can't be edited");
  return message;
}

/** What decides whether an edit changes anything. */
function lookOf(wire: WireMessage, linkPreview: string): string {
  const { text, entities, caption, caption_entities, photo, document, reply_markup } = wire;
  const above = wire['show_caption_above_media'];
  const media = photo?.at(-1)?.file_unique_id ?? document?.file_unique_id;
  return JSON.stringify([text, entities, caption, caption_entities, media, reply_markup, above, linkPreview]);
}

function apply(
  context: MethodContext,
  message: StoredMessage,
  wire: WireMessage,
  linkPreview: string,
): unknown {
  if (lookOf(wire, linkPreview) === lookOf(message.wire, message.linkPreview)) throw refusal(NOT_MODIFIED);
  message.linkPreview = linkPreview;
  rewriteMessage(context.world, message, wire);
  return structuredClone(message.wire);
}

/** An edit without reply_markup takes the buttons away: Telegram does exactly that. */
function withMarkup(wire: WireMessage, markup: ReplyMarkup | undefined): WireMessage {
  const { reply_markup: _old, ...rest } = wire;
  return markup === undefined ? rest : { ...rest, reply_markup: markup };
}

function withCaption(wire: WireMessage, params: Params): WireMessage {
  const { caption, entities } = formatCaption(params);
  const { caption: _caption, caption_entities: _entities, show_caption_above_media: _above, ...rest } = wire;
  return {
    ...rest,
    ...(caption === '' ? {} : { caption }),
    ...(entities.length === 0 ? {} : { caption_entities: entities }),
    ...(caption !== '' && params['show_caption_above_media'] === true
      ? { show_caption_above_media: true }
      : {}),
  };
}

function isMedia(wire: WireMessage): boolean {
  return wire.photo !== undefined || wire.document !== undefined;
}

function editText(context: MethodContext): unknown {
  const { world, params } = context;
  const message = editableMessage(world, params);
  const { text, entities } = formatText(params);
  const markup = readMarkup(params);
  if (message.wire.text === undefined) throw refusal('there is no text in the message to edit');
  const { entities: _entities, link_preview_options: _preview, ...rest } = message.wire;
  const preview = params['link_preview_options'];
  const edited = {
    ...rest,
    text,
    ...(entities.length === 0 ? {} : { entities }),
    ...(preview === undefined ? {} : { link_preview_options: preview }),
  };
  return apply(context, message, withMarkup(edited, markup), linkPreviewOf(params));
}

function editCaption(context: MethodContext): unknown {
  const { world, params } = context;
  const message = editableMessage(world, params);
  const markup = readMarkup(params);
  const captioned = withCaption(message.wire, params);
  if (!isMedia(message.wire)) throw refusal('there is no caption in the message to edit');
  return apply(context, message, withMarkup(captioned, markup), message.linkPreview);
}

function editMedia(context: MethodContext): unknown {
  const { world, params } = context;
  const message = editableMessage(world, params);
  const markup = readMarkup(params);
  const media = params['media'] as Params & { type: string };
  const kind = media.type;
  if (kind !== 'photo' && kind !== 'document') throw notActedOut(`media of type ${kind}`);
  const file = fileFrom(context, media['media'], kind);
  const { text: _text, entities: _entities, photo: _photo, document: _document, ...rest } = message.wire;
  const { link_preview_options: _preview, has_media_spoiler: _spoiler, ...kept } = rest;
  const edited = withCaption(kept, media);
  const spoiler = media['has_spoiler'] === true ? { has_media_spoiler: true } : {};
  return apply(
    context,
    message,
    withMarkup({ ...edited, ...mediaFields(world, file), ...spoiler }, markup),
    '{}',
  );
}

function editMarkup(context: MethodContext): unknown {
  const { world, params } = context;
  const message = editableMessage(world, params);
  return apply(context, message, withMarkup(message.wire, readMarkup(params)), message.linkPreview);
}

function deleteMessage({ world, params }: MethodContext): boolean {
  requireTarget(params);
  const chat = findOwnChat(world, params['chat_id']);
  const message = findMessage(chat, Number(params['message_id']));
  if (message === undefined) throw refusal('message to delete not found');
  const isOld = world.unixTime() - message.wire.date > DELETABLE_SECONDS;
  const mayDeleteOthers = chat.type === 'private' || botMay(world, chat, 'can_delete_messages');
  if (isOld && !botMay(world, chat, 'can_delete_messages'))
    throw refusal("message can't be deleted for everyone");
  if (!message.fromBot && !mayDeleteOthers) throw refusal("message can't be deleted");
  removeMessage(world, message);
  return true;
}

export const editMethods: Methods = {
  editMessageText: editText,
  editMessageCaption: editCaption,
  editMessageMedia: editMedia,
  editMessageReplyMarkup: editMarkup,
  deleteMessage,
};
