import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../src/domain/time.ts';
import type { CoreBench } from '../support/core-bench.ts';
import { operator } from '../support/core-bench.ts';
import { units } from '../support/factories.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { WithdrawalBench } from '../support/withdrawal-bench.ts';
import {
  account,
  agreed,
  createWithdrawalBench,
  operatorElsewhere,
  press,
} from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: WithdrawalBench;
let other: CoreBench;
const [ben, cyd, dan] = [account(), account('discord'), account()];
const benOnDiscord = account('discord');
const benWith = [ben, benOnDiscord];

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

// Nothing of an earlier test stands in the queue.
beforeEach(async () => {
  await bench.sendAll();
});

/** Removes an approver as if the wait of a day had passed. */
async function removed(communityId: string, name: string) {
  agreed(await bench.core.removeApprover({ by: operator, communityId, name }));
  bench.clock.pass(24 * HOUR_MS + 1);
  await bench.core.keepHouse();
}

describe('who decides', () => {
  test('B-18: the same human on both platforms is one of the two who are needed', async () => {
    const communityId = await bench.team([benWith, [cyd]]);
    const view = await bench.asks(await bench.member(communityId, '600'), { amount: '500' });
    agreed(await bench.core.approveWithdrawal(press(ben, view)));
    const again = agreed(await other.core.approveWithdrawal(press(benOnDiscord, view)));
    expect(again).toMatchObject({ withdrawal: { state: 'requested' }, standing: { needed: 2 } });
    expect(again.standing.agreed).toMatchObject([{ names: ['Approver 0'] }]);
    const both = agreed(await other.core.approveWithdrawal(press(cyd, view)));
    expect(both.withdrawal.state).toBe('approved');
  });

  test('B-18: two approvers who are one human by the accounts of an operator count once', async () => {
    const communityId = await bench.team([[operator], [operatorElsewhere], [cyd]]);
    const view = await bench.asks(await bench.member(communityId, '600'), { amount: '500' });
    expect(view.standing.persons).toBe(2);
    agreed(await bench.core.approveWithdrawal(press(operator, view)));
    const twice = agreed(await bench.core.approveWithdrawal(press(operatorElsewhere, view)));
    expect(twice.withdrawal.state).toBe('requested');
    expect(agreed(await bench.core.approveWithdrawal(press(cyd, view))).withdrawal.state).toBe('approved');
  });

  test('B-19, T-03: nobody decides their own, through no account, in no way', async () => {
    const communityId = await bench.team([benWith, [operatorElsewhere], [dan]]);
    const cases = [
      { asks: ben, decides: ben },
      { asks: ben, decides: benOnDiscord },
      // Named as an approver with one account, known as an operator with another.
      { asks: operator, decides: operatorElsewhere },
    ];
    for (const { asks, decides } of cases) {
      const view = await bench.asks(await bench.member(communityId, '100', asks));
      expect(view.withdrawal.marks).toContain('staff');
      const own = { refusal: 'own_withdrawal' };
      expect(await bench.core.approveWithdrawal(press(decides, view))).toMatchObject(own);
      expect(await bench.core.rejectWithdrawal(press(decides, view), 'no')).toMatchObject(own);
      expect(await bench.core.readAsApprover(press(decides, view))).toMatchObject(own);
      const verdict = { kind: 'send_again', reason: 'x' } as const;
      expect(await bench.core.settleWithdrawal(press(decides, view), verdict)).toMatchObject(own);
      expect(agreed(await bench.core.approveWithdrawal(press(dan, view))).withdrawal.state).toBe('approved');
    }
  });

  test('members, operators, and approvers of another community decide nothing', async () => {
    const communityId = await bench.team([[ben]]);
    const stranger = account();
    await bench.team([[stranger]]);
    const view = await bench.asks(await bench.member(communityId, '100'));
    for (const by of [
      account(),
      operator,
      stranger,
      { platform: 'discord' as const, accountId: ben.accountId },
    ]) {
      expect(await bench.core.approveWithdrawal(press(by, view))).toMatchObject({ refusal: 'not_approver' });
      expect(await bench.core.rejectWithdrawal(press(by, view), 'no')).toMatchObject({
        refusal: 'not_approver',
      });
    }
  });

  test('B-22, T-09: a press in another chat counts nothing; in the approvals chat it does', async () => {
    const communityId = await bench.team([[ben]]);
    const chat = { platform: 'telegram' as const, chatId: '-100', isPrivate: true, language: 'en' as const };
    const elsewhere = await bench.community();
    agreed(await bench.core.setApprovalsChat({ by: operator, communityId: elsewhere, ...chat }));
    agreed(await bench.core.setApprovalsChat({ by: operator, communityId, ...chat, chatId: '-200' }));
    const view = await bench.asks(await bench.member(communityId, '100'));
    for (const chatId of ['-100', '-300', '']) {
      const scene = { ...press(ben, view), chatId };
      expect(await bench.core.approveWithdrawal(scene)).toMatchObject({ refusal: 'wrong_chat' });
    }
    const here = { ...press(ben, view), chatId: '-200' };
    expect(agreed(await bench.core.approveWithdrawal(here)).withdrawal.state).toBe('approved');
  });
});

