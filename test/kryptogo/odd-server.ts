import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createKryptogoProvider } from '../../src/kryptogo/kryptogo-provider.ts';

/** One request as it came over the wire, header names as they were spelled. */
export type Heard = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Behaviour = (request: IncomingMessage, response: ServerResponse, origin: string) => void;

export const KEY = 'canary-kryptogo-key-7f3kd';

/** The intent of KryptoGO's guide, as its page prints it, with a nonce of ours in `order_data`. */
export const guideIntent = {
  payment_intent_id: '2MFV9kRD0IyNWauowhq2Bp3IUb3BWKPi',
  payment_chain_id: 'arb',
  payment_address: '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045',
  token_address: '0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9',
  symbol: 'USDT',
  decimals: 6,
  crypto_amount: '9.23',
  fiat_amount: '300.0',
  fiat_currency: 'TWD',
  payment_deadline: 1733811354,
  status: 'pending',
  payment_tx_hash: null,
  refund_tx_hash: null,
  received_amount: null,
  aggregated_amount: null,
  refund_amount: null,
  order_data: { order_id: 'uid_12345', item_id: '100', customer_id: '0x03971234567890', nonce: 'n0nce' },
  callback_url: 'https://example.com/callback',
  group_key: 'buy_stone_with_usdt',
};

export const request = {
  orderId: 'uid_12345',
  nonce: 'n0nce',
  fiat: { hundredths: 30000n, currency: 'TWD' },
  callbackUrl: 'https://example.com/callback',
  groupKey: 'buy_stone_with_usdt',
} as const;

export function sendJson(response: ServerResponse, body: unknown, status = 200, headers = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(text);
}

/** A server that behaves as told, and a provider that talks to it with short time limits. */
export async function startOddServer(behave: Behaviour, tls?: { key: string; cert: string }) {
  const heard: Heard[] = [];
  const logged: string[] = [];
  let connections = 0;
  const listener = (incoming: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    incoming.on('error', () => {});
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const names = incoming.rawHeaders.filter((_, index) => index % 2 === 0);
      const values = incoming.rawHeaders.filter((_, index) => index % 2 === 1);
      heard.push({
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])),
        body: Buffer.concat(chunks).toString(),
      });
      behave(incoming, response, origin);
    });
  };
  const server: Server = tls ? createTlsServer(tls, listener) : createServer(listener);
  server.on('connection', () => {
    connections += 1;
  });
  const origin = await listen(server, tls !== undefined);
  const note = (facts: object, message: string) => void logged.push(JSON.stringify({ message, ...facts }));
  const log = { debug: note, info: note, warn: note, error: note };
  const provider = createKryptogoProvider({
    apiRoot: origin,
    clientId: '9c5a79fc1117310f976b53752659b61d',
    origin: 'https://till.example',
    apiKey: KEY,
    log,
    // A busy machine must not turn an answer into a timeout; only a few tests wait for one.
    timeoutsMs: { create: 1_500, read: 1_500 },
  });
  return {
    heard,
    logged,
    log,
    origin,
    /** How often somebody connected, whether or not anything was asked. */
    connections: () => connections,
    provider,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listen(server: Server, secure: boolean): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http${secure ? 's' : ''}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
