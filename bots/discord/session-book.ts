import { setTimeout as sleep } from 'node:timers/promises';
import type { SessionInfo } from '@discordjs/ws';
import type { Log } from '../../src/ports/log.ts';
import type { GatewaySessions } from './gateway-sessions.ts';

/** The sessions of one connection: how far they came, and how far what came is safe. */
export type SessionBook = {
  session(shardId: number): SessionInfo | null;
  note(shardId: number, session: SessionInfo | null): void;
  /** An event has come; `taken` resolves when it needs to come no more. */
  came(shardId: number, sequence: number, taken: Promise<void>): void;
  /** Waits for what is under way, and keeps where we stand. */
  close(): Promise<void>;
};

/** What may be lost at the end: the last save of a session. */
const SAVE_MS_MAX = 2_000;

type UnderWay = { readonly sessionId: string; readonly sequence: number; readonly taken: Promise<void> };

/**
 * A session is kept as far as its events have been stored, and no further: whoever resumes it hears
 * again what was under way when we died (faults.md E-06). Nothing waits for it to be kept.
 */
export function openSessionBook(
  loaded: readonly SessionInfo[],
  { sessions: store, log }: { readonly sessions: GatewaySessions; readonly log: Log },
): SessionBook {
  const known = new Map(loaded.map((one) => [one.shardId, one]));
  const reached = new Map(known);
  const underWay = new Set<UnderWay>();

  function safe(): SessionInfo[] {
    return [...reached.values()].map((session) => {
      const open = [...underWay].filter(({ sessionId }) => sessionId === session.sessionId);
      return { ...session, sequence: Math.min(session.sequence, ...open.map((one) => one.sequence - 1)) };
    });
  }
  const saving = createSaving(() => store.save(safe()), log);

  return {
    session: (shardId) => known.get(shardId) ?? null,
    note(shardId, session) {
      if (session) {
        known.set(shardId, session);
        return;
      }
      known.delete(shardId);
      reached.delete(shardId);
      saving.begin();
    },
    came(shardId, sequence, taken) {
      const session = known.get(shardId);
      if (!session) return;
      const { sessionId } = session;
      reached.set(shardId, { ...session, sequence });
      const event = { sessionId, sequence, taken };
      underWay.add(event);
      void taken.finally(() => {
        underWay.delete(event);
        saving.begin();
      });
    },
    async close() {
      await Promise.all([...underWay].map(({ taken }) => taken));
      await saving.end();
    },
  };
}

/** One save after the other, each with the newest; a lost one costs a repeat, nothing else. */
function createSaving(save: () => Promise<void>, log: Log) {
  let running: Promise<void> | null = null;
  let isStale = false;
  const saveAll = async () => {
    while (isStale) {
      isStale = false;
      await save().catch((error: unknown) => {
        // The statement itself would have the session in it, so only its cause is told.
        const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
        log.warn({ reason }, 'the session of the gateway could not be kept');
      });
    }
    running = null;
  };
  return {
    begin() {
      isStale = true;
      running ??= saveAll();
    },
    async end() {
      const late = new AbortController();
      const patience = sleep(SAVE_MS_MAX, undefined, { signal: late.signal }).catch(() => undefined);
      await Promise.race([running, patience]);
      late.abort();
    },
  };
}