describe('what a press is worth', () => {
  test('B-22: an old button approves and rejects nothing, and says so', async () => {
    const communityId = await bench.team([[ben], [cyd]]);
    const first = await bench.approved(communityId, [ben]);
    const past = { refusal: 'decided_already' };
    expect(await bench.core.approveWithdrawal(press(cyd, { ...first }))).toMatchObject(past);
    const round = { ...press(ben, first), revision: 1 };
    expect(await bench.core.approveWithdrawal(round)).toMatchObject(past);
    // Two rounds later, after the quorum was lost, the cards of the first round are stale.
    await removed(communityId, 'Approver 0');
    await bench.sendAll();
    const again = await bench.look(first.withdrawal.id);
    expect(again.withdrawal).toMatchObject({ state: 'requested', revision: 3 });
    const old = { ...press(cyd, again), revision: 1 };
    expect(await bench.core.approveWithdrawal(old)).toMatchObject(past);
    expect(await bench.core.rejectWithdrawal(old, 'no')).toMatchObject(past);
    expect(agreed(await bench.core.approveWithdrawal(press(cyd, again))).withdrawal.state).toBe('approved');
    expect(await bench.sendAll()).toBe(1);
  });

  test('B-20: approvals of somebody who was removed since do not count at the claim', async () => {
    const communityId = await bench.team([[ben], [cyd], [dan]]);
    const member = await bench.member(communityId, '600');
    const view = await bench.approved(communityId, [ben, cyd], { by: member, amount: '500' });
    expect(view.withdrawal.state).toBe('approved');
    await removed(communityId, 'Approver 1');
    await bench.sendAll();
    expect((await bench.look(view.withdrawal.id)).withdrawal.state).toBe('requested');
    expect(bench.transfers.executionsTo(view.withdrawal.address)).toBe(0);
    expect(await bench.core.approveWithdrawal(press(cyd, view))).toMatchObject({ refusal: 'not_approver' });
    agreed(await bench.core.rejectWithdrawal(press(dan, await bench.look(view.withdrawal.id)), 'over'));
  });

  test('a reason is given for a no, and one person is enough for it', async () => {
    const communityId = await bench.team([[ben], [cyd]]);
    const member = await bench.member(communityId, '600');
    const view = await bench.approved(communityId, [ben], { by: member, amount: '100' });
    expect(view.withdrawal.state).toBe('approved');
    expect(await bench.core.rejectWithdrawal(press(cyd, view), '  ')).toMatchObject({
      refusal: 'reason_missing',
    });
    const words = `system: pre-approved ${'x'.repeat(300)}`;
    const { withdrawal } = agreed(await bench.core.rejectWithdrawal(press(cyd, view), words));
    expect(withdrawal).toMatchObject({ state: 'rejected', reason: words.slice(0, 200) });
    expect(await bench.balanceOf(member)).toMatchObject({ available: units('600'), held: 0n });
  });

  test('B-34: what nobody decides in 72 hours is given back once, and cannot be approved after it', async () => {
    const communityId = await bench.team([[ben]]);
    const member = await bench.member(communityId, '100');
    const view = await bench.asks(member);
    const ready = await bench.approved(communityId, [ben], { by: member });
    bench.clock.pass(72 * HOUR_MS);
    expect(await bench.core.approveWithdrawal(press(ben, view))).toMatchObject({
      refusal: 'withdrawal_over',
    });
    // Not even if housekeeping comes late.
    expect(await bench.sendAll()).toBe(0);
    await Promise.all([bench.core.keepHouse(), other.core.keepHouse()]);
    for (const { withdrawal } of [view, ready]) {
      expect((await bench.look(withdrawal.id)).withdrawal.state).toBe('lapsed');
    }
    expect(await bench.balanceOf(member)).toMatchObject({ available: units('100'), held: 0n });
  });

  test('B-35: in a frozen community nothing is approved, sent or given back by time', async () => {
    const communityId = await bench.team([[ben]]);
    const member = await bench.member(communityId, '100');
    const [asked, ready] = [
      await bench.asks(member),
      await bench.approved(communityId, [ben], { by: member }),
    ];
    const at = { by: operator, communityId };
    agreed(await bench.core.changeCommunityState({ ...at, state: 'frozen' }));
    const off = { refusal: 'community_frozen' };
    expect(await bench.core.approveWithdrawal(press(ben, asked))).toMatchObject(off);
    expect(await bench.core.sendWithdrawals()).toBe(0);
    bench.clock.pass(100 * HOUR_MS);
    await bench.core.keepHouse();
    expect((await bench.look(asked.withdrawal.id)).withdrawal.state).toBe('requested');
    expect((await bench.look(ready.withdrawal.id)).withdrawal.state).toBe('approved');
    expect(await bench.balanceOf(member)).toMatchObject({ held: units('20') });
    agreed(await bench.core.changeCommunityState({ ...at, state: 'active' }));
    bench.clock.pass(24 * HOUR_MS);
    await bench.core.keepHouse();
    // Opened in this round, it is looked at in the next one at the latest.
    await bench.core.keepHouse();
    expect(await bench.balanceOf(member)).toMatchObject({ held: 0n });
  });
});
