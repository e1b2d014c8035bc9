import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isRefusal } from '../../src/domain/refusal.ts';
import { operator } from '../support/core-bench.ts';
import type { ShopBench } from '../support/shop-bench.ts';
import { createShopBench } from '../support/shop-bench.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { account } from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: ShopBench;
let community: string;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createShopBench(database.url);
  community = await bench.community();
});
afterAll(async () => {
  await bench.close();
  await database.drop();
});

let items = 0;
const game = () => bench.sells(community, { slug: `game${(items += 1)}`, plan: { kind: 'key' } });
const scene = () => ({ communityId: community, by: operator, from: null });
const adds = async (slug: string, ...keys: string[]) => bench.core.addKeys({ ...scene(), slug, keys });
const takes = (itemId: string, orderId: string) =>
  bench.inTransaction(({ catalogue }) => catalogue.takeKey(itemId, orderId, bench.clock.now()));

test('an item that is a licence key is sold out until it has keys, and its stock is their number', async () => {
  const item = await game();
  expect(item.stock).toBe(0);
  expect(await bench.wants(account(), item)).toMatchObject({ refusal: 'item_sold_out' });
  expect(await adds(item.slug, 'A-1', ' A-2 ', 'A-1', '')).toEqual({ added: 2, doubled: 1, free: 2 });
  expect(await adds(item.slug, 'A-2', 'A-3')).toEqual({ added: 1, doubled: 1, free: 3 });
  expect(await bench.stock(item)).toBe(3);
});

test('keys that are reserved or sold are not counted a second time when more come', async () => {
  const item = await game();
  await adds(item.slug, 'K1', 'K2', 'K3');
  const sold = await bench.pays(await bench.orders(account(), item));
  expect(await takes(item.id, sold.order.id)).toBe('K1');
  await bench.pays(await bench.orders(account(), item));
  const open = await bench.orders(account(), item);
  expect(await bench.stock(item)).toBe(0);
  // One is sold, one paid for and one reserved: only what is new is free.
  expect(await adds(item.slug, 'K4')).toMatchObject({ added: 1, free: 1 });
  await bench.hears(open, { status: 'expired' });
  expect(await bench.stock(item)).toBe(2);
});

test('of ten buyers of three keys three buy, and each gets another key', async () => {
  const item = await game();
  await adds(item.slug, 'X', 'Y', 'Z');
  const answers = await Promise.all(Array.from({ length: 10 }, () => bench.wants(account(), item)));
  const made = answers.flatMap((answer) => (isRefusal(answer) ? [] : [answer.orderId]));
  expect(made).toHaveLength(3);
  const keys = await Promise.all(made.map((orderId) => takes(item.id, orderId)));
  expect([...keys].sort()).toEqual(['X', 'Y', 'Z']);
  // Fetching it again brings the same one.
  expect(await Promise.all(made.map((orderId) => takes(item.id, orderId)))).toEqual(keys);
  const { order } = await bench.pays(
    await bench.orders(account(), await bench.sells(community, { slug: 'other' })),
  );
  expect(await takes(item.id, order.id)).toBeNull();
});

test("the stock of keys can't be typed, and what is no key can't be added", async () => {
  const item = await game();
  const counted = { refusal: 'stock_counts_keys' };
  expect(await bench.core.setStock({ ...scene(), slug: item.slug, stock: 5 })).toMatchObject(counted);
  expect(await bench.core.saveItem({ ...scene(), item: { slug: item.slug, stock: 5 } })).toMatchObject(
    counted,
  );
  for (const keys of [[], ['', ' '], ['two\nlines'], ['x'.repeat(501)]]) {
    expect(await adds(item.slug, ...keys)).toMatchObject({ refusal: 'keys_not_usable' });
  }
  const plain = await bench.sells(community, { slug: 'no-key' });
  expect(await adds(plain.slug, 'K')).toMatchObject({ refusal: 'item_has_no_keys' });
  expect(await adds('nowhere', 'K')).toMatchObject({ refusal: 'item_not_found' });
});

test('an item that becomes a licence key counts its keys from then on', async () => {
  const item = await bench.sells(community, { slug: 'turned', stock: 40 });
  expect((await bench.sells(community, { slug: item.slug, plan: { kind: 'key' } })).stock).toBe(0);
  expect(await adds(item.slug, 'T1')).toMatchObject({ free: 1 });
});

test('G-25: keys stand neither in the audit log nor in an answer', async () => {
  const item = await game();
  const secret = 'SECRET-KEY-4711';
  const answer = await adds(item.slug, secret);
  const log = await bench.inTransaction(({ audit }) => audit.list(community, { limit: 100, before: null }));
  expect(log.some(({ action, subject }) => action === 'keys_added' && subject === item.slug)).toBe(true);
  expect(inspect([answer, log, await bench.core.listItems(community)], { depth: 9 })).not.toContain(secret);
});

test('G-19: a stranger adds no keys', async () => {
  const item = await game();
  const input = { ...scene(), by: account(), slug: item.slug, keys: ['K'] };
  expect(await bench.core.addKeys(input)).toMatchObject({ refusal: 'not_manager' });
});
