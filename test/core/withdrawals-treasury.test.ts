import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { equityOf } from '../../src/domain/ledger.ts';
import type { Account } from '../../src/domain/platform.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { DAY_MS } from '../../src/domain/time.ts';
import type { CoreBench } from '../support/core-bench.ts';
import { operator } from '../support/core-bench.ts';
import { units, usdt } from '../support/factories.ts';
import { answersLater, refuses, sends } from '../support/scripted-transfers.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { WithdrawalBench } from '../support/withdrawal-bench.ts';
import {
  account,
  agreed,
  createWithdrawalBench,
  freshAddress,
  operatorElsewhere,
  secondOperator,
} from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: WithdrawalBench;
let other: CoreBench;
let communityId: string;
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
beforeEach(async () => {
  await bench.sendAll();
  communityId = await bench.team([[ben]]);
});

const move = (
  kind: 'fund' | 'draw',
  amount: string,
  { by = operator, key = randomUUID(), on = bench }: { by?: Account; key?: string; on?: CoreBench } = {},
) =>
  on.core.moveTreasury({ by, communityId, assetId: usdt.id, kind, amount: units(amount), requestKey: key });
const equity = async () =>
  equityOf(await bench.inTransaction(({ ledger }) => ledger.sums(communityId, usdt.id)));
const funded = async (amount: string) => {
  const asked = agreed(await move('fund', amount));
  agreed(await bench.core.endTreasuryMove(secondOperator, asked.move.id, 'booked'));
};
const canary = (
  on: CoreBench = bench,
  more: { by?: typeof operator; key?: string; address?: string } = {},
) => {
  const { by = operator, key = randomUUID(), address = freshAddress() } = more;
  return on.core.sendCanary({ by, communityId, assetId: usdt.id, address, requestKey: key });
};

describe('the owner’s money', () => {
  test('money in counts when a second operator has seen it, and not through another account of the first', async () => {
    const asked = agreed(await move('fund', '50'));
    const end = (by: typeof operator) => bench.core.endTreasuryMove(by, asked.move.id, 'booked');
    expect(await equity()).toBe(0n);
    expect(await end(operator)).toMatchObject({ refusal: 'second_person_needed' });
    expect(await end(operatorElsewhere)).toMatchObject({ refusal: 'second_person_needed' });
    expect(await end(ben)).toMatchObject({ refusal: 'not_operator' });
    const both = await Promise.all([end(secondOperator), end(secondOperator)]);
    expect(both.filter((answer) => !isRefusal(answer))).toHaveLength(1);
    expect(await equity()).toBe(units('50'));
    expect(await end(secondOperator)).toMatchObject({ refusal: 'treasury_move_over' });
  });

  test('a command that is repeated is one movement', async () => {
    const key = randomUUID();
    const answers = await Promise.all([bench, other, bench].map((on) => move('fund', '5', { key, on })));
    expect(new Set(answers.map((answer) => agreed(answer).move.id)).size).toBe(1);
  });

  test('a draw is reserved before it is made, and given back if it is not', async () => {
    await funded('50');
    const first = agreed(await move('draw', '30'));
    expect(await equity()).toBe(units('20'));
    expect(await move('draw', '20.000001')).toMatchObject({
      refusal: 'draw_too_large',
      facts: { limit: '20' },
    });
    const sums = () => bench.sums(communityId);
    expect(await sums()).toMatchObject({ treasury: -units('50'), reserved: units('30') });
    agreed(await bench.core.endTreasuryMove(operator, first.move.id, 'cancelled'));
    expect(await equity()).toBe(units('50'));
    const second = agreed(await move('draw', '50'));
    agreed(await bench.core.endTreasuryMove(operator, second.move.id, 'booked'));
    expect(await sums()).toMatchObject({ treasury: 0n, reserved: 0n, operator_funds: 0n });
  });

  test('D-5: draws and canaries at once on two instances never take equity below zero, nor members’ money', async () => {
    const member = await bench.member(communityId, '500');
    await funded('10');
    const draws = Array.from({ length: 20 }, (_, index) =>
      index % 7 === 3
        ? canary(index % 2 === 0 ? bench : other)
        : move('draw', '3', { on: index % 2 === 0 ? bench : other }),
    );
    const answers = await Promise.all<unknown>(draws);
    expect(await equity()).toBeGreaterThanOrEqual(0n);
    expect(await equity()).toBeLessThan(units('3'));
    expect(answers.filter((answer) => !isRefusal(answer)).length).toBeLessThanOrEqual(4);
    expect(await bench.balanceOf(member)).toMatchObject({ available: units('500') });
  });
});

