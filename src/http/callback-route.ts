import { createHash } from 'node:crypto';
import type { Hono } from 'hono';
import type { CallbackAddress } from '../ports/callback-address.ts';
import type { Log } from '../ports/log.ts';
import { createAttemptLimit } from './attempt-limit.ts';
import { CALLBACK_PATH } from './callback-capability.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import { isStorable, readJsonBody } from './json-body.ts';
import { refuse, refuseUnstored, within, type Env } from './refuse.ts';

export type CallbackRouteDeps = {
  readonly log: Log;
  readonly doorkeeper: Doorkeeper;
  readonly callbackAddress: Pick<CallbackAddress, 'tokenIn'>;
  /** Stores the callback; when it returns, the callback is safe. */
  noteCallback(callbackToken: string, body: unknown, bodyHash: string): Promise<void>;
  readonly callbacksPerMinute: number;
  readonly storeWithinMs: number;
};

const LIMITS = { maxBytes: 64 * 1024, maxDepth: 32 };

/**
 * `POST /callbacks/kryptogo/<capability>`. The capability is checked before anything else and
 * without a query; then one row is stored, and only then comes the 200 (design.md 8, hop 4).
 * Nothing is done with the content here: a callback is a hint.
 */
export function addCallbackRoute(app: Hono<Env>, deps: CallbackRouteDeps): void {
  const limit = createAttemptLimit(deps.callbacksPerMinute);
  const path = `${CALLBACK_PATH}/:capability` as const;

  app.post(path, async (c) => {
    const token = deps.callbackAddress.tokenIn(c.req.param('capability'));
    if (token === null) return deps.doorkeeper.turnAway(c, 404);
    const wait = await limit.take(token);
    if (wait !== null) return refuse(c, 429, 'too many callbacks', wait);
    const body = await readJsonBody(c, LIMITS);
    if (!body.ok) return refuse(c, body.status, body.text);
    if (!isStorable(body.content)) return refuse(c, 400, 'not text');
    const bodyHash = createHash('sha256').update(body.bytes).digest('hex');
    try {
      await within(deps.storeWithinMs, deps.noteCallback(token, body.content, bodyHash));
    } catch (error) {
      return refuseUnstored(c, deps.log, 'callback', error);
    }
    return c.text('received\n');
  });
  app.all(path, (c) => {
    c.header('allow', 'POST');
    return refuse(c, 405, 'POST only');
  });
}
