/** Faults on order: what the network and Telegram do to a request now and then. */

export type MischiefAction =
  /** Telegram's flood control; the request is not executed. */
  | { readonly kind: '429'; readonly retryAfter: number }
  /** Any error answer in Telegram's envelope, such as 502 Bad Gateway; the request is not executed. */
  | { readonly kind: 'status'; readonly code: number; readonly description: string }
  /** The connection is cut and nothing happened. */
  | { readonly kind: 'drop-before' }
  /** The connection is cut after the request was executed: the sender cannot know. */
  | { readonly kind: 'drop-after' }
  /** Executed, answered late (real milliseconds). */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Executed, but the answer is not JSON. */
  | { readonly kind: 'garbage' };

/** What a predicate gets to see of a request. */
export interface RequestSeen {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

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

export function createMischiefPlan(): MischiefPlan {
  let planned: Planned[] = [];
  return {
    next: (matcher, action, times = 1) => {
      const matches =
        typeof matcher === 'string'
          ? (request: RequestSeen) =>
              matcher === '*' || request.method.toLowerCase() === matcher.toLowerCase()
          : matcher;
      planned.push({ matches, action, timesLeft: times });
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
