import { createHash } from 'node:crypto';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';
import { gzipSync } from 'node:zlib';
import axios from 'axios';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createKryptogoTransfers } from '../../src/kryptogo/kryptogo-transfers.ts';
import type { Log } from '../../src/ports/log.ts';
import type { TransferOrder } from '../../src/ports/transfer-provider.ts';
import { KEY, sendJson, startOddServer, type Behaviour } from './odd-server.ts';
import { selfSigned } from './self-signed.ts';

const order: TransferOrder = {
  chain: 'arb',
  contract: '0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9',
  amount: '25.5',
  address: '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045',
};
const BODY =
  '{"chain_id":"arb","contract_address":"0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9",' +
  '"amount":"25.5","wallet_address":"0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045"}';
const HASH = `0x${'0a'.repeat(32)}`;
const ID = '1-1627380000-1';
const receipt = { id: ID, tx_hash: HASH, transfer_time: 1627380000 };
/** What a vendor might say, and what must not come through to us: it repeats our key. */
const SENTENCE = `rejected by the vendor: ${KEY}`;

/** Far longer than any answer here takes, also on a machine that is busy with something else. */
const PATIENT = { connect: 10_000, exchange: 10_000 };
/** For those that never answer: long enough to connect and to ask. */
const IMPATIENT = { connect: 10_000, exchange: 1_500 };

async function against(behave: Behaviour, certificate?: { key: string; cert: string }, timeoutsMs = PATIENT) {
  const server = await startOddServer(behave, certificate);
  onTestFinished(server.stop);
  return { ...server, transfers: transfersAt(server.origin, timeoutsMs, server.log) };
}

const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

function transfersAt(apiRoot: string, timeoutsMs = PATIENT, log = silentLog) {
  const settings = { apiRoot, clientId: 'client', origin: 'https://till.example', transferApiKey: KEY };
  return createKryptogoTransfers({ ...settings, log, timeoutsMs });
}

/** A server below HTTP. */
async function rawServer(behave: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    behave(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `127.0.0.1:${port}`;
}

/** From here on our certificate is as good as any that an authority has signed. */
function trustSelfSigned() {
  const connect = tls.connect.bind(tls) as (options: tls.ConnectionOptions) => tls.TLSSocket;
  const trusting = (options: tls.ConnectionOptions) =>
    connect({ ...options, ca: selfSigned.cert, checkServerIdentity: () => undefined });
  vi.spyOn(tls, 'connect').mockImplementation(trusting as typeof tls.connect);
}

const json = (status: number, body: unknown, headers = {}): Behaviour => {
  return (_, response) => sendJson(response, body, status, headers);
};
const ok = json(200, { code: 0, data: receipt });
const no = (status: number, code = 9999, data: unknown = null) =>
  json(status, { code, message: SENTENCE, data });
const said = (data: unknown) => json(200, { code: 0, data });
const page = (status: number): Behaviour => {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'text/html' });
    response.end('<html>4015 "code":0</html>');
  };
};
/** Bytes as they are, below Node's HTTP server; then the end, unless told otherwise. */
const wire = (text: string, after: (socket: Socket) => void = (socket) => void socket.end()): Behaviour => {
  return ({ socket }) => void socket.write(text, () => after(socket));
};
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const WHOLE = JSON.stringify({ code: 0, data: receipt });
const destroy = (socket: Socket) => void socket.destroy();
const reset = (socket: Socket) => void socket.resetAndDestroy();
const trickle: Behaviour = (_, response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write(' '), 40);
  response.on('close', () => clearInterval(timer));
};
const hintsForEver: Behaviour = ({ socket }) => {
  const timer = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 40);
  socket.on('close', () => clearInterval(timer));
};

