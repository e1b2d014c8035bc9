import { createServer as createTlsServer } from 'node:https';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test } from 'vitest';
import { isPublicAddress } from '../../src/webhooks/public-address.ts';
import { createWebhookSender } from '../../src/webhooks/webhook-sender.ts';
import { selfSigned } from '../kryptogo/self-signed.ts';

const SECRET = `whsec_${Buffer.from('a made-up secret of thirty-two b').toString('base64')}`;
const clock = { now: () => Date.now() };
const open: Server[] = [];

afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

type Heard = { readonly headers: IncomingMessage['headers']; readonly body: string };
type Behaviour = (response: ServerResponse) => void;

async function listen(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** An owner's server, and everything that it heard. */
async function ownersServer(behave: Behaviour) {
  const heard: Heard[] = [];
  const port = await listen(
    createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        heard.push({ headers: request.headers, body });
        behave(response);
      });
    }),
  );
  return { url: `http://127.0.0.1:${port}/hook`, port, heard };
}

const toAnybody = (timeoutMs = 10_000) => createWebhookSender({ clock, toPrivate: true, timeoutMs });
const request = (url: string) => ({ url, secret: SECRET, id: 'msg_1', body: '{"type":"order.paid"}' });

/** A resolver that says so of every name, one answer after the other. */
function resolver(...answers: readonly (readonly string[])[]): LookupFunction {
  let asked = 0;
  return (_, __, callback) => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    const found = answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    callback(null, found);
  };
}

describe('a request to an owner’s server', () => {
  test('carries a signature that the standard’s own library takes, over exactly the body', async () => {
    const server = await ownersServer((response) => response.writeHead(204).end());
    const said = await toAnybody().send(request(server.url));
    expect(said).toMatchObject({ status: 204, detail: '' });
    expect(said.tookMs).toBeGreaterThanOrEqual(0);
    const [heard] = server.heard;
    const headers = heard?.headers as Record<string, string>;
    expect(new Webhook(SECRET).verify(heard?.body ?? '', headers)).toEqual({ type: 'order.paid' });
    expect(headers).toMatchObject({ 'webhook-id': 'msg_1', 'content-type': 'application/json' });
    expect(() => new Webhook(SECRET).verify(`${heard?.body} `, headers)).toThrow();
  });

  test('a no is kept with its first words, on one line', async () => {
    const server = await ownersServer((response) =>
      response.writeHead(422).end('no such\r\nitem\u0000 here'),
    );
    expect(await toAnybody().send(request(server.url))).toMatchObject({
      status: 422,
      detail: 'no such item here',
    });
  });

  test('a redirect is an answer like another, and is not followed', async () => {
    const other = await ownersServer((response) => response.writeHead(204).end());
    const server = await ownersServer((response) => response.writeHead(307, { location: other.url }).end());
    expect(await toAnybody().send(request(server.url))).toMatchObject({ status: 307 });
    expect(other.heard).toEqual([]);
  });

  test('of an endless answer little is read; its status counts', async () => {
    let written = 0;
    const server = await ownersServer((response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384))) written += 16_384;
        response.once('drain', more);
      };
      more();
    });
    expect(await toAnybody().send(request(server.url))).toMatchObject({ status: 200, detail: '' });
    // What was under way when we hung up is in buffers of two sockets.
    expect(written).toBeLessThan(20_000_000);
  });

  test('no answer in time is none', async () => {
    const server = await ownersServer(() => undefined);
    expect(await toAnybody(300).send(request(server.url))).toMatchObject({ status: null, detail: 'timeout' });
  });

  test('nobody there, or cut off: a word for it, never an exception', async () => {
    const cut = await ownersServer((response) => response.destroy());
    expect(await toAnybody().send(request(cut.url))).toMatchObject({ status: null, detail: 'ECONNRESET' });
    const gone = open.pop();
    await new Promise((resolve) => gone?.close(resolve));
    expect(await toAnybody().send(request(cut.url))).toMatchObject({ status: null, detail: 'ECONNREFUSED' });
  });

  test('a certificate that nobody vouches for is refused, whatever may be connected to', async () => {
    const port = await listen(createTlsServer(selfSigned, (_, response) => response.end()));
    const said = await toAnybody().send(request(`https://127.0.0.1:${port}/`));
    expect(said.status).toBeNull();
    expect(said.detail).toMatch(/SELF_SIGNED/);
  });
});