describe('a canary', () => {
  test('B-14: it goes out of the owner’s money alone, once a day, whoever asks and however often', async () => {
    expect(await canary()).toMatchObject({ refusal: 'equity_too_small' });
    // What members have is not the owner's.
    await bench.member(communityId, '500');
    expect(await canary()).toMatchObject({ refusal: 'equity_too_small' });
    await funded('1');
    expect(await canary(bench, { by: ben })).toMatchObject({ refusal: 'not_operator' });
    const key = randomUUID();
    const address = freshAddress();
    const many = [
      ...[bench, other, bench].map((on) => canary(on, { key, address })),
      canary(other, { by: secondOperator }),
    ];
    const answers = await Promise.all(many);
    const made = answers.flatMap((answer) => (isRefusal(answer) ? [] : [answer.withdrawal.id]));
    expect(new Set(made).size).toBe(1);
    expect(answers.filter(isRefusal).every(({ refusal }) => refusal === 'canary_too_soon')).toBe(true);
    expect(await equity()).toBe(units('0.99'));
    await bench.sendAll();
    bench.clock.pass(DAY_MS - 1);
    expect(await canary()).toMatchObject({ refusal: 'canary_too_soon' });
    bench.clock.pass(1);
    agreed(await canary());
  });

  test('it is sent by the same protocol, confirmed by an operator, and given back when it was not sent', async () => {
    await funded('1');
    bench.transfers.next.push(refuses('balance_not_enough'));
    const failed = agreed(await canary());
    await bench.sendAll();
    expect((await bench.look(failed.withdrawal.id)).withdrawal.state).toBe('failed');
    expect(await equity()).toBe(units('1'));
    bench.clock.pass(DAY_MS);
    const sent = agreed(await canary());
    const confirm = (by: typeof operator) => bench.core.confirmCanary(by, sent.withdrawal.id, true);
    expect(await confirm(operator)).toMatchObject({ refusal: 'withdrawal_over' });
    await bench.sendAll();
    expect(bench.transfers.calls.at(-1)).toMatchObject({ amount: '0.01', address: sent.withdrawal.address });
    expect(await confirm(ben)).toMatchObject({ refusal: 'not_operator' });
    expect(agreed(await confirm(operator)).withdrawal.confirmedAt).toBe(bench.clock.now());
    expect(await bench.sums(communityId)).toMatchObject({ treasury: -units('0.99'), reserved: 0n });
  });

  test('B-14: something else arrived: everything stops, until two operators have understood it', async () => {
    await funded('1');
    const { withdrawal } = agreed(await canary());
    await bench.sendAll();
    await bench.approved(communityId, [ben]);
    agreed(await bench.core.confirmCanary(operator, withdrawal.id, false));
    expect(await bench.inTransaction(({ treasury }) => treasury.outflow())).toMatchObject({
      pausedBy: 'canary',
    });
    expect(await bench.alarms()).toContain('canary_differs');
    expect(await bench.sendAll()).toBe(0);
    agreed(await bench.core.resumeOutflow(operator));
    agreed(await bench.core.resumeOutflow(secondOperator));
    expect(await bench.sendAll()).toBe(1);
  });
});

describe('pause', () => {
  test('W9: paused between approve and claim, nothing is claimed, on no instance, until it is resumed', async () => {
    const view = await bench.approved(communityId, [ben]);
    agreed(await bench.core.pauseOutflow(operatorElsewhere, 'something is odd'));
    for (const { core } of [bench, other]) expect(await core.sendWithdrawals()).toBe(0);
    // It survives a restart: another process reads the same row.
    const restarted = await bench.instance();
    expect(await restarted.core.sendWithdrawals()).toBe(0);
    expect(await restarted.inTransaction(({ treasury }) => treasury.outflow())).toMatchObject({
      pausedBy: 'discord:1001',
      reason: 'something is odd',
    });
    const member = await bench.member(communityId, '50');
    const wish = { communityId, amount: '5', address: freshAddress() };
    expect(await bench.core.draftWithdrawal(member, wish)).toMatchObject({ refusal: 'withdrawals_paused' });
    for (const by of [operator, operatorElsewhere, operator]) {
      expect(agreed(await bench.core.resumeOutflow(by)).pausedAt).not.toBeNull();
    }
    expect(await bench.core.resumeOutflow(ben)).toMatchObject({ refusal: 'not_operator' });
    expect(agreed(await bench.core.resumeOutflow(secondOperator)).pausedAt).toBeNull();
    expect(await bench.sendAll()).toBe(1);
    expect((await bench.look(view.withdrawal.id)).withdrawal.state).toBe('sent');
  });

  test('W9: paused again, what one operator asked for before is void', async () => {
    agreed(await bench.core.pauseOutflow(operator, null));
    agreed(await bench.core.resumeOutflow(operator));
    agreed(await bench.core.pauseOutflow(operator, 'still'));
    expect(agreed(await bench.core.resumeOutflow(secondOperator)).pausedAt).not.toBeNull();
    expect(agreed(await bench.core.resumeOutflow(operator)).pausedAt).toBeNull();
  });

  test('W9: a pause and many senders at once: no try is ever younger than the pause', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { withdrawal } = await bench.approved(communityId, [ben]);
      const works = [
        () => bench.core.sendWithdrawals(),
        () => other.core.pauseOutflow(operator, 'race'),
        () => other.core.sendWithdrawals(),
      ];
      await Promise.all((round % 2 === 0 ? works : works.toReversed()).map((work) => work()));
      const before = bench.transfers.calls.length;
      bench.clock.pass(1);
      for (const { core } of [bench, other]) expect(await core.sendWithdrawals()).toBe(0);
      expect(bench.transfers.calls).toHaveLength(before);
      agreed(await bench.core.resumeOutflow(operator));
      agreed(await bench.core.resumeOutflow(secondOperator));
      await bench.sendAll();
      expect(bench.transfers.executionsTo(withdrawal.address)).toBe(1);
    }
  });

  test('what is being sent when somebody pauses ends as it ends', async () => {
    const later = answersLater();
    const view = await bench.approved(communityId, [ben]);
    bench.transfers.next.push(later.call);
    const sending = bench.core.sendWithdrawals();
    await later.begun;
    agreed(await other.core.pauseOutflow(operator, null));
    later.answer(await sends().answer());
    await sending;
    expect((await bench.look(view.withdrawal.id)).withdrawal.state).toBe('sent');
    agreed(await bench.core.resumeOutflow(operator));
    agreed(await bench.core.resumeOutflow(secondOperator));
  });
});
