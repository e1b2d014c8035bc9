import { connect } from 'node:net';
import { createCallbackAddress } from '../../src/http/callback-capability.ts';
import { startHttpServer, type HttpServerOptions } from '../../src/http/http-server.ts';

const SECRET_KEY = 'the first secret key of this test, long enough';
export const TOKEN = 'nobody_guesses_this_22';

/** What a route has stored, and what has been logged. */
export type Kept = {
  readonly callbacks: { readonly token: string; readonly body: unknown; readonly bodyHash: string }[];
  readonly updates: unknown[];
  readonly logged: string[];
};

/** The product's HTTP server with its stores replaced by arrays; stores can be made to fail. */
export async function openDoor(options: Partial<HttpServerOptions> = {}) {
  const kept: Kept = { callbacks: [], updates: [], logged: [] };
  const note = (facts: object, message: string) =>
    void kept.logged.push(JSON.stringify({ message, ...facts }));
  const address = createCallbackAddress({
    publicUrl: 'https://pay.example.org',
    secretKey: SECRET_KEY,
    previousSecretKey: null,
  });
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    log: { debug: note, info: note, warn: note, error: note },
    callbackAddress: address,
    async noteCallback(token, body, bodyHash) {
      kept.callbacks.push({ token, body, bodyHash });
      return Promise.resolve();
    },
    telegramWebhook: {
      secret: 'webhook-secret-16',
      async accept(update) {
        kept.updates.push(update);
        return Promise.resolve();
      },
    },
    isReady: () => Promise.resolve({ ready: true, waitingFor: [] }),
    ...options,
  });
  const callbackPath = new URL(address.urlFor(TOKEN) ?? '').pathname;
  return { ...server, kept, callbackPath, callbackUrl: server.url + callbackPath };
}

export function post(url: string, body: string | Uint8Array, headers: Record<string, string> = {}) {
  return fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
}

export type RawAnswer = { readonly text: string; readonly openForMs: number; readonly sentBytes: number };

/**
 * Writes bytes as they are and collects what comes back until the connection ends. `more` is written
 * again and again, each `everyMs`, for as long as the other side keeps the connection.
 */
export function talkRaw(
  port: number,
  begin: string,
  more?: { text: string; everyMs: number },
): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const began = performance.now();
    const socket = connect(port, '127.0.0.1');
    let text = '';
    let sentBytes = 0;
    const send = (part: string) => {
      if (!socket.writable) return;
      socket.write(part);
      sentBytes += part.length;
    };
    const timer = more && setInterval(() => send(more.text), more.everyMs);
    if (begin !== '') send(begin);
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(timer);
      resolve({ text, openForMs: performance.now() - began, sentBytes });
    });
  });
}
