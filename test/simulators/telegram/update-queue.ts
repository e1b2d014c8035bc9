/** The bot's queue of updates and the two ways of emptying it: getUpdates, or a webhook that reads the same queue. */
import { clearTimeout, setTimeout } from 'node:timers';
import { apiError } from './api-error.ts';
import type { ApiError } from './api-error.ts';
import type { World } from './world.ts';

export interface QueuedUpdate {
  readonly update: { readonly update_id: number } & Readonly<Record<string, unknown>>;
  /** Updates of one chat keep their order on a webhook. */
  readonly lane: number;
  readonly at: number;
  /** Redelivered or reordered on purpose: handed out at least once, whatever the offset says. */
  readonly mischievous: boolean;
  delivered: boolean;
}

/** Telegram forgets updates that nobody fetched for a day. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** These come only to a bot that asked for them by name. */
const ONLY_ON_REQUEST = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

interface Poll {
  readonly finish: () => void;
  readonly fail: (error: ApiError) => void;
}

export interface UpdateQueue {
  /** Queues an update unless allowed_updates leaves its kind out; returns its id if it was queued. */
  push(kind: string, payload: unknown, lane: number): number | undefined;
  /** Answers getUpdates: at once when there is something, otherwise when something comes or the time is over. */
  poll(request: PollRequest): Promise<readonly object[]>;
  allow(kinds: readonly string[] | undefined): void;
  allowed(): readonly string[] | undefined;
  /** Ends a hanging poll with 409, since another client or a webhook takes over. */
  endPolls(reason: string): void;
  clear(): void;
  pending(): QueuedUpdate[];
  remove(entry: QueuedUpdate): void;
  onArrival(listener: () => void): void;
  /** Every update ever made, so that one can be sent again. */
  history(): readonly QueuedUpdate[];
  insert(entry: QueuedUpdate): void;
  /** While held, nothing is delivered; release hands the held ones over in the order given. */
  hold(): void;
  release(order: (held: readonly QueuedUpdate[]) => readonly QueuedUpdate[]): void;
}

export interface PollRequest {
  readonly offset: number;
  readonly limit: number;
  readonly timeoutSeconds: number;
  /** Called with a function to run when the client hangs up. */
  readonly onHangUp: (hungUp: () => void) => void;
}

/** Creates the queue; the first update_id comes from the seed, as Telegram's is arbitrary too. */
export function createUpdateQueue(world: World): UpdateQueue {
  let queue: QueuedUpdate[] = [];
  let held: QueuedUpdate[] | undefined;
  const past: QueuedUpdate[] = [];
  const listeners: (() => void)[] = [];
  let nextId = 100_000_000 + world.random(800_000_000);
  let kinds: readonly string[] | undefined;
  let poll: Poll | undefined;

  const wanted = (kind: string) => (kinds === undefined ? !ONLY_ON_REQUEST.has(kind) : kinds.includes(kind));
  const dropStale = () => {
    queue = queue.filter((entry) => world.clock.now() - entry.at <= KEPT_MS);
  };
  const arrived = () => {
    poll?.finish();
    for (const listener of listeners) listener();
  };
  const insert = (entry: QueuedUpdate) => {
    if (held !== undefined) {
      held.push(entry);
      return;
    }
    queue.push(entry);
    arrived();
  };
  const confirm = (offset: number) => {
    dropStale();
    queue = queue.filter((entry) => {
      const confirmed = entry.update.update_id < offset;
      return entry.mischievous ? !(confirmed && entry.delivered) : !confirmed;
    });
    if (offset < 0) queue = queue.slice(offset);
  };
  const take = (limit: number) => {
    const taken = queue.slice(0, limit);
    for (const entry of taken) entry.delivered = true;
    return taken.map((entry) => entry.update);
  };

  return {
    push: (kind, payload, lane) => {
      if (!wanted(kind)) return undefined;
      const update = { update_id: nextId++, [kind]: structuredClone(payload) };
      const entry: QueuedUpdate = {
        update,
        lane,
        at: world.clock.now(),
        mischievous: false,
        delivered: false,
      };
      past.push(entry);
      insert(entry);
      return update.update_id;
    },
    poll: (request) => {
      poll?.fail(
        conflict('terminated by other getUpdates request; make sure that only one bot instance is running'),
      );
      confirm(request.offset);
      if (queue.length > 0 || request.timeoutSeconds <= 0) return Promise.resolve(take(request.limit));
      return new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          if (poll !== mine) return;
          poll = undefined;
          clearTimeout(timer);
          settle();
        };
        const mine: Poll = {
          finish: () => end(() => resolve(take(request.limit))),
          fail: (error) => end(() => reject(error)),
        };
        const timer = setTimeout(() => mine.finish(), request.timeoutSeconds * 1000);
        poll = mine;
        // What a vanished client would have received must stay in the queue.
        request.onHangUp(() => end(() => resolve([])));
      });
    },
    allow: (list) => {
      if (list !== undefined) kinds = list.length === 0 ? undefined : list;
    },
    allowed: () => kinds,
    endPolls: (reason) => poll?.fail(conflict(reason)),
    clear: () => {
      queue = [];
    },
    pending: () => {
      dropStale();
      return queue;
    },
    remove: (entry) => {
      queue = queue.filter((other) => other !== entry);
    },
    onArrival: (listener) => void listeners.push(listener),
    history: () => past,
    insert,
    hold: () => {
      held ??= [];
    },
    release: (order) => {
      const waiting = held ?? [];
      held = undefined;
      for (const entry of order(waiting)) insert({ ...entry, mischievous: true, delivered: false });
    },
  };
}

function conflict(sentence: string): ApiError {
  return apiError(409, `Conflict: ${sentence}`);
}
