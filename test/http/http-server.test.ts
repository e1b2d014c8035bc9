import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { isDeeperThan, isStorable } from '../../src/http/json-body.ts';
import type { HttpServerOptions } from '../../src/http/http-server.ts';
import { TOKEN, openDoor, post, talkRaw } from './open-door.ts';

const BODY = JSON.stringify({ payment_intent_id: '0h39QkYfZps7AUD1xQsj3MDFVLIMaGoV', status: 'success' });
const KIB = 1024;
const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of open.splice(0)) await stop();
});

async function door(options: Partial<HttpServerOptions> = {}) {
  const opened = await openDoor(options);
  open.push(opened.stop);
  return opened;
}

describe('a callback', () => {
  it('is stored and then acknowledged', async () => {
    const { kept, callbackUrl } = await door();
    const answer = await post(callbackUrl, BODY, { 'content-type': 'application/json; charset=utf-8' });
    expect([answer.status, await answer.text()]).toEqual([200, 'received\n']);
    expect(answer.headers.get('x-powered-by') ?? answer.headers.get('server')).toBe(null);
    const bodyHash = createHash('sha256').update(BODY).digest('hex');
    expect(kept.callbacks).toEqual([{ token: TOKEN, body: JSON.parse(BODY) as unknown, bodyHash }]);
    expect(kept.logged).toEqual([]);
  });

  it('that is forged is 404, reaches no store and leaves only a count (A-01, G-06)', async () => {
    const { kept, callbackUrl, url } = await door({ limits: { wrongPerMinute: 10_000 } });
    const forged = [
      callbackUrl.slice(0, -1),
      `${url}/callbacks/kryptogo/x`,
      `${url}/callbacks/kryptogo/%E0%A4%A`,
    ];
    for (let round = 0; round < 100; round += 1) {
      const answer = await post(forged[round % forged.length] ?? '', BODY);
      expect([answer.status, await answer.text()]).toEqual([404, 'not found\n']);
    }
    expect(kept.callbacks).toEqual([]);
    expect(kept.logged).toHaveLength(3);
    expect(kept.logged.join()).toContain('"turnedAway":100');
    expect(kept.logged.join()).not.toMatch(/0h39|callbacks\/kryptogo|nobody_guesses/);
  });

  it('with a wrong capability is looked at no further, whatever its body is', async () => {
    const { port, callbackPath } = await door();
    const head = `POST ${callbackPath}x HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000000\r\n\r\n`;
    const { text, sentBytes } = await talkRaw(port, head, { text: 'x'.repeat(16 * KIB), everyMs: 1 });
    expect(text).toMatch(/^HTTP\/1\.1 404 /);
    expect(sentBytes).toBeLessThan(2_000 * KIB);
  });

  it('is taken again when it is repeated, and refused when it is a flood (A-02, A-04)', async () => {
    const { kept, callbackUrl } = await door({ limits: { callbacksPerMinute: 5 } });
    const statuses: number[] = [];
    for (let round = 0; round < 7; round += 1) statuses.push((await post(callbackUrl, BODY)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(kept.callbacks).toHaveLength(5);
    const answer = await post(callbackUrl, BODY);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('still gets through while its neighbours guess capabilities', async () => {
    const { callbackUrl } = await door({ limits: { wrongPerMinute: 3 } });
    const wrong: number[] = [];
    for (let round = 0; round < 5; round += 1) wrong.push((await post(`${callbackUrl}x`, BODY)).status);
    expect(wrong).toEqual([404, 404, 404, 429, 429]);
    expect((await post(callbackUrl, BODY)).status).toBe(200);
  });

  it('is 503 while it cannot be stored, and the log says so without its content (A-27)', async () => {
    const error = Object.assign(new Error(`insert failed: ${BODY}`), { cause: { code: 'ECONNREFUSED' } });
    const { kept, callbackUrl } = await door({ noteCallback: () => Promise.reject(error) });
    const answer = await post(callbackUrl, BODY);
    expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([
      503,
      '5',
      'not now\n',
    ]);
    expect(kept.logged).toEqual([
      JSON.stringify({
        message: 'Could not be stored',
        what: 'callback',
        error: 'Error',
        code: 'ECONNREFUSED',
      }),
    ]);
  });

  it('is 503 when the store does not answer at all (A-27)', async () => {
    const { callbackUrl } = await door({
      noteCallback: () => new Promise(() => {}),
      limits: { storeWithinMs: 50 },
    });
    expect((await post(callbackUrl, BODY)).status).toBe(503);
  });
});

describe('a body (A-26)', () => {
  it('may have 64 KiB and no byte more', async () => {
    const { kept, callbackUrl } = await door();
    const ofSize = (size: number) => `{"x":"${'a'.repeat(size - 8)}"}`;
    expect((await post(callbackUrl, ofSize(64 * KIB))).status).toBe(200);
    const answer = await post(callbackUrl, ofSize(64 * KIB + 1));
    expect([answer.status, answer.headers.get('connection')]).toEqual([413, 'close']);
    expect(kept.callbacks).toHaveLength(1);
  });

  it('that comes in chunks for ever is cut after 64 KiB', async () => {
    const { kept, port, callbackPath } = await door();
    const head = `POST ${callbackPath} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`;
    const chunk = `2000\r\n${'x'.repeat(8 * KIB)}\r\n`;
    const { text, sentBytes } = await talkRaw(port, head, { text: chunk, everyMs: 5 });
    expect(text).toMatch(/^(HTTP\/1\.1 413 .*)?/s);
    expect(sentBytes).toBeGreaterThan(64 * KIB);
    expect(sentBytes).toBeLessThan(400 * KIB);
    expect(kept.callbacks).toEqual([]);
  });

  it.each<[string, string | Uint8Array, Record<string, string>, number]>([
    ['nested 10,000 levels deep', '['.repeat(10_000) + ']'.repeat(10_000), {}, 400],
    ['nested 33 levels deep', '['.repeat(33) + ']'.repeat(33), {}, 400],
    ['nested 32 levels deep', '['.repeat(32) + ']'.repeat(32), {}, 200],
    ['that is cut', BODY.slice(0, -1), {}, 400],
    ['that is empty', '', {}, 400],
    ['that is no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), {}, 400],
    ['with U+0000, which no database keeps', '{"a":"\\u0000"}', {}, 400],
    ['with half a surrogate pair', '{"a":"\\ud83d"}', {}, 400],
    ['of a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['that only looks like JSON', BODY, { 'content-type': 'application/jsonp' }, 415],
    ['that is compressed (G-02)', BODY, { 'content-encoding': 'gzip' }, 415],
  ])('%s', async (_name, body, headers, status) => {
    const { kept, callbackUrl } = await door();
    expect((await post(callbackUrl, body, headers)).status).toBe(status);
    expect(kept.callbacks).toHaveLength(status === 200 ? 1 : 0);
  });

  it('is measured outside of its strings only', () => {
    expect(isDeeperThan('{"a":"[[[[\\"[[[["}', 1)).toBe(false);
    expect(isDeeperThan('[[],[],[]]', 2)).toBe(false);
    expect(isDeeperThan('[[],[[]]]', 2)).toBe(true);
  });

  it('may speak of U+0000 in words', () => {
    expect(isStorable({ text: '\\u0000 and \\ud83d', emoji: '😀' })).toBe(true);
    expect(isStorable({ '\\\u0000': 1 })).toBe(false);
    expect(isStorable(['\\\\\ud83d'])).toBe(false);
  });
});

describe('a Telegram update (D-01)', () => {
  const SECRET = { 'x-telegram-bot-api-secret-token': 'webhook-secret-16' };

  it('is accepted with the secret only', async () => {
    const { kept, url } = await door();
    const to = `${url}/webhooks/telegram`;
    expect((await post(to, '{"update_id":1}', SECRET)).status).toBe(200);
    for (const headers of [{}, { 'x-telegram-bot-api-secret-token': 'webhook-secret-17' }]) {
      const answer = await post(to, '{"update_id":2}', headers);
      expect([answer.status, await answer.text()]).toEqual([401, 'not allowed\n']);
    }
    expect(kept.updates).toEqual([{ update_id: 1 }]);
  });

  it('may be as long as 1 MiB, and is 503 while it cannot be stored', async () => {
    const { kept, url } = await door();
    const to = `${url}/webhooks/telegram`;
    expect((await post(to, JSON.stringify('x'.repeat(900 * KIB)), SECRET)).status).toBe(200);
    expect((await post(to, JSON.stringify('x'.repeat(1024 * KIB)), SECRET)).status).toBe(413);
    expect(kept.updates).toHaveLength(1);
    const accept = () => Promise.reject(new Error('database'));
    const failing = await door({ telegramWebhook: { secret: 'webhook-secret-16', accept } });
    expect((await post(`${failing.url}/webhooks/telegram`, '{"update_id":1}', SECRET)).status).toBe(503);
  });

  it('has no address where Telegram does not use the webhook', async () => {
    const { url } = await door({ telegramWebhook: null });
    expect((await post(`${url}/webhooks/telegram`, '{}', SECRET)).status).toBe(404);
  });
});

describe('health', () => {
  it('tells that the process lives, and what it waits for', async () => {
    let readiness = { ready: true, waitingFor: [] as string[] };
    let asked = 0;
    const isReady = () => {
      asked += 1;
      return Promise.resolve(readiness);
    };
    const { url } = await door({ isReady });
    expect([(await fetch(`${url}/healthz`)).status, asked]).toEqual([200, 0]);
    const answers = await Promise.all([1, 2, 3].map(() => fetch(`${url}/readyz`)));
    expect([answers.map(({ status }) => status), asked]).toEqual([[200, 200, 200], 1]);
    readiness = { ready: false, waitingFor: ['database'] };
    const other = await door({ isReady });
    const answer = await fetch(`${other.url}/readyz`);
    expect([answer.status, await answer.json()]).toEqual([503, { ready: false, waitingFor: ['database'] }]);
  });

  it('is not ready when it cannot find out', async () => {
    const { url } = await door({ isReady: () => Promise.reject(new Error('postgres://u:p@h')) });
    const answer = await fetch(`${url}/readyz`);
    expect([answer.status, await answer.text()]).toEqual([503, '{"ready":false,"waitingFor":["answer"]}']);
  });
});

describe('probing (G-04)', () => {
  it.each([
    ['GET', '/', 404],
    ['GET', '/.env', 404],
    ['GET', '/callbacks/kryptogo', 404],
    ['POST', '/callbacks/kryptogo/', 404],
    ['GET', '/callbacks/kryptogo/anything', 405],
    ['PUT', '/callbacks/kryptogo/anything', 405],
    ['DELETE', '/webhooks/telegram', 405],
    ['POST', '/healthz', 405],
    ['HEAD', '/healthz', 200],
    ['GET', '/%', 404],
    ['GET', '//healthz/../x', 404],
    ['TRACE', '/healthz', 405],
    ['BREW', '/healthz', 400],
    ['GET', 'no-slash', 400],
  ])('%s %s is %i and says nothing about us', async (method, path, status) => {
    const { port, kept } = await door();
    const { text } = await talkRaw(
      port,
      `${method} ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`,
    );
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(text).not.toMatch(/node|hono|server:|powered|at .*\.ts|stack/i);
    expect(kept.logged).toEqual([]);
  });

  it('gives a valid capability no other answer to a wrong verb', async () => {
    const { callbackUrl } = await door();
    expect((await fetch(callbackUrl)).status).toBe(405);
  });

  it.each([
    ['two lengths (G-03)', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
    [
      'length and chunks (G-03)',
      'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['HTTP/0.9 (G-03)', 'GET /healthz\r\n\r\n'],
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n'],
    ['headers without end', `GET / HTTP/1.1\r\nx: ${'y'.repeat(9 * KIB)}\r\n\r\n`],
  ])('refuses %s', async (_name, bytes) => {
    const { port } = await door();
    expect((await talkRaw(port, bytes)).text).toMatch(/^HTTP\/1\.1 4\d\d /);
  });
});

describe('the server itself', () => {
  it('cuts whoever sends slowly, and serves the others meanwhile (G-01)', async () => {
    const { kept, port, url, callbackPath } = await door();
    const drop = { text: 'x', everyMs: 400 };
    const half = `POST ${callbackPath} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n`;
    const slow = Promise.all([
      talkRaw(port, ''),
      talkRaw(port, 'POST / HTTP/1.1\r\nx: ', drop),
      talkRaw(port, half, { text: 'x: y\r\n', everyMs: 400 }),
      talkRaw(port, `${half}content-length: 5000\r\n\r\n`, drop),
      talkRaw(port, `${half}transfer-encoding: chunked\r\n\r\n`, { text: '1\r\nx\r\n', everyMs: 400 }),
    ]);
    const began = performance.now();
    for (let round = 0; round < 20; round += 1) expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(2_000);
    for (const { openForMs } of await slow) expect(openForMs).toBeLessThan(8_000);
    expect(kept.callbacks).toEqual([]);
  }, 20_000);

  it('lets an answer under way finish when it stops, and takes nothing new', async () => {
    let finish = () => {};
    const stored = new Promise<void>((resolve) => (finish = resolve));
    const { callbackUrl, url, stop } = await openDoor({ noteCallback: () => stored });
    const underWay = post(callbackUrl, BODY);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const stopped = stop();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    finish();
    expect((await underWay).status).toBe(200);
    await stopped;
  });

  it('does not wait for ever when it stops', async () => {
    const { callbackUrl, stop } = await openDoor({ noteCallback: () => new Promise(() => {}) });
    const underWay = post(callbackUrl, BODY).catch(() => 'cut');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await stop();
    expect(await underWay).toBe('cut');
  }, 20_000);

  it('says so when its port is taken', async () => {
    const { port } = await door();
    await expect(openDoor({ port })).rejects.toThrow('EADDRINUSE');
  });
});
