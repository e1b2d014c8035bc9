import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createCore } from '../../src/core/core.ts';
import type { CoreDeps } from '../../src/core/deps.ts';
import type { UnitOfWork } from '../../src/ports/unit-of-work.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts';
import type { CoreBench } from '../support/core-bench.ts';
import { units } from '../support/factories.ts';
import { answersLater, newHash, sends } from '../support/scripted-transfers.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { WithdrawalBench } from '../support/withdrawal-bench.ts';
import { account, agreed, createWithdrawalBench, press } from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: WithdrawalBench;
let communityId: string;
const ben = account();

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
  bench.clock.pass(HOUR_MS);
  communityId = await bench.team([[ben]], { communityDay: units('50000') });
});

/** A process that dies at its n-th step, whatever it is: from then on nothing of it reaches anybody. */
function mortal(steps: number): { step(): void; isDead(): boolean } {
  let left = steps;
  return {
    step() {
      left -= 1;
      if (left < 0) throw new Error('the process died here');
    },
    isDead: () => left < 0,
  };
}

/** Every call into the database and each begin and commit is a step. */
function dyingUnitOfWork(inTransaction: UnitOfWork, life: ReturnType<typeof mortal>): UnitOfWork {
  const watch = <T extends object>(store: T): T =>
    new Proxy(store, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value === 'object' && value !== null) return watch(value);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]): unknown => {
          life.step();
          return Reflect.apply(value, target, given);
        };
      },
    });
  return async (work) => {
    life.step();
    const result = await inTransaction((stores) => work(watch(stores)));
    life.step();
    return result;
  };
}

/** A sender that dies after so many steps; says whether it got through. */
async function sendAndDie(steps: number): Promise<boolean> {
  const life = mortal(steps);
  const { transfers, inTransaction } = bench;
  const deps: Partial<CoreDeps> = {
    inTransaction: dyingUnitOfWork(inTransaction, life),
    transfers: {
      isReachable: transfers.isReachable,
      async send(order) {
        life.step();
        const outcome = await transfers.send(order);
        life.step();
        return outcome;
      },
    },
  };
  const dying: CoreBench = await bench.instance();
  await createCore({ ...dying.deps, ...deps })
    .sendWithdrawals()
    .catch(() => 0);
  await dying.close();
  return !life.isDead();
}

test('B-01, B-02, B-03, W1: wherever the sender dies, it is sent at most once, and no hold is lost', async () => {
  const seen = new Set<string>();
  for (let steps = 0, isThrough = false; !isThrough; steps += 1) {
    const member = await bench.member(communityId, '100');
    const { withdrawal } = await bench.approved(communityId, [ben], { by: member });
    isThrough = await sendAndDie(steps);
    // Whoever is left waits until the dead one is known to be gone, and goes on for long.
    bench.clock.pass(3 * MINUTE_MS);
    await bench.core.keepHouse();
    await bench.sendAll();
    bench.clock.pass(15 * MINUTE_MS);
    await bench.core.keepHouse();
    await bench.sendAll();
    const { state } = (await bench.look(withdrawal.id)).withdrawal;
    const executions = bench.transfers.executionsTo(withdrawal.address);
    seen.add(`${state} ${executions}`);
    expect(['sent', 'unknown']).toContain(state);
    expect(executions).toBeLessThanOrEqual(1);
    if (state === 'sent') expect(executions).toBe(1);
    const left = { available: units('90'), held: state === 'sent' ? 0n : units('10') };
    expect(await bench.balanceOf(member)).toMatchObject(left);
  }
  // It died before the claim, between claim and call, and after the call.
  expect(seen).toEqual(new Set(['sent 1', 'unknown 0', 'unknown 1']));
  expect(await bench.faults()).toEqual([]);
}, 180_000);