describe('private addresses (SSRF)', () => {
  const sender = (lookup: LookupFunction) => createWebhookSender({ clock, toPrivate: false, lookup });

  test.each([
    ['http://shop.example/hook', 'not_https'],
    ['ftp://shop.example/hook', 'not_url'],
    ['https://user:secret@shop.example/', 'not_url'],
    ['shop.example', 'not_url'],
    ['https://127.0.0.1/', 'private'],
    ['https://0x7f.1/', 'private'],
    ['https://2130706433/', 'private'],
    ['https://0.0.0.0/', 'private'],
    ['https://10.1.2.3/', 'private'],
    ['https://100.64.0.1/', 'private'],
    ['https://169.254.169.254/latest/meta-data/', 'private'],
    ['https://172.31.0.1/', 'private'],
    ['https://192.168.1.1/', 'private'],
    ['https://[::1]/', 'private'],
    ['https://[::]/', 'private'],
    ['https://[::ffff:127.0.0.1]/', 'private'],
    ['https://[::ffff:a9fe:a9fe]/', 'private'],
    ['https://[64:ff9b::7f00:1]/', 'private'],
    ['https://[2002:7f00:1::]/', 'private'],
    ['https://[fe80::1]/', 'private'],
    ['https://[fd00:ec2::254]/', 'private'],
    ['https://[ff02::1]/', 'private'],
    ['https://8.8.8.8/', null],
    ['https://[2606:4700:4700::1111]/', null],
    ['https://shop.example:8443/hook', null],
  ])('%s is refused as %s', async (url, refused) => {
    expect(await sender(resolver(['93.184.215.14'])).refuses(url)).toBe(refused);
    if (refused !== null) {
      expect(await sender(resolver(['93.184.215.14'])).send(request(url))).toMatchObject({
        status: null,
        detail: refused,
      });
    }
  });

  test('a name is what it resolves to: one private address among public ones is enough', async () => {
    expect(await sender(resolver(['10.0.0.1'])).refuses('https://shop.example/')).toBe('private');
    expect(await sender(resolver(['8.8.8.8', '::ffff:10.0.0.1'])).refuses('https://shop.example/')).toBe(
      'private',
    );
    expect(await sender(resolver([])).refuses('https://shop.example/')).toBeNull();
  });

  test('a name that pointed elsewhere when it was looked at leads nowhere when it is connected to', async () => {
    const server = await ownersServer((response) => response.writeHead(204).end());
    const rebinding = sender(resolver(['93.184.215.14'], ['127.0.0.1']));
    const url = `https://shop.example:${server.port}/`;
    expect(await rebinding.refuses(url)).toBeNull();
    expect(await rebinding.send(request(url))).toMatchObject({ status: null, detail: 'private' });
    expect(server.heard).toEqual([]);
  });

  test('on purpose, they are allowed: http too, and nothing but it and https', async () => {
    expect(await toAnybody().refuses('http://127.0.0.1:8080/hook')).toBeNull();
    expect(await toAnybody().refuses('https://10.0.0.1/')).toBeNull();
    expect(await toAnybody().refuses('file:///etc/passwd')).toBe('not_url');
  });

  test('whatever is no address is not a public one', () => {
    for (const odd of ['', 'localhost', '127.0.0.1.', 'fe80::1%eth0', '2606:4700::1111%eth0']) {
      expect(isPublicAddress(odd)).toBe(false);
    }
  });
});