describe('a transfer that KryptoGO carries out', () => {
  it('is asked for once, in the words of the documents, with the key that may', async () => {
    const server = await against(ok);
    const bodyHash = createHash('sha256').update(WHOLE).digest('hex');
    expect(await server.transfers.send(order)).toEqual({
      kind: 'sent',
      txHash: HASH,
      providerId: ID,
      evidence: { status: 200, bodyHash, reason: 'http 200' },
    });
    expect(server.heard).toMatchObject([
      {
        method: 'POST',
        path: '/v1/studio/api/asset_pro/transfer',
        headers: {
          'X-STUDIO-API-KEY': KEY,
          'X-Client-ID': 'client',
          Origin: 'https://till.example',
          'Content-Type': 'application/json',
          Connection: 'close',
        },
        body: BODY,
      },
    ]);
    expect(server.logged).toEqual([]);
  });

  it.each<[string, Behaviour]>([
    ['a hash in capitals', said({ ...receipt, tx_hash: `0x${'0A'.repeat(32)}` })],
    ['201', json(201, { code: 0, message: 'created', data: receipt })],
    ['fields that nobody knows', json(200, { code: 0, data: { ...receipt, gas: 5 }, trace: {} })],
    ['JSON that calls itself text', (_, response) => void response.end(WHOLE)],
    ['gzip', (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(WHOLE))],
    [
      'early hints before it',
      wire(`HTTP/1.1 103 Early Hints\r\n\r\n${HEAD}Connection: close\r\n\r\n${WHOLE}`),
    ],
    ['no length but the end of the connection', wire(`HTTP/1.0 200 OK\r\n\r\n${WHOLE}`)],
    [
      'a promise to keep the connection, and a cut (B-08)',
      wire(`${HEAD}Connection: keep-alive\r\nContent-Length: ${WHOLE.length}\r\n\r\n${WHOLE}`, destroy),
    ],
  ])('is known by its hash, in an answer with %s', async (_name, behave) => {
    const server = await against(behave);
    expect(await server.transfers.send(order)).toMatchObject({ kind: 'sent', txHash: HASH, providerId: ID });
    expect(server.heard).toHaveLength(1);
  });

  it.each([null, 5, '', 'a b', '<b>', '../x', 'x'.repeat(101)])(
    'keeps the provider’s id only if it is a plain short word: not %j',
    async (id) => {
      const server = await against(said({ ...receipt, id }));
      expect(await server.transfers.send(order)).toMatchObject({ kind: 'sent', providerId: null });
    },
  );

  it('has a connection of its own each time', async () => {
    const server = await against(json(200, { code: 0, data: receipt }, { connection: 'keep-alive' }));
    for (const round of [1, 2, 3]) {
      expect((await server.transfers.send(order)).kind).toBe('sent');
      expect([server.heard.length, server.connections()]).toEqual([round, round]);
    }
  });

  it('goes over TLS to somebody whose certificate is good', async () => {
    trustSelfSigned();
    const server = await against(ok, selfSigned);
    expect((await server.transfers.send(order)).kind).toBe('sent');
    expect(server.heard).toMatchObject([{ body: BODY }]);
  });

  it('may take longer than a connection may', async () => {
    const slow: Behaviour = (_, response) => {
      setTimeout(() => sendJson(response, { code: 0, data: receipt }), 2_300);
    };
    const server = await against(slow, undefined, { connect: 2_000, exchange: 10_000 });
    expect((await server.transfers.send(order)).kind).toBe('sent');
  });
});

type Expected =
  'lacking' | 'unclear' | 'accepted' | readonly ['lacking', string] | readonly ['unclear', string];

function outcomeFor(expected: Expected): object {
  const [kind, detail] = typeof expected === 'string' ? [expected, null] : expected;
  if (kind === 'lacking') return { kind: 'not_sent', cause: 'balance_not_enough', insufficient: detail };
  const reason = detail === null ? {} : { evidence: { reason: detail } };
  return { kind: 'unclear', accepted: kind === 'accepted', ...reason };
}

