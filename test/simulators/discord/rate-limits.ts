/**
 * Discord's limits per route and over all, with the headers that announce them.
 *
 * They are counted in real time: clients wait as long as a header says, whatever the simulator's clock does.
 */
import { apiError, type ApiError } from './api-error.ts';

interface Limit {
  readonly max: number;
  readonly windowMs: number;
}

/** Fifty requests a second over everything that carries the bot's token. */
const OVERALL: Limit = { max: 50, windowMs: 1000 };
const MESSAGES: Limit = { max: 5, windowMs: 5000 };
const ORDINARY: Limit = { max: 50, windowMs: 1000 };

/** Observed values; Discord publishes none and wants its headers to be read. */
const BY_ROUTE: Readonly<Record<string, Limit>> = {
  createMessage: MESSAGES,
  editMessage: MESSAGES,
  deleteMessage: MESSAGES,
  followUp: MESSAGES,
  editOriginal: MESSAGES,
  editFollowUp: MESSAGES,
  addRole: { max: 10, windowMs: 10_000 },
  removeRole: { max: 10, windowMs: 10_000 },
  createDm: { max: 10, windowMs: 10_000 },
};

/** Ten thousand refused requests in ten minutes shut an address out. */
const INVALID_WINDOW_MS = 600_000;

interface Window {
  startedAt: number;
  used: number;
}

export interface RateLimits {
  /** Headers for the answer; throws 429 when this request is one too many. */
  check(route: string, major: string, countsOverall: boolean): Record<string, string>;
  /** Notes an answer of 401, 403 or 429. */
  noteInvalid(): void;
  /** Refused requests of the past ten minutes. */
  readonly invalid: number;
}

export interface TooMany {
  readonly retryAfter: number;
  readonly scope: 'user' | 'shared' | 'global';
  readonly fault: boolean;
}

/** 429 as Discord words it, with its headers. */
export function tooManyRequests({ retryAfter, scope, fault }: TooMany): ApiError {
  const isGlobal = scope === 'global';
  return apiError(429, 0, 'You are being rate limited.', {
    fault,
    more: { retry_after: retryAfter, global: isGlobal },
    headers: {
      'retry-after': String(Math.ceil(retryAfter)),
      'x-ratelimit-scope': scope,
      via: '1.1 google',
      ...(isGlobal ? { 'x-ratelimit-global': 'true' } : {}),
    },
  });
}

function bucketName(route: string): string {
  return Buffer.from(route).toString('hex').padEnd(32, '0').slice(0, 32);
}

/** Limits that are announced always, and enforced when asked for. */
export function createRateLimits(isEnforced: boolean): RateLimits {
  const windows = new Map<string, Window>();
  let invalidAt: number[] = [];
  /** Counts one request and returns the window; `used` above `max` is one too many. */
  const count = (key: string, limit: Limit): Window => {
    const now = performance.now();
    const current = windows.get(key);
    const isOpen = current !== undefined && now - current.startedAt < limit.windowMs;
    const window = isOpen ? current : { startedAt: now, used: 0 };
    window.used += 1;
    windows.set(key, window);
    return window;
  };
  const leftOf = (window: Window, limit: Limit) =>
    Math.max(0, window.startedAt + limit.windowMs - performance.now()) / 1000;
  return {
    check: (route, major, countsOverall) => {
      // Callbacks to interactions have no limit of their own and count nowhere.
      if (route === 'callback') return {};
      const limit = BY_ROUTE[route] ?? ORDINARY;
      const window = count(`${route} ${major}`, limit);
      const left = leftOf(window, limit);
      const remaining = isEnforced ? Math.max(0, limit.max - window.used) : limit.max - 1;
      const headers = {
        'x-ratelimit-bucket': bucketName(route),
        'x-ratelimit-limit': String(limit.max),
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-reset': (Date.now() / 1000 + left).toFixed(3),
        'x-ratelimit-reset-after': left.toFixed(3),
      };
      if (!isEnforced) return headers;
      const overall = countsOverall ? count('overall', OVERALL) : undefined;
      if (overall !== undefined && overall.used > OVERALL.max)
        throw tooManyRequests({ retryAfter: leftOf(overall, OVERALL), scope: 'global', fault: true });
      if (window.used > limit.max) {
        const error = tooManyRequests({ retryAfter: left, scope: 'user', fault: true });
        throw Object.assign(error, { headers: { ...headers, ...error.headers } });
      }
      return headers;
    },
    noteInvalid: () => {
      const now = performance.now();
      invalidAt = [...invalidAt.filter((at) => now - at < INVALID_WINDOW_MS), now];
    },
    get invalid() {
      return invalidAt.length;
    },
  };
}
