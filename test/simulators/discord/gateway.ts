/** The gateway: who listens, what they hear, and how the line can break. */
import type { Server as HttpServer } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { acceptClient, type GatewayConnectionDeps } from './gateway-connection.ts';
import {
  INTENTS,
  isOnShard,
  OPCODES,
  pushEvent,
  sendTo,
  type GatewayEvent,
  type Session,
} from './gateway-session.ts';
import type { Json } from './model.ts';
import { wireGuildCreate } from './wire-shapes.ts';
import { botIsIn, seededRandom, type World } from './world.ts';

export interface DispatchOptions {
  /** Any one of these bits in the session's intents is needed; 0 means everybody hears it. */
  readonly intents?: number;
  readonly serverId?: string | undefined;
  readonly onWritten?: () => void;
}

export type EventOrder = 'as-queued' | 'reversed' | 'shuffled';

/** A session as a test sees it. */
export interface SessionView {
  readonly id: string;
  readonly isConnected: boolean;
  readonly intents: number;
  readonly sequence: number;
}

/** What a test can do to the gateway. */
export interface GatewayControl {
  /** Sessions that are connected or can still be resumed. */
  readonly sessions: readonly SessionView[];
  /** How many times clients identified and resumed. */
  readonly identifies: number;
  readonly resumes: number;
  /** Identifies left today, as /gateway/bot tells. */
  identifiesLeft: number;
  /** Cuts all lines without a word; with `refuseForMs` nobody gets through for a while (real time). */
  drop(options?: { readonly refuseForMs?: number }): void;
  /** Opcode 7: please come back. */
  reconnect(): void;
  /** Opcode 9; a session that may not be resumed is over. */
  invalidSession(mayResume?: boolean): void;
  closeAll(code: number, reason?: string): void;
  /** The lines stay open, but nothing is said any more, not even acknowledgements of heartbeats. */
  goSilent(): void;
  /** Sessions are forgotten: the next resume is refused. */
  forgetSessions(): void;
  /** Keeps all events back until they are released. */
  hold(): void;
  release(order?: EventOrder): void;
  /** Hears every event as it is made, whether or not anybody is connected. */
  listen(listener: (name: string, data: Json) => void): void;
  /** Sends the latest event of this name (an interaction by default) once more. */
  redeliver(name?: string): void;
}

export interface Gateway {
  /** Tells all sessions that listen to such things. */
  dispatch(name: string, data: Json, options?: DispatchOptions): void;
  readonly control: GatewayControl;
  /** Of performance.now(), when a line ended last; -1 when none ever did. */
  lastBreakAt(): number;
  attach(server: HttpServer): void;
  stop(): void;
}

export interface GatewayDeps {
  readonly world: World;
  readonly token: string;
  readonly seed: number;
  readonly heartbeatMs: number;
  /** Privileged intents that the application was granted. */
  readonly privilegedIntents: number;
}

interface Held {
  readonly event: GatewayEvent;
  readonly options: DispatchOptions;
}

const IDENTIFIES_A_DAY = 1000;
/** How long a session that is away can be resumed, by the simulator's clock. */
const RESUMABLE_MS = 3 * 60_000;

interface GatewayState extends GatewayConnectionDeps {
  readonly sockets: Set<WebSocket>;
  readonly listeners: ((name: string, data: Json) => void)[];
  held: Held[] | undefined;
  latest: Held[];
  refuseUntil: number;
}

function liveSessions(state: GatewayState): Session[] {
  const now = state.world.clock.now();
  return [...state.sessions.values()].filter(
    (session) => !session.isOver && now - (session.awaySince ?? now) < RESUMABLE_MS,
  );
}

function deliver(state: GatewayState, held: Held): void {
  const { intents = 0, serverId } = held.options;
  for (const session of liveSessions(state)) {
    const listens = intents === 0 || (session.intents & intents) !== 0;
    if (listens && isOnShard(session, serverId)) pushEvent(session, held.event);
  }
}

function shuffle<T>(items: readonly T[], random: (below: number) => number): T[] {
  const keyed = items.map((item) => ({ item, key: random(2 ** 30) }));
  return keyed.sort((one, other) => one.key - other.key).map(({ item }) => item);
}

