/** From what people do in chats to updates for the bot, through privacy mode. */
import type { Chat, StoredMessage } from './model.ts';
import type { UpdateQueue } from './update-queue.ts';
import { botIsInside } from './world.ts';
import type { World } from './world.ts';

interface Deps {
  readonly world: World;
  readonly queue: UpdateQueue;
}

/** A command at the very beginning, unless it names another bot. */
function isCommandForUs(world: World, message: StoredMessage): boolean {
  const text = message.wire.text ?? message.wire.caption ?? '';
  const entities = message.wire.entities ?? message.wire.caption_entities ?? [];
  const first = entities.find((entity) => entity.type === 'bot_command' && entity.offset === 0);
  if (first === undefined) return false;
  const addressee = text.slice(0, first.length).split('@')[1];
  return addressee === undefined || addressee.toLowerCase() === world.bot.username?.toLowerCase();
}

/** Whether Telegram shows the bot this message of somebody else. */
function botSees(world: World, message: StoredMessage): boolean {
  const { chat, wire } = message;
  if (chat.type === 'private') return chat.person !== undefined && !chat.person.blocked;
  if (!botIsInside(world, chat)) return false;
  const isAdministrator = chat.members.get(world.bot.id)?.status === 'administrator';
  if (chat.type === 'channel' || isAdministrator || !world.privacyMode) return true;
  const repliesToBot = wire.reply_to_message?.from?.id === world.bot.id;
  const isViaBot = wire.via_bot?.id === world.bot.id;
  return repliesToBot || isViaBot || isCommandForUs(world, message);
}

/** Queues a message, edited message, channel post or edited channel post, if the bot may see it. */
export function deliverMessage(deps: Deps, message: StoredMessage, isEdit: boolean): void {
  if (!botSees(deps.world, message)) return;
  const person = deps.world.people.get(message.wire.from?.id ?? 0);
  if (person !== undefined) person.known = true;
  const kind = message.chat.type === 'channel' ? 'channel_post' : 'message';
  deps.queue.push(isEdit ? `edited_${kind}` : kind, message.wire, message.chat.id);
}

/** A stable number for callback queries of one chat. */
export function chatInstance(chat: Chat): string {
  return String(BigInt.asIntN(64, BigInt(chat.id) * 6_364_136_223_846_793_005n));
}
