/**
 * A whole fake Telegram: the Bot API on the wire, people who talk and press, and a record of every request.
 *
 * It shares no code with the product, which reaches it only through TELEGRAM_API_ROOT. Clock and seed are handed in.
 *
 *   const sim = await startTelegramSimulator({ clock, seed: 1, token: '100200300:secret', botUsername: 'till_bot' })
 *   const bot = new Bot('100200300:secret', { client: { apiRoot: sim.url } })
 *
 *   const ana = sim.people.create({ firstName: 'Ana', languageCode: 'en' })
 *   ana.starts()                                       // or ana.says('/pay 10 USD') in private
 *   const group = sim.groups.create({ title: 'Shop', type: 'supergroup', members: [ana] })
 *   const asked = ana.says(group, '/pay 10 USD')
 *   const card = await sim.waitFor(group, 'Send exactly', 2000, { after: asked })   // text, RegExp or predicate
 *   card.words; card.buttons; card.marked('code'); card.photo; card.history          // always the present state
 *   const press = ana.presses(card, /Check/)           // label, RegExp or { data }; throws if there is none
 *   await press.answered()                             // { text, alert, url }; press.copied, press.url, press.follow()
 *   ana.blocks(); ana.unblocks(); ana.deactivates(); ana.edits(asked, '/pay 11 USD'); ana.forgesPress(card, 'x')
 *   group.promotesBot(); group.kicksBot(); group.adds(bob, ana); const bigger = group.upgrade()
 *   ana.asksToJoin(link); group.has(ana); group.removes(ana); group.takesFromBot('can_invite_users')
 *   ana.sendsDocument({ name: 'keys.txt', bytes }); ana.sendsPhoto(png)         // in private
 *
 *   sim.mischief.next('sendPhoto', { kind: 'drop-after' })   // 429, status, drop-before, drop-after, delay, garbage
 *   sim.mischief.next('download', { kind: 'drop-before' })   // the bytes of a file, under /file/bot<token>/
 *   sim.mischief.redeliver(); sim.mischief.holdUpdates(); sim.mischief.releaseUpdates('reversed')
 *   sim.calls('sendMessage'); sim.requests; sim.faults       // faults: what broke the spec or a limit
 *   sim.onChange((change) => …)                              // for a page that follows live
 *   await sim.stop()
 *
 * Differences from the real server, all on purpose: unknown parameters are refused (Telegram ignores them), http
 * webhooks are accepted on loopback, several calls a real server knows answer 501 and land in faults, files are never
 * fetched from URLs, and all sizes of a photo hold the same bytes.
 */
import type { AddressInfo } from 'node:net';
import { viewChat } from './chat-view.ts';
import type { ChatView, MessageView } from './chat-view.ts';
import { isApiError } from './api-error.ts';
import { createDoor } from './door.ts';
import { createChannels, createGroups } from './groups.ts';
import type { Channels, Groups } from './groups.ts';
import { createCommandMenu } from './command-menu.ts';
import { runMethod } from './methods/run-method.ts';
import { createMischiefPlan } from './mischief.ts';
import type { MischiefAction, MischiefPlan, RequestMatcher } from './mischief.ts';
import type { SimulatorClock } from './model.ts';
import { createPeople } from './people.ts';
import type { People } from './people.ts';
import { createRateLimits } from './rate-limits.ts';
import { createRequestRecord } from './request-record.ts';
import type { RecordedRequest } from './request-record.ts';
import { createUpdateQueue } from './update-queue.ts';
import type { QueuedUpdate, UpdateQueue } from './update-queue.ts';
import { waitForMessage } from './wait-for.ts';
import type { MessageMatcher, WaitOptions } from './wait-for.ts';
import { createWebhook } from './webhook.ts';
import { createWorld, seededRandom } from './world.ts';
import type { Change } from './world.ts';

export interface TelegramSimulatorOptions {
  readonly clock: SimulatorClock;
  readonly seed: number;
  /** "<bot id>:<secret>", as BotFather gives it. */
  readonly token: string;
  readonly botUsername: string;
  /** A free one when left out. */
  readonly port?: number;
  /** Enforce Telegram's sending limits by the simulator's clock. Off by default. */
  readonly limits?: boolean;
  /** Off means that the bot reads everything in groups. On by default, as at BotFather. */
  readonly privacyMode?: boolean;
  /** Where to connect for a webhook URL; maps a public address to a loopback one. */
  readonly resolveWebhook?: (url: string) => string;
  /** First wait before a refused webhook is posted again; doubles up to a minute. 100 ms by default. */
  readonly webhookRetryMs?: number;
  /** How long a webhook may take to answer before it counts as refused. 30 s by default. */
  readonly webhookAnswerMs?: number;
}

export type UpdateOrder = 'as-queued' | 'reversed' | 'shuffled';

export interface TelegramMischief {
  /** The next `times` requests of this method (or those the predicate picks; '*' is all) suffer the action. */
  next(matcher: RequestMatcher, action: MischiefAction, times?: number): void;
  clear(): void;
  /** Delivers an update again with the same update_id; the latest one when none is named. */
  redeliver(updateId?: number): number;
  /** Holds updates back until they are released, perhaps in another order. */
  holdUpdates(): void;
  releaseUpdates(order?: UpdateOrder): void;
}

