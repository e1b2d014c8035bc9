/** Telegram's published limits on sending, counted by the simulator's clock. */
import { tooManyRequests } from './api-error.ts';
import type { World } from './world.ts';

/** About one message a second in one chat; a short burst is tolerated. */
const PRIVATE_BURST = 3;
const PRIVATE_WINDOW_MS = 3000;
/** Twenty messages a minute in one group. */
const GROUP_MAX = 20;
const GROUP_WINDOW_MS = 60_000;
/** Thirty messages a second over all chats. */
const OVERALL_MAX = 30;
const OVERALL_WINDOW_MS = 1000;

export interface RateLimits {
  /** Throws 429 when this request would be too much; counts it otherwise. */
  check(method: string, params: Readonly<Record<string, unknown>>): void;
}

/** Sends count, and so do edits: both make Telegram write to everybody in the chat. */
function isCounted(method: string): boolean {
  return /^(send(?!ChatAction)|copy|forward|edit(?!Forum|General|ChatInvite))/.test(method);
}

export function createRateLimits(world: World, enabled: boolean): RateLimits {
  const sentAt = new Map<string, number[]>();
  const waitMs = (key: string, max: number, windowMs: number): number => {
    const now = world.clock.now();
    const recent = (sentAt.get(key) ?? []).filter((at) => now - at < windowMs);
    sentAt.set(key, recent);
    const blocking = recent.length < max ? undefined : recent[recent.length - max];
    return blocking === undefined ? 0 : blocking + windowMs - now;
  };
  return {
    check: (method, params) => {
      if (!enabled || !isCounted(method)) return;
      const chat = world.chats.get(Number(params['chat_id']));
      const key = `chat ${String(params['chat_id'])}`;
      const isPrivate = chat?.type === 'private';
      const chatWait = isPrivate
        ? waitMs(key, PRIVATE_BURST, PRIVATE_WINDOW_MS)
        : waitMs(key, GROUP_MAX, GROUP_WINDOW_MS);
      const wait = Math.max(chatWait, waitMs('overall', OVERALL_MAX, OVERALL_WINDOW_MS));
      if (wait > 0) throw tooManyRequests(Math.ceil(wait / 1000), true);
      for (const counted of [key, 'overall']) {
        sentAt.set(counted, [...(sentAt.get(counted) ?? []), world.clock.now()]);
      }
    },
  };
}
