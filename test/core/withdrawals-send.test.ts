import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { operator } from '../support/core-bench.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts';
import type { CoreBench } from '../support/core-bench.ts';
import { units } from '../support/factories.ts';
import { answersLater, leavesInDoubt, newHash, refuses, sends } from '../support/scripted-transfers.ts';
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
let instances: CoreBench[];
let communityId: string;
const ben = account();

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createWithdrawalBench(database.url);
  instances = [bench, await bench.instance(), await bench.instance(), await bench.instance()];
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
  bench.transfers.isUp = true;
  await bench.core.resumeOutflow(operator);
  await bench.core.resumeOutflow(secondOperator);
  await bench.sendAll();
  communityId = await bench.team([[ben]], { memberDay: units('5000'), communityDay: units('50000') });
});

const outflow = () => bench.inTransaction(({ treasury }) => treasury.outflow());
const stateOf = async (id: string) => (await bench.look(id)).withdrawal.state;

describe('one call, and what came of it', () => {
  test('W3: exactly what was approved is sent, and posted with its hash', async () => {
    const member = await bench.member(communityId, '100');
    const { withdrawal } = await bench.approved(communityId, [ben], { by: member, amount: '25.000001' });
    const hash = `0x${'AB'.repeat(16)}${newHash().slice(34)}`;
    bench.transfers.next.push(sends(hash));
    expect(await bench.core.sendWithdrawals()).toBe(1);
    const { chain, contract, address } = withdrawal;
    expect(bench.transfers.calls.at(-1)).toEqual({ chain, contract, address, amount: '25.000001' });
    const view = await bench.look(withdrawal.id);
    expect(view.withdrawal).toMatchObject({ state: 'sent', txHash: hash.toLowerCase(), revision: 4 });
    expect(view.attempt).toMatchObject({ number: 1, decisionId: null, end: { outcome: 'sent' } });
    expect(await bench.balanceOf(member)).toMatchObject({ available: units('74.999999'), held: 0n });
    expect(await bench.core.sendWithdrawals()).toBe(0);
  });

  test.each([
    ['B-04', leavesInDoubt(true, 'timeout')],
    ['B-05', leavesInDoubt(false, 'http 500')],
    ['B-05', leavesInDoubt(false, 'http 302')],
    ['B-05', leavesInDoubt(true, 'connection reset')],
    ['B-05', leavesInDoubt(true, 'code 0, no hash')],
    ['B-05b', leavesInDoubt(false, 'http 200', true)],
    ['B-05c', leavesInDoubt(false, 'http 403')],
  ])(
    '%s: an unclear answer is doubt: the hold stays, and no machine ever sends it again',
    async (_, call) => {
      const member = await bench.member(communityId, '100');
      const { withdrawal } = await bench.approved(communityId, [ben], { by: member });
      bench.transfers.next.push(call);
      await bench.core.sendWithdrawals();
      for (const { core } of instances) {
        bench.clock.pass(24 * HOUR_MS);
        await core.keepHouse();
        await core.sendWithdrawals();
      }
      expect(await stateOf(withdrawal.id)).toBe('unknown');
      expect(bench.transfers.calls.filter(({ address }) => address === withdrawal.address)).toHaveLength(1);
      expect(await bench.balanceOf(member)).toMatchObject({ available: units('90'), held: units('10') });
      expect(await bench.alarms()).toContain('withdrawal_in_doubt');
    },
  );

  test('B-06, B-07, B-28: what certainly was not sent is given back, and an empty wallet wakes somebody', async () => {
    const member = await bench.member(communityId, '100');
    for (const cause of ['never_asked', 'balance_not_enough'] as const) {
      const { withdrawal } = await bench.approved(communityId, [ben], { by: member });
      bench.transfers.next.push(refuses(cause));
      await bench.core.sendWithdrawals();
      expect((await bench.look(withdrawal.id)).withdrawal).toMatchObject({
        state: 'failed',
        reason: cause,
        sentAt: null,
      });
      expect(await bench.balanceOf(member)).toMatchObject({ available: units('100'), held: 0n });
    }
    expect(await bench.alarms()).toContain('treasury_short');
  });

  test('B-12, W6: a transaction that proves another one proves nothing', async () => {
    const hash = newHash();
    const [first, second] = [
      await bench.approved(communityId, [ben]),
      await bench.approved(communityId, [ben]),
    ];
    bench.transfers.next.push(sends(hash), sends(hash.toUpperCase().replace('0X', '0x')));
    await bench.sendAll();
    expect(await stateOf(first.withdrawal.id)).toBe('sent');
    expect(await stateOf(second.withdrawal.id)).toBe('unknown');
    expect(await bench.alarms()).toContain('withdrawal_hash_twice');
  });

  test('while KryptoGO cannot be connected to nothing is claimed, and it goes on by itself', async () => {
    const { withdrawal } = await bench.approved(communityId, [ben]);
    bench.transfers.isUp = false;
    expect(await bench.core.sendWithdrawals()).toBe(0);
    expect(await stateOf(withdrawal.id)).toBe('approved');
    bench.transfers.isUp = true;
    expect(await bench.core.sendWithdrawals()).toBe(1);
  });

  test('B-10: what took more than ten seconds from the claim is not sent at all', async () => {
    const { withdrawal } = await bench.approved(communityId, [ben]);
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 10_001));
    await bench.core.sendWithdrawals();
    vi.restoreAllMocks();
    expect(await stateOf(withdrawal.id)).toBe('failed');
    expect(bench.transfers.executionsTo(withdrawal.address)).toBe(0);
  });
});

