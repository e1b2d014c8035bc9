import { setTimeout as sleep } from 'node:timers/promises';
import type { SessionInfo } from '@discordjs/ws';
import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { GatewayDispatchEvents } from 'discord.js';
import type { Log } from '../../src/ports/log.ts';
import type { DiscordApi } from './discord-api.ts';
import { isTokenRefused, safeError } from './discord-errors.ts';

/** Where the sessions of the gateway are kept, so that whoever comes next can go on with them. */
export type GatewaySessions = {
  load(): Promise<readonly SessionInfo[]>;
  save(sessions: readonly SessionInfo[]): Promise<void>;
};

export type GatewayDeps = {
  readonly api: DiscordApi;
  readonly token: string;
  readonly log: Log;
  readonly sessions: GatewaySessions;
  /** Gets each interaction as it comes, some of them again after a resume. */
  readonly onInteraction: (interaction: unknown) => void;
};

/** Closing with a code of our own leaves the session open, so that another instance can resume it. */
const LEAVE_OPEN = 4_200;
const BACK_OFF_FIRST_MS = 1_000;
const BACK_OFF_MAX_MS = 5 * 60_000;
/** What may be lost at the end: the last save of a session. */
const SAVE_MS_MAX = 2_000;
/** Discord lets a bot identify 1,000 times a day and resets its token after that. */
const IDENTIFIES_LOW = 100;

/**
 * Holds the connection on which interactions arrive until `signal` says stop. discord.js resumes and
 * reconnects by itself; what it gives up on is begun again here, ever more slowly, since each
 * beginning counts against the day's budget.
 */
export async function holdGateway(deps: GatewayDeps, signal: AbortSignal): Promise<void> {
  const { log } = deps;
  const sessions = new Map((await loadSessions(deps)).map((one) => [one.shardId, one]));
  let failures = 0;
  while (!signal.aborted) {
    const began = performance.now();
    try {
      await connectOnce(deps, sessions, signal);
    } catch (error) {
      if (performance.now() - began > BACK_OFF_MAX_MS) failures = 0;
      failures += 1;
      const waitMs = Math.min(BACK_OFF_FIRST_MS * 2 ** (failures - 1), BACK_OFF_MAX_MS);
      const advice = isTokenRefused(error) ? 'check DISCORD_BOT_TOKEN' : undefined;
      log.warn({ reason: safeError(error).message, waitMs, advice }, 'the Discord gateway broke off');
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

type Sessions = Map<number, SessionInfo>;

const NEVER = new Promise<never>(() => undefined);

/** Rejects when discord.js gives up; resolves once `signal` has ended it. */
async function connectOnce(deps: GatewayDeps, sessions: Sessions, signal: AbortSignal): Promise<void> {
  const { api, token, log, onInteraction } = deps;
  const saving = createSaving(deps, sessions);
  let isOver = false;
  const manager = new WebSocketManager({
    token,
    rest: api.rest,
    // Interactions need no intent, so we hear of nothing else.
    intents: 0,
    // An attempt to connect begins with this question. Once all is over none gets any further.
    retrieveSessionInfo: (shardId) => (isOver ? NEVER : (sessions.get(shardId) ?? null)),
    updateSessionInfo(shardId, session) {
      // Our own leaving is no end of the session, and what comes after it is for whoever is next.
      if (isOver || signal.aborted) return;
      if (session === null) sessions.delete(shardId);
      else sessions.set(shardId, session);
      // An interaction is acknowledged before anything waits for the database.
      saving.begin();
    },
  });
  manager.on(WebSocketShardEvents.Dispatch, ({ data }) => {
    const isForUs = data.t === GatewayDispatchEvents.InteractionCreate && !signal.aborted;
    if (isForUs) onInteraction(data.d);
  });
  manager.on(WebSocketShardEvents.Ready, ({ shardId }) =>
    log.info({ shardId }, 'the Discord gateway is open'),
  );
  manager.on(WebSocketShardEvents.Resumed, ({ shardId }) => log.info({ shardId }, 'the gateway was resumed'));
  manager.on(WebSocketShardEvents.Closed, ({ code, shardId }) =>
    log.info({ shardId, code }, 'the gateway was closed'),
  );
  const gaveUp = new Promise<never>((_, reject) => {
    manager.on(WebSocketShardEvents.Error, ({ error }) => reject(error));
  });
  const told = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    await Promise.race([connect(manager, log).then(() => told), gaveUp, told]);
  } finally {
    isOver = true;
    await manager.destroy({ code: LEAVE_OPEN, reason: 'leaving' });
    await saving.end();
  }
}

async function connect(manager: WebSocketManager, log: Log): Promise<void> {
  const { session_start_limit: limit } = await manager.fetchGatewayInformation(true);
  if (limit.remaining < IDENTIFIES_LOW) {
    log.error({ remaining: limit.remaining }, 'few connections to Discord are left for today');
  }
  await manager.connect();
}

async function loadSessions({ sessions, log }: GatewayDeps): Promise<readonly SessionInfo[]> {
  return sessions.load().catch((error: unknown) => {
    log.warn({ err: error }, 'the gateway begins anew: its sessions could not be read');
    return [];
  });
}

/** One save after the other, each with the newest; a lost one costs a resume, nothing else. */
function createSaving({ sessions: store, log }: GatewayDeps, sessions: Sessions) {
  let running: Promise<void> | null = null;
  let isStale = false;
  const save = async () => {
    while (isStale) {
      isStale = false;
      await store.save([...sessions.values()]).catch((error: unknown) => {
        log.warn({ err: error }, 'the session of the gateway could not be kept');
      });
    }
    running = null;
  };
  return {
    begin() {
      isStale = true;
      running ??= save();
    },
    async end() {
      const late = new AbortController();
      const patience = sleep(SAVE_MS_MAX, undefined, { signal: late.signal }).catch(() => undefined);
      await Promise.race([running, patience]);
      late.abort();
    },
  };
}