test('a commit whose answer is lost is noticed: what came of it is written down once', async () => {
  const { withdrawal } = await bench.approved(communityId, [ben]);
  let losses = 0;
  const inTransaction: UnitOfWork = async (work) => {
    let isRecord = false;
    const result = await bench.inTransaction((stores) =>
      work({
        ...stores,
        withdrawals: {
          ...stores.withdrawals,
          endAttempt: (...given) => {
            isRecord = true;
            return stores.withdrawals.endAttempt(...given);
          },
        },
      }),
    );
    if (isRecord && (losses += 1) === 1) throw new Error('the connection was lost after the commit');
    return result;
  };
  const other = await bench.instance();
  expect(await createCore({ ...other.deps, inTransaction }).sendWithdrawals()).toBe(1);
  expect(losses).toBe(1);
  expect((await bench.look(withdrawal.id)).withdrawal).toMatchObject({ state: 'sent', revision: 4 });
});

test('an outcome that can never be written down ends in doubt, not in another call', async () => {
  const { withdrawal } = await bench.approved(communityId, [ben]);
  let isCalled = false;
  const inTransaction: UnitOfWork = (work) =>
    isCalled ? Promise.reject(new Error('no database')) : bench.inTransaction(work);
  const send: typeof bench.transfers.send = (order) => {
    isCalled = true;
    return bench.transfers.send(order);
  };
  const transfers = { isReachable: bench.transfers.isReachable, send };
  const other = await bench.instance();
  const sending = createCore({ ...other.deps, inTransaction, transfers }).sendWithdrawals();
  await expect(sending).rejects.toThrow('no database');
  expect((await bench.look(withdrawal.id)).withdrawal.state).toBe('sending');
  // Its process has ended: nobody has to wait for longer than any call takes.
  await bench.core.keepHouse();
  await bench.sendAll();
  expect((await bench.look(withdrawal.id)).withdrawal.state).toBe('unknown');
  expect(bench.transfers.executionsTo(withdrawal.address)).toBe(1);
});

test('B-10, B-11: a sender that sleeps is taken over; its late answer is evidence, and changes nothing', async () => {
  const later = answersLater();
  const { withdrawal } = await bench.approved(communityId, [ben]);
  const sleeper = await bench.instance();
  bench.transfers.next.push(later.call);
  const sending = sleeper.core.sendWithdrawals();
  await later.begun;
  bench.clock.pass(3 * MINUTE_MS);
  await bench.core.keepHouse();
  expect((await bench.look(withdrawal.id)).withdrawal.state).toBe('unknown');
  const hash = newHash();
  later.answer(await sends(hash).answer());
  await sending;
  const view = await bench.look(withdrawal.id);
  expect(view.withdrawal).toMatchObject({ state: 'unknown', txHash: null });
  expect(view.attempt?.end).toMatchObject({ outcome: 'sent', txHash: hash });
  expect(await bench.alarms()).toContain('withdrawal_late_answer');
  // People make a verdict of it.
  agreed(await bench.core.settleWithdrawal(press(ben, view), { kind: 'sent', txHash: hash }));
  expect(bench.transfers.executionsTo(withdrawal.address)).toBe(1);
});

test('B-10: an answer after people decided to send it again holds the second call back', async () => {
  const later = answersLater();
  const { withdrawal } = await bench.approved(communityId, [ben]);
  const sleeper = await bench.instance();
  bench.transfers.next.push(later.call);
  const sending = sleeper.core.sendWithdrawals();
  await later.begun;
  bench.clock.pass(25 * HOUR_MS);
  await bench.core.keepHouse();
  const again = { kind: 'send_again', reason: 'nothing in Studio' } as const;
  const unknown = await bench.look(withdrawal.id);
  const requested = agreed(await bench.core.settleWithdrawal(press(ben, unknown), again));
  bench.clock.pass(1_000);
  later.answer(await sends().answer());
  await sending;
  agreed(await bench.core.approveWithdrawal(press(ben, requested)));
  expect(await bench.sendAll()).toBe(0);
  expect(bench.transfers.executionsTo(withdrawal.address)).toBe(1);
  expect((await bench.look(withdrawal.id)).withdrawal.state).toBe('approved');
});
