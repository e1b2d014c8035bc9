import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRefusal } from '../../src/domain/refusal.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts';
import type { CoreBench } from '../support/core-bench.ts';
import { operator } from '../support/core-bench.ts';
import { units, usdt } from '../support/factories.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { WithdrawalBench } from '../support/withdrawal-bench.ts';
import { account, agreed, createWithdrawalBench, freshAddress, press } from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: WithdrawalBench;
let other: CoreBench;
const ben = account();

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createWithdrawalBench(database.url);
  other = await bench.instance();
});
afterAll(async () => {
  expect(await bench.faults()).toEqual([]);
  await bench.close();
  await database.drop();
});

const team = (policy = {}) => bench.team([[ben]], policy);
const draft = async (
  member: Parameters<WithdrawalBench['asks']>[0],
  amount = '10',
  address = freshAddress(),
) =>
  agreed(await bench.core.draftWithdrawal(member, { communityId: member.communityId, amount, address }))
    .draft;

describe('asking', () => {
  test('L6: a request reserves amount and fee, once, and nothing before it is confirmed', async () => {
    const member = await bench.member(await team({ fee: units('0.5') }), '30');
    const { id } = await draft(member);
    expect(await bench.balanceOf(member)).toMatchObject({ available: units('30'), held: 0n });
    const { withdrawal } = agreed(await bench.core.confirmWithdrawal(member, id));
    expect(withdrawal).toMatchObject({
      state: 'requested',
      revision: 1,
      amount: units('10'),
      fee: units('0.5'),
    });
    expect(await bench.balanceOf(member)).toMatchObject({ available: units('19.5'), held: units('10.5') });
  });

  test('confirmed twenty times on two instances at once, it is one request with one hold', async () => {
    const member = await bench.member(await team(), '100');
    const { id } = await draft(member);
    const presses = Array.from({ length: 20 }, (_, index) =>
      (index % 2 === 0 ? bench : other).core.confirmWithdrawal(member, id),
    );
    const ids = (await Promise.all(presses)).map((answer) => agreed(answer).withdrawal.id);
    expect(new Set(ids).size).toBe(1);
    expect(await bench.balanceOf(member)).toMatchObject({ available: units('90'), held: units('10') });
    // Also long after it: the answer stays the first one.
    bench.clock.pass(HOUR_MS);
    expect(agreed(await other.core.confirmWithdrawal(member, id)).withdrawal.id).toBe(ids[0]);
  });

  test("somebody else's draft, and somebody else's withdrawal, are not there", async () => {
    const communityId = await team();
    const [member, thief] = [await bench.member(communityId, '100'), await bench.member(communityId, '100')];
    const { id } = await draft(member);
    const nothing = { refusal: 'withdrawal_not_found' };
    expect(await bench.core.confirmWithdrawal(thief, id)).toMatchObject(nothing);
    expect(await bench.core.confirmWithdrawal(member, 'no-such-draft')).toMatchObject(nothing);
    const { withdrawal } = agreed(await bench.core.confirmWithdrawal(member, id));
    expect(await bench.core.cancelWithdrawal(thief, withdrawal.id)).toMatchObject(nothing);
    // The same number on another platform is somebody else.
    const namesake = { platform: 'discord' as const, accountId: member.accountId };
    expect(await bench.core.cancelWithdrawal(namesake, withdrawal.id)).toMatchObject(nothing);
  });

  test('a preview is worth ten minutes, and the fee that it showed', async () => {
    const communityId = await team();
    const member = await bench.member(communityId, '100');
    const old = await draft(member);
    bench.clock.pass(10 * MINUTE_MS + 1);
    expect(await bench.core.confirmWithdrawal(member, old.id)).toMatchObject({ refusal: 'draft_expired' });
    const set = async (fee: string) => {
      const change = (before: object) => ({ ...before, fee: units(fee) }) as never;
      return agreed(await bench.core.setPolicy({ by: operator, communityId, assetId: usdt.id, change }));
    };
    // A raise waits, so that somebody can veto it; what was previewed before it took effect is void then.
    expect((await set('5')).pending).not.toBeNull();
    bench.clock.pass(DAY_MS - 1);
    const [before, early] = [await draft(member), await draft(member)];
    expect([before.fee, early.fee]).toEqual([0n, 0n]);
    agreed(await bench.core.confirmWithdrawal(member, early.id));
    expect(await bench.balanceOf(member)).toMatchObject({ held: units('10') });
    bench.clock.pass(1);
    await bench.core.keepHouse();
    expect(await bench.core.confirmWithdrawal(member, before.id)).toMatchObject({ refusal: 'draft_expired' });
    const after = await draft(member);
    expect(after.fee).toBe(units('5'));
    // A lower one holds at once for what is previewed from now on.
    expect((await set('1')).pending).toBeNull();
    expect(agreed(await bench.core.confirmWithdrawal(member, after.id)).withdrawal.fee).toBe(units('5'));
    expect((await draft(member)).fee).toBe(units('1'));
  });

  test('cancelled, it is back in the balance, once', async () => {
    const member = await bench.member(await team(), '100');
    const { withdrawal } = await bench.asks(member);
    const cancels = [bench, other, bench, other].map(({ core }) =>
      core.cancelWithdrawal(member, withdrawal.id),
    );
    for (const answer of await Promise.all(cancels)) {
      expect(agreed(answer).withdrawal.state).toBe('cancelled');
    }
    expect(await bench.balanceOf(member)).toMatchObject({ available: units('100'), held: 0n });
  });

  test('without anybody who could approve it, it is not taken in', async () => {
    const communityId = await bench.community();
    const member = await bench.member(communityId, '100');
    const wish = { communityId, amount: '10', address: freshAddress() };
    expect(await bench.core.draftWithdrawal(member, wish)).toMatchObject({
      refusal: 'withdrawals_no_approver',
    });
    // The only approver is who asks.
    const own = await bench.member(await team(), '100', ben);
    expect(await bench.core.draftWithdrawal(own, { ...wish, communityId: own.communityId })).toMatchObject({
      refusal: 'withdrawals_no_approver',
    });
  });
});

