import type { Message } from 'grammy/types';

export type TypedCommand = {
  readonly name: string;
  readonly words: string;
  /** It names this very bot, as `/pay@till_bot` does. */
  readonly isAddressed: boolean;
};

const COMMAND = /^\/([a-z0-9_]{1,32})(?:@(\w+))?(?=\s|$)/i;

/** The command that a message, or what stands under a file, begins with; `null` for none, and for another bot's. */
export function commandOf({ text, caption }: Message, botUsername: string): TypedCommand | null {
  const words = text ?? caption ?? '';
  const [whole = '', name = '', addressee] = COMMAND.exec(words) ?? [];
  if (name === '') return null;
  if (addressee !== undefined && addressee.toLowerCase() !== botUsername.toLowerCase()) return null;
  return {
    name: name.toLowerCase(),
    words: words.slice(whole.length).trim(),
    isAddressed: addressee !== undefined,
  };
}
