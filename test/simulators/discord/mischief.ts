/** Faults on order: what the network and Discord do to a request now and then. */

export type MischiefAction =
  /** Too many requests; not executed. */
  | {
      readonly kind: '429';
      readonly retryAfter: number;
      readonly scope?: 'user' | 'shared' | 'global';
    }
  /** An error answer such as 500 or 502; not executed. */
  | { readonly kind: 'status'; readonly code: number; readonly body?: Readonly<Record<string, unknown>> }
  /** Executed, and then answered with an error all the same. */
  | { readonly kind: 'status-after'; readonly code: number }
  /** The connection is cut and nothing happened. */
  | { readonly kind: 'drop-before' }
  /** The connection is cut after the request was executed: the sender cannot know. */
  | { readonly kind: 'drop-after' }
  /** Executed at once, answered late (real milliseconds). */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Executed late (real milliseconds): how a callback misses its three seconds on the way. */
  | { readonly kind: 'late'; readonly ms: number }
  /** Executed, but the answer is not JSON. */
  | { readonly kind: 'garbage' };

/** What a predicate gets to see of a request. */
export interface RequestSeen {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A route's name ("createMessage"), "METHOD /path", '*' for all, or any question about the request. */
export type RequestMatcher = string | ((request: RequestSeen) => boolean);

interface Planned {
  readonly matches: (request: RequestSeen) => boolean;
  readonly action: MischiefAction;
  timesLeft: number;
}

export interface MischiefPlan {
  /** The next `times` requests that match suffer the action. */
  next(matcher: RequestMatcher, action: MischiefAction, times?: number): void;
  /** Takes one planned action for this request, oldest plan first. */
  take(request: RequestSeen): MischiefAction | undefined;
  clear(): void;
}

function matcherFor(matcher: RequestMatcher): (request: RequestSeen) => boolean {
  if (typeof matcher === 'function') return matcher;
  return ({ name, method, path }) => matcher === '*' || matcher === name || matcher === `${method} ${path}`;
}

export function createMischiefPlan(): MischiefPlan {
  let planned: Planned[] = [];
  return {
    next: (matcher, action, times = 1) => {
      planned.push({ matches: matcherFor(matcher), action, timesLeft: times });
    },
    take: (request) => {
      const found = planned.find((plan) => plan.matches(request));
      if (found === undefined) return undefined;
      found.timesLeft -= 1;
      planned = planned.filter((plan) => plan.timesLeft > 0);
      return found.action;
    },
    clear: () => {
      planned = [];
    },
  };
}
