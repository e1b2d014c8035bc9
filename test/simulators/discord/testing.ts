/** Small helpers for the simulator's own tests. */
import { crc32, deflateSync } from 'node:zlib';
import {
  startDiscordSimulator,
  type DiscordSimulator,
  type DiscordSimulatorOptions,
} from './discord-simulator.ts';

export const TOKEN = 'MTAw.till.secret-of-the-bot';

export interface MovableClock {
  now(): number;
  advance(ms: number): void;
}

/** A clock that moves only when told. */
function createMovableClock(): MovableClock {
  let now = Date.UTC(2026, 10, 23, 12);
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
}

/** The few fields of answers that the tests look into. */
export interface AnswerBody {
  readonly id: string;
  readonly code?: number;
  readonly message?: string;
  readonly errors?: Readonly<Record<string, unknown>>;
  readonly content?: string;
  readonly flags?: number;
  readonly retry_after?: number;
  readonly [other: string]: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: AnswerBody;
}

export interface Stage {
  readonly sim: DiscordSimulator;
  readonly clock: MovableClock;
  /** Asks with the bot's token; "/…" is relative to v10. */
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Registers global commands by one PUT. */
  register(commands: readonly object[]): Promise<void>;
}

async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const body = (text === '' ? {} : JSON.parse(text)) as AnswerBody;
  return { status: response.status, headers: response.headers, body };
}

/** A running simulator with a way to call it. */
export async function createStage(options: Partial<DiscordSimulatorOptions> = {}): Promise<Stage> {
  const clock = createMovableClock();
  const sim = await startDiscordSimulator({ clock, seed: 7, token: TOKEN, ...options });
  const call: Stage['call'] = async (method, path, body) => {
    const headers: Record<string, string> = { authorization: `Bot ${TOKEN}` };
    if (body !== undefined && !(body instanceof FormData)) headers['content-type'] = 'application/json';
    const sent = body instanceof FormData || body === undefined ? body : JSON.stringify(body);
    const init = sent === undefined ? { method, headers } : { method, headers, body: sent };
    return readAnswer(await fetch(`${sim.url}/v10${path}`, init));
  };
  return {
    sim,
    clock,
    call,
    register: async (commands) => {
      const answer = await call('PUT', `/applications/${sim.applicationId}/commands`, commands);
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    },
  };
}

/** A command with one option that is typed freely. */
export const PAY = {
  name: 'pay',
  description: 'Pay',
  options: [{ type: 3, name: 'amount', description: 'How much', required: true }],
};

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A square with one bit per pixel, like the QR codes of the product. */
export function makePng(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(Buffer.alloc((Math.ceil(side / 8) + 1) * side));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
