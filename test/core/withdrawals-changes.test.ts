import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Account } from '../../src/domain/platform.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { defaultPolicy, loosened } from '../../src/domain/policy.ts';
import { DAY_MS, HOUR_MS } from '../../src/domain/time.ts';
import { operator } from '../support/core-bench.ts';
import { units, usdt } from '../support/factories.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { WithdrawalBench } from '../support/withdrawal-bench.ts';
import {
  account,
  agreed,
  createWithdrawalBench,
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
  await bench.close();
  await database.drop();
});

/** Ben and Cyd approve, in private, and a member has money. */
async function running(): Promise<string> {
  const communityId = await bench.team([[ben], [cyd]]);
  await bench.member(communityId, '5000');
  return communityId;
}

const set = (communityId: string, rules: Partial<Policy>, by: Account = operator) =>
  bench.core.setPolicy({
    by,
    communityId,
    assetId: usdt.id,
    change: (before) => ({ ...before, ...rules }),
  });
const policyOf = async (communityId: string) => {
  const views = agreed(await bench.core.readPolicy({ by: operator, communityId }));
  return views[0]?.policy ?? defaultPolicy(usdt);
};
const namesIn = async (communityId: string) =>
  (await bench.inTransaction(({ approvals }) => approvals.approvers(communityId))).map(({ name }) => name);
const chatsOf = async (communityId: string) =>
  (await bench.inTransaction(({ approvals }) => approvals.chats(communityId))).map(({ chatId }) => chatId);
const stateOf = async (changeId: string) =>
  (await bench.inTransaction((stores) => bench.core.viewChange(stores, changeId)))?.state;
const passes = async (ms: number) => {
  bench.clock.pass(ms);
  await bench.core.keepHouse();
};
const chat = (chatId: string) => ({
  platform: 'telegram' as const,
  chatId,
  isPrivate: true,
  language: 'en' as const,
});

describe('T-04: one stolen operator account, once members have balances', () => {
  test('adds no approver, links no account, and moves no approvals chat at once', async () => {
    const communityId = await running();
    const at = { by: operator, communityId };
    const thief = account();
    const tries = [
      await bench.core.nameApprover({ ...at, name: 'Eve', accounts: [thief] }),
      await bench.core.linkApprover({ ...at, name: 'Approver 0', account: thief }),
      await bench.core.removeApprover({ ...at, name: 'Approver 1' }),
      // The first chat is a move too: until now approvers have looked at their private ones.
      await bench.core.setApprovalsChat({ ...at, ...chat('-1001') }),
    ];
    for (const one of tries) expect(agreed(one).pending?.effectiveAt).toBe(bench.clock.now() + DAY_MS);
    expect(await namesIn(communityId)).toEqual(['Approver 0', 'Approver 1']);
    expect(await chatsOf(communityId)).toEqual([]);
    const view = await bench.asks(await bench.member(communityId, '10'), { amount: '5' });
    expect(await bench.core.approveWithdrawal(press(thief, view))).toMatchObject({ refusal: 'not_approver' });
    for (const one of tries) {
      const veto = { by: cyd, changeId: agreed(one).pending?.id ?? '', chatId: null };
      expect(agreed(await bench.core.vetoChange(veto)).state).toBe('vetoed');
      expect(await bench.core.vetoChange(veto)).toMatchObject({ refusal: 'change_over' });
    }
    await passes(2 * DAY_MS);
    expect(await namesIn(communityId)).toEqual(['Approver 0', 'Approver 1']);
    expect(await chatsOf(communityId)).toEqual([]);
  });

  test('loosens no rule at once, also not the wait itself, also not beside something tighter', async () => {
    const communityId = await running();
    const before = await policyOf(communityId);
    const looser: Partial<Policy>[] = [
      { perWithdrawal: units('1001') },
      { memberDay: units('1001') },
      { communityDay: units('5001') },
      { tiers: [{ from: 0n, approvals: 1 }] },
      {
        tiers: [
          { from: 0n, approvals: 1 },
          { from: units('501'), approvals: 2 },
        ],
      },
      { newAddressWaitMs: 23 * HOUR_MS },
      { newAddressFree: units('101') },
      { loosenDelayMs: HOUR_MS },
      { automaticDay: 1n },
      // Not more goes out by it, but it takes more out of what members have.
      { fee: 1n },
      { automaticAddressAgeMs: 0 },
      { memberDay: units('1'), perWithdrawal: units('9999') },
    ];
    for (const rules of looser) expect(agreed(await set(communityId, rules)).pending).not.toBeNull();
    expect(await policyOf(communityId)).toEqual(before);
    await passes(HOUR_MS);
    expect(await policyOf(communityId)).toEqual(before);
  });

  test('the approvals chat does not move at once, nor is a public one taken, nor the one of others', async () => {
    const communityId = await bench.team([[ben]]);
    const at = { by: operator, communityId };
    agreed(await bench.core.setApprovalsChat({ ...at, ...chat('-2001') }));
    await bench.member(communityId, '10');
    const moved = agreed(await bench.core.setApprovalsChat({ ...at, ...chat('-2002') }));
    expect(moved.pending).not.toBeNull();
    expect(await chatsOf(communityId)).toEqual(['-2001']);
    expect(await bench.core.setApprovalsChat({ ...at, ...chat('-2003'), isPrivate: false })).toMatchObject({
      refusal: 'approvals_chat_public',
    });
    const others = await bench.community();
    const taken = await bench.core.setApprovalsChat({ by: operator, communityId: others, ...chat('-2001') });
    expect(taken).toMatchObject({ refusal: 'approvals_chat_taken' });
    await passes(DAY_MS);
    expect(await chatsOf(communityId)).toEqual(['-2002']);
  });
});