/** What happens after the request is there. G-15: each of them sees it exactly once. */
const behaviours: [string, Behaviour, Expected][] = [
  // A documented no (B-07).
  ['4015 as 400 (B-07)', no(400, 4015, { insufficient_amount: '123.456' }), ['lacking', '123.456']],
  ['4015 as 200 (B-07)', no(200, 4015, { insufficient_amount: '7' }), ['lacking', '7']],
  ['4015 without data (B-07)', json(400, { code: 4015 }), 'lacking'],
  ['4015 with a number (B-07)', no(400, 4015, { insufficient_amount: 123.456 }), 'lacking'],
  ['4015 with an exponent (B-07)', no(400, 4015, { insufficient_amount: '1e5' }), 'lacking'],
  ['4015 with a sign (B-07)', no(400, 4015, { insufficient_amount: '-1' }), 'lacking'],
  // A no that is none.
  ['4015 as 500', no(500, 4015), ['unclear', 'http 500, code 4015']],
  ['4015 as 503', no(503, 4015), 'unclear'],
  ['4015 as 429', no(429, 4015), 'unclear'],
  ['4015 with a hash', no(400, 4015, receipt), 'unclear'],
  ['4015 with an id', no(400, 4015, { id: ID }), 'unclear'],
  ['4015 in text', json(400, { code: '4015' }), ['unclear', 'http 400, no envelope']],
  ['4015 in a list', json(400, [{ code: 4015 }]), 'unclear'],
  ['4015 cut short', json(400, '{"code":4015,"data":{"insuff'), 'unclear'],
  ['a limit that Studio has set (B-05c)', no(400, 4016), ['unclear', 'http 400, code 4016']],
  ['a code that nobody knows, as 200 (B-05)', no(200, 4999), ['unclear', 'http 200, code 4999']],
  ['a client id that is refused (B-05)', no(400, 4001), 'unclear'],
  ['a key that is refused (B-05)', no(401, 4002), ['unclear', 'http 401, code 4002']],
  ['401 (B-05)', no(401), 'unclear'],
  ['403 (B-05)', page(403), 'unclear'],
  ['404 (B-05)', page(404), 'unclear'],
  ['408 (B-05)', no(408), 'unclear'],
  ['409 (B-05)', no(409), 'unclear'],
  ['422 (B-05)', json(422, { error: SENTENCE }), 'unclear'],
  ['429 (B-05)', json(429, SENTENCE, { 'retry-after': '0' }), 'unclear'],
  ['500 (B-05)', no(500), 'unclear'],
  ['502 in HTML (B-05)', page(502), ['unclear', 'http 502, no envelope']],
  ['503 that says when (B-05)', json(503, '', { 'retry-after': '0' }), 'unclear'],
  ['504 (B-05)', page(504), 'unclear'],
  ...[301, 302, 303, 307, 308].map((status): [string, Behaviour, Expected] => [
    `${status} to itself (B-05)`,
    (_, response, origin) => void response.writeHead(status, { location: `${origin}/again` }).end(),
    ['unclear', `http ${status}, no envelope`],
  ]),
  // A yes without a hash (B-05b).
  ['no data (B-05b)', json(200, { code: 0 }), 'accepted'],
  ['data of nothing (B-05b)', said(null), 'accepted'],
  ['data as a list (B-05b)', said([receipt]), 'accepted'],
  ['a hash of nothing (B-05b)', said({ ...receipt, tx_hash: null }), 'accepted'],
  ['no hash (B-05b)', said({ id: ID }), 'accepted'],
  ['an empty hash (B-05b)', said({ ...receipt, tx_hash: '' }), 'accepted'],
  ['a hash that is too short (B-05b)', said({ ...receipt, tx_hash: HASH.slice(0, -1) }), 'accepted'],
  ['a hash that is too long (B-05b)', said({ ...receipt, tx_hash: `${HASH}0` }), 'accepted'],
  ['a hash without 0x (B-05b)', said({ ...receipt, tx_hash: HASH.slice(2) }), 'accepted'],
  ['a hash in a second line (B-05b)', said({ ...receipt, tx_hash: `${HASH}\n` }), 'accepted'],
  ['a hash of zeros (B-05b)', said({ ...receipt, tx_hash: `0x${'0'.repeat(64)}` }), 'accepted'],
  ['a hash as a number (B-05b)', said({ ...receipt, tx_hash: 12345 }), 'accepted'],
  ['a hash in a list (B-05b)', said({ ...receipt, tx_hash: [HASH] }), 'accepted'],
  ['a yes as 500', json(500, { code: 0, data: receipt }), 'accepted'],
  ['a yes as 302', json(302, { code: 0, data: receipt }), 'accepted'],
  // Garbage (B-05).
  ['HTML as 200 (B-05)', page(200), ['unclear', 'http 200, no envelope']],
  ['nothing as 200 (B-05)', json(200, ''), 'unclear'],
  ['204 (B-05)', (_, response) => void response.writeHead(204).end(), 'unclear'],
  ['null (B-05)', json(200, 'null'), 'unclear'],
  ['a yes in text (B-05)', json(200, { code: '0', data: receipt }), 'unclear'],
  ['a bare receipt (B-05)', json(200, receipt), 'unclear'],
  ['truncated JSON (B-05)', json(200, WHOLE.slice(0, -1)), 'unclear'],
  ['endless nesting (B-05)', json(200, '['.repeat(60_000)), 'unclear'],
  ['more than 64 KiB (B-05)', said({ ...receipt, pad: 'x'.repeat(64 * 1024) }), ['unclear', 'oversize']],
  [
    'a compressed bomb (B-05)',
    (_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(20 * 1024 * 1024))),
    ['unclear', 'oversize'],
  ],
  ['gzip that is none (B-05)', json(200, WHOLE, { 'content-encoding': 'gzip' }), 'unclear'],
  ['endless headers (B-05)', wire(`${HEAD}X-Pad: ${'x'.repeat(70_000)}\r\n\r\n${WHOLE}`), 'unclear'],
  ['no HTTP at all (B-05)', wire('hello, this is not HTTP\r\n\r\n'), 'unclear'],
  // Connections that break (B-05, B-08).
  ['a reset (B-08)', ({ socket }) => reset(socket), 'unclear'],
  ['a cut (B-08)', ({ socket }) => destroy(socket), 'unclear'],
  ['a half-close (B-08)', ({ socket }) => void socket.end(), 'unclear'],
  ['a cut after the headers (B-08)', wire(`${HEAD}Content-Length: 500\r\n\r\n`, destroy), 'unclear'],
  ['a half-close after the headers (B-08)', wire(`${HEAD}Content-Length: 500\r\n\r\n`), 'unclear'],
  ['a cut within the headers (B-08)', wire(HEAD, destroy), 'unclear'],
  ['a cut within the body (B-08)', wire(`${HEAD}Content-Length: 500\r\n\r\n${WHOLE}`, destroy), 'unclear'],
  ['a half-close within a chunk (B-08)', wire(`${HEAD}Transfer-Encoding: chunked\r\n\r\nfff\r\n`), 'unclear'],
  ['a reset within the body (B-08)', wire(`${HEAD}Content-Length: 500\r\n\r\n{`, reset), 'unclear'],
];

