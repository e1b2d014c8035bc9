import type { ChatJoinRequest } from 'grammy/types';
import type { BotCore } from '../shared/asker.ts';
import { callerOf } from './telegram-actor.ts';

/**
 * Somebody asks to be let into a chat. Who they are is what Telegram says, and by which link they come;
 * of a link that another administrator made it shows us only half, which is none of ours.
 */
export async function handleJoinRequest(core: BotCore, request: ChatJoinRequest): Promise<void> {
  await core.joinAsked({
    chatId: String(request.chat.id),
    account: callerOf(request.from).account,
    link: request.invite_link?.invite_link ?? null,
  });
}
