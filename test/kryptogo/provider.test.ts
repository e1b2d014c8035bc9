import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readRetryAfter } from '../../src/kryptogo/kryptogo-http.ts';
import { createKryptogoProvider } from '../../src/kryptogo/kryptogo-provider.ts';
import { KEY, guideIntent, request, sendJson, startOddServer, type Behaviour } from './odd-server.ts';
import { selfSigned } from './self-signed.ts';

const INTENT_ID = guideIntent.payment_intent_id;
const LONG_TEXT = 'x'.repeat(70 * 1024);
const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of cleanUp.splice(0)) await stop();
});

async function against(behave: Behaviour, tls?: { key: string; cert: string }) {
  const server = await startOddServer(behave, tls);
  cleanUp.push(server.stop);
  return server;
}

const ok: Behaviour = (_, response) => sendJson(response, { code: 0, data: guideIntent });
const hang: Behaviour = () => {};
const reset: Behaviour = (incoming) => incoming.socket.resetAndDestroy();
const status = (code: number, body: unknown = { code: 9999, message: 'no' }, headers = {}): Behaviour => {
  return (_, response) => sendJson(response, body, code, headers);
};
const redirect: Behaviour = (_, response, origin) => {
  response.writeHead(302, { location: `${origin}/elsewhere` });
  response.end();
};
const html: Behaviour = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end('<html>Checking your browser</html>');
};
const truncated: Behaviour = (_, response) => sendJson(response, '{"code":0,"data":{"payment_intent');
const cutMidBody: Behaviour = (incoming, response) => {
  response.writeHead(200, { 'content-length': '500' });
  response.write('{"code":0,');
  setTimeout(() => incoming.socket.destroy(), 20);
};
const trickle: Behaviour = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 40);
  response.on('close', () => clearInterval(timer));
};
const oversize: Behaviour = (_, response) => {
  sendJson(response, { code: 0, data: guideIntent, padding: LONG_TEXT });
};
const bombBytes = gzipSync(Buffer.alloc(20 * 1024 * 1024, ' '));
const bomb: Behaviour = (_, response) => {
  response.writeHead(200, { 'content-encoding': 'gzip' });
  response.end(bombBytes);
};
const noHttp: Behaviour = (incoming) => void incoming.socket.end('hello, this is not HTTP\r\n\r\n');
const amountsAsNumbers: Behaviour = (_, response) =>
  sendJson(response, JSON.stringify({ code: 0, data: guideIntent }).replace('"9.23"', '9.23'));

describe('asking for an intent', () => {
  it('sends what the guide documents, with the Origin on the wire', async () => {
    const server = await against(ok);
    const outcome = await server.provider.createIntent(request);
    expect(outcome).toMatchObject({
      kind: 'created',
      seen: { providerIntentId: INTENT_ID, quoted: 9_230_000n },
    });
    expect(server.heard).toHaveLength(1);
    const [heard] = server.heard;
    expect(heard).toMatchObject({
      method: 'POST',
      path: '/v1/studio/api/payment/intent',
      headers: {
        'X-STUDIO-API-KEY': KEY,
        'X-Client-ID': '9c5a79fc1117310f976b53752659b61d',
        Origin: 'https://till.example',
        'Content-Type': 'application/json',
      },
    });
    expect(JSON.parse(heard?.body ?? '')).toEqual({
      fiat_amount: '300',
      fiat_currency: 'TWD',
      callback_url: 'https://example.com/callback',
      order_data: { order_id: 'uid_12345', nonce: 'n0nce' },
      group_key: 'buy_stone_with_usdt',
    });
  });

  it('leaves out the callback address where nothing can reach us, and writes cents exactly', async () => {
    const server = await against(ok);
    const fiat = { hundredths: 1n, currency: 'USD' } as const;
    await server.provider.createIntent({ ...request, callbackUrl: null, fiat });
    const body = JSON.parse(server.heard[0]?.body ?? '') as Record<string, unknown>;
    expect(body).not.toHaveProperty('callback_url');
    expect(body).toMatchObject({ fiat_amount: '0.01', fiat_currency: 'USD' });
  });

  it.each<[string, Behaviour, string]>([
    ['a business error as HTTP 400', status(400, { code: 4003, message: 'amount', data: null }), 'refused'],
    ['a business error as HTTP 200 (A-11)', status(200, { code: 4003, message: 'amount' }), 'refused'],
    ['a 422 with JSON of another shape', status(422, { error: 'no' }), 'refused'],
    ['a 429', status(429, 'slow down', { 'retry-after': '3' }), 'refused'],
    ['code 4001', status(400, { code: 4001, message: 'Invalid client_id' }), 'key_refused'],
    ['code 4002 as HTTP 200', status(200, { code: 4002, message: 'Invalid API key' }), 'key_refused'],
    ['a 401 (A-32)', status(401, 'no'), 'key_refused'],
    ['a 403', status(403), 'key_refused'],
    ['silence', hang, 'unclear'],
    ['an answer that trickles in for ever', trickle, 'unclear'],
    ['a reset connection', reset, 'unclear'],
    ['an answer that is cut', cutMidBody, 'unclear'],
    ['a 500 with JSON', status(500), 'unclear'],
    ['a 502 in HTML', status(502, '<html>'), 'unclear'],
    ['a 404 in HTML', status(404, '<html>'), 'unclear'],
    ['a 408', status(408), 'unclear'],
    ['a redirect (A-12)', redirect, 'unclear'],
    ['HTML', html, 'unclear'],
    ['truncated JSON', truncated, 'unclear'],
    ['more than 64 KiB', oversize, 'unclear'],
    ['a compressed bomb', bomb, 'unclear'],
    ['no HTTP at all', noHttp, 'unclear'],
    ['amounts as JSON numbers', amountsAsNumbers, 'unclear'],
    ['success without data', status(200, { code: 0 }), 'unclear'],
  ])('is done once only, even when the answer is %s', async (_name, behave, kind) => {
    const server = await against(behave);
    const outcome = await server.provider.createIntent(request);
    expect(outcome.kind).toBe(kind);
    // Long enough for a retry to show itself.
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.heard).toHaveLength(1);
    expect(server.logged).toHaveLength(1);
    expect(JSON.stringify([outcome, server.logged])).not.toContain(KEY);
  });
});

