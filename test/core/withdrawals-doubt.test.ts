import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Notification, WithdrawalNews } from '../../src/domain/notification.ts';
import type { Account } from '../../src/domain/platform.ts';
import { DAY_MS, HOUR_MS } from '../../src/domain/time.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import { prepareSaying } from '../../src/worker/prepare-saying.ts';
import { operator } from '../support/core-bench.ts';
import { units, usdt } from '../support/factories.ts';
import { answersLater, leavesInDoubt, newHash, sends } from '../support/scripted-transfers.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { WithdrawalBench } from '../support/withdrawal-bench.ts';
import {
  account,
  agreed,
  createWithdrawalBench,
  freshAddress,
  press,
  secondOperator,
} from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: WithdrawalBench;
const [ben, cyd] = [account(), account('discord')];

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createWithdrawalBench(database.url);
});
afterAll(async () => {
  expect(await bench.faults()).toEqual([]);
  await bench.close();
  await database.drop();
});
beforeEach(async () => {
  // So far apart that the doubts of one test don't stop the next one.
  bench.clock.pass(HOUR_MS);
  bench.transfers.next.length = 0;
  await bench.sendAll();
});

/** What waits to be told about it, and everything that was queued since the last question is forgotten. */
async function toldOf(id: string): Promise<{ to: string; notification: Notification }[]> {
  const all = await bench.inTransaction(async ({ outbox }) => {
    const now = bench.clock.now();
    const claimed = [];
    // A chat gives out one at a time.
    for (;;) {
      const some = await outbox.claim(100, now, now + HOUR_MS);
      if (some.length === 0) return claimed;
      for (const one of some) await outbox.done(one.id, now);
      claimed.push(...some.map(({ content }) => content));
    }
  });
  return all.flatMap(({ to, notification }) =>
    'withdrawalId' in notification && notification.withdrawalId === id
      ? [{ to: `${to.platform}:${to.id}`, notification }]
      : [],
  );
}

async function inDoubt(communityId: string): Promise<WithdrawalView> {
  const view = await bench.approved(communityId, [ben]);
  bench.transfers.next.push(leavesInDoubt(false));
  await bench.sendAll();
  return bench.look(view.withdrawal.id);
}

const nameOf = ({ platform, accountId }: Account) => `${platform}:${accountId}`;
const settle = (
  by: Account,
  view: WithdrawalView,
  verdict: Parameters<typeof bench.core.settleWithdrawal>[1],
) => bench.core.settleWithdrawal(press(by, view), verdict);
const notSent = { kind: 'not_sent', reason: 'nothing in Studio' } as const;

describe('when the quarantine is over', () => {
  test('W4: every approver is told once that it can be found not sent, and their cards come up to date', async () => {
    const { withdrawal } = await inDoubt(await bench.team([[ben], [cyd]]));
    bench.clock.pass(DAY_MS - 2);
    await bench.core.keepHouse();
    await toldOf(withdrawal.id);
    await bench.core.keepHouse();
    expect(await toldOf(withdrawal.id)).toEqual([]);
    bench.clock.pass(2);
    await Promise.all([bench.core.keepHouse(), bench.core.keepHouse()]);
    const told = await toldOf(withdrawal.id);
    const toldAs = (kind: Notification['kind']) =>
      told.flatMap((one) => (one.notification.kind === kind ? [one.to] : [])).sort();
    expect(toldAs('withdrawal_card')).toEqual([nameOf(ben), nameOf(cyd)].sort());
    expect(toldAs('withdrawal_news')).toEqual([nameOf(ben), nameOf(cyd)].sort());
    bench.clock.pass(HOUR_MS);
    await bench.core.keepHouse();
    expect(await toldOf(withdrawal.id)).toEqual([]);
  });

  test('one that is settled by then is not brought up again, one that comes into doubt anew is', async () => {
    const communityId = await bench.team([[ben]]);
    const settled = await inDoubt(communityId);
    agreed(await settle(ben, settled, { kind: 'sent', txHash: newHash() }));
    const first = await inDoubt(communityId);
    bench.clock.pass(DAY_MS);
    agreed(await settle(ben, first, { ...notSent, kind: 'send_again' }));
    agreed(await bench.core.approveWithdrawal(press(ben, await bench.look(first.withdrawal.id))));
    bench.transfers.next.push(leavesInDoubt(false));
    await bench.sendAll();
    for (const { withdrawal } of [settled, first]) await toldOf(withdrawal.id);
    await bench.core.keepHouse();
    expect(await toldOf(first.withdrawal.id)).toEqual([]);
    bench.clock.pass(DAY_MS);
    await bench.core.keepHouse();
    const told = await toldOf(first.withdrawal.id);
    expect(told.map(({ notification }) => notification.kind).sort()).toEqual([
      'withdrawal_card',
      'withdrawal_news',
    ]);
    expect(await toldOf(settled.withdrawal.id)).toEqual([]);
  });
});