describe('what takes effect when', () => {
  test('the first approver, what tightens, and everything before there is money is immediate', async () => {
    const communityId = await bench.community();
    const at = { by: operator, communityId };
    await bench.member(communityId, '10');
    expect(
      agreed(await bench.core.nameApprover({ ...at, name: 'First', accounts: [ben] })).pending,
    ).toBeNull();
    const tighter: Partial<Policy>[] = [
      { perWithdrawal: units('10') },
      { tiers: [{ from: 0n, approvals: 2 }] },
      { newAddressWaitMs: 2 * DAY_MS },
      { loosenDelayMs: 2 * DAY_MS },
    ];
    for (const rules of tighter) {
      expect(agreed(await set(communityId, rules)).pending).toBeNull();
      expect(await policyOf(communityId)).toMatchObject(rules);
    }
    const empty = await bench.team([[ben], [cyd]]);
    expect(agreed(await set(empty, { perWithdrawal: units('5000') })).pending).toBeNull();
    const second = await bench.core.nameApprover({
      by: operator,
      communityId: empty,
      name: 'Third',
      accounts: [account()],
    });
    expect(agreed(second).pending).toBeNull();
  });

  test('whoever is named is told so once on each account, when it takes effect and not before', async () => {
    const communityId = await running();
    const [eve, eva] = [account(), account('discord')];
    const welcomed = async () => {
      const rows = await bench.database.transaction((tx) => tx.query.notifications.findMany());
      return rows
        .filter(({ payload }) => (payload as { kind: string }).kind === 'approver_welcome')
        .map(({ recipientId }) => recipientId)
        .filter((id) => [eve, eva].some(({ accountId }) => accountId === id));
    };
    const at = { by: operator, communityId, name: 'Eve' };
    agreed(await bench.core.nameApprover({ ...at, accounts: [eve] }));
    expect(await welcomed()).toEqual([]);
    await passes(DAY_MS);
    expect(await welcomed()).toEqual([eve.accountId]);
    agreed(await bench.core.linkApprover({ ...at, account: eva }));
    await passes(DAY_MS);
    await passes(DAY_MS);
    expect(await welcomed()).toEqual([eve.accountId, eva.accountId]);
  });

  test('money that is only held counts as well', async () => {
    const communityId = await bench.team([[ben]]);
    await bench.asks(await bench.member(communityId, '10'), { amount: '10' });
    expect(agreed(await set(communityId, { memberDay: units('2000') })).pending).not.toBeNull();
  });

  test('what waited long enough takes effect once, after the longest wait of the community', async () => {
    const communityId = await running();
    agreed(await set(communityId, { loosenDelayMs: 3 * DAY_MS }));
    const { pending } = agreed(await set(communityId, { memberDay: units('2000') }));
    await passes(3 * DAY_MS - 1);
    expect(await stateOf(pending?.id ?? '')).toBe('waiting');
    bench.clock.pass(1);
    await Promise.all([bench.core.keepHouse(), bench.core.keepHouse()]);
    expect(await stateOf(pending?.id ?? '')).toBe('applied');
    const [view] = agreed(await bench.core.readPolicy({ by: operator, communityId }));
    expect(view).toMatchObject({
      version: 2,
      policy: { memberDay: units('2000'), loosenDelayMs: 3 * DAY_MS },
    });
    const veto = { by: ben, changeId: pending?.id ?? '', chatId: null };
    expect(await bench.core.vetoChange(veto)).toMatchObject({ refusal: 'change_over' });
  });

  test('only an approver of now vetoes, from a chat that is meant for it', async () => {
    const communityId = await running();
    const { pending } = agreed(await set(communityId, { memberDay: units('2000') }));
    const changeId = pending?.id ?? '';
    for (const by of [operator, secondOperator, account()]) {
      expect(await bench.core.vetoChange({ by, changeId, chatId: null })).toMatchObject({
        refusal: 'not_approver',
      });
    }
    expect(await bench.core.vetoChange({ by: ben, changeId, chatId: '-9' })).toMatchObject({
      refusal: 'wrong_chat',
    });
    expect(await stateOf(changeId)).toBe('waiting');
  });

  test('nobody but an operator changes anything', async () => {
    const communityId = await running();
    const no = { refusal: 'not_operator' };
    expect(await set(communityId, { perWithdrawal: 1n }, ben)).toMatchObject(no);
    expect(
      await bench.core.nameApprover({ by: ben, communityId, name: 'X', accounts: [account()] }),
    ).toMatchObject(no);
    expect(await bench.core.setApprovalsChat({ by: ben, communityId, ...chat('-5') })).toMatchObject(no);
    expect(await bench.core.pauseOutflow(ben, null)).toMatchObject(no);
  });
});

