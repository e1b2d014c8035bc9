// What the simulator's own tests stand on: a clock to move, a caller with the right headers, a callback receiver.

import axios from 'axios';
import { Agent, createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import {
  startKryptogoSimulator,
  type KryptogoSimulator,
  type SimulatorOptions,
} from './kryptogo-simulator.ts';

/** The fields that tests look at, of whatever came over the wire; nothing here is checked. */
export interface Shown {
  [name: string]: unknown;
  payment_intent_id: string;
  payment_address: string;
  crypto_amount: string;
  fiat_amount: string;
  decimals: number;
  status: string;
  callback_url: string;
  id: string;
  tx_hash: string | null;
  insufficient_amount: string;
  items: Shown[];
  total: number;
  padding: string;
  timestamp: number;
  signature: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The whole body; null when it is not JSON. */
  readonly body: unknown;
  /** From the envelope. */
  readonly code: number;
  readonly data: Shown;
  /** The same, where a list is expected. */
  readonly list: Shown[];
}

export const INTENT = '/v1/studio/api/payment/intent';
export const INTENTS = '/v1/studio/api/payment/intents';
export const TRANSFER = '/v1/studio/api/asset_pro/transfer';
export const MINUTE = 60_000;

export interface Delivered {
  readonly body: string;
  readonly json: Shown;
  readonly headers: IncomingHttpHeaders;
}

export interface Receiver {
  readonly url: string;
  readonly delivered: Delivered[];
  /** Statuses to answer with, the last one for good. */
  answers: number[];
}

export async function openReceiver(): Promise<Receiver> {
  const delivered: Delivered[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      delivered.push({ body, json: parsed(body) as Shown, headers: request.headers });
      const status = receiver.answers.length > 1 ? receiver.answers.shift() : receiver.answers[0];
      response.writeHead(status ?? 200).end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = { url: `http://127.0.0.1:${port}/callback`, delivered, answers: [200] };
  return receiver;
}

interface RawAnswer {
  readonly status: number;
  readonly headers: unknown;
  readonly data: string;
}

function answerOf({ status, headers, data: text }: RawAnswer): Answer {
  const body = parsed(text);
  const { code, data } = (body ?? {}) as { code: number; data: Shown & Shown[] };
  return { status, headers: { ...(headers as Record<string, unknown>) }, text, body, code, data, list: data };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

export interface Bench {
  readonly sim: KryptogoSimulator;
  readonly move: (ms: number) => Promise<void>;
  readonly headers: Record<string, string>;
  readonly post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>;
  readonly create: (fields?: Record<string, unknown>) => Promise<Answer>;
  /** Creates an intent and gives its id. */
  readonly newIntent: (fields?: Record<string, unknown>) => Promise<string>;
  readonly read: (id: string) => Promise<Answer>;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  readonly transfer: (fields?: Record<string, unknown>) => Promise<Answer>;
}

export const START = Date.parse('2026-01-05T08:00:00Z');

/** A simulator without status delay unless told otherwise, stopped when the test ends. */
export async function openBench(options: Partial<SimulatorOptions> = {}): Promise<Bench> {
  let now = START;
  const sim = await startKryptogoSimulator({
    clock: { now: () => now },
    seed: 7,
    statusDelayMs: 0,
    ...options,
  });
  onTestFinished(() => sim.stop());
  const { apiKey, clientId, origin, transferKey } = sim.credentials;
  const headers = { 'X-STUDIO-API-KEY': apiKey, 'X-Client-ID': clientId, Origin: origin };
  const client = axios.create({
    baseURL: sim.url,
    timeout: 2_000,
    maxRedirects: 0,
    validateStatus: () => true,
    responseType: 'text',
    transformResponse: (text: string) => text,
    // A connection kept open would turn "refused" into "reset" when the simulator goes down.
    httpAgent: new Agent({ keepAlive: false }),
  });
  const post: Bench['post'] = async (path, body, given = headers) =>
    answerOf(
      await client.post<string>(path, body, { headers: { 'Content-Type': 'application/json', ...given } }),
    );
  const get: Bench['get'] = async (path, given = headers) =>
    answerOf(await client.get<string>(path, { headers: given }));
  const create: Bench['create'] = (fields = {}) =>
    post(INTENT, { fiat_amount: '300.0', fiat_currency: 'TWD', ...fields });
  return {
    sim,
    headers,
    post,
    get,
    create,
    newIntent: async (fields) => (await create(fields)).data.payment_intent_id,
    read: (id) => get(`${INTENT}/${id}`),
    transfer: (fields = {}) =>
      post(TRANSFER, { ...TRANSFER_FIELDS, ...fields }, { 'X-STUDIO-API-KEY': transferKey }),
    async move(ms) {
      now += ms;
      await sim.tick();
    },
  };
}

const TRANSFER_FIELDS = {
  chain_id: 'arb',
  contract_address: '0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9',
  amount: '1.5',
  wallet_address: '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045',
};