describe('a connection that was never made', () => {
  const at = (apiRoot: string) =>
    createKryptogoProvider({
      apiRoot,
      clientId: 'client',
      origin: 'https://till.example',
      apiKey: KEY,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      timeoutsMs: { create: 1_500, read: 1_500 },
    });

  async function closedPort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }

  it('is a definite no for a create, and no answer for a read', async () => {
    const provider = at(`http://127.0.0.1:${await closedPort()}`);
    expect(await provider.createIntent(request)).toEqual({
      kind: 'refused',
      reason: 'unreachable: ECONNREFUSED',
    });
    expect(await provider.readIntent(INTENT_ID)).toEqual({
      kind: 'unavailable',
      reason: 'ECONNREFUSED',
      retryAfterMs: null,
    });
  });

  it('because the name does not exist', async () => {
    const outcome = await at('http://no-such-host.invalid').createIntent(request);
    expect(outcome).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(/^unreachable: /) as string,
    });
  });

  it('because nobody trusts the certificate: not one byte of the request arrives', async () => {
    const server = await against(ok, selfSigned);
    const outcome = await server.provider.createIntent(request);
    expect(outcome).toEqual({ kind: 'refused', reason: 'unreachable: DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(server.heard).toHaveLength(0);
  });

  it('because the handshake is met with silence', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const provider = at(`https://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    expect(await provider.createIntent(request)).toEqual({ kind: 'refused', reason: 'unreachable: timeout' });
    silent.close();
  });
});

describe('reading an intent', () => {
  it.each<[string, Behaviour, object]>([
    ['the guide’s answer', ok, { kind: 'seen', seen: { status: 'pending', orderId: 'uid_12345' } }],
    [
      'an unknown status (A-13)',
      status(200, { code: 0, data: { ...guideIntent, status: 'refunded' } }),
      { kind: 'seen', seen: { status: 'refunded' } },
    ],
    [
      'another intent: the core compares ids (A-11)',
      status(200, { code: 0, data: { ...guideIntent, payment_intent_id: 'other' } }),
      { kind: 'seen', seen: { providerIntentId: 'other' } },
    ],
    ['code 4006', status(400, { code: 4006, message: 'Invalid payment_intent_id' }), { kind: 'not_found' }],
    ['code 4006 as HTTP 200', status(200, { code: 4006, message: '' }), { kind: 'not_found' }],
    ['a 404', status(404, 'nothing'), { kind: 'not_found' }],
    [
      'code 4002 (A-32)',
      status(400, { code: 4002, message: '' }),
      { kind: 'key_refused', reason: 'http 400, code 4002' },
    ],
    ['a 401', status(401, ''), { kind: 'key_refused', reason: 'http 401' }],
    ['a 500 (A-10)', status(500), { kind: 'unavailable', reason: 'http 500, code 9999', retryAfterMs: null }],
    [
      'a 503 that says when (A-10)',
      status(503, '', { 'retry-after': '7' }),
      { kind: 'unavailable', reason: 'http 503', retryAfterMs: 7000 },
    ],
    [
      'a 429 (A-10)',
      status(429, '', { 'retry-after': '2' }),
      { kind: 'unavailable', reason: 'http 429', retryAfterMs: 2000 },
    ],
    ['silence (A-10)', hang, { kind: 'unavailable', reason: 'timeout', retryAfterMs: null }],
    ['a trickle (A-10)', trickle, { kind: 'unavailable', reason: 'timeout', retryAfterMs: null }],
    ['a reset (A-10)', reset, { kind: 'unavailable', reason: 'ECONNRESET', retryAfterMs: null }],
    ['a cut body (A-10)', cutMidBody, { kind: 'unavailable', reason: 'cut', retryAfterMs: null }],
    ['a redirect: not followed (A-12)', redirect, { kind: 'unreadable', reason: 'http 302' }],
    ['HTML (A-11)', html, { kind: 'unreadable', reason: 'no envelope' }],
    ['truncated JSON (A-11)', truncated, { kind: 'unreadable', reason: 'no envelope' }],
    ['more than 64 KiB (A-11)', oversize, { kind: 'unreadable', reason: 'oversize' }],
    ['a compressed bomb (G-02)', bomb, { kind: 'unreadable', reason: 'oversize' }],
    ['no HTTP at all', noHttp, { kind: 'unreadable', reason: expect.stringMatching(/^HPE_/) as string }],
    ['an amount as a JSON number (A-11)', amountsAsNumbers, { kind: 'unreadable', reason: 'crypto_amount' }],
    [
      'a code that is in no document',
      status(200, { code: 4999, message: '' }),
      { kind: 'unreadable', reason: 'http 200, code 4999' },
    ],
    ['success without data', status(200, { code: 0, data: null }), { kind: 'unreadable', reason: 'data' }],
  ])('%s', async (_name, behave, expected) => {
    const server = await against(behave);
    const outcome = await server.provider.readIntent(INTENT_ID);
    expect(outcome).toMatchObject(expected);
    expect(server.heard).toHaveLength(1);
    expect(server.heard[0]).toMatchObject({
      method: 'GET',
      path: `/v1/studio/api/payment/intent/${INTENT_ID}`,
      headers: { Origin: 'https://till.example', 'X-STUDIO-API-KEY': KEY },
    });
    expect(JSON.stringify(server.logged)).not.toContain(KEY);
  });

  it('never asks for what cannot be an id', async () => {
    const server = await against(ok);
    for (const id of ['', '../intents', 'a/b', 'a?b', 'x'.repeat(101)]) {
      expect(await server.provider.readIntent(id)).toEqual({ kind: 'not_found' });
    }
    expect(server.heard).toHaveLength(0);
  });

  it('ignores the proxies of the environment', async () => {
    vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:1');
    vi.stubEnv('http_proxy', 'http://127.0.0.1:1');
    const server = await against(ok);
    expect((await server.provider.readIntent(INTENT_ID)).kind).toBe('seen');
  });

  it('understands Retry-After in seconds and as a date', () => {
    const date = 'Tue, 10 Dec 2024 06:15:54 GMT';
    expect(readRetryAfter('120', undefined)).toBe(120_000);
    expect(readRetryAfter('Tue, 10 Dec 2024 06:16:24 GMT', date)).toBe(30_000);
    expect(readRetryAfter('Tue, 10 Dec 2024 06:00:00 GMT', date)).toBe(0);
    expect(readRetryAfter('999999999', date)).toBe(3_600_000);
    for (const nothing of [undefined, '', '-5', 'soon', '1.5'])
      expect(readRetryAfter(nothing, date)).toBe(null);
    expect(readRetryAfter(date, undefined)).toBe(null);
  });
});

describe('listing intents', () => {
  const order_data = { order_id: 'ours', nonce: 'nonce' };
  const first = { ...guideIntent, order_data };
  const entry = { payment_intent_id: 'second', status: 'pending', order_data };

  it.each<[string, unknown]>([
    ['an array', [first, { nonsense: true }, entry, null]],
    ['items', { items: [first, entry], total: 2 }],
    ['payment_intents', { total: 2, payment_intents: [first, 5, entry] }],
    ['data in data', { data: [first, entry] }],
    ['results', { results: [first, { total: 2 }, entry] }],
  ])('finds the entries in %s, and skips what is none', async (_name, data) => {
    const server = await against(status(200, { code: 0, data }));
    const outcome = await server.provider.listIntents('till group/1');
    expect(outcome.kind === 'listed' && outcome.traces.map((one) => one.providerIntentId)).toEqual([
      INTENT_ID,
      'second',
    ]);
    expect(server.heard[0]?.path).toBe('/v1/studio/api/payment/intents?group_key=till%20group%2F1');
  });

  it('may be longer than a single intent', async () => {
    const data = Array.from({ length: 300 }, (_, index) => ({
      ...first,
      payment_intent_id: `i${index}`,
    }));
    const server = await against(status(200, { code: 0, data }));
    const outcome = await server.provider.listIntents('group');
    expect(outcome.kind === 'listed' && outcome.traces.length).toBe(300);
  });

  it.each<[string, Behaviour, string]>([
    ['no list in it', status(200, { code: 0, data: { total: 0 } }), 'unreadable'],
    ['a 404', status(404, ''), 'unreadable'],
    ['a 500', status(500), 'unavailable'],
    ['a refused key', status(401), 'key_refused'],
  ])('%s', async (_name, behave, kind) => {
    const server = await against(behave);
    expect((await server.provider.listIntents('group')).kind).toBe(kind);
  });
});
