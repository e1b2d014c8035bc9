import type { Context } from 'hono';
import type { Log } from '../ports/log.ts';
import { bucketOf, createAttemptLimit } from './attempt-limit.ts';
import { refuse, type Env } from './refuse.ts';

export type Doorkeeper = {
  /** The answer to somebody whose capability or secret is wrong: `status`, or 429 when it was often. */
  turnAway(c: Context<Env>, status: 401 | 404): Promise<Response>;
};

/**
 * Counts those who come with a wrong capability or secret. Nothing of what they sent is kept or
 * written; the log hears of the first, the tenth, the hundredth and so on (faults.md A-01).
 */
export function createDoorkeeper(log: Log, wrongPerMinute: number): Doorkeeper {
  const limit = createAttemptLimit(wrongPerMinute);
  let turnedAway = 0;

  return {
    async turnAway(c, status) {
      turnedAway += 1;
      if (/^10*$/.test(String(turnedAway))) log.warn({ turnedAway }, 'Callers without a valid capability');
      // Behind a proxy all of them share one count; a right capability has its own.
      const wait = await limit.take(bucketOf(c.env.incoming.socket.remoteAddress ?? 'unknown'));
      if (wait !== null) return refuse(c, 429, 'too many attempts', wait);
      return refuse(c, status, status === 404 ? 'not found' : 'not allowed');
    },
  };
}
