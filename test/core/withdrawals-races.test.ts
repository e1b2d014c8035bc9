import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Core } from '../../src/core/core.ts';
import type { Account } from '../../src/domain/platform.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { DAY_MS } from '../../src/domain/time.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import type { CoreBench } from '../support/core-bench.ts';
import { operator } from '../support/core-bench.ts';
import { units } from '../support/factories.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { WithdrawalBench } from '../support/withdrawal-bench.ts';
import { account, agreed, createWithdrawalBench, press } from '../support/withdrawal-bench.ts';

const ROUNDS = 5;

let database: TestDatabase;
let bench: WithdrawalBench;
let instances: CoreBench[];

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createWithdrawalBench(database.url);
  instances = [bench, await bench.instance()];
});
afterAll(async () => {
  await bench.close();
  await database.drop();
});

/** The same seed gives the same race, as far as the order of presses goes. */
function shuffle<T>(all: readonly T[], seed: number): T[] {
  let state = seed + 1;
  const keyed = all.map((one) => {
    state = (state * 48_271) % 2_147_483_647;
    return [state, one] as const;
  });
  return keyed.sort(([a], [b]) => a - b).map(([, one]) => one);
}

type Answer = WithdrawalView | Refusal;
const on = (index: number): Core => (instances[index % instances.length] as CoreBench).core;

describe.each([2, 3, 4, 5, 6, 7, 8])('a team of %i on two instances', (size) => {
  const team: Account[] = Array.from({ length: size }, (_, index) =>
    account(index % 2 === 0 ? 'telegram' : 'discord'),
  );
  const needed = Math.min(2, size);
  let communityId: string;
  beforeAll(async () => {
    const tiers = [{ from: 0n, approvals: needed }];
    const limits = { memberDay: units('9000'), communityDay: units('99000') };
    communityId = await bench.team(
      team.map((one) => [one]),
      { tiers, ...limits },
    );
  });

  test('B-17: all approve at once: one step, and everybody is told how it stands', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const view = await bench.asks(await bench.member(communityId, '50'));
      const presses = shuffle([...team, ...team], round).map((by, index) =>
        on(index).approveWithdrawal(press(by, view)),
      );
      const answers: Answer[] = await Promise.all(presses);
      const { withdrawal, decisions } = await bench.look(view.withdrawal.id);
      expect(withdrawal).toMatchObject({ state: 'approved', revision: 2 });
      expect(new Set(decisions.map(({ approverId }) => approverId)).size).toBe(decisions.length);
      expect(decisions).toHaveLength(needed);
      for (const answer of answers) {
        if (isRefusal(answer)) expect(answer.refusal).toBe('decided_already');
        else expect(answer.withdrawal.id).toBe(withdrawal.id);
      }
    }
  });

  test('B-21: approve, reject and cancel at once: one outcome, and nobody is told another', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const member = await bench.member(communityId, '50');
      const view = await bench.asks(member);
      const { id } = view.withdrawal;
      type Press = (core: Core) => Promise<Answer>;
      const approvals = team.map(
        (by): Press =>
          (core) =>
            core.approveWithdrawal(press(by, view)),
      );
      const others: Press[] = [
        (core) => core.rejectWithdrawal(press(team[round % size] as Account, view), 'no'),
        (core) => core.cancelWithdrawal(member, id),
      ];
      const presses = shuffle([...approvals, ...others], round).map((work, index) => work(on(index)));
      const answers = await Promise.all(presses);
      const { withdrawal } = await bench.look(id);
      expect(['rejected', 'cancelled']).toContain(withdrawal.state);
      const ends = answers.flatMap((answer) => (isRefusal(answer) ? [] : [answer.withdrawal.state]));
      const told = new Set(ends.filter((state) => state === 'rejected' || state === 'cancelled'));
      expect(told).toEqual(new Set([withdrawal.state]));
      expect(await bench.balanceOf(member)).toMatchObject({ available: units('50'), held: 0n });
    }
  });

  test('B-09, B-23: approve, cancel and two senders at once: sent once, or never', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await bench.sendAll();
      const member = await bench.member(communityId, '50');
      const view = await bench.asks(member);
      const { id, address } = view.withdrawal;
      for (const by of team.slice(1, needed)) agreed(await on(0).approveWithdrawal(press(by, view)));
      const works: ((core: Core) => Promise<unknown>)[] = [
        async (core) => {
          await core.approveWithdrawal(press(team[0] as Account, view));
          await core.sendWithdrawals();
        },
        (core) => core.cancelWithdrawal(member, id),
        (core) => core.sendWithdrawals(),
        (core) => core.sendWithdrawals(),
      ];
      await Promise.all(shuffle(works, round).map((work, index) => work(on(index))));
      await bench.sendAll();
      const { withdrawal } = await bench.look(id);
      expect(['sent', 'cancelled']).toContain(withdrawal.state);
      expect(bench.transfers.executionsTo(address)).toBe(withdrawal.state === 'sent' ? 1 : 0);
      const left = withdrawal.state === 'sent' ? units('40') : units('50');
      expect(await bench.balanceOf(member)).toMatchObject({ available: left, held: 0n });
    }
  });
});

test('a veto and the end of the wait at once: the change is made, or it is vetoed, never both', async () => {
  const ben = account();
  for (let round = 0; round < 10; round += 1) {
    const communityId = await bench.team([[ben]]);
    await bench.member(communityId, '10');
    const added = { by: operator, communityId, name: 'Eve', accounts: [account()] };
    const { pending } = agreed(await bench.core.nameApprover(added));
    bench.clock.pass(DAY_MS);
    const veto = { by: ben, changeId: pending?.id ?? '', chatId: null };
    const works: ((core: Core) => Promise<unknown>)[] = [
      (core) => core.keepHouse(),
      (core) => core.vetoChange(veto),
      (core) => core.keepHouse(),
    ];
    await Promise.all(shuffle(works, round).map((work, index) => work(on(index))));
    const view = await bench.inTransaction((stores) => bench.core.viewChange(stores, veto.changeId));
    const approvers = await bench.inTransaction(({ approvals }) => approvals.approvers(communityId));
    expect([view?.state, approvers.length]).toEqual(
      view?.state === 'vetoed' ? ['vetoed', 1] : ['applied', 2],
    );
  }
});

test('after hundreds of races the books and the holds agree (L3, L4, L6, S1)', async () => {
  expect(await bench.faults()).toEqual([]);
});
