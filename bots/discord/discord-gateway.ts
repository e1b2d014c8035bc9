import { setTimeout as sleep } from 'node:timers/promises';
import type { SessionInfo } from '@discordjs/ws';
import {
  SimpleIdentifyThrottler,
  SimpleShardingStrategy,
  WebSocketManager,
  WebSocketShardEvents,
} from '@discordjs/ws';
import { GatewayDispatchEvents } from 'discord.js';
import type { Log } from '../../src/ports/log.ts';
import type { DiscordApi } from './discord-api.ts';
import { isTokenRefused, safeError } from './discord-errors.ts';
import type { GatewaySessions } from './gateway-sessions.ts';
import type { SessionBook } from './session-book.ts';
import { openSessionBook } from './session-book.ts';

export type GatewayDeps = {
  readonly api: DiscordApi;
  readonly token: string;
  readonly log: Log;
  readonly sessions: GatewaySessions;
  /** Gets each interaction as it comes, some of them again after a resume. Resolves when it is safe. */
  readonly onInteraction: (interaction: unknown) => Promise<void>;
  /** Few sessions may be begun until Discord's day is over: somebody should look. */
  readonly onFewLeft: (remaining: number) => Promise<void>;
};

/** Closing with a code of our own leaves the session open, so that another instance can resume it. */
const LEAVE_OPEN = 4_200;
const LEAVE_MS_MAX = 1_000;
const BACK_OFF_FIRST_MS = 1_000;
const BACK_OFF_MAX_MS = 5 * 60_000;
/** How long a beginning waits for our own budget. */
const BUDGET_WAIT_MS = 30_000;
/** Discord lets a bot identify 1,000 times a day and resets its token after that. */
const IDENTIFIES_LOW = 100;

/** No session may be begun now. */
class BeginningHeld extends Error {
  readonly afterMs: number;

  constructor(reason: string, afterMs: number) {
    super(reason);
    this.name = 'BeginningHeld';
    this.afterMs = afterMs;
  }
}

/**
 * Holds the connection on which interactions arrive until `signal` says stop. discord.js resumes and
 * reconnects by itself; what it gives up on is begun again here, ever more slowly, since each
 * beginning counts against the day's budget.
 */
