import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Account } from '../../src/domain/platform.ts';
import { languageOf } from '../../src/worker/prepare-saying.ts';
import { operator } from '../support/core-bench.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { WithdrawalBench } from '../support/withdrawal-bench.ts';
import { account, agreed, createWithdrawalBench } from '../support/withdrawal-bench.ts';

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

const languageFor = ({ platform, accountId }: Account) =>
  bench.inTransaction((stores) =>
    languageOf(stores, {
      to: { platform, kind: 'account', id: accountId },
      dedupeKey: '',
      notification: { kind: 'outflow_card' },
    }),
  );

test('a private message is in the language that was chosen, else of the member, else of the chat that they decide in', async () => {
  const [vera, mia] = [account(), account()];
  const communityId = await bench.team([[vera]]);
  expect(await languageFor(vera)).toBe('en');
  const chat = { platform: 'telegram', chatId: '-4712', isPrivate: true, language: 'zh-TW' } as const;
  agreed(await bench.core.setApprovalsChat({ by: operator, communityId, ...chat }));
  expect(await languageFor(vera)).toBe('zh-TW');
  agreed(await bench.core.enrol(communityId, { account: mia, displayName: 'Mia', language: 'zh-TW' }));
  expect(await languageFor(mia)).toBe('zh-TW');
  await bench.core.chooseLanguage(operator, 'zh-TW');
  expect(await languageFor(operator)).toBe('zh-TW');
});
