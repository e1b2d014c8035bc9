/**
 * A whole fake Discord: REST v10 and gateway v10 on the wire, people who type, press and read, and a record of every
 * request.
 *
 * It shares no code with the product, which reaches it only through DISCORD_API_ROOT. Clock and seed are handed in; only
 * heartbeats, the three seconds for a first answer and rate limits run in real time, as the clients' own timers do.
 *
 *   const sim = await startDiscordSimulator({ clock, seed: 1, token: 'bot-token' })
 *   const client = new Client({ intents: [], rest: { api: sim.url } })
 *
 *   const ana = sim.people.create({ name: 'Ana', locale: 'zh-TW' })     // dms: 'open' | 'closed' | 'no-mutual-servers'
 *   const shop = sim.servers.create({ name: 'Shop', members: [ana], channels: ['general'] })
 *   const pay = ana.uses(shop.channel(), '/pay', { amount: '10' })      // also in ana.dm; throws what the client refuses
 *   const card = await pay.answered()                                   // pay.acknowledged(), pay.modal(), pay.failed
 *   card.words; card.buttons; card.controls; card.files; card.isEphemeral; card.pings; card.history   // always now
 *   ana.sees(shop.channel()); ana.seesLast(ana.dm)                      // hides what is for others only
 *   const press = ana.presses(card, /Check/)                            // label, RegExp or { customId }
 *   ana.submits(await press.modal(), { 'To address': '0x…' })           // by label or custom id
 *   await ana.types(shop.channel(), '/pay', { item: 'v' })              // choices of the last option
 *   ana.uses(staff, '/item add', { picture: { filename: 'vip.png', bytes } })  // fetched from sim.cdnUrl, signed
 *   ana.selects(shopCard, ['VIP role'])                                 // by label or value
 *   ana.leaves(shop); ana.joins(shop)                                   // all roles are lost on leaving
 *   shop.movesRole(vip, { position: 11 })                               // above the bot's own, which stands at 10
 *   ana.forgesPress(card, 'x'); ana.forgesUse(channel, '/x', {}); ana.closesDms(); ana.installs(); ana.dismisses(card)
 *   shop.kicksBot(); shop.deletesChannel(c); shop.takesPermission('sendMessages'); shop.createsRole({ name: 'VIP' })
 *   sim.groupDms.create({ name: 'Friends', members: [ana] })            // context 2, for an app that Ana installed
 *   await sim.waitFor(ana, ana.dm, 'paid', 2000, { after: card })       // text, RegExp or predicate
 *
 *   sim.mischief.next('createMessage', { kind: 'drop-after' })  // 429, status, status-after, drop-before, drop-after,
 *                                                               // delay, late, garbage; by name, 'METHOD /path' or '*'
 *   sim.gateway.drop({ refuseForMs: 100 }); .reconnect(); .invalidSession(); .goSilent(); .closeAll(4000)
 *   sim.gateway.hold(); .release('reversed'); .redeliver(); .forgetSessions(); .sessions; .identifies; .resumes
 *   sim.calls('createMessage'); sim.requests; sim.faults; sim.missedAcks
 *   sim.onChange((change) => …)                                 // for a page that follows live
 *   await sim.stop()
 *
 * `faults` lists what broke the spec or a limit, missed and double acknowledgements, and ephemeral flags that came too
 * late; it is empty in a healthy story. What mischief or a broken line caused is not in it, though `missedAcks` has it.
 *
 * Differences from the real server, all on purpose: unknown fields are refused (Discord ignores them), and so is the
 * ephemeral flag on a channel's message (Discord drops it and everybody reads). Not acted out: signed HTTP interactions,
 * compression, threads, reactions, polls, stickers, webhooks of channels, voice, command permission overrides, files, user,
 * role and channel menus inside modals. A route that Discord has and the simulator lacks answers 501 and
 * lands in faults; one that Discord lacks answers 404 and does too.
 */
import type { AddressInfo } from 'node:net';
import { createDoor } from './door.ts';
import { createRouteFinder } from './find-route.ts';
import { createGateway, type GatewayControl } from './gateway.ts';
import { createInteractionBook } from './interaction-book.ts';
import { viewChannel, type ChannelView, type MessageView } from './message-view.ts';
import { createMischiefPlan, type MischiefAction, type RequestMatcher } from './mischief.ts';
import type { Fault, SimulatorClock } from './model.ts';
import { createPeople, type People, type PersonHandle } from './people.ts';
import { createRateLimits } from './rate-limits.ts';
import { createRequestRecord, type RecordedRequest } from './request-record.ts';
import { createGroupDms, createServers, type GroupDms, type Servers } from './servers.ts';
import { waitForMessage, type MessageMatcher, type WaitOptions } from './wait-for.ts';
import { createWorld, type Change, type RegisteredCommand, type World } from './world.ts';

export interface DiscordSimulatorOptions {
  readonly clock: SimulatorClock;
  readonly seed: number;
  readonly token: string;
  /** Also the bot's user id; a new one when left out. */
  readonly applicationId?: string;
  readonly botName?: string;
  /** A free one when left out. */
  readonly port?: number;
  /** Enforce Discord's limits per route and over all. Off by default. */
  readonly limits?: boolean;
  /** How long an interaction waits for its first answer; Discord's three seconds by default. */
  readonly acknowledgeMs?: number;
  /** Discord's own is 41,250 ms. */
  readonly heartbeatMs?: number;
  /** Privileged intents (bits) that the application was granted; none by default. */
  readonly privilegedIntents?: number;
}

