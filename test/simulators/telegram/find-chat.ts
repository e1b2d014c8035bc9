/** From a chat_id parameter to a chat the bot may write to, or the refusal Telegram gives. */
import { apiError, forbidden, refusal } from './api-error.ts';
import type { Chat, Person } from './model.ts';
import { botIsInside } from './world.ts';
import type { World } from './world.ts';

/** How long a bot may write to somebody who asked to join and never wrote to it. */
const JOIN_REQUEST_WINDOW_MS = 5 * 60 * 1000;

/** Finds a chat by number or @username, without asking whether the bot may write there. */
export function findChat(world: World, chatId: unknown): Chat {
  const chat =
    typeof chatId === 'string' && chatId.startsWith('@')
      ? byUsername(world, chatId)
      : byNumber(world, chatId);
  if (chat === undefined) throw refusal('chat not found');
  if (chat.person !== undefined && !chat.person.known && !chat.person.started)
    throw refusal('chat not found');
  if (chat.migratedTo !== undefined) {
    const parameters = { migrate_to_chat_id: chat.migratedTo };
    throw apiError(400, 'Bad Request: group chat was upgraded to a supergroup chat', { parameters });
  }
  return chat;
}

function byNumber(world: World, chatId: unknown): Chat | undefined {
  return world.chats.get(Number(chatId));
}

/** Bots reach only public groups and channels by name, never people. */
function byUsername(world: World, handle: string): Chat | undefined {
  const name = handle.slice(1).toLowerCase();
  return [...world.chats.values()].find(
    (chat) => chat.type !== 'private' && chat.username?.toLowerCase() === name,
  );
}

/** Finds a chat in which the bot is present: for reading about the chat and for acting in it. */
export function findOwnChat(world: World, chatId: unknown): Chat {
  const chat = findChat(world, chatId);
  if (chat.person !== undefined || botIsInside(world, chat)) return chat;
  const kind = chat.type === 'group' ? 'group chat' : `${chat.type} chat`;
  const status = chat.members.get(world.bot.id)?.status;
  if (status === 'kicked') throw forbidden(`bot was kicked from the ${kind}`);
  if (status === undefined && chat.type === 'group') throw refusal('chat not found');
  throw forbidden(`bot is not a member of the ${kind}`);
}

/** Finds a chat that accepts messages from the bot. */
export function findWritableChat(world: World, chatId: unknown): Chat {
  const chat = findOwnChat(world, chatId);
  if (chat.person !== undefined) checkPerson(world, chat.person);
  if (chat.type === 'channel' && chat.members.get(world.bot.id)?.status !== 'administrator') {
    throw refusal('need administrator rights in the channel chat');
  }
  return chat;
}

function checkPerson(world: World, person: Person): void {
  if (person.deactivated) throw forbidden('user is deactivated');
  if (person.blocked) throw forbidden('bot was blocked by the user');
  if (!person.started && !hasFreshJoinRequest(world, person)) {
    throw forbidden("bot can't initiate conversation with a user");
  }
}

function hasFreshJoinRequest(world: World, person: Person): boolean {
  return [...world.chats.values()].some((chat) => {
    const request = chat.joinRequests.get(person.user.id);
    return request !== undefined && world.clock.now() - request.at <= JOIN_REQUEST_WINDOW_MS;
  });
}