test('news of what is over by now is not told any more', async () => {
  const communityId = await bench.team([[ben]]);
  const view = await inDoubt(communityId);
  const { id, requester } = view.withdrawal;
  const to = { platform: requester.platform, kind: 'account' as const, id: requester.accountId };
  const says = (news: WithdrawalNews) =>
    bench.inTransaction((stores) => {
      const notification = { kind: 'withdrawal_news' as const, withdrawalId: id, news };
      const scene = { stores, now: bench.clock.now(), views: bench.core };
      return prepareSaying(scene, { to, dedupeKey: randomUUID(), notification });
    });
  expect(await says('unknown')).toMatchObject({ kind: 'withdrawal_news', news: 'unknown' });
  expect(await says('quarantine_over')).toMatchObject({ news: 'quarantine_over' });
  agreed(await settle(ben, view, { kind: 'sent', txHash: newHash() }));
  expect(await says('unknown')).toBeNull();
  expect(await says('quarantine_over')).toBeNull();
  expect(await says('sent')).toMatchObject({ news: 'sent' });
});

describe('a canary in doubt', () => {
  async function doubtfulCanary(communityId: string): Promise<WithdrawalView> {
    const at = { by: operator, communityId, assetId: usdt.id };
    const asked = { ...at, kind: 'fund' as const, amount: units('1'), requestKey: randomUUID() };
    const { move } = agreed(await bench.core.moveTreasury(asked));
    agreed(await bench.core.endTreasuryMove(secondOperator, move.id, 'booked'));
    const canary = { ...at, address: freshAddress(), requestKey: randomUUID() };
    const { withdrawal } = agreed(await bench.core.sendCanary(canary));
    bench.transfers.next.push(leavesInDoubt(false));
    await bench.sendAll();
    return bench.look(withdrawal.id);
  }

  test.each([
    ['there is no approver', []],
    ['the operator is the only approver', [[operator]]],
  ] as const)('W5: is settled by operators where %s', async (_, approvers) => {
    const view = await doubtfulCanary(await bench.team(approvers));
    expect(agreed(await bench.core.readAsApprover(press(operator, view))).withdrawal.state).toBe('unknown');
    expect(await settle(operator, view, notSent)).toMatchObject({ refusal: 'quarantine_not_over' });
    expect(await settle(ben, view, notSent)).toMatchObject({ refusal: 'not_approver' });
    const elsewhere = { ...press(operator, view), chatId: '-100' };
    expect(await bench.core.settleWithdrawal(elsewhere, notSent)).toHaveProperty('refusal');
    bench.clock.pass(DAY_MS);
    const again = { kind: 'send_again', reason: 'nothing came' } as const;
    expect(await settle(operator, view, again)).toMatchObject({ refusal: 'decided_already' });
    const settled = agreed(await settle(operator, view, notSent)).withdrawal;
    expect(settled).toMatchObject({ state: 'failed', reason: 'nothing in Studio (telegram:1)' });
    expect(await bench.sums(settled.communityId)).toMatchObject({ reserved: 0n });
  });

  test('W5: found sent, with the hash that shows it, it is confirmed like any other', async () => {
    const view = await doubtfulCanary(await bench.team([[operator]]));
    expect(await settle(secondOperator, view, { kind: 'sent', txHash: 'sent' })).toMatchObject({
      refusal: 'hash_not_understood',
    });
    const txHash = newHash();
    const sent = agreed(await settle(secondOperator, view, { kind: 'sent', txHash })).withdrawal;
    expect(sent).toMatchObject({ state: 'sent', txHash, reason: '(telegram:2)' });
    expect(agreed(await bench.core.confirmCanary(operator, sent.id, true)).withdrawal.confirmedAt).not.toBe(
      null,
    );
  });

  test('W5: where there is another approver, it is theirs to settle', async () => {
    const view = await doubtfulCanary(await bench.team([[operator], [ben]]));
    bench.clock.pass(DAY_MS);
    expect(await settle(operator, view, notSent)).toMatchObject({ refusal: 'own_withdrawal' });
    expect(await settle(secondOperator, view, notSent)).toMatchObject({ refusal: 'not_approver' });
    expect(agreed(await settle(ben, view, notSent)).withdrawal.state).toBe('failed');
  });

  test('W5: the operator who is the only approver decides about no withdrawal of their own', async () => {
    const communityId = await bench.team([[operator]]);
    const view = await bench.asks(await bench.member(communityId, '100', ben), {});
    agreed(await bench.core.approveWithdrawal(press(operator, view)));
    bench.transfers.next.push(leavesInDoubt(false));
    await bench.sendAll();
    const doubtful = await bench.look(view.withdrawal.id);
    expect(await settle(secondOperator, doubtful, { kind: 'sent', txHash: newHash() })).toMatchObject({
      refusal: 'not_approver',
    });
    agreed(await settle(operator, doubtful, { kind: 'sent', txHash: newHash() }));
  });
});

test('B-11: an answer that comes after the doubt is kept for people and settles nothing by itself', async () => {
  const later = answersLater();
  const sleeper = await bench.instance();
  const communityId = await bench.team([[ben]]);
  const { withdrawal } = await bench.approved(communityId, [ben]);
  bench.transfers.next.push(later.call);
  const sending = sleeper.core.sendWithdrawals();
  await later.begun;
  await bench.inTransaction(({ instances }) => instances.end(sleeper.deps.instanceId, bench.clock.now()));
  await bench.core.keepHouse();
  const hash = newHash();
  later.answer(await sends(hash).answer());
  await sending;
  const view = await bench.look(withdrawal.id);
  expect(view.withdrawal).toMatchObject({ state: 'unknown', txHash: null });
  expect(view.attempt?.end).toMatchObject({ outcome: 'sent', txHash: hash });
  agreed(await settle(ben, view, { kind: 'sent', txHash: view.attempt?.end?.txHash ?? '' }));
});