describe('many senders', () => {
  test('B-09: of forty workers on four instances one claims, and it goes out once', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { withdrawal } = await bench.approved(communityId, [ben]);
      const workers = Array.from({ length: 40 }, (_, index) =>
        (instances[index % 4] ?? bench).core.sendWithdrawals(),
      );
      const sent = await Promise.all(workers);
      expect(sent.reduce((sum, one) => sum + one, 0)).toBe(1);
      expect(bench.transfers.executionsTo(withdrawal.address)).toBe(1);
    }
  });

  test('one lane: nothing else is sent while one is under way', async () => {
    const later = answersLater();
    const [first, second] = [
      await bench.approved(communityId, [ben]),
      await bench.approved(communityId, [ben]),
    ];
    bench.transfers.next.push(later.call);
    const sending = bench.core.sendWithdrawals();
    await later.begun;
    for (const { core } of instances.slice(1)) expect(await core.sendWithdrawals()).toBe(0);
    expect(await stateOf(second.withdrawal.id)).toBe('approved');
    later.answer(await sends().answer());
    expect(await sending).toBe(1);
    expect(await stateOf(first.withdrawal.id)).toBe('sent');
    expect(await instances[2]?.core.sendWithdrawals()).toBe(1);
    expect(await stateOf(second.withdrawal.id)).toBe('sent');
  });

  test('B-13, W7: a twin waits until the doubt about the first is settled', async () => {
    const address = freshAddress();
    const [first, second] = [
      await bench.approved(communityId, [ben], { address, amount: '7' }),
      await bench.approved(communityId, [ben], { address, amount: '7' }),
    ];
    bench.transfers.next.push(leavesInDoubt(true));
    await Promise.all(instances.map(({ core }) => core.sendWithdrawals()));
    await bench.sendAll();
    expect([await stateOf(first.withdrawal.id), await stateOf(second.withdrawal.id)]).toEqual([
      'unknown',
      'approved',
    ]);
    const verdict = { kind: 'sent', txHash: newHash() } as const;
    agreed(await bench.core.settleWithdrawal(press(ben, await bench.look(first.withdrawal.id)), verdict));
    expect(await bench.sendAll()).toBe(1);
    expect(await stateOf(second.withdrawal.id)).toBe('sent');
    expect(bench.transfers.executionsTo(address)).toBe(2);
  });
});