/** READY, and the guilds for those who asked for them. */
function welcome(state: GatewayState, session: Session): void {
  const { world } = state;
  const servers = [...world.servers.values()].filter(
    (server) => botIsIn(world, server) && isOnShard(session, server.id),
  );
  pushEvent(session, {
    name: 'READY',
    data: {
      v: 10,
      user: { ...world.bot, verified: true, mfa_enabled: true, email: null, flags: 0 },
      guilds: servers.map((server) => ({ id: server.id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      // Back to this machine: a real address here would let a resume leave it.
      resume_gateway_url: state.address(),
      shard: session.shard,
      application: { id: world.applicationId, flags: 0 },
      private_channels: [],
      relationships: [],
      presences: [],
      guild_join_requests: [],
      user_settings: {},
    },
  });
  if ((session.intents & INTENTS.guilds) === 0) return;
  for (const server of servers)
    pushEvent(session, { name: 'GUILD_CREATE', data: wireGuildCreate(world, server) });
}

function createControl(state: GatewayState, random: (below: number) => number): GatewayControl {
  const connected = () => liveSessions(state).filter((session) => session.socket !== undefined);
  return {
    get sessions() {
      return liveSessions(state).map(({ id, intents, sequence, socket }) => ({
        ...{ id, intents, sequence },
        isConnected: socket !== undefined,
      }));
    },
    get identifies() {
      return state.counts.identifies;
    },
    get resumes() {
      return state.counts.resumes;
    },
    get identifiesLeft() {
      return state.counts.identifiesLeft;
    },
    set identifiesLeft(left) {
      state.counts.identifiesLeft = left;
    },
    drop: ({ refuseForMs = 0 } = {}) => {
      state.refuseUntil = performance.now() + refuseForMs;
      for (const socket of state.sockets) socket.terminate();
    },
    reconnect: () => {
      for (const { socket } of connected()) {
        if (socket !== undefined) sendTo(socket, { op: OPCODES.reconnect, d: null });
      }
    },
    invalidSession: (mayResume = false) => {
      for (const session of connected()) {
        if (session.socket !== undefined)
          sendTo(session.socket, { op: OPCODES.invalidSession, d: mayResume });
        session.isOver = !mayResume;
      }
    },
    closeAll: (code, reason) => {
      for (const socket of state.sockets) socket.close(code, reason);
    },
    goSilent: () => {
      for (const session of connected()) session.isSilent = true;
    },
    forgetSessions: () => {
      for (const session of state.sessions.values()) session.isOver = true;
    },
    hold: () => {
      state.held ??= [];
    },
    release: (order = 'as-queued') => {
      const held = state.held ?? [];
      state.held = undefined;
      const ordered = {
        'as-queued': () => held,
        reversed: () => held.toReversed(),
        shuffled: () => shuffle(held, random),
      };
      for (const each of ordered[order]()) deliver(state, each);
    },
    listen: (listener) => void state.listeners.push(listener),
    redeliver: (name = 'INTERACTION_CREATE') => {
      const past = state.latest.findLast((held) => held.event.name === name);
      if (past === undefined) throw new Error(`there was no event ${name}`);
      deliver(state, past);
    },
  };
}

/** A gateway without clients; it needs an HTTP server to be reached through. */
export function createGateway(deps: GatewayDeps): Gateway {
  const sockets = new WebSocketServer({ noServer: true });
  const state: GatewayState = {
    ...deps,
    sessions: new Map(),
    sockets: sockets.clients,
    counts: { identifies: 0, resumes: 0, identifiesLeft: IDENTIFIES_A_DAY, lastBreakAt: -1 },
    listeners: [],
    held: undefined,
    latest: [],
    refuseUntil: 0,
    address: () => deps.world.origin.replace('http:', 'ws:'),
    isResumable: (session) => liveSessions(state).includes(session),
    welcome: (session) => welcome(state, session),
  };
  return {
    lastBreakAt: () => state.counts.lastBreakAt,
    control: createControl(state, seededRandom(deps.seed + 2)),
    dispatch: (name, data, options = {}) => {
      const held = { event: { name, data, onWritten: options.onWritten }, options };
      for (const listener of state.listeners) listener(name, data);
      state.latest = [...state.latest.slice(-200), held];
      if (state.held === undefined) deliver(state, held);
      else state.held.push(held);
    },
    attach: (server) => {
      server.on('upgrade', (request, socket, head) => {
        // Node listens no more once it has handed the socket over, and a client may hang up at any moment.
        socket.on('error', () => undefined);
        if (performance.now() < state.refuseUntil) {
          socket.end('HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n');
          return;
        }
        sockets.handleUpgrade(request, socket, head, (client) => acceptClient(state, client, request));
      });
    },
    stop: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
