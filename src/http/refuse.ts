import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Log } from '../ports/log.ts';

export type Env = { Bindings: HttpBindings };

/** What is still unread of a request up to here is thrown away; beyond it the connection is closed. */
const UNREAD_MAX_BYTES = 64 * 1024;

/** How long a caller is sent away for when we cannot store what they bring. */
const RETRY_AFTER_SECONDS = 5;

/** A short plain answer that says no. The connection stays only if little of the request is unread. */
export function refuse(
  c: Context<Env>,
  status: ContentfulStatusCode,
  text: string,
  retryAfter?: number,
): Response {
  const length = c.req.header('content-length');
  const isShort =
    length === undefined
      ? c.req.header('transfer-encoding') === undefined
      : Number(length) <= UNREAD_MAX_BYTES;
  if (!isShort || status === 413) c.header('connection', 'close');
  if (retryAfter !== undefined) c.header('retry-after', String(retryAfter));
  return c.text(`${text}\n`, status);
}

/** What we would have to remember, and cannot: the caller shall come again. Never a 200 before it is stored. */
export function refuseUnstored(c: Context<Env>, log: Log, what: string, error: unknown): Response {
  // Not the error itself: a database's message may repeat the row.
  log.error({ what, ...inShort(error) }, 'Could not be stored');
  return refuse(c, 503, 'not now', RETRY_AFTER_SECONDS);
}

/** Whether two secrets are the same, in a time that does not tell where they differ. */
export function isSameSecret(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** The outcome of the work, or an error when it takes longer; the work itself may go on. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('took too long')), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function inShort(error: unknown): { error: string; code: unknown } {
  const {
    name = 'unknown',
    code,
    cause,
  } = (error ?? {}) as { name?: string; code?: unknown; cause?: { code?: unknown } };
  return { error: name, code: code ?? cause?.code ?? null };
}