describe('what no longer fits', () => {
  test('an announced change does not undo what was tightened since', async () => {
    const communityId = await running();
    const { pending } = agreed(await set(communityId, { perWithdrawal: units('3000') }));
    agreed(await set(communityId, { memberDay: units('50'), automaticDay: 0n }));
    await passes(DAY_MS);
    expect(await stateOf(pending?.id ?? '')).toBe('applied');
    expect(await policyOf(communityId)).toMatchObject({
      perWithdrawal: units('3000'),
      memberDay: units('50'),
    });
  });

  test('D-02: a command that comes again is one change, with one answer', async () => {
    const communityId = await running();
    const first = agreed(await set(communityId, { memberDay: units('2000') }));
    bench.clock.pass(1);
    expect(agreed(await set(communityId, { memberDay: units('2000') }))).toEqual(first);
    // Somebody else's wish is their own.
    const others = agreed(await set(communityId, { memberDay: units('2000') }, secondOperator));
    expect(others.pending?.id).not.toBe(first.pending?.id);
    for (let times = 1; times <= 2; times += 1) agreed(await set(communityId, { minimum: units('3') }));
    const [view] = agreed(await bench.core.readPolicy({ by: operator, communityId }));
    expect(view).toMatchObject({ version: 1, policy: { minimum: units('3') } });
  });

  test('a rule that was set anew since is not overruled by what was asked before', async () => {
    const communityId = await running();
    const { pending } = agreed(await set(communityId, { perWithdrawal: units('3000') }));
    agreed(await set(communityId, { perWithdrawal: units('20') }));
    await passes(DAY_MS);
    expect(await stateOf(pending?.id ?? '')).toBe('failed');
    expect(await policyOf(communityId)).toMatchObject({ perWithdrawal: units('20') });
  });

  test('two that ask for the same end as one that is made and one that failed, and neither blocks others', async () => {
    const communityId = await running();
    const eve = { by: operator, communityId, name: 'Eve', accounts: [account()] };
    const wishes = [
      () => bench.core.nameApprover(eve),
      () => bench.core.nameApprover({ ...eve, accounts: [account()] }),
      () => bench.core.nameApprover({ ...eve, name: 'Eva' }),
      () => bench.core.removeApprover({ by: operator, communityId, name: 'Approver 1' }),
      () => bench.core.removeApprover({ by: operator, communityId, name: 'Approver 1' }),
      () => set(communityId, { memberDay: units('1500') }),
    ];
    const announced: string[] = [];
    for (const wish of wishes) {
      announced.push(agreed(await wish()).pending?.id ?? '');
      bench.clock.pass(1);
    }
    await passes(DAY_MS);
    const states = [];
    for (const id of announced) states.push(await stateOf(id));
    // To ask for the same once more is no second change.
    expect(announced[4]).toBe(announced[3]);
    expect(states).toEqual(['applied', 'failed', 'failed', 'applied', 'applied', 'applied']);
    expect(await namesIn(communityId)).not.toContain('Approver 1');
    expect(await policyOf(communityId)).toMatchObject({ memberDay: units('1500') });
  });

  test('what does not fit now is refused at once, and an account twice is one account', async () => {
    const communityId = await bench.team([[ben]]);
    const at = { by: operator, communityId };
    const one = account();
    expect(await bench.core.nameApprover({ ...at, name: 'approver 0', accounts: [one] })).toMatchObject({
      refusal: 'approver_exists',
    });
    expect(await bench.core.nameApprover({ ...at, name: 'Other', accounts: [ben] })).toMatchObject({
      refusal: 'approver_account_taken',
    });
    expect(await bench.core.linkApprover({ ...at, name: 'Approver 0', account: ben })).toMatchObject({
      refusal: 'approver_account_taken',
    });
    agreed(await bench.core.nameApprover({ ...at, name: 'Double', accounts: [one, one] }));
    expect(await namesIn(communityId)).toEqual(['Approver 0', 'Double']);
  });

  test('a tightened tier holds for what was approved before it', async () => {
    const communityId = await running();
    const view = await bench.approved(communityId, [ben], { amount: '90' });
    const tiers = [{ from: 0n, approvals: 2 }];
    expect(loosened(await policyOf(communityId), { ...(await policyOf(communityId)), tiers })).toEqual([]);
    agreed(await set(communityId, { tiers }));
    expect(await bench.sendAll()).toBe(0);
    const again = await bench.look(view.withdrawal.id);
    expect(again.withdrawal.state).toBe('requested');
    agreed(await bench.core.approveWithdrawal(press(ben, again)));
    agreed(await bench.core.approveWithdrawal(press(cyd, again)));
    expect(await bench.sendAll()).toBe(1);
  });
});
