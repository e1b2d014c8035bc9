import type { Message } from 'grammy/types';

export type TypedCommand = {
  readonly name: string;
  readonly words: string;
  /** It names this very bot, as `/pay@till_bot` does. */
  readonly isAddressed: boolean;
};

const COMMAND = /^\/([a-z0-9_]{1,32})(?:@(\w+))?(?=\s|$)/i;

/** The command that a message begins with; `null` for none, and for one that another bot is meant by. */
export function commandOf({ text = '' }: Message, botUsername: string): TypedCommand | null {
  const [whole = '', name = '', addressee] = COMMAND.exec(text) ?? [];
  if (name === '') return null;
  if (addressee !== undefined && addressee.toLowerCase() !== botUsername.toLowerCase()) return null;
  return {
    name: name.toLowerCase(),
    words: text.slice(whole.length).trim(),
    isAddressed: addressee !== undefined,
  };
}
