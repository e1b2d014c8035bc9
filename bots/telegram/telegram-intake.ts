import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { GrammyError } from 'grammy';
import type { Log } from '../../src/ports/log.ts';
import { isTokenRefused, safeError, tokenRefused, troubleOf } from './telegram-errors.ts';

/** What we want to hear of. A join request comes only when it is asked for by name. Edited messages, channel posts and the like never reach us (faults.md D-11). */
export const allowedUpdates = ['message', 'callback_query', 'my_chat_member', 'chat_join_request'] as const;

const POLL_SECONDS = 25;
const BACK_OFF_FIRST_MS = 1_000;
const BACK_OFF_MAX_MS = 30_000;

export type TelegramPollingDeps = {
  /** With a timeout that is longer than one poll. */
  readonly api: Api;
  /** Stores an update; the same one again is harmless. */
  readonly put: (update: Update) => Promise<void>;
  readonly log: Log;
  readonly backOffFirstMs?: number;
};

export type TelegramPolling = {
  /** Runs until it is stopped. Rejects when the token is not accepted, since waiting would not help. */
  run(): Promise<void>;
  /** Breaks off the poll that hangs, and waits until the last update is stored. */
  stop(): Promise<void>;
};

/**
 * Long polling, one batch after the other: an update is confirmed to Telegram, by the offset of the
 * next poll, only after it has been stored. A crash in between brings it again.
 */
export function createTelegramPolling(deps: TelegramPollingDeps): TelegramPolling {
  const { api, put, log } = deps;
  const stopping = new AbortController();
  // grammY names the type of an older package; what Node makes is the same thing.
  const signal = stopping.signal as unknown as Parameters<Api['getUpdates']>[1];
  let running: Promise<void> = Promise.resolve();
  let offset = 0;
  let failures = 0;

  async function pollOnce(): Promise<void> {
    const options = { offset, timeout: POLL_SECONDS, allowed_updates: [...allowedUpdates] };
    for (const update of await api.getUpdates(options, signal)) {
      await put(update);
      offset = update.update_id + 1;
    }
    failures = 0;
  }

  async function backOff(error: unknown): Promise<void> {
    if (isTokenRefused(error)) {
      throw tokenRefused();
    }
    failures += 1;
    const trouble = troubleOf(error);
    const first = deps.backOffFirstMs ?? BACK_OFF_FIRST_MS;
    const doubled = Math.min(first * 2 ** (failures - 1), BACK_OFF_MAX_MS);
    const waitMs = trouble?.kind === 'slow_down' ? trouble.afterMs : doubled;
    log.warn(
      { reason: safeError(error).message, waitMs, advice: adviceFor(error) },
      'polling Telegram failed',
    );
    await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await pollOnce();
      } catch (error) {
        if (!stopping.signal.aborted) await backOff(error);
      }
    }
  }

  return {
    run: () => (running = run()),
    async stop() {
      stopping.abort();
      await running.catch(() => undefined);
    },
  };
}

/**
 * The line in which an update waits its turn: what is said in one chat is handled in order. Presses
 * have a line of their own, since a platform forgets them while a command waits for the provider.
 */
export function laneOfUpdate(update: Update): string {
  const { callback_query: press, chat_join_request: request } = update;
  if (press) return `telegram:presses of ${press.from.id}`;
  // Many may ask at once; each waits for nobody else.
  if (request) return `telegram:join requests of ${request.from.id}`;
  const id = (update.message ?? update.my_chat_member)?.chat.id;
  return `telegram:${id ?? 'elsewhere'}`;
}

function adviceFor(error: unknown): string | undefined {
  const isConflict = error instanceof GrammyError && error.error_code === 409;
  return isConflict ? 'another process polls with this token, or a webhook is set' : undefined;
}
