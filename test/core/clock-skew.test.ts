import { afterAll, beforeAll, expect, test } from 'vitest';
import { operator } from '../support/core-bench.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { WithdrawalBench } from '../support/withdrawal-bench.ts';
import { account, agreed, createWithdrawalBench, secondOperator } from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: WithdrawalBench;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createWithdrawalBench(database.url);
});
afterAll(async () => {
  await bench.close();
  await database.drop();
});

test('F-04: a machine whose clock is off rings over 2 s, and over 30 s stops what goes out until it is right', async () => {
  let skew = 1_999;
  const clock = { now: () => bench.clock.now(), skewMs: () => skew };
  const off = await bench.instance({ clock });
  const outflow = () => bench.inTransaction(({ treasury }) => treasury.outflow());
  await off.core.keepHouse();
  expect(await bench.alarms()).not.toContain('clock_skew');
  skew = -2_001;
  await off.core.keepHouse();
  expect(await bench.alarms()).toContain('clock_skew');
  expect(await outflow()).toMatchObject({ pausedAt: null });
  skew = 30_001;
  await off.core.keepHouse();
  expect(await outflow()).toMatchObject({ pausedBy: 'clock' });
  expect(await off.core.resumeOutflow(operator)).toMatchObject({ refusal: 'clocks_differ' });
  // Through another machine it opens only until the one that is off looks again.
  agreed(await bench.core.resumeOutflow(operator));
  agreed(await bench.core.resumeOutflow(secondOperator));
  await off.core.keepHouse();
  expect(await outflow()).toMatchObject({ pausedBy: 'clock' });
  skew = 0;
  agreed(await off.core.resumeOutflow(operator));
  agreed(await off.core.resumeOutflow(secondOperator));
  await off.core.keepHouse();
  expect(await outflow()).toMatchObject({ pausedAt: null });
});

test('the group in which a community began is no approvals chat, however private', async () => {
  const vera = account();
  const communityId = await bench.team([[vera]]);
  const place = await bench.inTransaction(({ communities }) => communities.firstPlace(communityId));
  const here = { by: operator, communityId, platform: 'telegram', isPrivate: true, language: 'en' } as const;
  expect(await bench.core.setApprovalsChat({ ...here, chatId: place?.placeId ?? '' })).toMatchObject({
    refusal: 'approvals_chat_public',
  });
  agreed(await bench.core.setApprovalsChat({ ...here, chatId: '-4711' }));
});
