/** Everything the simulated server remembers, and the few primitives that every route and person builds on. */
import { EventEmitter } from 'node:events';
import type {
  Channel,
  ChannelKind,
  Fault,
  Interaction,
  Json,
  Person,
  Server,
  SimulatorClock,
  StoredFile,
  StoredMessage,
  WireUser,
} from './model.ts';

export type ChangeKind = 'message' | 'edit' | 'delete' | 'interaction' | 'typing' | 'membership';

/** One thing that a person looking at Discord would notice. */
export interface Change {
  readonly kind: ChangeKind;
  readonly channel?: Channel;
  readonly message?: StoredMessage;
  readonly interaction?: Interaction;
  readonly detail?: string;
}

/** A registered command as the API prints it. */
export interface RegisteredCommand extends Json {
  readonly id: string;
  readonly name: string;
  readonly type: number;
}

export interface World {
  readonly clock: SimulatorClock;
  readonly applicationId: string;
  readonly bot: WireUser;
  readonly people: Map<string, Person>;
  readonly servers: Map<string, Server>;
  readonly channels: Map<string, Channel>;
  readonly interactions: Map<string, Interaction>;
  /** By guild id; the global ones under "". */
  readonly commands: Map<string, RegisteredCommand[]>;
  /** Uploaded bytes by attachment id. */
  readonly files: Map<string, StoredFile>;
  /** Paths of files that somebody asked for, found or not. */
  readonly fetched: string[];
  readonly faults: Fault[];
  readonly changes: EventEmitter<{ change: [Change] }>;
  /** Real milliseconds within which an interaction wants its first answer. */
  readonly acknowledgeMs: number;
  /** http://127.0.0.1:port once it listens. */
  origin: string;
  /** A whole number in [0, below), from the seed. */
  random(below: number): number;
  /** Letters and digits from the seed, for tokens. */
  randomText(length: number): string;
  /** A new id whose age can be read from it. */
  snowflake(): string;
  /** Counts changes; messages remember the count of their latest one. */
  nextRevision(): number;
  announce(change: Change): void;
  addFault(kind: Fault['kind'], sentence: string, request?: number): void;
}

export interface WorldDeps {
  readonly clock: SimulatorClock;
  readonly seed: number;
  readonly applicationId: string | undefined;
  readonly botName: string;
  readonly acknowledgeMs: number;
}

/** Discord counts from the first second of 2015. */
const DISCORD_EPOCH = 1_420_070_400_000n;
const SNOWFLAKE_SEQUENCE = 1n << 22n;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** mulberry32: small, fast, and the same on every machine. */
export function seededRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

function makeBot(id: string, name: string): WireUser {
  return {
    id,
    username: name,
    discriminator: '0000',
    global_name: null,
    avatar: null,
    bot: true,
    public_flags: 0,
  };
}

/** An empty Discord with one application in it. */
export function createWorld(deps: WorldDeps): World {
  const random = seededRandom(deps.seed);
  const changes = new EventEmitter<{ change: [Change] }>();
  changes.setMaxListeners(0);
  const faults: Fault[] = [];
  let revision = 0;
  let made = BigInt(random(1000));
  const snowflake = () => {
    made += 1n;
    const time = BigInt(deps.clock.now()) - DISCORD_EPOCH;
    return String(time * SNOWFLAKE_SEQUENCE + (made % SNOWFLAKE_SEQUENCE));
  };
  const applicationId = deps.applicationId ?? snowflake();
  return {
    clock: deps.clock,
    applicationId,
    bot: makeBot(applicationId, deps.botName),
    people: new Map(),
    servers: new Map(),
    channels: new Map(),
    interactions: new Map(),
    commands: new Map(),
    files: new Map(),
    fetched: [],
    faults,
    changes,
    acknowledgeMs: deps.acknowledgeMs,
    origin: '',
    random,
    randomText: (length) => Array.from({ length }, () => LETTERS[random(LETTERS.length)] as string).join(''),
    snowflake,
    nextRevision: () => (revision += 1),
    announce: (change) => void changes.emit('change', change),
    addFault: (kind, sentence, request) =>
      void faults.push({ kind, sentence, at: deps.clock.now(), request }),
  };
}

export interface NewChannel {
  readonly kind: ChannelKind;
  readonly name: string;
  readonly server?: Server;
  readonly people?: Iterable<string>;
  readonly isLimited?: boolean;
}

/** A channel without messages, known to the world and to its server. */
export function addChannel(world: World, wanted: NewChannel): Channel {
  const channel: Channel = {
    id: world.snowflake(),
    kind: wanted.kind,
    name: wanted.name,
    server: wanted.server,
    people: new Set(wanted.people ?? []),
    isLimited: wanted.isLimited ?? wanted.server === undefined,
    letIn: new Set(),
    messages: [],
    denied: 0n,
    deleted: false,
    nonces: new Map(),
  };
  world.channels.set(channel.id, channel);
  wanted.server?.channels.set(channel.id, channel);
  return channel;
}

export function botIsIn(world: World, server: Server): boolean {
  return !server.deleted && server.members.has(world.bot.id);
}

/** Whether a person can open the channel at all. */
export function canSee(channel: Channel, personId: string): boolean {
  if (channel.deleted || channel.server?.deleted === true) return false;
  const member = channel.server?.members.get(personId);
  const isLetIn =
    channel.people.has(personId) || [...(member?.roles ?? [])].some((id) => channel.letIn.has(id));
  if (channel.isLimited && !isLetIn) return false;
  return channel.server === undefined || member !== undefined;
}
