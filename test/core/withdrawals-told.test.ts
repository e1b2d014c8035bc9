import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Member } from '../../src/domain/community.ts';
import { available } from '../../src/domain/ledger.ts';
import type { Notification } from '../../src/domain/notification.ts';
import { DAY_MS, HOUR_MS } from '../../src/domain/time.ts';
import type { Account } from '../../src/domain/platform.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import { operator } from '../support/core-bench.ts';
import { units, usdt } from '../support/factories.ts';
import { leavesInDoubt, newHash } from '../support/scripted-transfers.ts';
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
let communityId: string;
let member: Member;
const [ben, cyd] = [account(), account('discord')];

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createWithdrawalBench(database.url);
});
afterAll(async () => {
  await bench.close();
  await database.drop();
});
beforeEach(async () => {
  bench.clock.pass(HOUR_MS);
  bench.transfers.next.length = 0;
  communityId = await bench.team([[ben], [cyd]], { tiers: [{ from: 0n, approvals: 2 }] });
  member = await bench.member(communityId, '100');
});

/** Who was queued something of this kind about this, in no order. */
async function toldOf(isIt: (said: Notification) => boolean): Promise<string[]> {
  const rows = await bench.database.transaction((tx) => tx.query.notifications.findMany());
  return rows.filter(({ payload }) => isIt(payload as Notification)).map(({ recipientId }) => recipientId);
}

const newsOf = (view: WithdrawalView, news: string) =>
  toldOf(
    (said) =>
      said.kind === 'withdrawal_news' && said.withdrawalId === view.withdrawal.id && said.news === news,
  );
const cardsOf = (view: WithdrawalView, audience: string) =>
  toldOf(
    (said) =>
      said.kind === 'withdrawal_card' &&
      said.withdrawalId === view.withdrawal.id &&
      said.audience === audience,
  );

async function inDoubt(): Promise<WithdrawalView> {
  const view = await bench.approved(communityId, [ben, cyd], { by: member });
  bench.transfers.next.push(leavesInDoubt(false, 'timeout', false));
  await bench.sendAll();
  return bench.look(view.withdrawal.id);
}

async function canaryOf(by: Account, isInDoubt = false): Promise<WithdrawalView> {
  const at = { by, communityId, assetId: usdt.id };
  const fund = { ...at, kind: 'fund' as const, amount: units('1'), requestKey: randomUUID() };
  const { move } = agreed(await bench.core.moveTreasury(fund));
  agreed(await bench.core.endTreasuryMove(secondOperator, move.id, 'booked'));
  const asked = { ...at, address: freshAddress(), requestKey: randomUUID() };
  const { withdrawal } = agreed(await bench.core.sendCanary(asked));
  if (isInDoubt) bench.transfers.next.push(leavesInDoubt(false));
  await bench.sendAll();
  return bench.look(withdrawal.id);
}

describe('a doubt', () => {
  test('is told to every approver in a message of its own, once', async () => {
    const view = await inDoubt();
    await bench.core.keepHouse();
    expect((await newsOf(view, 'doubt')).sort()).toEqual([ben.accountId, cyd.accountId].sort());
    expect(await newsOf(view, 'unknown')).toEqual([member.accountId]);
  });

  test('of a canary reaches its approvers with its card', async () => {
    const view = await canaryOf(operator, true);
    expect(view.withdrawal.state).toBe('unknown');
    const all = [ben.accountId, cyd.accountId].sort();
    expect((await cardsOf(view, 'approvers')).sort()).toEqual(all);
    expect((await newsOf(view, 'doubt')).sort()).toEqual(all);
  });

  test('of a canary that nobody but operators can settle reaches every operator with its card', async () => {
    communityId = await bench.team([]);
    const view = await canaryOf(operator, true);
    expect(await cardsOf(view, 'requester')).toContain(secondOperator.accountId);
    expect(await newsOf(view, 'doubt')).toContain(secondOperator.accountId);
    expect(await cardsOf(view, 'approvers')).toEqual([]);
  });

  test('that becomes a new try is told to the member', async () => {
    const view = await inDoubt();
    bench.clock.pass(DAY_MS);
    const again = { kind: 'send_again', reason: 'nothing in Studio' } as const;
    for (const by of [ben, cyd]) agreed(await bench.core.settleWithdrawal(press(by, view), again));
    expect((await bench.look(view.withdrawal.id)).withdrawal.state).toBe('requested');
    expect(await newsOf(view, 'send_again')).toEqual([member.accountId]);
  });
});

describe('a canary', () => {
  test('B-14: of which something else arrived is not confirmed before operators have opened the tap again', async () => {
    const { withdrawal } = await canaryOf(operator);
    const differs = agreed(await bench.core.confirmCanary(operator, withdrawal.id, false));
    expect(differs.withdrawal).toMatchObject({ confirmedAt: null, differsAt: bench.clock.now() });
    expect(await bench.core.confirmCanary(secondOperator, withdrawal.id, true)).toMatchObject({
      refusal: 'canary_reported',
    });
    agreed(await bench.core.resumeOutflow(operator));
    agreed(await bench.core.resumeOutflow(secondOperator));
    const confirmed = agreed(await bench.core.confirmCanary(secondOperator, withdrawal.id, true));
    expect(confirmed.withdrawal).toMatchObject({ confirmedAt: bench.clock.now(), differsAt: null });
  });

  test('B-14: that was confirmed and then corrected to not sent counts no more, with an alarm', async () => {
    const fresh = await createTestDatabase();
    const alone = await createWithdrawalBench(fresh.url);
    try {
      const isOn = () => alone.inTransaction(({ withdrawals }) => withdrawals.isCanaryConfirmed(usdt.id));
      expect(await isOn()).toBe(true);
      const [row] = await alone.database.transaction((tx) => tx.query.withdrawals.findMany());
      const its = row?.communityId ?? '';
      const named = { by: operator, communityId: its, name: 'Dora', accounts: [ben] };
      agreed(await alone.core.nameApprover(named));
      alone.clock.pass(2 * DAY_MS);
      const view = await alone.look(row?.id ?? '');
      const notSent = { kind: 'not_sent', reason: 'another one’s' } as const;
      agreed(await alone.core.settleWithdrawal(press(ben, view), notSent));
      expect(await isOn()).toBe(false);
      expect(await alone.alarms()).toContain('canary_corrected');
      const found = { kind: 'sent', txHash: newHash() } as const;
      agreed(await alone.core.settleWithdrawal(press(ben, await alone.look(view.withdrawal.id)), found));
      expect(await isOn()).toBe(false);
    } finally {
      await alone.close();
      await fresh.drop();
    }
  });
});