export interface TelegramSimulator {
  /** The base for TELEGRAM_API_ROOT. */
  readonly url: string;
  readonly botId: number;
  readonly people: People;
  readonly groups: Groups;
  readonly channels: Channels;
  readonly mischief: TelegramMischief;
  /** Every request that carried the right token, in order. */
  readonly requests: readonly RecordedRequest[];
  /** The requests that broke the spec or a limit: empty in a healthy story. */
  readonly faults: readonly RecordedRequest[];
  /** Requests of one method. */
  calls(method: string): readonly RecordedRequest[];
  /** Every update made so far, delivered or not. */
  updates(): readonly QueuedUpdate['update'][];
  pendingUpdates(): number;
  /** What was posted to the webhook, with the status that came back. */
  webhookDeliveries(): readonly { readonly updateId: number; readonly status: number; readonly at: number }[];
  /** Queues an update of any kind, for shapes that no person here can produce. */
  injectUpdate(kind: string, payload: object): number | undefined;
  waitFor(
    chat: ChatView,
    matcher: MessageMatcher,
    timeoutMs?: number,
    options?: WaitOptions,
  ): Promise<MessageView>;
  /** Follows everything people would notice; returns how to stop. */
  onChange(listener: (change: Change) => void): () => void;
  /** A chat by id, as people see it. */
  chat(id: number): ChatView | undefined;
  stop(): Promise<void>;
}

/** Starts the server on loopback. */
export async function startTelegramSimulator(options: TelegramSimulatorOptions): Promise<TelegramSimulator> {
  if (!/^[1-9]\d*:[\w-]+$/.test(options.token)) throw new Error('a bot token looks like 123456:secret');
  const world = createWorld({ ...options, privacyMode: options.privacyMode ?? true });
  const queue = createUpdateQueue(world);
  const menu = createCommandMenu();
  const limits = createRateLimits(world, options.limits ?? false);
  const record = createRequestRecord();
  const plan = createMischiefPlan();
  const webhook = createWebhook({
    world,
    queue,
    resolve: options.resolveWebhook ?? ((url) => url),
    firstRetryMs: options.webhookRetryMs ?? 100,
    answerMs: options.webhookAnswerMs ?? 30_000,
    runReply: async (method, params) => {
      const entry = record.begin({ method, params, files: [], at: world.clock.now() });
      try {
        const context = { world, queue, webhook, menu, params, files: new Map(), onHangUp: () => undefined };
        entry.result = await runMethod(method, context, { textual: false, limits });
        entry.status = 200;
      } catch (error) {
        entry.isFault = !isApiError(error) || error.fault;
        entry.error = String(error);
      }
    },
  });
  const door = createDoor({
    token: options.token,
    context: { world, queue, webhook, menu },
    limits,
    mischief: plan,
    record,
  });
  await new Promise<void>((resolve, reject) => {
    door.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const deps = { world, queue, menu };
  return {
    url: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    botId: world.bot.id,
    people: createPeople(deps),
    groups: createGroups(deps),
    channels: createChannels(deps),
    mischief: createMischief(plan, queue, seededRandom(options.seed + 1)),
    requests: record.all,
    get faults() {
      return record.all.filter((request) => request.isFault);
    },
    calls: (method) => record.all.filter((request) => request.method === method),
    updates: () => queue.history().map((entry) => entry.update),
    pendingUpdates: () => queue.pending().length,
    webhookDeliveries: webhook.deliveries,
    injectUpdate: (kind, payload) => queue.push(kind, payload, 0),
    waitFor: (chat, matcher, timeoutMs, waitOptions) =>
      waitForMessage(world, chat, matcher, timeoutMs, waitOptions),
    onChange: (listener) => {
      world.changes.on('change', listener);
      return () => void world.changes.off('change', listener);
    },
    chat: (id) => {
      const chat = world.chats.get(id);
      return chat === undefined ? undefined : viewChat(world, chat);
    },
    stop: async () => {
      webhook.stop();
      const closed = new Promise<void>((resolve) => door.close(() => resolve()));
      door.closeAllConnections();
      await closed;
    },
  };
}

function createMischief(
  plan: MischiefPlan,
  queue: UpdateQueue,
  random: (below: number) => number,
): TelegramMischief {
  const orders: Record<UpdateOrder, (held: readonly QueuedUpdate[]) => QueuedUpdate[]> = {
    'as-queued': (held) => [...held],
    reversed: (held) => [...held].reverse(),
    shuffled: (held) => shuffle(held, random),
  };
  return {
    next: plan.next,
    clear: plan.clear,
    redeliver: (updateId) => {
      const past = queue.history();
      const entry =
        updateId === undefined ? past.at(-1) : past.find((other) => other.update.update_id === updateId);
      if (entry === undefined) throw new Error(`there was no update ${updateId ?? ''}`);
      queue.insert({ ...entry, mischievous: true, delivered: false });
      return entry.update.update_id;
    },
    holdUpdates: queue.hold,
    releaseUpdates: (order = 'as-queued') => queue.release(orders[order]),
  };
}

/** Fisher and Yates, from the seed. */
function shuffle<T>(items: readonly T[], random: (below: number) => number): T[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = random(last + 1);
    const kept = shuffled[last] as T;
    shuffled[last] = shuffled[other] as T;
    shuffled[other] = kept;
  }
  return shuffled;
}