describe('a transfer is asked for exactly once (G-15), whatever comes back:', () => {
  it.each(behaviours)('%s', async (_name, behave, expected) => {
    const server = await against(behave);
    const outcome = await server.transfers.send(order);
    // Long enough for a retry to show itself.
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([server.heard.length, server.connections()]).toEqual([1, 1]);
    expect(outcome).toMatchObject(outcomeFor(expected));
    expect(server.logged).toHaveLength(1);
    const kept = JSON.stringify([outcome, server.logged]);
    for (const secret of [KEY, 'vendor', order.address]) expect(kept).not.toContain(secret);
  });

  it.each<[string, Behaviour]>([
    ['silence (B-04)', () => {}],
    ['headers and then silence (B-04)', wire(`${HEAD}Content-Length: 500\r\n\r\n`, () => {})],
    ['half an answer and then silence (B-04)', wire(`${HEAD}Content-Length: 500\r\n\r\n${WHOLE}`, () => {})],
    ['a body that trickles for ever (B-04)', trickle],
    ['hints for ever (B-04)', hintsForEver],
    [
      'another protocol (B-05)',
      wire('HTTP/1.1 101 Go\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n', () => {}),
    ],
  ])('%s is a doubt when the time is over', async (_name, behave) => {
    const server = await against(behave, undefined, IMPATIENT);
    expect(await server.transfers.send(order)).toEqual({
      kind: 'unclear',
      accepted: false,
      providerId: null,
      evidence: { status: null, bodyHash: null, reason: 'timeout' },
    });
    expect([server.heard.length, server.connections()]).toEqual([1, 1]);
  });

  it('a redirect leads nowhere, not even to another server (B-05)', async () => {
    const other = await against(ok);
    const there = `${other.origin}/v1/studio/api/asset_pro/transfer`;
    const server = await against((_, response) => response.writeHead(308, { location: there }).end());
    expect((await server.transfers.send(order)).kind).toBe('unclear');
    expect([server.heard.length, other.connections()]).toEqual([1, 0]);
  });

  it('a connection that is closed before anything is read is a doubt (B-08)', async () => {
    let connections = 0;
    const host = await rawServer((socket) => {
      connections += 1;
      socket.end();
    });
    expect((await transfersAt(`http://${host}`).send(order)).kind).toBe('unclear');
    expect(connections).toBe(1);
  });

  it('a connection that breaks after a good handshake is a doubt (B-08)', async () => {
    trustSelfSigned();
    const server = await against(({ socket }) => destroy(socket), selfSigned);
    expect((await server.transfers.send(order)).kind).toBe('unclear');
    expect([server.heard.length, server.connections()]).toEqual([1, 1]);
  });
});

