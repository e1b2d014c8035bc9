import { createHash } from 'node:crypto';
import type { SessionInfo } from '@discordjs/ws';
import { DAY_MS, SECOND_MS } from '../../src/domain/time.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Lease } from '../../src/ports/stores.ts';
import type { UnitOfWork } from '../../src/ports/unit-of-work.ts';

/** What an instance leaves behind for whoever holds the gateway next. */
export type GatewaySessions = {
  load(): Promise<readonly SessionInfo[]>;
  save(sessions: readonly SessionInfo[]): Promise<void>;
  /** Whether a session may be begun now, of `perDay` that Discord allows. */
  mayBegin(perDay: number): Promise<boolean>;
};

/** What a crash loop may use up of Discord's budget for a day; the rest is for people who mend it. */
const SHARE_OF_BUDGET = 0.5;
/** So many sessions may be begun one right after the other. */
const BEGUN_AT_ONCE = 10;

/** Sessions that all instances share: kept in the database, by whoever holds the lease. */
export function createSharedSessions(deps: {
  readonly token: string;
  /** The lease under which the gateway is held: a save without it is none. */
  readonly lease: Lease;
  readonly inTransaction: UnitOfWork;
  readonly clock: Clock;
}): GatewaySessions {
  const { token, lease, inTransaction, clock } = deps;
  // A session belongs to one token, and is of no use to another bot.
  const bot = `discord:${createHash('sha256').update(token).digest('hex').slice(0, 16)}`;
  return {
    async load() {
      const rows = await inTransaction(({ operations }) => operations.gatewaySessions(bot));
      return rows.map(({ resumeUrl, ...session }) => ({ ...session, resumeURL: resumeUrl }));
    },
    async save(sessions) {
      const rows = sessions.map(({ resumeURL, ...session }) => ({ ...session, resumeUrl: resumeURL }));
      await inTransaction(({ operations }) => operations.keepGatewaySessions(bot, rows, lease));
    },
    async mayBegin(perDay) {
      const perSecond = (perDay * SHARE_OF_BUDGET * SECOND_MS) / DAY_MS;
      const granted = await inTransaction(({ operations }) =>
        operations.takeBudget(`beginnings of ${bot}`, 1, perSecond, BEGUN_AT_ONCE, clock.now()),
      );
      return granted > 0;
    },
  };
}

/** Sessions for one process: it resumes its own. */
export function createOwnSessions(): GatewaySessions {
  let kept: readonly SessionInfo[] = [];
  return {
    load: () => Promise.resolve(kept),
    save(sessions) {
      kept = sessions;
      return Promise.resolve();
    },
    mayBegin: () => Promise.resolve(true),
  };
}
