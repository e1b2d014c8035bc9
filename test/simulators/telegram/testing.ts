/** Small helpers for the simulator's own tests. */
import { crc32, deflateSync } from 'node:zlib';
import { startTelegramSimulator } from './telegram-simulator.ts';
import type { TelegramSimulator, TelegramSimulatorOptions } from './telegram-simulator.ts';

export const TOKEN = '100200300:AAHsecret_of-the-bot';

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

export interface Stage {
  readonly sim: TelegramSimulator;
  readonly clock: MovableClock;
  /** Calls a method with a JSON body. */
  call(method: string, params?: object): Promise<Answer>;
}

/** The few fields of results that the tests look into. */
export interface AnswerResult {
  readonly message_id: number;
  readonly text?: string;
  readonly caption?: string;
  readonly reply_markup?: object;
  readonly file_path: string;
  readonly invite_link: string;
  readonly status: string;
  readonly last_error_message?: string;
}

export interface Answer {
  readonly status: number;
  readonly body: {
    readonly ok: boolean;
    readonly result: AnswerResult;
    readonly description?: string;
    readonly error_code?: number;
    readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number };
  };
}

/** A running simulator with a way to call it. */
export async function createStage(options: Partial<TelegramSimulatorOptions> = {}): Promise<Stage> {
  const clock = createMovableClock();
  const sim = await startTelegramSimulator({
    clock,
    seed: 7,
    token: TOKEN,
    botUsername: 'till_bot',
    ...options,
  });
  return {
    sim,
    clock,
    call: async (method, params = {}) => {
      const response = await fetch(`${sim.url}/bot${TOKEN}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(params),
      });
      return { status: response.status, body: (await response.json()) as Answer['body'] };
    },
  };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A white square with one bit per pixel, like the QR codes of the product. */
export function makePng(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rowBytes = Math.ceil(side / 8) + 1;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(Buffer.alloc(rowBytes * side));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