test('B-30: a correction that moves nothing into the balance does not say that it did', async () => {
  const view = await inDoubt();
  bench.clock.pass(DAY_MS);
  const settle = async (verdict: Parameters<typeof bench.core.settleWithdrawal>[1]) => {
    const now = await bench.look(view.withdrawal.id);
    for (const by of [ben, cyd]) agreed(await bench.core.settleWithdrawal(press(by, now), verdict));
    return bench.look(view.withdrawal.id);
  };
  const notSent = { kind: 'not_sent', reason: 'nothing in Studio' } as const;
  expect((await settle(notSent)).returned).toBe(units('10'));
  const entry = {
    ...{ communityId, assetId: usdt.id, debit: available(member.id), kind: 'to_balance' as const },
    ...{ credit: available((await bench.member(communityId, '0')).id), amount: units('96') },
    reference: `spent:${member.id}`,
  } as const;
  await bench.inTransaction(({ ledger }) => ledger.post([entry], bench.clock.now()));
  await settle({ kind: 'sent', txHash: newHash() });
  const back = await settle(notSent);
  expect(back.withdrawal.state).toBe('failed');
  expect(back.returned).toBe(units('4'));
  expect(await bench.balanceOf(member)).toMatchObject({ available: units('4') });
  if ((await bench.inTransaction(({ treasury }) => treasury.outflow())).pausedAt === null) return;
  agreed(await bench.core.resumeOutflow(operator));
  agreed(await bench.core.resumeOutflow(secondOperator));
});

describe('a change', () => {
  const change = (perWithdrawal: bigint, requestKey: string = randomUUID()) =>
    bench.core.setPolicy({
      ...{ by: operator, communityId, assetId: usdt.id, requestKey },
      change: (policy) => ({ ...policy, perWithdrawal }),
    });
  const changeCards = (id: string) => toldOf((said) => said.kind === 'change_card' && said.changeId === id);

  test('is told to whoever asked for it once it is vetoed, or in effect', async () => {
    const vetoed = agreed(await change(units('2000'))).pending?.id ?? '';
    expect(await changeCards(vetoed)).not.toContain(operator.accountId);
    agreed(await bench.core.vetoChange({ by: ben, changeId: vetoed, chatId: null }));
    expect(await changeCards(vetoed)).toContain(operator.accountId);
    const applied = agreed(await change(units('3000'))).pending?.id ?? '';
    bench.clock.pass(DAY_MS);
    await bench.core.keepHouse();
    expect(await changeCards(applied)).toContain(operator.accountId);
  });

  test('asked for by the same update twice is answered the same, at once or later', async () => {
    for (const limit of [units('900'), units('950')]) {
      const key = randomUUID();
      const first = agreed(await change(limit, key));
      expect(agreed(await change(limit, key))).toEqual(first);
    }
  });

  test('that makes a chat the approvals chat is told there', async () => {
    communityId = await bench.community();
    const chat = {
      platform: 'telegram',
      chatId: `-100${Date.now()}`,
      isPrivate: true,
      language: 'en',
    } as const;
    agreed(await bench.core.setApprovalsChat({ by: operator, communityId, ...chat }));
    expect(await toldOf((said) => said.kind === 'approver_welcome' && said.name === null)).toContain(
      chat.chatId,
    );
  });
});

test('whoever is on call reads at once what stands still, and since when', async () => {
  const { withdrawal } = await inDoubt();
  await bench.asks(member, {}).catch(() => null);
  const status = agreed(await bench.core.readStatus({ by: operator, communityId }));
  expect(status).toMatchObject({ isReachable: true, isProviderPaused: false, chats: [], reviews: 0 });
  expect(status.canaries).toMatchObject([{ isConfirmed: true }]);
  expect(status.approvers).toHaveLength(2);
  expect(status.open.filter(({ state }) => state === 'unknown')).toMatchObject([{ code: withdrawal.code }]);
  expect(await bench.core.readStatus({ by: ben, communityId })).toMatchObject({ refusal: 'not_operator' });
});

test('W2: each try says how many persons it took, and which revision they agreed to', async () => {
  const { withdrawal } = await bench.approved(communityId, [ben, cyd], { by: member });
  await bench.sendAll();
  const rows = await bench.database.transaction((tx) => tx.query.attempts.findMany());
  expect(rows.find(({ withdrawalId }) => withdrawalId === withdrawal.id)).toMatchObject({
    needed: 2,
    approvedRevision: 1,
  });
  const change = `update transfer_attempts set needed = 1 where withdrawal_id = '${withdrawal.id}'`;
  expect(await bench.sql(change)).not.toBe('done');
});