describe('a transfer was certainly not sent', () => {
  const neverAsked = (reason: unknown) => ({
    kind: 'not_sent',
    cause: 'never_asked',
    insufficient: null,
    evidence: { status: null, bodyHash: null, reason },
  });

  it('when nobody listens (B-06)', async () => {
    const transfers = transfersAt(`http://${await closedPort()}`);
    expect(await transfers.isReachable()).toBe(false);
    expect(await transfers.send(order)).toEqual(neverAsked('unreachable: ECONNREFUSED'));
  });

  it('when the name does not exist (B-06)', async () => {
    const transfers = transfersAt('https://no-such-host.invalid', { connect: 3_000, exchange: 60_000 });
    expect(await transfers.isReachable()).toBe(false);
    const reason = expect.stringMatching(/^unreachable: /) as string;
    expect(await transfers.send(order)).toEqual(neverAsked(reason));
  });

  it('when nobody trusts the certificate: not one byte of it arrives (B-06)', async () => {
    const server = await against(ok, selfSigned);
    expect(await server.transfers.isReachable()).toBe(false);
    const reason = 'unreachable: DEPTH_ZERO_SELF_SIGNED_CERT';
    expect(await server.transfers.send(order)).toEqual(neverAsked(reason));
    expect([server.heard.length, server.connections()]).toEqual([0, 2]);
  });

  it('when the other side speaks no TLS (B-06)', async () => {
    const server = await against(ok);
    const transfers = transfersAt(server.origin.replace('http:', 'https:'));
    const reason = expect.stringMatching(/^unreachable: /) as string;
    expect(await transfers.send(order)).toEqual(neverAsked(reason));
    expect(server.heard).toHaveLength(0);
  });

  it.each<[string, (socket: Socket) => void]>([
    ['silence', () => {}],
    ['the beginning of a record', (socket) => void socket.on('data', () => socket.write('\x16\x03\x03'))],
  ])(
    'when the handshake is met with %s, long before the exchange would end (B-06)',
    async (_name, behave) => {
      let heard = '';
      const host = await rawServer((socket) => {
        socket.on('data', (bytes) => (heard += bytes.toString('latin1')));
        behave(socket);
      });
      const transfers = transfersAt(`https://${host}`, { connect: 500, exchange: 600_000 });
      expect(await transfers.isReachable()).toBe(false);
      expect(await transfers.send(order)).toEqual(neverAsked('unreachable: timeout'));
      expect(heard).not.toContain('asset_pro');
    },
  );

  it('when the handshake is cut or reset (B-06)', async () => {
    for (const end of [destroy, reset]) {
      const host = await rawServer((socket) => void socket.once('data', () => end(socket)));
      const outcome = await transfersAt(`https://${host}`).send(order);
      expect(outcome).toEqual(neverAsked('unreachable: ECONNRESET'));
    }
  });

  it('when something in our process rewrites addresses in JSON (T-14)', async () => {
    const server = await against(ok);
    const { stringify } = JSON;
    const thief = `0x${'66'.repeat(20)}`;
    const forgeries: ((text: string) => string)[] = [
      (text) => text.replace(order.address, thief),
      (text) => text.replace(order.address, order.address.toLowerCase()),
      (text) => text.replace('"25.5"', '"255"'),
      (text) => text.replace('"25.5"', '25.5'),
      (text) => text.replace('"arb"', '"eth"'),
      (text) => text.replace(order.contract, order.address),
      (text) => text.replace('}', `,"wallet_address":"${thief}"}`),
      (text) => text.replace('}', ',"memo":"x"}'),
      (text) => text.slice(0, -1),
      () => '',
    ];
    for (const forge of forgeries) {
      const spy = vi.spyOn(JSON, 'stringify').mockImplementation((value: unknown) => forge(stringify(value)));
      const outcome = await server.transfers.send(order);
      spy.mockRestore();
      expect(outcome).toEqual(neverAsked('self_check'));
    }
    expect(server.connections()).toBe(0);
    expect(server.logged).toHaveLength(forgeries.length);
  });
});

