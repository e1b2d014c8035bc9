/** /channels/{id}/messages: what the bot says by itself, in servers and in private. */
import { apiError, invalidField, missingAccess, missingPermissions, unknown } from '../api-error.ts';
import { composeMessage } from '../compose-message.ts';
import { INTENTS } from '../gateway-session.ts';
import { MESSAGE_FLAGS, textOf, type Channel, type StoredMessage } from '../model.ts';
import { botMay } from '../permissions.ts';
import { MESSAGE_TYPES, removeMessage, rewriteMessage, storeMessage } from '../store-message.ts';
import { wireChannel } from '../wire-shapes.ts';
import { botRoute, noContent, ok, param, type Route, type RouteAnswer, type RouteContext } from './route.ts';

/** "The past few minutes" in which a nonce is remembered. */
const NONCE_MEMORY_MS = 3 * 60_000;
const SENDABLE_FLAGS =
  MESSAGE_FLAGS.suppressEmbeds | MESSAGE_FLAGS.suppressNotifications | MESSAGE_FLAGS.componentsV2;

/** The channel of the address, if the bot can see it. */
function channelOf(context: RouteContext): Channel {
  const { world } = context;
  const channel = world.channels.get(param(context, 'channel_id'));
  if (channel === undefined || channel.deleted) throw unknown('Channel');
  if (!botMay(world, channel, 'viewChannel')) throw missingAccess();
  return channel;
}

/** Ephemeral messages do not exist for these routes: only their interaction reaches them. */
function messageOf(context: RouteContext, channel: Channel): StoredMessage {
  const id = param(context, 'message_id');
  const found = channel.messages.find((message) => message.wire.id === id);
  if (found === undefined || found.deleted || found.onlyFor !== undefined) throw unknown('Message');
  return found;
}

function refuseWithoutVoice(context: RouteContext, channel: Channel): void {
  const { world } = context;
  if (!botMay(world, channel, 'sendMessages')) throw missingPermissions();
  if (context.files.length > 0 && !botMay(world, channel, 'attachFiles')) throw missingPermissions();
  if (channel.kind !== 'dm') return;
  const person = [...channel.people].flatMap((id) => world.people.get(id) ?? [])[0];
  if (person?.dms === 'closed') throw apiError(403, 50007, 'Cannot send messages to this user');
  if (person?.dms === 'no-mutual-servers') {
    const message = 'Cannot send messages to this user due to having no mutual guilds';
    throw apiError(403, 50278, message);
  }
}

function refuseFlags(flags: unknown): void {
  const extra = Number(flags ?? 0) & ~SENDABLE_FLAGS;
  if (extra === 0) return;
  // The real server drops such flags silently, and a message that was meant for one person is read by all.
  const message = `Flags ${extra} cannot be set on a message in a channel`;
  throw invalidField(['flags'], 'MESSAGE_FLAGS_INVALID', message);
}

function create(context: RouteContext): RouteAnswer {
  const { world, body, files, gateway } = context;
  const channel = channelOf(context);
  refuseFlags(body['flags']);
  refuseWithoutVoice(context, channel);
  const nonce = body['nonce'] == null ? undefined : textOf(body['nonce']);
  const enforces = nonce !== undefined && body['enforce_nonce'] === true;
  const earlier = enforces ? channel.nonces.get(nonce) : undefined;
  if (earlier !== undefined && world.clock.now() - earlier.at < NONCE_MEMORY_MS)
    return ok({ ...earlier.message.wire, nonce });
  const draft = composeMessage(world, { channel, body, files, previous: undefined });
  const reference = body['message_reference'] as { message_id?: string } | null | undefined;
  const message = storeMessage(world, {
    channel,
    author: world.bot,
    draft,
    type: reference?.message_id === undefined ? MESSAGE_TYPES.plain : MESSAGE_TYPES.reply,
    allowedMentions: body['allowed_mentions'],
    more: reference == null ? {} : { message_reference: reference },
  });
  if (nonce !== undefined) channel.nonces.set(nonce, { at: world.clock.now(), message });
  const guild = channel.server === undefined ? {} : { guild_id: channel.server.id };
  const intents = channel.server === undefined ? INTENTS.directMessages : INTENTS.guildMessages;
  gateway.dispatch(
    'MESSAGE_CREATE',
    { ...message.wire, ...guild },
    { intents, serverId: channel.server?.id },
  );
  return ok(nonce === undefined ? message.wire : { ...message.wire, nonce });
}

function edit(context: RouteContext): RouteAnswer {
  const { world, body, files } = context;
  const channel = channelOf(context);
  const message = messageOf(context, channel);
  if (!message.fromBot) throw apiError(403, 50005, 'Cannot edit a message authored by another user');
  if (files.length > 0 && !botMay(world, channel, 'attachFiles')) throw missingPermissions();
  const draft = composeMessage(world, { channel, body, files, previous: message.wire });
  rewriteMessage(world, message, draft, body['allowed_mentions']);
  return ok(message.wire);
}

function remove(context: RouteContext): RouteAnswer {
  const { world } = context;
  const channel = channelOf(context);
  const message = messageOf(context, channel);
  if (!message.fromBot && channel.kind === 'dm')
    throw apiError(403, 50003, 'Cannot execute action on a DM channel');
  if (!message.fromBot && !botMay(world, channel, 'manageMessages')) throw missingPermissions();
  removeMessage(world, message);
  return noContent;
}

function list(context: RouteContext): RouteAnswer {
  const channel = channelOf(context);
  if (!botMay(context.world, channel, 'readMessageHistory')) return ok([]);
  const limit = Number(context.query.get('limit') ?? 50);
  if (!(limit >= 1 && limit <= 100))
    throw invalidField(['limit'], 'NUMBER_TYPE_MAX', 'int value should be between 1 and 100.');
  const before = context.query.get('before');
  const after = context.query.get('after');
  const public_ = channel.messages.filter((message) => !message.deleted && message.onlyFor === undefined);
  const inside = public_.filter(
    ({ wire }) =>
      (before === null || BigInt(wire.id) < BigInt(before)) &&
      (after === null || BigInt(wire.id) > BigInt(after)),
  );
  return ok(
    inside
      .slice(-limit)
      .reverse()
      .map((message) => message.wire),
  );
}

function showTyping(context: RouteContext): RouteAnswer {
  const channel = channelOf(context);
  if (!botMay(context.world, channel, 'sendMessages')) throw missingPermissions();
  context.world.announce({ kind: 'typing', channel });
  return noContent;
}

const MESSAGES = '/channels/{channel_id}/messages';

export const messageRoutes: readonly Route[] = [
  botRoute('getChannel', 'GET /channels/{channel_id}', (context) =>
    ok(wireChannel(context.world, channelOf(context))),
  ),
  botRoute('createMessage', `POST ${MESSAGES}`, create),
  botRoute('getMessages', `GET ${MESSAGES}`, list),
  botRoute('getMessage', `GET ${MESSAGES}/{message_id}`, (context) =>
    ok(messageOf(context, channelOf(context)).wire),
  ),
  botRoute('editMessage', `PATCH ${MESSAGES}/{message_id}`, edit),
  botRoute('deleteMessage', `DELETE ${MESSAGES}/{message_id}`, remove),
  botRoute('typing', 'POST /channels/{channel_id}/typing', showTyping),
];
