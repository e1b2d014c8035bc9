import type { Message } from 'grammy/types';

export type TypedCommand = { readonly name: string; readonly words: string };

/** The command that a message begins with; `null` for none, and for one that another bot is meant by. */
export function commandOf(message: Message, botUsername: string): TypedCommand | null {
  const { text } = message;
  const [entity] = message.entities ?? [];
  if (text === undefined || entity?.type !== 'bot_command' || entity.offset !== 0) return null;
  const [name = '', addressee] = text.slice(1, entity.length).split('@', 2);
  if (addressee !== undefined && addressee.toLowerCase() !== botUsername.toLowerCase()) return null;
  return { name: name.toLowerCase(), words: text.slice(entity.length).trim() };
}
