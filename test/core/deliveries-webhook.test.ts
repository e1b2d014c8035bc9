import type { IncomingHttpHeaders, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { HOUR_MS } from '../../src/domain/time.ts';
import { createWebhookSender } from '../../src/webhooks/webhook-sender.ts';
import { operator } from '../support/core-bench.ts';
import type { ShopBench } from '../support/shop-bench.ts';
import { createShopBench } from '../support/shop-bench.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { account, agreed } from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: ShopBench;
let server: Server;
let url: string;
/** What the owner's server answers next; 204 when nothing is left. */
const answers: number[] = [];
const heard: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      heard.push({ headers: request.headers, body });
      response.writeHead(answers.shift() ?? 204).end('said');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/orders`;
  database = await createTestDatabase();
  const webhooks = createWebhookSender({ clock: { now: () => bench.clock.now() }, toPrivate: true });
  bench = await createShopBench(database.url, { hands: { roles: null, invites: null, webhooks } });
});
afterEach(() => {
  vi.useRealTimers();
  heard.length = 0;
});
afterAll(async () => {
  expect(await bench.core.proveBooks()).toBe(0);
  await bench.close();
  await database.drop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** A paid order of something that an owner's server hands over. */
async function paidOrder(slug: string) {
  const vera = account();
  const communityId = await bench.team([[vera]]);
  const item = await bench.sells(communityId, { slug, plan: { kind: 'webhook', url } });
  const secret = agreed(await bench.core.readWebhookSecret({ by: operator, communityId, slug }));
  const buyer = account();
  const { order } = await bench.pays(await bench.orders(buyer, item));
  const delivery = async () => {
    const found = await bench.inTransaction(({ deliveries }) => deliveries.byOrder(order.id));
    if (!found) throw new Error('no delivery');
    return found;
  };
  return { vera, buyer, order, secret, delivery };
}

const due = () => bench.core.deliverGoods('webhooks');

/** What the owner's server takes for ours, by the standard's own library and its own clock. */
function verified(secret: string, index: number): unknown {
  const request = heard[index];
  vi.useFakeTimers({ toFake: ['Date'], now: bench.clock.now() });
  return new Webhook(secret).verify(request?.body ?? '', request?.headers as Record<string, string>);
}

test('a server that is down at first is asked again, hears the same event, and each try is in the log', async () => {
  answers.push(500, 302);
  const { buyer, order, secret, delivery } = await paidOrder('first');
  await due();
  expect(await delivery()).toMatchObject({ state: 'failed', trouble: 'receiver_failed' });
  for (let tries = 0; tries < 2; tries += 1) {
    bench.clock.pass(HOUR_MS);
    await due();
  }
  expect(await delivery()).toMatchObject({ state: 'delivered', trouble: null });
  expect(heard).toHaveLength(3);
  expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(new Set(heard.map(({ body }) => body)).size).toBe(1);
  expect(verified(secret, 2)).toMatchObject({
    type: 'order.paid',
    data: {
      order: order.code,
      item: { slug: 'first' },
      recipient: { platform: 'telegram', accountId: buyer.accountId },
    },
  });
  const { id } = await delivery();
  const attempts = await bench.inTransaction(({ deliveries }) => deliveries.attempts(id));
  expect(attempts.map(({ event, status, detail }) => [event, status, detail])).toEqual([
    ['order.paid', 500, 'said'],
    ['order.paid', 302, 'said'],
    ['order.paid', 204, ''],
  ]);
});

test('staff have it sent again; a refund says that it is over, signed as well', async () => {
  const { vera, order, secret, delivery } = await paidOrder('second');
  await due();
  expect(await delivery()).toMatchObject({ state: 'delivered' });
  agreed(await bench.core.retryDelivery({ by: operator, from: null, code: (await delivery()).id }));
  await due();
  const refund = { by: vera, from: null, code: order.code, roundUp: false, reason: 'broken' };
  agreed(await bench.core.refundOrder(refund));
  await due();
  expect(await delivery()).toMatchObject({ state: 'revoked' });
  expect(heard).toHaveLength(3);
  expect(heard[1]?.headers['webhook-id']).toBe(heard[0]?.headers['webhook-id']);
  expect(heard[2]?.headers['webhook-id']).not.toBe(heard[0]?.headers['webhook-id']);
  expect(verified(secret, 2)).toMatchObject({
    type: 'order.revoked',
    data: { order: order.code, reason: 'refunded' },
  });
});
