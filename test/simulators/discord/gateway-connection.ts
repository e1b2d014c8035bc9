/** One client on the line: hello, identify or resume, heartbeats, and the codes with which it is sent away. */
import type { IncomingMessage } from 'node:http';
import type { RawData, WebSocket } from 'ws';
import {
  createSession,
  INTENTS,
  OPCODES,
  replayAfter,
  pushEvent,
  sendTo,
  type Session,
} from './gateway-session.ts';
import type { Json } from './model.ts';
import type { World } from './world.ts';

export interface GatewayConnectionDeps {
  readonly world: World;
  readonly token: string;
  readonly heartbeatMs: number;
  readonly privilegedIntents: number;
  readonly sessions: Map<string, Session>;
  readonly counts: { identifies: number; resumes: number; identifiesLeft: number; lastBreakAt: number };
  address(): string;
  isResumable(session: Session): boolean;
  /** Says READY and whatever belongs to it. */
  welcome(session: Session): void;
}

const CLOSE = {
  unknownOpcode: [4001, 'Unknown opcode.'],
  decodeError: [4002, 'Error while decoding payload.'],
  notAuthenticated: [4003, 'Not authenticated.'],
  authenticationFailed: [4004, 'Authentication failed.'],
  alreadyAuthenticated: [4005, 'Already authenticated.'],
  invalidSequence: [4007, 'Invalid seq.'],
  rateLimited: [4008, 'Rate limited.'],
  timedOut: [4009, 'Session timed out.'],
  invalidShard: [4010, 'Invalid shard.'],
  invalidVersion: [4012, 'Invalid API version.'],
  invalidIntents: [4013, 'Invalid intent(s).'],
  disallowedIntents: [4014, 'Disallowed intent(s).'],
} as const;

const PAYLOAD_BYTES_MAX = 4096;
const PAYLOADS_A_MINUTE_MAX = 120;
const INTENTS_KNOWN = 1 << 26;
const PRIVILEGED = INTENTS.guildMembers | INTENTS.guildPresences | INTENTS.messageContent;

interface Client {
  readonly socket: WebSocket;
  session: Session | undefined;
}

function sendAway(client: Client, reason: keyof typeof CLOSE): void {
  const [code, text] = CLOSE[reason];
  client.socket.close(code, text);
}

function isRightToken(deps: GatewayConnectionDeps, data: Json): boolean {
  return typeof data['token'] === 'string' && data['token'].replace(/^Bot /, '') === deps.token;
}

function identify(deps: GatewayConnectionDeps, client: Client, data: Json): void {
  // After an invalid session the client may start anew on the same line.
  if (client.session?.isOver === false) return sendAway(client, 'alreadyAuthenticated');
  if (!isRightToken(deps, data)) return sendAway(client, 'authenticationFailed');
  const { intents } = data;
  if (typeof intents !== 'number' || !Number.isInteger(intents) || intents < 0 || intents >= INTENTS_KNOWN)
    return sendAway(client, 'invalidIntents');
  if ((intents & PRIVILEGED & ~deps.privilegedIntents) !== 0) return sendAway(client, 'disallowedIntents');
  const [shard = 0, count = 1] = (data['shard'] ?? [0, 1]) as number[];
  if (!(shard >= 0 && shard < count)) return sendAway(client, 'invalidShard');
  deps.counts.identifies += 1;
  deps.counts.identifiesLeft -= 1;
  const session = createSession({
    id: deps.world.randomText(32).toLowerCase(),
    intents,
    shard: [shard, count],
    socket: client.socket,
  });
  client.session = session;
  deps.sessions.set(session.id, session);
  deps.welcome(session);
}

function resume(deps: GatewayConnectionDeps, client: Client, data: Json): void {
  if (client.session !== undefined) return sendAway(client, 'alreadyAuthenticated');
  if (!isRightToken(deps, data)) return sendAway(client, 'authenticationFailed');
  const session = deps.sessions.get(String(data['session_id']));
  if (session === undefined || !deps.isResumable(session))
    return sendTo(client.socket, { op: OPCODES.invalidSession, d: false });
  const sequence = Number(data['seq'] ?? 0);
  if (!(sequence <= session.sequence)) return sendAway(client, 'invalidSequence');
  // Whoever resumes has the session; an older line to it is dead.
  const older = session.socket;
  session.socket = client.socket;
  session.awaySince = undefined;
  session.isSilent = false;
  client.session = session;
  older?.terminate();
  deps.counts.resumes += 1;
  replayAfter(session, sequence);
  pushEvent(session, { name: 'RESUMED', data: { _trace: [] } });
}

function obey(deps: GatewayConnectionDeps, client: Client, payload: Json): void {
  const data = (payload['d'] ?? {}) as Json;
  if (payload['op'] === OPCODES.heartbeat) {
    if (client.session?.isSilent !== true) sendTo(client.socket, { op: OPCODES.heartbeatAck });
    return;
  }
  if (payload['op'] === OPCODES.identify) return identify(deps, client, data);
  if (payload['op'] === OPCODES.resume) return resume(deps, client, data);
  const known: readonly unknown[] = [OPCODES.presence, 4, OPCODES.requestMembers];
  if (!known.includes(payload['op'])) return sendAway(client, 'unknownOpcode');
  if (client.session === undefined) sendAway(client, 'notAuthenticated');
}

function parse(raw: RawData): Json | undefined {
  const bytes = Array.isArray(raw) ? Buffer.concat(raw) : Buffer.from(raw as ArrayBuffer);
  if (bytes.length > PAYLOAD_BYTES_MAX) return undefined;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

/** A client that says goodbye with 1000 or 1001 ends its session; any other end can be resumed. */
function leave(deps: GatewayConnectionDeps, client: Client, code: number): void {
  const { session } = client;
  if (session === undefined || session.socket !== client.socket) return;
  deps.counts.lastBreakAt = performance.now();
  session.socket = undefined;
  session.awaySince = deps.world.clock.now();
  if (code === 1000 || code === 1001) session.isOver = true;
}

/** Greets a client and listens to it until it leaves. */
export function acceptClient(deps: GatewayConnectionDeps, socket: WebSocket, request: IncomingMessage): void {
  const client: Client = { socket, session: undefined };
  const asked = new URL(request.url ?? '/', 'ws://discord').searchParams;
  if (asked.get('v') !== '10') return sendAway(client, 'invalidVersion');
  if (asked.get('encoding') !== 'json' || asked.has('compress')) return sendAway(client, 'decodeError');
  let recent: number[] = [];
  // Discord hangs up on whoever forgets to breathe.
  const patience = setTimeout(() => sendAway(client, 'timedOut'), deps.heartbeatMs * 2).unref();
  socket.on('error', () => socket.terminate());
  socket.on('close', (code) => {
    clearTimeout(patience);
    leave(deps, client, code);
  });
  socket.on('message', (raw) => {
    const now = performance.now();
    recent = [...recent.filter((at) => now - at < 60_000), now];
    if (recent.length > PAYLOADS_A_MINUTE_MAX) return sendAway(client, 'rateLimited');
    const payload = parse(raw);
    if (payload === undefined) return sendAway(client, 'decodeError');
    if (payload['op'] === OPCODES.heartbeat) patience.refresh();
    obey(deps, client, payload);
  });
  sendTo(socket, { op: OPCODES.hello, d: { heartbeat_interval: deps.heartbeatMs } });
}