describe('many at once', () => {
  test('B-24: forty confirms at once on two instances reserve no more than there is', async () => {
    const member = await bench.member(await team(), '25');
    const drafts = [];
    for (let index = 0; index < 40; index += 1) drafts.push(await draft(member));
    const answers = await Promise.all(
      drafts.map(({ id }, index) => (index % 2 === 0 ? bench : other).core.confirmWithdrawal(member, id)),
    );
    const refusals = new Set(answers.flatMap((answer) => (isRefusal(answer) ? [answer.refusal] : [])));
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(2);
    expect(refusals).toEqual(new Set(['balance_too_small']));
    expect(await bench.balanceOf(member)).toMatchObject({ available: units('5'), held: units('20') });
  });

  test('more than three of a member are never under way', async () => {
    const member = await bench.member(await team(), '500');
    const drafts = [];
    for (let index = 0; index < 10; index += 1) drafts.push(await draft(member));
    const answers = await Promise.all(drafts.map(({ id }) => bench.core.confirmWithdrawal(member, id)));
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(3);
    expect(answers).toContainEqual(expect.objectContaining({ refusal: 'too_many_withdrawals' }));
  });

  test('B-26: requests of many members at once never pass the limit of the community', async () => {
    const communityId = await team({ communityDay: units('100'), memberDay: units('60') });
    const members = [];
    for (let index = 0; index < 12; index += 1) members.push(await bench.member(communityId, '100'));
    const answers = await Promise.all(
      members.map(async (member, index) => {
        const { id } = await draft(member, '30');
        return (index % 2 === 0 ? bench : other).core.confirmWithdrawal(member, id);
      }),
    );
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(3);
    const refused = answers.find(isRefusal);
    expect(refused).toMatchObject({
      refusal: 'withdrawal_above_day',
      facts: { limit: '100', left: '10', whose: 'communityDay' },
    });
  });

  test('B-26: the limit of a member counts what is asked for, and frees what was given back', async () => {
    const communityId = await team({ memberDay: units('100') });
    const member = await bench.member(communityId, '500');
    const first = await bench.asks(member, { amount: '60' });
    const wish = { communityId, amount: '41', address: freshAddress() };
    expect(await bench.core.draftWithdrawal(member, wish)).toMatchObject({
      refusal: 'withdrawal_above_day',
      facts: { left: '40', whose: 'memberDay' },
    });
    agreed(await bench.core.rejectWithdrawal(press(ben, first), 'ask again'));
    expect(await bench.core.draftWithdrawal(member, wish)).toHaveProperty('draft');
  });
});
