/** Delivery by webhook: several connections, strict order within a chat, growing waits after a refusal. */
import { clearTimeout, setTimeout } from 'node:timers';
import type { QueuedUpdate, UpdateQueue } from './update-queue.ts';
import type { World } from './world.ts';

export interface WebhookSettings {
  readonly url: string;
  readonly secretToken: string | undefined;
  readonly maxConnections: number;
  readonly ipAddress: string | undefined;
}

export interface WebhookDeps {
  readonly world: World;
  readonly queue: UpdateQueue;
  /** Where to connect for a public URL; tests and the play page map https://till.example to a loopback port. */
  readonly resolve: (url: string) => string;
  /** The first wait after a refusal; each following one doubles, up to a minute. */
  readonly firstRetryMs: number;
  /** A later answer counts as none: Telegram repeats the update although the bot may be at work on it. */
  readonly answerMs: number;
  /** Runs a method that the bot put into its answer to the webhook. */
  readonly runReply: (method: string, params: Record<string, unknown>) => Promise<void>;
}

export interface Webhook {
  set(settings: WebhookSettings | undefined): void;
  settings(): WebhookSettings | undefined;
  lastError(): { readonly at: number; readonly message: string } | undefined;
  /** What was posted, with the status that came back (0 when there was no answer at all). */
  deliveries(): readonly { readonly updateId: number; readonly status: number; readonly at: number }[];
  stop(): void;
}

const RETRY_MS_MAX = 60_000;

/** Creates the delivering side; it rests until a URL is set. */
export function createWebhook(deps: WebhookDeps): Webhook {
  let current: WebhookSettings | undefined;
  let problem: { at: number; message: string } | undefined;
  let stopping = new AbortController();
  const busyLanes = new Set<number>();
  const failures = new Map<number, number>();
  const deliveries: { updateId: number; status: number; at: number }[] = [];
  const timers = new Set<ReturnType<typeof setTimeout>>();

  const nextEntry = (): QueuedUpdate | undefined => {
    return deps.queue.pending().find((entry) => !busyLanes.has(entry.lane));
  };
  const pump = (): void => {
    while (current !== undefined && busyLanes.size < current.maxConnections) {
      const entry = nextEntry();
      if (entry === undefined) return;
      busyLanes.add(entry.lane);
      void deliver(entry, current);
    }
  };
  const deliver = async (entry: QueuedUpdate, settings: WebhookSettings): Promise<void> => {
    const signal = stopping.signal;
    const outcome = await post(deps, settings, entry, signal);
    if (signal.aborted) return;
    deliveries.push({ updateId: entry.update.update_id, status: outcome.status, at: deps.world.clock.now() });
    if (outcome.status >= 200 && outcome.status < 300) {
      deps.queue.remove(entry);
      failures.delete(entry.lane);
      busyLanes.delete(entry.lane);
      await outcome.afterwards();
      pump();
      return;
    }
    problem = { at: deps.world.unixTime(), message: outcome.problem };
    const count = (failures.get(entry.lane) ?? 0) + 1;
    failures.set(entry.lane, count);
    const waitMs = Math.min(deps.firstRetryMs * 2 ** (count - 1), RETRY_MS_MAX);
    const timer = setTimeout(() => {
      timers.delete(timer);
      busyLanes.delete(entry.lane);
      pump();
    }, waitMs);
    timers.add(timer);
  };
  const reset = () => {
    stopping.abort();
    stopping = new AbortController();
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    busyLanes.clear();
    failures.clear();
  };
  deps.queue.onArrival(pump);

  return {
    set: (settings) => {
      reset();
      current = settings;
      problem = undefined;
      pump();
    },
    settings: () => current,
    lastError: () => problem,
    deliveries: () => deliveries,
    stop: () => {
      current = undefined;
      reset();
    },
  };
}

interface Outcome {
  readonly status: number;
  readonly problem: string;
  readonly afterwards: () => Promise<void>;
}

async function post(
  deps: WebhookDeps,
  settings: WebhookSettings,
  entry: QueuedUpdate,
  stop: AbortSignal,
): Promise<Outcome> {
  const nothing = () => Promise.resolve();
  const secret = settings.secretToken;
  try {
    const answer = await fetch(deps.resolve(settings.url), {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        ...(secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret }),
      },
      body: JSON.stringify(entry.update),
      signal: AbortSignal.any([stop, AbortSignal.timeout(deps.answerMs)]),
    });
    const body = await answer.text();
    const problem = `Wrong response from the webhook: ${answer.status} ${answer.statusText}`;
    return { status: answer.status, problem, afterwards: () => runReply(deps, body) };
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return {
      status: 0,
      problem: timedOut ? 'Read timeout expired' : 'Connection failed',
      afterwards: nothing,
    };
  }
}

/** A bot may answer a webhook with one method call; Telegram runs it and tells nobody how it went. */
async function runReply(deps: WebhookDeps, body: string): Promise<void> {
  let reply: unknown;
  try {
    reply = JSON.parse(body);
  } catch {
    return;
  }
  if (typeof reply !== 'object' || reply === null || !('method' in reply)) return;
  const { method, ...params } = reply as Record<string, unknown> & { method: unknown };
  if (typeof method === 'string') await deps.runReply(method, params);
}
