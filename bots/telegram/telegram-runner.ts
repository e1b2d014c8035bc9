import type { Update } from 'grammy/types';
import type { Log } from '../../src/ports/log.ts';
import type { InboxEntry } from '../../src/ports/stores.ts';
import type { GetUp } from '../shared/get-up.ts';
import { createGetUp } from '../shared/get-up.ts';
import type { TelegramBot } from './telegram-bot.ts';
import { laneOfUpdate } from './telegram-intake.ts';

/** How updates reach us: we ask for them, or Telegram posts them to `url`. */
export type TelegramWay =
  { readonly mode: 'polling' } | { readonly mode: 'webhook'; readonly url: string; readonly secret: string };

export type TelegramRunner = GetUp & {
  /** Brings updates into the inbox until `signal` says stop. For one instance at a time. */
  poll(signal: AbortSignal): Promise<void>;
};

/** Gets the bot up, again and again if need be, and keeps updates coming into the inbox. */
export function createTelegramRunner(deps: {
  bot: TelegramBot;
  way: TelegramWay;
  put: (update: Update) => Promise<void>;
  log: Log;
}): TelegramRunner {
  const { bot, way, put, log } = deps;

  async function start(): Promise<object> {
    const { username } = await bot.start();
    if (way.mode === 'webhook') await bot.useWebhook(way.url, way.secret);
    return { username, mode: way.mode };
  }

  return {
    ...createGetUp({ platform: 'Telegram', start, log }),
    async poll(signal) {
      const polling = await bot.poll(put);
      const stop = () => void polling.stop();
      signal.addEventListener('abort', stop, { once: true });
      if (!signal.aborted) await polling.run();
      signal.removeEventListener('abort', stop);
    },
  };
}

/** An update as a row of the inbox; `null` for what is no update. */
export function inboxEntryOf(update: unknown, token: string): InboxEntry | null {
  if (typeof update !== 'object' || update === null || !('update_id' in update)) return null;
  if (!Number.isSafeInteger(update.update_id)) return null;
  // Whoever knows the secret may still send nonsense, and would send it again for ever.
  if ('message' in update && !hasChat(update.message)) return null;
  const [botId] = token.split(':');
  return {
    source: 'telegram',
    externalId: `${botId}:${String(update.update_id)}`,
    lane: laneOfUpdate(update as Update),
    payload: update,
  };
}

function hasChat(message: unknown): boolean {
  return (
    typeof message === 'object' && message !== null && 'chat' in message && typeof message.chat === 'object'
  );
}
