import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSharedSessions } from '../../bots/discord/gateway-sessions.ts';
import { DAY_MS, HOUR_MS } from '../../src/domain/time.ts';
import type { CoreBench } from '../support/core-bench.ts';
import { createCoreBench } from '../support/core-bench.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';

/** What Discord allows in a day. */
const PER_DAY = 1_000;
const LEASE_MS = 6_000;

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

const instance = (holder: string, token = 'a-made-up-token') => {
  const { inTransaction, clock } = bench;
  const lease = { name: 'discord intake', holder };
  return {
    ...createSharedSessions({ token, lease, inTransaction, clock }),
    takesLease: () =>
      inTransaction(({ operations }) =>
        operations.takeLease(lease.name, holder, clock.now() + LEASE_MS, clock.now()),
      ),
  };
};
const session = (sessionId: string, sequence: number) => ({
  ...{ sessionId, sequence, shardId: 0, shardCount: 1 },
  resumeURL: 'wss://gateway.example',
});

test('E-05, C-09: who takes over finds the session, and who slept past the lease does not write over it', async () => {
  const [first, second] = [instance('first'), instance('second')];
  expect(await first.takesLease()).toBe(true);
  await first.save([session('s', 7)]);
  expect(await second.load()).toEqual([session('s', 7)]);
  bench.clock.pass(LEASE_MS);
  expect(await second.takesLease()).toBe(true);
  await second.save([session('s', 9)]);
  await first.save([session('s', 8)]);
  expect(await second.load()).toEqual([session('s', 9)]);
  await second.save([]);
  expect(await first.load()).toEqual([]);
});

test('E-05: another bot does not get the session, and the token is not in the database', async () => {
  const one = instance('one');
  bench.clock.pass(LEASE_MS);
  await one.takesLease();
  await one.save([session('s', 1)]);
  expect(await instance('one', 'the-token-of-another-bot').load()).toEqual([]);
  const rows = await bench.database.transaction((tx) => tx.query.gatewaySessions.findMany());
  expect(JSON.stringify(rows)).not.toContain('a-made-up-token');
});

test('E-07: a crash loop, however many instances take part in it, leaves half of the day for people', async () => {
  const instances = Array.from({ length: 5 }, (_, index) => instance(`loop ${index}`));
  const all = await Promise.all(
    [...instances, ...instances, ...instances].map((one) => one.mayBegin(PER_DAY)),
  );
  expect(all.filter(Boolean)).toHaveLength(10);
  let begun = 10;
  for (let passed = 0; passed < DAY_MS; passed += HOUR_MS) {
    bench.clock.pass(HOUR_MS);
    for (const one of [...instances, ...instances, ...instances])
      begun += (await one.mayBegin(PER_DAY)) ? 1 : 0;
  }
  expect(begun).toBeLessThanOrEqual(PER_DAY / 2 + 10);
  expect(await instance('x', 'the-token-of-another-bot').mayBegin(PER_DAY)).toBe(true);
});
