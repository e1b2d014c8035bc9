/** People's words on their way into chats. */
import { storedMessage, viewMessage, type ChatView, type MessageView } from './chat-view.ts';
import { deliverMessage } from './deliver-incoming.ts';
import { detectEntities } from './detect-entities.ts';
import type { Chat, MessageEntity, Person } from './model.ts';
import type { UpdateQueue } from './update-queue.ts';
import { rewriteMessage, storeMessage } from './wire-shapes.ts';
import { isInside, type World } from './world.ts';

export interface SpeakingDeps {
  readonly world: World;
  readonly queue: UpdateQueue;
}

/** What can be special about something a person says. */
export interface SayOptions {
  readonly replyTo?: MessageView;
  /** The bot through which it was said (via_bot). */
  readonly viaBot?: { readonly id: number; readonly username: string };
  readonly entities?: readonly MessageEntity[];
}

/** Finds the chat behind a view and explains when the view is outdated. */
export function chatBehind(world: World, view: ChatView): Chat {
  const chat = world.chats.get(view.id);
  if (chat === undefined) throw new Error(`the simulator knows no chat ${view.id}`);
  return chat;
}

/** Explains why somebody cannot write in a chat, if so. */
export function requireVoice(person: Person, chat: Chat): void {
  const name = person.user.first_name;
  if (person.deactivated) throw new Error(`${name} deleted their account`);
  if (chat.type === 'private' && chat.person !== person)
    throw new Error(`${name} cannot write in somebody else's chat`);
  if (chat.type === 'private' && person.blocked)
    throw new Error(`${name} blocked the bot and has to unblock it first`);
  if (chat.migratedTo !== undefined) throw new Error(`group ${chat.id} became supergroup ${chat.migratedTo}`);
  if (chat.type !== 'private' && !isInside(chat.members.get(person.user.id)?.status)) {
    throw new Error(`${name} is not a member of "${chat.title}"`);
  }
}

/** forward_origin and what belongs to it. */
export function forwardFields(message: MessageView): Record<string, unknown> {
  const { wire } = storedMessage(message);
  if (message.isProtected) throw new Error('this message is protected: the app offers no way to pass it on');
  const date = wire.date;
  const origin =
    wire.sender_chat !== undefined
      ? { type: 'channel', date, chat: wire.sender_chat, message_id: wire.message_id }
      : { type: 'user', date, sender_user: wire.from };
  const { text, entities, caption, caption_entities, photo, document } = wire;
  const copied = { text, entities, caption, caption_entities, photo, document };
  const present = Object.fromEntries(Object.entries(copied).filter(([, value]) => value !== undefined));
  return { ...present, forward_origin: origin };
}

/** Puts a message of a person into a chat and hands it to the bot if the bot may see it. */
export function say(
  deps: SpeakingDeps,
  person: Person,
  chat: Chat,
  content: Record<string, unknown>,
  options: SayOptions,
): MessageView {
  const { world } = deps;
  requireVoice(person, chat);
  const { viaBot } = options;
  const via =
    viaBot === undefined ? {} : { via_bot: { ...viaBot, is_bot: true, first_name: viaBot.username } };
  const message = storeMessage(world, {
    chat,
    from: person.user,
    replyTo: options.replyTo === undefined ? undefined : storedMessage(options.replyTo),
    content: { ...content, ...via },
    fromBot: false,
  });
  if (chat.type === 'private') person.started = true;
  deliverMessage(deps, message, false);
  return viewMessage(world, message);
}

/** Text and the entities that clients and server find in it. */
export function textContent(text: string, given: readonly MessageEntity[] = []): Record<string, unknown> {
  const entities = detectEntities(text, given);
  return { text, ...(entities.length === 0 ? {} : { entities }) };
}

/** Like textContent, for what is written under a picture. */
export function captionContent(caption: string): Record<string, unknown> {
  if (caption === '') return {};
  const entities = detectEntities(caption, []);
  return { caption, ...(entities.length === 0 ? {} : { caption_entities: entities }) };
}

/** Changes what a person said before. */
export function edit(deps: SpeakingDeps, person: Person, view: MessageView, text: string): void {
  const message = storedMessage(view);
  if (message.wire.from?.id !== person.user.id) throw new Error('people can only edit their own messages');
  const { entities: _entities, ...rest } = message.wire;
  rewriteMessage(deps.world, message, { ...rest, ...textContent(text) });
  deliverMessage(deps, message, true);
}
