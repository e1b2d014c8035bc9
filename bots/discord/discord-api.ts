import type { RequestData, RouteLike } from 'discord.js';
import { DiscordAPIError, REST } from 'discord.js';

/** A call that takes longer is as good as lost; the outbox tries again. */
const CALL_MS_MAX = 15_000;
/** A wait shorter than this is sat out here; a longer one is for whoever asked. */
const WAIT_MS_MAX = 1_000;
/** Discord shuts an address out after 10,000 answers of 401, 403 and 429 in ten minutes. */
const REFUSED_MAX = 1_000;

/** Calls to Discord. Each is made once: what failed is sorted by `troubleOf` and repeated by its owner. */
export type DiscordApi = {
  get(route: RouteLike, options?: RequestData): Promise<unknown>;
  post(route: RouteLike, options?: RequestData): Promise<unknown>;
  patch(route: RouteLike, options?: RequestData): Promise<unknown>;
  put(route: RouteLike, options?: RequestData): Promise<unknown>;
  delete(route: RouteLike, options?: RequestData): Promise<unknown>;
  /** For what has to know the connection itself, such as the gateway. */
  readonly rest: REST;
  stop(): void;
};

/** Too many calls were refused of late: nothing is sent until that is over. */
export class CallsHeld extends Error {
  readonly afterMs: number;

  constructor(afterMs: number) {
    super('too many refused calls: held back for a while');
    this.name = 'CallsHeld';
    this.afterMs = afterMs;
  }
}

/** Something answered that wasn't Discord's API, such as a proxy's page: the call may have worked. */
export class AnswerUnreadable extends Error {
  constructor() {
    super('the answer is no JSON');
    this.name = 'AnswerUnreadable';
  }
}

/** discord.js's REST client without its repeats: a message that may have been sent isn't sent again. */
export function createDiscordApi({
  token,
  apiRoot,
  refusedMax = REFUSED_MAX,
}: {
  readonly token: string;
  readonly apiRoot: string;
  readonly refusedMax?: number;
}): DiscordApi {
  const rest = new REST({
    api: apiRoot,
    retries: 0,
    timeout: CALL_MS_MAX,
    invalidRequestWarningInterval: refusedMax,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > WAIT_MS_MAX,
  }).setToken(token);
  let heldUntil = 0;
  rest.on('invalidRequestWarning', ({ remainingTime }) => {
    heldUntil = performance.now() + remainingTime;
  });

  async function call(
    method: 'get' | 'post' | 'patch' | 'put' | 'delete',
    route: RouteLike,
    options?: RequestData,
  ) {
    // An acknowledgement has three seconds and is never what is refused.
    const heldMs = heldUntil - performance.now();
    if (heldMs > 0 && options?.auth !== false) throw new CallsHeld(heldMs);
    try {
      const answer = await rest[method](route, options);
      // What isn't JSON comes as bytes; none at all is how Discord says "done".
      if (answer instanceof ArrayBuffer && answer.byteLength > 0) throw new AnswerUnreadable();
      return answer;
    } catch (error) {
      // The client forgets a token that was refused once, be it by a proxy in between.
      if (error instanceof DiscordAPIError && error.status === 401) rest.setToken(token);
      throw error;
    }
  }

  return {
    get: (route, options) => call('get', route, options),
    post: (route, options) => call('post', route, options),
    patch: (route, options) => call('patch', route, options),
    put: (route, options) => call('put', route, options),
    delete: (route, options) => call('delete', route, options),
    rest,
    stop() {
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}
