import { afterAll, beforeAll, expect, test } from 'vitest';
import type { QueuedNotification } from '../../src/domain/notification.ts';
import type { CoreBench } from '../support/core-bench.ts';
import { createCoreBench } from '../support/core-bench.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let bench: CoreBench;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createCoreBench(database.url);
});
afterAll(async () => {
  await bench.close();
  await database.drop();
});

const message = (to: string, dedupeKey: string): QueuedNotification => ({
  to: { platform: 'telegram', kind: 'account', id: to },
  dedupeKey,
  notification: { kind: 'payment_card', orderId: dedupeKey },
});

const claim = (limit = 10) =>
  bench
    .inTransaction(({ outbox }) => outbox.claim(limit, bench.clock.now(), bench.clock.now() + 6_000))
    .then((rows) => rows.map((row) => ({ id: row.id, key: row.content.dedupeKey })));
const queue = (...all: QueuedNotification[]) =>
  bench.inTransaction(({ outbox }) => outbox.queue(all, bench.clock.now()));
const done = (rows: { id: number }[]) =>
  bench.inTransaction(async ({ outbox }) => {
    for (const { id } of rows) await outbox.done(id, bench.clock.now());
  });

test('F-08: one chat is told one thing at a time, in order, while the others go on', async () => {
  await queue(message('1', 'a'), message('1', 'b'), message('2', 'c'));
  const first = await claim();
  expect(first.map((row) => row.key)).toEqual(['a', 'c']);
  expect(await claim()).toEqual([]);
  await done(first);
  const second = await claim();
  expect(second.map((row) => row.key)).toEqual(['b']);
  await done(second);
});

test('the same thing is queued once, however often it is caused', async () => {
  await queue(message('3', 'once'), message('3', 'once'));
  await queue(message('3', 'once'));
  const rows = await claim();
  expect(rows).toHaveLength(1);
  await done(rows);
  expect(await claim()).toEqual([]);
});

test('B-09: of ten workers that claim at once, one gets each row', async () => {
  await queue(...Array.from({ length: 50 }, (_, index) => message(`many${index}`, `many${index}`)));
  const claims = (await Promise.all(Array.from({ length: 10 }, () => claim(20)))).flat();
  const rest = await claim(50);
  const all = [...claims, ...rest];
  expect(all).toHaveLength(50);
  expect(new Set(all.map((row) => row.id)).size).toBe(50);
  await done(all);
});

test("A-28, G-08: a row whose worker died is anybody's after six seconds, and one that is renewed is not", async () => {
  await queue(message('4', 'orphan'));
  expect(await claim()).toHaveLength(1);
  bench.clock.pass(5_000);
  expect(await claim()).toEqual([]);
  bench.clock.pass(2_000);
  const again = await claim();
  expect(again).toHaveLength(1);
  const ids = again.map((row) => row.id);
  bench.clock.pass(5_000);
  await bench.inTransaction(({ outbox }) => outbox.renew(ids, bench.clock.now() + 6_000));
  bench.clock.pass(5_000);
  expect(await claim()).toEqual([]);
  bench.clock.pass(2_000);
  const rows = await claim();
  expect(rows).toHaveLength(1);
  await done(rows);
});

test('what is put off holds up nothing, and then takes its place in the line', async () => {
  const later = message('5', 'later');
  await bench.inTransaction(({ outbox }) =>
    outbox.queueForLater(later, bench.clock.now() + 4_000, bench.clock.now()),
  );
  await queue(message('5', 'now'));
  const rows = await claim();
  expect(rows.map((row) => row.key)).toEqual(['now']);
  bench.clock.pass(4_000);
  expect(await claim()).toEqual([]);
  await done(rows);
  const put = await claim();
  expect(put.map((row) => row.key)).toEqual(['later']);
  await done(put);
});

test('C-09: a lease has one holder, who can renew it, and another takes over when it has run out', async () => {
  const take = (holder: string) =>
    bench.inTransaction(({ operations }) =>
      operations.takeLease('work', holder, bench.clock.now() + 8_000, bench.clock.now()),
    );
  const taken = await Promise.all(['a', 'b', 'c', 'd'].map(take));
  expect(taken.filter(Boolean)).toHaveLength(1);
  const holder = ['a', 'b', 'c', 'd'][taken.indexOf(true)] ?? '';
  bench.clock.pass(7_000);
  expect(await take(holder)).toBe(true);
  bench.clock.pass(7_000);
  expect(await take('other')).toBe(false);
  bench.clock.pass(2_000);
  expect(await take('other')).toBe(true);
  expect(await take(holder)).toBe(false);
  await bench.inTransaction(({ operations }) => operations.dropLease('work', 'other'));
  expect(await take(holder)).toBe(true);
});

test('A-31: a budget is shared, and refills with time', async () => {
  const take = (wanted: number) =>
    bench.inTransaction(({ operations }) =>
      operations.takeBudget('reads of a test', wanted, 5, 5, bench.clock.now()),
    );
  const granted = await Promise.all(Array.from({ length: 10 }, () => take(2)));
  expect(granted.reduce((sum, one) => sum + one, 0)).toBe(5);
  bench.clock.pass(400);
  expect(await take(5)).toBe(2);
});
