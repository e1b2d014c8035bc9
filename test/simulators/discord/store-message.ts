/** Messages on their way into a channel, into another shape, and out again. */
import { textsOf, type Draft } from './compose-message.ts';
import { MESSAGE_FLAGS, type Channel, type Json, type StoredMessage, type WireUser } from './model.ts';
import { currentVersion, wireTime } from './wire-shapes.ts';
import type { World } from './world.ts';

/** Of a plain message, an answer to a slash command, and an answer to a component. */
export const MESSAGE_TYPES = { plain: 0, reply: 19, command: 20 } as const;

export interface NewMessage {
  readonly channel: Channel;
  readonly author: WireUser;
  readonly draft: Draft;
  readonly type: number;
  readonly allowedMentions: unknown;
  /** The only person who may see it. */
  readonly onlyFor?: string | undefined;
  readonly interactionId?: string;
  readonly isThinking?: boolean;
  readonly more?: Json;
}

const EMPTY_DRAFT: Draft = { content: '', embeds: [], components: [], attachments: [], isV2: false };

/** What a deferred answer shows. */
export function emptyDraft(): Draft {
  return EMPTY_DRAFT;
}

/** Whom a text notifies, as far as allowed_mentions lets it. */
function pingsIn(world: World, channel: Channel, draft: Draft, allowedMentions: unknown): string[] {
  const allowed = allowedMentions as Json | null | undefined;
  const parse = (allowed?.['parse'] ?? (allowed == null ? ['users', 'roles', 'everyone'] : [])) as string[];
  const listed = [...((allowed?.['users'] ?? []) as string[]), ...((allowed?.['roles'] ?? []) as string[])];
  // Embeds never notify anybody.
  const text = textsOf({ ...draft, embeds: [] }).join('\n');
  const found = [...text.matchAll(/<@(&?)!?(\d+)>|@(everyone|here)/g)];
  const pings = found.flatMap(([, role, id, all]) => {
    if (all !== undefined) return parse.includes('everyone') ? [all] : [];
    const kind = role === '&' ? 'roles' : 'users';
    const exists = role === '&' ? channel.server?.roles.has(id ?? '') : world.people.has(id ?? '');
    const isAllowed = parse.includes(kind) || listed.includes(id ?? '');
    return id !== undefined && exists === true && isAllowed ? [id] : [];
  });
  return [...new Set(pings)];
}

function flagsOf(message: Pick<NewMessage, 'draft' | 'onlyFor' | 'isThinking'>): number {
  const ephemeral = message.onlyFor === undefined ? 0 : MESSAGE_FLAGS.ephemeral;
  const loading = message.isThinking === true ? MESSAGE_FLAGS.loading : 0;
  return ephemeral | loading | (message.draft.isV2 ? MESSAGE_FLAGS.componentsV2 : 0);
}

/** Puts a message into a channel and tells whoever watches. */
export function storeMessage(world: World, wanted: NewMessage): StoredMessage {
  const { channel, draft } = wanted;
  const pings = pingsIn(world, channel, draft, wanted.allowedMentions);
  const mentioned = pings.flatMap((id) => world.people.get(id)?.user ?? []);
  const message: StoredMessage = {
    channel,
    wire: {
      id: world.snowflake(),
      channel_id: channel.id,
      author: wanted.author,
      content: draft.content,
      timestamp: wireTime(world.clock.now()),
      edited_timestamp: null,
      tts: false,
      mention_everyone: pings.includes('everyone') || pings.includes('here'),
      mentions: mentioned,
      mention_roles: pings.filter((id) => channel.server?.roles.has(id)),
      attachments: draft.attachments,
      embeds: draft.embeds,
      components: draft.components,
      flags: flagsOf(wanted),
      pinned: false,
      type: wanted.type,
      ...wanted.more,
    },
    history: [],
    deleted: false,
    fromBot: wanted.author.id === world.bot.id,
    onlyFor: wanted.onlyFor,
    dismissed: false,
    revision: world.nextRevision(),
    pings,
    isThinking: wanted.isThinking ?? false,
    interactionId: wanted.interactionId,
  };
  channel.messages.push(message);
  world.announce({ kind: 'message', channel, message });
  return message;
}

/** Gives a message another look and remembers the old one. */
export function rewriteMessage(
  world: World,
  message: StoredMessage,
  draft: Draft,
  allowedMentions: unknown,
): void {
  const now = world.clock.now();
  // "Thinking" is no look that anybody would want to compare with.
  if (message.isThinking) message.pings = pingsIn(world, message.channel, draft, allowedMentions);
  else message.history.push(currentVersion(message, now));
  const { content, embeds, components, attachments } = draft;
  const kept = message.wire.flags & ~MESSAGE_FLAGS.loading;
  message.wire = {
    ...message.wire,
    ...{ content, embeds, components, attachments },
    flags: kept | (draft.isV2 ? MESSAGE_FLAGS.componentsV2 : 0),
    // Saying something for the first time after "thinking" does not show as an edit.
    edited_timestamp: message.isThinking ? null : wireTime(now),
  };
  message.isThinking = false;
  message.revision = world.nextRevision();
  world.announce({ kind: 'edit', channel: message.channel, message });
}

export function removeMessage(world: World, message: StoredMessage): void {
  message.deleted = true;
  message.revision = world.nextRevision();
  world.announce({ kind: 'delete', channel: message.channel, message });
}