describe('what stops it', () => {
  test('B-16: a row that somebody changed past the guards is not sent, and wakes somebody', async () => {
    const forged = [`address = '${freshAddress()}'`, 'amount = amount + 1', 'fee = 0, amount = amount - 1'];
    for (const sets of forged) {
      const { withdrawal } = await bench.approved(communityId, [ben]);
      await bench.forge('withdrawals', `update withdrawals set ${sets} where id = '${withdrawal.id}'`);
      expect(await bench.sendAll()).toBe(0);
      expect(await stateOf(withdrawal.id)).toBe('approved');
      const { address, amount } = withdrawal;
      const back = `address = '${address}', amount = ${amount}, fee = 0`;
      await bench.forge('withdrawals', `update withdrawals set ${back} where id = '${withdrawal.id}'`);
      agreed(await bench.core.rejectWithdrawal(press(ben, await bench.look(withdrawal.id)), 'tampered'));
    }
    expect((await bench.alarms()).filter((code) => code === 'withdrawal_tampered')).toHaveLength(
      forged.length,
    );
  });

  test('B-29: three doubts within ten minutes stop everything; two operators open it again', async () => {
    for (let index = 0; index < 3; index += 1) {
      await bench.approved(communityId, [ben]);
      bench.transfers.next.push(leavesInDoubt(false));
    }
    const last = await bench.approved(communityId, [ben]);
    expect(await bench.sendAll()).toBe(3);
    expect(await outflow()).toMatchObject({ pausedBy: 'breaker' });
    expect(await stateOf(last.withdrawal.id)).toBe('approved');
    agreed(await bench.core.resumeOutflow(operator));
    expect(await bench.sendAll()).toBe(0);
    agreed(await bench.core.resumeOutflow(secondOperator));
    expect(await bench.sendAll()).toBe(1);
    // People have seen those three: it takes as many new ones to stop it again.
    for (let index = 0; index < 2; index += 1) {
      await bench.approved(communityId, [ben]);
      bench.transfers.next.push(leavesInDoubt(false));
    }
    expect(await bench.sendAll()).toBe(2);
    expect((await outflow()).pausedAt).toBeNull();
    await bench.approved(communityId, [ben]);
    bench.transfers.next.push(leavesInDoubt(false));
    expect(await bench.sendAll()).toBe(1);
    expect(await outflow()).toMatchObject({ pausedBy: 'breaker' });
    agreed(await bench.core.resumeOutflow(operator));
    agreed(await bench.core.resumeOutflow(secondOperator));
  });

  test("B-29: a member's next one waits while one of theirs is in doubt, and nobody else's does", async () => {
    const member = await bench.member(communityId, '100');
    const first = await bench.approved(communityId, [ben], { by: member });
    bench.transfers.next.push(leavesInDoubt(true));
    await bench.core.sendWithdrawals();
    const [second, other] = [
      await bench.approved(communityId, [ben], { by: member }),
      await bench.approved(communityId, [ben]),
    ];
    expect(await bench.sendAll()).toBe(1);
    expect(await stateOf(other.withdrawal.id)).toBe('sent');
    expect(await stateOf(second.withdrawal.id)).toBe('approved');
    const verdict = { kind: 'sent', txHash: newHash() } as const;
    agreed(await bench.core.settleWithdrawal(press(ben, await bench.look(first.withdrawal.id)), verdict));
    expect(await bench.sendAll()).toBe(1);
  });

  test('S1: a community that owes more than its treasury holds stops all outflow', async () => {
    await bench.approved(communityId, [ben]);
    const lost = `insert into ledger_entries (community_id, asset_id, debit, credit, amount, kind, reference, booked_at)
      select '${communityId}', id, 'losses', 'treasury', 1, 'correction_loss', 'test:${communityId}', now() from assets`;
    expect(await bench.sql(lost)).toBe('done');
    expect(await bench.sendAll()).toBe(0);
    expect(await outflow()).toMatchObject({ pausedBy: 'solvency' });
    await bench.sql(lost.replace("'losses', 'treasury'", "'treasury', 'losses'").replace('test:', 'back:'));
  });

  test('B-27: nothing is sent before the wait of its address is over, also one that was made longer', async () => {
    const wish = { amount: '101' };
    const { withdrawal } = await bench.approved(communityId, [ben], wish);
    bench.clock.pass(24 * HOUR_MS - 2);
    expect(await bench.sendAll()).toBe(0);
    const change = (before: object) => ({ ...before, newAddressWaitMs: 25 * HOUR_MS }) as never;
    const policy = { by: operator, communityId, assetId: withdrawal.assetId, change };
    expect(agreed(await bench.core.setPolicy(policy)).pending).toBeNull();
    bench.clock.pass(HOUR_MS);
    expect(await bench.sendAll()).toBe(0);
    bench.clock.pass(MINUTE_MS);
    expect(await bench.sendAll()).toBe(1);
  });
});
