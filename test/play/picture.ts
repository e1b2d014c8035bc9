import type { Stage } from './stage.ts';

type Where = {
  readonly platform: string;
  readonly chat: string;
  readonly message: string;
  readonly index?: string | undefined;
};

/** The bytes of a picture in a chat. */
export function pictureOf(
  { world }: Stage,
  { platform, chat, message, index }: Where,
): Uint8Array | undefined {
  if (platform === 'telegram') {
    const found = world.telegram.chat(Number(chat))?.messages();
    return found?.find(({ id }) => id === Number(message))?.photo;
  }
  const found = world.discord.channel(chat)?.messages();
  return found?.find(({ id }) => id === message)?.files[Number(index ?? 0)]?.bytes;
}
