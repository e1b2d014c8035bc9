/** One session of the gateway: numbered events, kept so that a resume can replay them. */
import type { WebSocket } from 'ws';
import type { Json } from './model.ts';

export const OPCODES = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  resume: 6,
  reconnect: 7,
  requestMembers: 8,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

export const INTENTS = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
} as const;

/** How many events Discord keeps for a session that is away. */
const KEPT_EVENTS_MAX = 1000;

export interface GatewayEvent {
  readonly name: string;
  readonly data: Json;
  /** Called each time it is written to a socket. */
  readonly onWritten?: (() => void) | undefined;
}

interface NumberedEvent extends GatewayEvent {
  readonly sequence: number;
}

export interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
  /** Undefined while the client is away. */
  socket: WebSocket | undefined;
  /** By the simulator's clock. */
  awaySince: number | undefined;
  sequence: number;
  readonly events: NumberedEvent[];
  /** Ended for good: nobody can resume it. */
  isOver: boolean;
  /** A zombie gets no acknowledgements and no events, as if the line were dead. */
  isSilent: boolean;
}

export function createSession(wanted: Pick<Session, 'id' | 'intents' | 'shard' | 'socket'>): Session {
  return { ...wanted, awaySince: undefined, sequence: 0, events: [], isOver: false, isSilent: false };
}

export function sendTo(socket: WebSocket, payload: Json): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(payload));
}

function write(session: Session, event: NumberedEvent): void {
  const { socket } = session;
  if (socket === undefined || session.isSilent || socket.readyState !== socket.OPEN) return;
  sendTo(socket, { op: OPCODES.dispatch, t: event.name, s: event.sequence, d: event.data });
  event.onWritten?.();
}

/** Numbers an event, keeps it, and writes it if somebody listens. */
export function pushEvent(session: Session, event: GatewayEvent): void {
  session.sequence += 1;
  const numbered = { ...event, sequence: session.sequence };
  session.events.push(numbered);
  if (session.events.length > KEPT_EVENTS_MAX) session.events.shift();
  write(session, numbered);
}

/** Writes what a client that is back has missed. */
export function replayAfter(session: Session, sequence: number): void {
  for (const event of session.events) {
    if (event.sequence > sequence) write(session, event);
  }
}

/** Discord's rule which shard hears about a guild; private things go to the first. */
export function isOnShard(session: Session, serverId: string | undefined): boolean {
  const [shard, count] = session.shard;
  const responsible = serverId === undefined ? 0 : Number((BigInt(serverId) >> 22n) % BigInt(count));
  return shard === responsible;
}