export async function holdGateway(deps: GatewayDeps, signal: AbortSignal): Promise<void> {
  const { log } = deps;
  const book = openSessionBook(await loadSessions(deps), deps);
  let failures = 0;
  while (!signal.aborted) {
    const began = performance.now();
    try {
      await connectOnce(deps, book, signal);
    } catch (error) {
      if (performance.now() - began > BACK_OFF_MAX_MS) failures = 0;
      failures += 1;
      const backOffMs = Math.min(BACK_OFF_FIRST_MS * 2 ** (failures - 1), BACK_OFF_MAX_MS);
      const waitMs = error instanceof BeginningHeld ? error.afterMs : backOffMs;
      const advice = isTokenRefused(error) ? 'check DISCORD_BOT_TOKEN' : undefined;
      log.warn({ reason: safeError(error).message, waitMs, advice }, 'the Discord gateway broke off');
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }
  await book.close();
}

const NEVER = new Promise<never>(() => undefined);

/** Rejects when discord.js gives up; resolves once `signal` has ended it. */
async function connectOnce(deps: GatewayDeps, book: SessionBook, signal: AbortSignal): Promise<void> {
  const { api, token, log, onInteraction } = deps;
  let isOver = false;
  let giveUp: (error: Error) => void = () => undefined;
  const gaveUp = new Promise<never>((_, reject) => (giveUp = reject));
  let strategy: SimpleShardingStrategy | null = null;
  const manager: WebSocketManager = new WebSocketManager({
    token,
    rest: api.rest,
    // Interactions need no intent, so we hear of nothing else.
    intents: 0,
    // An attempt to connect begins with this question. Once all is over none gets any further.
    retrieveSessionInfo: (shardId) => (isOver ? NEVER : book.session(shardId)),
    updateSessionInfo(shardId, session) {
      // Our own leaving is no end of the session, and what comes after it is for whoever is next.
      if (!isOver && !signal.aborted) book.note(shardId, session);
    },
    buildStrategy: (its) => (strategy = new SimpleShardingStrategy(its)),
    buildIdentifyThrottler: () => {
      const throttle = throttleBeginnings(deps, manager);
      const waitForIdentify = async (shardId: number, closed: AbortSignal) => {
        const held = await throttle(shardId, closed);
        if (!held) return;
        giveUp(held);
        await NEVER;
      };
      return Promise.resolve({ waitForIdentify });
    },
  });
  manager.on(WebSocketShardEvents.Dispatch, ({ data, shardId }) => {
    if (signal.aborted) return;
    const isForUs = data.t === GatewayDispatchEvents.InteractionCreate;
    book.came(shardId, data.s, isForUs ? onInteraction(data.d) : Promise.resolve());
  });
  manager.on(WebSocketShardEvents.Error, ({ error }) => giveUp(error));
  logLife(manager, log);
  const told = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const connect = async () => {
    // The manager's own `connect` refuses also to resume once no more beginnings are left for today.
    await manager.updateShardCount(await manager.getShardCount());
    await strategy?.connect();
    await told;
  };
  try {
    await Promise.race([connect(), gaveUp, told]);
  } finally {
    isOver = true;
    if (strategy) bearLateFailures(strategy);
    // A line that is dead, or just being made, may never say that it has closed.
    const patience = sleep(LEAVE_MS_MAX, undefined, { ref: false });
    await Promise.race([manager.destroy({ code: LEAVE_OPEN, reason: 'leaving' }), patience]);
  }
}

/**
 * The library stops listening to a line that is still being made when it is destroyed; were that to fail
 * then, nobody would hear of it, which ends the process. It offers no way to its lines but this.
 */
function bearLateFailures(strategy: SimpleShardingStrategy): void {
  type Line = { addEventListener(event: 'error', hear: () => void): void };
  type Shards = ReadonlyMap<number, { readonly connection?: Line | null }>;
  const { shards } = strategy as unknown as { readonly shards?: Shards };
  for (const { connection } of shards?.values() ?? []) connection?.addEventListener('error', () => undefined);
}

/** Whether a session may be begun: what keeps it from that, or `null` when it may. */
function throttleBeginnings({ sessions, onFewLeft }: GatewayDeps, manager: WebSocketManager) {
  let pace: SimpleIdentifyThrottler | null = null;
  return async (shardId: number, closed: AbortSignal): Promise<Error | null> => {
    try {
      const { session_start_limit: limit } = await manager.fetchGatewayInformation(true);
      if (limit.remaining < IDENTIFIES_LOW) await onFewLeft(limit.remaining);
      if (limit.remaining <= 0) {
        const afterMs = Math.min(limit.reset_after, BACK_OFF_MAX_MS);
        return new BeginningHeld('no beginnings are left for today', afterMs);
      }
      if (!(await sessions.mayBegin(limit.total))) {
        return new BeginningHeld('too many beginnings of late', BUDGET_WAIT_MS);
      }
      pace ??= new SimpleIdentifyThrottler(limit.max_concurrency);
      await pace.waitForIdentify(shardId, closed);
      return null;
    } catch (error) {
      // discord.js sees to a line that closed meanwhile.
      if (closed.aborted) throw error;
      return error instanceof Error ? error : new Error('a beginning failed');
    }
  };
}

function logLife(manager: WebSocketManager, log: Log): void {
  manager.on(WebSocketShardEvents.Ready, ({ shardId }) =>
    log.info({ shardId }, 'the Discord gateway is open'),
  );
  manager.on(WebSocketShardEvents.Resumed, ({ shardId }) => log.info({ shardId }, 'the gateway was resumed'));
  manager.on(WebSocketShardEvents.Closed, ({ code, shardId }) =>
    log.info({ shardId, code }, 'the gateway was closed'),
  );
}

async function loadSessions({ sessions, log }: GatewayDeps): Promise<readonly SessionInfo[]> {
  return sessions.load().catch((error: unknown) => {
    log.warn({ err: error }, 'the gateway begins anew: its sessions could not be read');
    return [];
  });
}