export interface DiscordMischief {
  /** The next `times` requests that match suffer the action. */
  next(matcher: RequestMatcher, action: MischiefAction, times?: number): void;
  clear(): void;
}

/** An interaction to which the person read "The application did not respond". */
export interface MissedAck {
  readonly what: string;
  readonly person: string;
  /** By the simulator's clock, when the person acted. */
  readonly at: number;
  /** False when nobody listened at the gateway in time. */
  readonly wasDelivered: boolean;
  /** False when it came late to the bot, or when a line broke or mischief hit the callback meanwhile. */
  readonly isBotToBlame: boolean;
}

export interface DiscordSimulator {
  /** The base for DISCORD_API_ROOT; the version is added by the client. */
  readonly url: string;
  /** The base for DISCORD_CDN_ROOT. */
  readonly cdnUrl: string;
  readonly applicationId: string;
  readonly people: People;
  readonly servers: Servers;
  readonly groupDms: GroupDms;
  readonly mischief: DiscordMischief;
  readonly gateway: GatewayControl;
  /** Every request, in order. */
  readonly requests: readonly RecordedRequest[];
  readonly faults: readonly Fault[];
  /** Paths of files that somebody fetched. */
  readonly fetched: readonly string[];
  readonly missedAcks: readonly MissedAck[];
  /** Answers of 401, 403 and 429 in the past ten minutes; ten thousand are a ban. */
  readonly invalidRequests: number;
  /** Requests by the name of their route, such as "createMessage" or "editOriginal". */
  calls(name: string): readonly RecordedRequest[];
  /** What is registered globally, or in a server. */
  commands(serverId?: string): readonly RegisteredCommand[];
  waitFor(
    viewer: PersonHandle,
    channel: ChannelView,
    matcher: MessageMatcher,
    timeoutMs?: number,
    options?: WaitOptions,
  ): Promise<MessageView>;
  /** A channel of any kind by id, as people see it. */
  channel(id: string): ChannelView | undefined;
  /** Follows everything people would notice; returns how to stop. */
  onChange(listener: (change: Change) => void): () => void;
  stop(): Promise<void>;
}

function missedAcks(world: World): MissedAck[] {
  const failed = [...world.interactions.values()].filter((interaction) => interaction.failed);
  return failed.map(({ what, person, createdAt, deliveries, isBotToBlame }) => ({
    what,
    person: person.user.global_name ?? person.user.username,
    at: createdAt,
    wasDelivered: deliveries > 0,
    isBotToBlame,
  }));
}

/** Starts the server on loopback. */
export async function startDiscordSimulator(options: DiscordSimulatorOptions): Promise<DiscordSimulator> {
  const world = createWorld({
    clock: options.clock,
    seed: options.seed,
    applicationId: options.applicationId,
    botName: options.botName ?? 'till',
    acknowledgeMs: options.acknowledgeMs ?? 3000,
  });
  const gateway = createGateway({
    world,
    token: options.token,
    seed: options.seed,
    heartbeatMs: options.heartbeatMs ?? 41_250,
    privilegedIntents: options.privilegedIntents ?? 0,
  });
  const book = createInteractionBook(world, gateway);
  const limits = createRateLimits(options.limits ?? false);
  const mischief = createMischiefPlan();
  const record = createRequestRecord();
  const { token } = options;
  const findRoute = createRouteFinder();
  const door = createDoor({ world, gateway, book, token, limits, mischief, record, findRoute });
  gateway.attach(door);
  await new Promise<void>((resolve, reject) => {
    door.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  world.origin = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  const deps = { world, gateway, book };
  return {
    url: `${world.origin}/api`,
    cdnUrl: world.origin,
    applicationId: world.applicationId,
    people: createPeople(deps),
    servers: createServers(deps),
    groupDms: createGroupDms(deps),
    mischief: { next: mischief.next, clear: mischief.clear },
    gateway: gateway.control,
    requests: record.all,
    faults: world.faults,
    fetched: world.fetched,
    get missedAcks() {
      return missedAcks(world);
    },
    get invalidRequests() {
      return limits.invalid;
    },
    calls: (name) => record.all.filter((request) => request.name === name),
    commands: (serverId = '') => world.commands.get(serverId) ?? [],
    waitFor: (viewer, channel, matcher, timeoutMs, waitOptions) =>
      waitForMessage(world, viewer, channel, matcher, timeoutMs, waitOptions),
    channel: (id) => {
      const channel = world.channels.get(id);
      return channel === undefined ? undefined : viewChannel(world, channel);
    },
    onChange: (listener) => {
      world.changes.on('change', listener);
      return () => void world.changes.off('change', listener);
    },
    stop: async () => {
      book.stop();
      gateway.stop();
      const closed = new Promise<void>((resolve) => door.close(() => resolve()));
      door.closeAllConnections();
      await closed;
    },
  };
}