describe('what others do in our process', () => {
  it('cannot reach the request through axios (T-14)', async () => {
    const { transformRequest, adapter, maxRedirects } = axios.defaults;
    const spoil = axios.interceptors.request.use((config) => ({ ...config, data: 'spoiled' }));
    Object.assign(axios.defaults, { transformRequest: [() => 'spoiled'], adapter: 'fetch', maxRedirects: 5 });
    onTestFinished(() => {
      axios.interceptors.request.eject(spoil);
      Object.assign(axios.defaults, { transformRequest, adapter, maxRedirects });
    });
    const server = await against(ok);
    expect((await server.transfers.send(order)).kind).toBe('sent');
    expect(server.heard).toMatchObject([{ body: BODY }]);
  });

  it('sends nothing through the proxies of the environment', async () => {
    const proxy = await against(ok);
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY']) {
      vi.stubEnv(name, proxy.origin);
      vi.stubEnv(name.toLowerCase(), proxy.origin);
    }
    const server = await against(ok);
    expect(await server.transfers.isReachable()).toBe(true);
    expect((await server.transfers.send(order)).kind).toBe('sent');
    expect([server.heard.length, proxy.connections()]).toEqual([1, 0]);
  });
});

describe('whether KryptoGO can be reached', () => {
  it.each([
    ['TCP', undefined],
    ['TLS', selfSigned],
  ])('is tried with a connection over %s that asks nothing', async (_name, certificate) => {
    trustSelfSigned();
    const server = await against(ok, certificate);
    expect(await server.transfers.isReachable()).toBe(true);
    expect([server.heard.length, server.connections()]).toEqual([0, 1]);
  });

  it('leaves no connection open', async () => {
    let isClosed = false;
    const host = await rawServer((socket) => {
      socket.resume().once('close', () => {
        isClosed = true;
      });
    });
    expect(await transfersAt(`http://${host}`).isReachable()).toBe(true);
    await vi.waitFor(() => expect(isClosed).toBe(true), 10_000);
  });
});
