import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sealLedger } from '../../src/core/seal-ledger.ts';
import { MINUTE_MS } from '../../src/domain/time.ts';
import type { CoreBench } from '../support/core-bench.ts';
import { createCoreBench } from '../support/core-bench.ts';
import { units, usdt } from '../support/factories.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let bench: CoreBench;
let community: string;

beforeEach(async () => {
  database = await createTestDatabase();
  bench = await createCoreBench(database.url);
  community = await bench.community();
});
afterEach(async () => {
  await bench.close();
  await database.drop();
});

const run = (text: string) => bench.database.transaction((tx) => tx.execute(sql.raw(text)));
const seals = () => bench.inTransaction((stores) => stores.seals.from(1, 100));
const isPaused = async () =>
  (await bench.inTransaction(({ treasury }) => treasury.outflow())).pausedAt !== null;

let funds = 0;
const entry = (amount: bigint) => ({
  communityId: community,
  assetId: usdt.id,
  debit: 'treasury' as const,
  credit: 'operator_funds' as const,
  amount,
  kind: 'treasury_fund' as const,
  reference: `treasury:${(funds += 1)}`,
});
const book = (count = 1) =>
  bench.inTransaction(({ ledger }) =>
    ledger.post(
      Array.from({ length: count }, () => entry(units('1'))),
      bench.clock.now(),
    ),
  );
const sealNow = () => {
  bench.clock.pass(MINUTE_MS);
  return sealLedger(bench.deps);
};
/** Changes the past, as somebody with the owner's rights on the database could. */
async function forge(text: string): Promise<void> {
  await run('alter table ledger_entries disable trigger user; alter table ledger_seals disable trigger user');
  await run(text);
}

test('L9: what is booked is sealed once a minute, each seal bound to the one before', async () => {
  await book(3);
  await bench.core.keepHouse();
  await book(2);
  await bench.core.keepHouse();
  expect(await seals()).toHaveLength(1);
  bench.clock.pass(MINUTE_MS);
  await bench.core.keepHouse();
  const [first, second, ...more] = await seals();
  expect(more).toEqual([]);
  expect(first).toMatchObject({ number: 1, previous: '0'.repeat(64) });
  expect(second).toMatchObject({ number: 2, previous: first?.hash, upTo: (first?.upTo ?? 0) + 2 });
  expect(await sealNow()).toBe(0);
  expect(await bench.core.proveBooks()).toBe(0);
});

test('L9: more than a seal holds takes several of them at once', async () => {
  await book(2_300);
  expect(await sealNow()).toBe(3);
  expect(await bench.core.proveBooks()).toBe(0);
});

test('L9: instances that seal at the same moment make one chain', async () => {
  await book(5);
  bench.clock.pass(MINUTE_MS);
  const sealed = await Promise.all(Array.from({ length: 6 }, () => sealLedger(bench.deps)));
  expect(sealed.reduce((sum, one) => sum + one)).toBe(1);
  expect(await bench.core.proveBooks()).toBe(0);
});

test('L9: an entry whose transaction ends later than one that came after it is not left out', async () => {
  let finish: () => void = () => undefined;
  const mayEnd = new Promise<void>((resolve) => (finish = resolve));
  let begin: () => void = () => undefined;
  const hasBegun = new Promise<void>((resolve) => (begin = resolve));
  const late = bench.inTransaction(async ({ ledger }) => {
    await ledger.post([entry(units('1'))], bench.clock.now());
    begin();
    await mayEnd;
  });
  await hasBegun;
  await book();
  // The lower number is not there yet: nothing is sealed for as long as that can still come.
  expect(await sealNow()).toBe(0);
  finish();
  await late;
  expect(await sealNow()).toBe(1);
  const [seal] = await seals();
  expect(await bench.inTransaction((stores) => stores.seals.entries(0, seal?.upTo ?? 0, 10))).toHaveLength(2);
  expect(await bench.core.proveBooks()).toBe(0);
});

test.each([
  ['changed', 'update ledger_entries set amount = amount + 1 where id = 2'],
  ['removed', 'delete from ledger_entries where id = 2'],
  ['renamed', "update ledger_entries set reference = 'treasury:other' where id = 2"],
])('L9: an entry that somebody %s breaks the chain: it rings, and nothing goes out', async (_what, text) => {
  await book(3);
  await sealNow();
  await book(3);
  await sealNow();
  expect(await bench.core.proveBooks()).toBe(0);
  expect(await isPaused()).toBe(false);
  await forge(text);
  expect(await bench.core.proveBooks()).toBe(1);
  const rows = await bench.database.transaction((tx) => tx.query.alarms.findMany());
  expect(rows.find(({ code }) => code === 'books_disagree')?.reference).toMatch(/^L9 seal 1:/);
  expect(await isPaused()).toBe(true);
});

test('L9: a seal that is gone or was made anew shows as well', async () => {
  for (let minute = 1; minute <= 3; minute += 1) {
    await book();
    await sealNow();
  }
  await forge('update ledger_seals set previous = hash where number = 3');
  expect(await bench.core.proveBooks()).toBe(1);
  await forge('delete from ledger_seals where number = 2');
  expect(await bench.core.proveBooks()).toBeGreaterThanOrEqual(1);
});

test('L9: what has been looked at does not stop outflow again, and what is new does', async () => {
  await book(2);
  await sealNow();
  await book(2);
  await sealNow();
  await forge('update ledger_entries set amount = amount + 1 where id = 1');
  await bench.core.proveBooks();
  expect(await isPaused()).toBe(true);
  await bench.core.resumeOutflow({ platform: 'telegram', accountId: '1' });
  expect(await bench.core.proveBooks()).toBe(1);
  expect(await isPaused()).toBe(false);
  await forge('update ledger_entries set amount = amount + 1 where id = 3');
  expect(await bench.core.proveBooks()).toBe(2);
  expect(await isPaused()).toBe(true);
});
