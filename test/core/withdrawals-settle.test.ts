import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { INSTANCE_LOCKS } from '../../db/instance-store.ts';
import type { Member } from '../../src/domain/community.ts';
import { available } from '../../src/domain/ledger.ts';
import { HOUR_MS } from '../../src/domain/time.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import { operator } from '../support/core-bench.ts';
import { units, usdt } from '../support/factories.ts';
import { answersLater, leavesInDoubt, newHash, refuses, sends } from '../support/scripted-transfers.ts';
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
let communityId: string;
let member: Member;
const [ben, cyd, dan] = [account(), account('discord'), account()];

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
  const tiers = [{ from: 0n, approvals: 2 }];
  communityId = await bench.team([[ben], [cyd], [dan]], { tiers, fee: units('1') });
  member = await bench.member(communityId, '100');
});

/** One of 10 with a fee of 1, of which nobody knows whether it was sent. */
async function inDoubt(executes: boolean, accepted = false): Promise<WithdrawalView> {
  const view = await bench.approved(communityId, [ben, cyd], { by: member });
  bench.transfers.next.push(leavesInDoubt(executes, 'timeout', accepted));
  await bench.sendAll();
  return bench.look(view.withdrawal.id);
}

const settle = (
  by: typeof ben,
  view: WithdrawalView,
  verdict: Parameters<typeof bench.core.settleWithdrawal>[1],
) => bench.core.settleWithdrawal(press(by, view), verdict);
const notSent = { kind: 'not_sent', reason: 'nothing in Studio, nothing on the explorer' } as const;
const again = { kind: 'send_again', reason: 'nothing in Studio' } as const;
const quarantine = () => bench.clock.pass(24 * HOUR_MS);

describe('a verdict', () => {
  test('W5, B-30: it was sent: two persons with the same hash, which then proves nothing else', async () => {
    const view = await inDoubt(true);
    const hash = newHash();
    for (const bad of ['', 'sent', hash.slice(0, -1), `${hash}0`]) {
      expect(await settle(ben, view, { kind: 'sent', txHash: bad })).toMatchObject({
        refusal: 'hash_not_understood',
      });
    }
    agreed(await settle(ben, view, { kind: 'sent', txHash: hash }));
    agreed(await settle(ben, view, { kind: 'sent', txHash: hash }));
    agreed(await settle(cyd, view, { kind: 'sent', txHash: newHash() }));
    expect((await bench.look(view.withdrawal.id)).withdrawal.state).toBe('unknown');
    const settled = agreed(
      await settle(cyd, view, { kind: 'sent', txHash: ` ${hash.toUpperCase().replace('0X', '0x')} ` }),
    );
    expect(settled.withdrawal).toMatchObject({ state: 'sent', txHash: hash });
    expect(await bench.balanceOf(member)).toMatchObject({ available: units('89'), held: 0n });
    const other = await inDoubt(true);
    expect(await settle(ben, other, { kind: 'sent', txHash: hash })).toMatchObject({ refusal: 'hash_taken' });
  });

  test('W5, B-30: it was not sent: only after the quarantine, with a reason, by two persons', async () => {
    const view = await inDoubt(false);
    expect(await settle(ben, view, notSent)).toMatchObject({ refusal: 'quarantine_not_over' });
    expect(await settle(ben, view, again)).toMatchObject({ refusal: 'quarantine_not_over' });
    quarantine();
    expect(await settle(ben, view, { ...notSent, reason: ' ' })).toMatchObject({ refusal: 'reason_missing' });
    expect(agreed(await settle(ben, view, notSent)).withdrawal.state).toBe('unknown');
    const settled = agreed(await settle(cyd, view, notSent));
    expect(settled.withdrawal).toMatchObject({ state: 'failed', sentAt: null, txHash: null });
    expect(await bench.balanceOf(member)).toMatchObject({ available: units('100'), held: 0n });
    expect(await settle(dan, view, notSent)).toMatchObject({ refusal: 'decided_already' });
  });

  test('B-10: while the process that was sending it may be alive, nobody can say that it was not sent', async () => {
    const later = answersLater();
    const sleeper = await bench.instance();
    const { instanceId } = sleeper.deps;
    const view = await bench.approved(communityId, [ben, cyd], { by: member });
    bench.transfers.next.push(later.call);
    const sending = sleeper.core.sendWithdrawals();
    await later.begun;
    quarantine();
    await bench.core.keepHouse();
    const unknown = await bench.look(view.withdrawal.id);
    expect(unknown.withdrawal.state).toBe('unknown');
    // It gives signs of life, and holds its lock.
    const connection = postgres(database.url, { max: 1 });
    await connection`select pg_advisory_lock(${INSTANCE_LOCKS}, lock_key) from instances where id = ${instanceId}`;
    await bench.inTransaction(({ instances }) => instances.beat(instanceId, bench.clock.now()));
    expect(await settle(ben, unknown, notSent)).toMatchObject({ refusal: 'sender_not_gone' });
    expect(await settle(ben, unknown, again)).toMatchObject({ refusal: 'sender_not_gone' });
    await connection.end();
    agreed(await settle(ben, unknown, notSent));
    agreed(await settle(cyd, unknown, notSent));
    later.answer(await refuses('never_asked').answer());
    await sending;
    expect(await bench.balanceOf(member)).toMatchObject({ available: units('100'), held: 0n });
  });

  test('B-30: two who disagree settle nothing, and whoever changes their mind counts with the last word', async () => {
    const view = await inDoubt(false);
    quarantine();
    const hash = newHash();
    agreed(await settle(ben, view, { kind: 'sent', txHash: hash }));
    agreed(await settle(cyd, view, notSent));
    agreed(await settle(ben, view, again));
    const standing = (await bench.look(view.withdrawal.id)).standing.agreed;
    expect(standing.map(({ kind, names }) => [kind, ...names])).toEqual([
      ['not_sent', 'Approver 1'],
      ['send_again', 'Approver 0'],
    ]);
    expect((await bench.look(view.withdrawal.id)).withdrawal.state).toBe('unknown');
    agreed(await settle(ben, view, notSent));
    expect((await bench.look(view.withdrawal.id)).withdrawal.state).toBe('failed');
  });

  test('a verdict is about one that is in doubt, and about its doubt of now', async () => {
    const ready = await bench.approved(communityId, [ben, cyd], { by: member });
    const over = { refusal: 'decided_already' };
    expect(await settle(ben, ready, { kind: 'sent', txHash: newHash() })).toMatchObject(over);
    bench.transfers.next.push(leavesInDoubt(false));
    await bench.sendAll();
    expect(await settle(ben, ready, { kind: 'sent', txHash: newHash() })).toMatchObject(over);
  });
});

describe('send it again', () => {
  test('W1: each further call rests on a verdict of its own, with new approvals, and keeps the hold', async () => {
    const first = await inDoubt(false);
    const { id, address } = first.withdrawal;
    const decisions: (number | null | undefined)[] = [];
    for (let round = 1; round <= 2; round += 1) {
      quarantine();
      const view = await bench.look(id);
      agreed(await settle(dan, view, again));
      const requested = agreed(await settle(ben, view, again));
      expect(requested.withdrawal).toMatchObject({ state: 'requested', sentAt: null });
      expect(requested.standing.agreed).toEqual([]);
      expect(await bench.balanceOf(member)).toMatchObject({ available: units('89'), held: units('11') });
      // Approvals of before are void: nothing goes on its own.
      expect(await bench.sendAll()).toBe(0);
      agreed(await bench.core.approveWithdrawal(press(ben, requested)));
      expect(await bench.sendAll()).toBe(0);
      agreed(await bench.core.approveWithdrawal(press(cyd, requested)));
      bench.transfers.next.push(round === 1 ? leavesInDoubt(false) : sends());
      expect(await bench.sendAll()).toBe(1);
      const { attempt } = await bench.look(id);
      expect(attempt?.number).toBe(round + 1);
      decisions.push(attempt?.decisionId);
    }
    const view = await bench.look(id);
    const deciding = view.decisions.filter((one) => decisions.includes(one.id));
    expect(deciding.map(({ kind, name }) => [kind, name])).toEqual([
      ['send_again', 'Approver 0'],
      ['send_again', 'Approver 0'],
    ]);
    expect(new Set(decisions).size).toBe(2);
    expect(view.withdrawal.state).toBe('sent');
    expect(bench.transfers.calls.filter((call) => call.address === address)).toHaveLength(3);
    expect(bench.transfers.executionsTo(address)).toBe(1);
    expect(await bench.balanceOf(member)).toMatchObject({ available: units('89'), held: 0n });
  });

  test('it can be cancelled again, until it is claimed again', async () => {
    const view = await inDoubt(false);
    expect(await bench.core.cancelWithdrawal(member, view.withdrawal.id)).toMatchObject({
      refusal: 'withdrawal_not_cancellable',
    });
    quarantine();
    agreed(await settle(ben, view, again));
    agreed(await settle(cyd, view, again));
    agreed(await bench.core.cancelWithdrawal(member, view.withdrawal.id));
    expect(await bench.balanceOf(member)).toMatchObject({ available: units('100'), held: 0n });
  });
});

test('the transaction of a payment that came in proves no payout', async () => {
  const incoming = newHash();
  const open = await bench.pays(communityId, 'top_up');
  const facts = {
    status: 'success',
    received: units('9.23'),
    net: null,
    paymentTx: incoming.toUpperCase().replace('0X', '0x'),
  };
  await bench.hears(open, facts);
  const view = await inDoubt(false);
  expect(await settle(ben, view, { kind: 'sent', txHash: incoming })).toMatchObject({
    refusal: 'hash_taken',
  });
});

describe('a verdict that was wrong', () => {
  const losses = async () => (await bench.sums(communityId))['losses'] ?? 0n;

  /** The member has no more than this left: the rest went to somebody who sells. */
  const spendAllBut = async (left: bigint) => {
    const amount = (await bench.balanceOf(member)).available - left;
    const other = await bench.member(communityId, '0');
    const entry = {
      communityId,
      assetId: usdt.id,
      debit: available(member.id),
      credit: available(other.id),
    } as const;
    const spent = { ...entry, amount, kind: 'to_balance', reference: `test:${member.id}` } as const;
    await bench.inTransaction(({ ledger }) => ledger.post([spent], bench.clock.now()));
  };

  test('B-30, W4: found not sent, and yet it was: the member has it still, so it is theirs to give back', async () => {
    const view = await inDoubt(true);
    quarantine();
    agreed(await settle(ben, view, notSent));
    const failed = agreed(await settle(cyd, view, notSent));
    const sent = { kind: 'sent', txHash: newHash() } as const;
    agreed(await settle(ben, failed, sent));
    const before = await losses();
    expect(agreed(await settle(dan, failed, sent)).withdrawal.state).toBe('sent');
    // Ten and the fee of one.
    expect(await bench.balanceOf(member)).toMatchObject({ available: units('89'), held: 0n });
    expect(await losses()).toBe(before);
    expect(await bench.inTransaction(({ treasury }) => treasury.outflow())).toMatchObject({ pausedAt: null });
    expect(await bench.faults()).toEqual([]);
  });

  test('B-30, W4: they have spent it meanwhile: the community bears it, and outflow stops at once, with a page', async () => {
    const view = await inDoubt(true);
    quarantine();
    agreed(await settle(ben, view, notSent));
    const failed = agreed(await settle(cyd, view, notSent));
    const sent = { kind: 'sent', txHash: newHash() } as const;
    await spendAllBut(units('4'));
    agreed(await settle(ben, failed, sent));
    expect(agreed(await settle(dan, failed, sent)).withdrawal.state).toBe('sent');
    expect(await bench.balanceOf(member)).toMatchObject({ available: 0n, held: 0n });
    expect(await losses()).toBe(-units('7'));
    // What the owner lacks now is said at once, and nothing goes out of members' money.
    expect(await bench.alarms()).toContain('correction_loss');
    expect(await bench.inTransaction(({ treasury }) => treasury.outflow())).toMatchObject({
      pausedBy: 'solvency',
    });
    const asked = {
      by: operator,
      communityId,
      assetId: usdt.id,
      kind: 'fund',
      amount: units('7'),
      requestKey: view.withdrawal.id,
    } as const;
    const { move } = agreed(await bench.core.moveTreasury(asked));
    agreed(await bench.core.endTreasuryMove(secondOperator, move.id, 'booked'));
    agreed(await bench.core.resumeOutflow(operator));
    agreed(await bench.core.resumeOutflow(secondOperator));
    await bench.approved(communityId, [ben, cyd]);
    expect(await bench.sendAll()).toBe(1);
    expect(await bench.faults()).toEqual([]);
  });

  test('B-30, W4: corrected there and back again, nobody has the money twice', async () => {
    const view = await inDoubt(false);
    const verdicts = [
      { kind: 'sent', txHash: newHash() },
      notSent,
      { kind: 'sent', txHash: newHash() },
      notSent,
    ] as const;
    quarantine();
    for (const verdict of verdicts) {
      const now = await bench.look(view.withdrawal.id);
      agreed(await settle(ben, now, verdict));
      agreed(await settle(cyd, now, verdict));
    }
    expect((await bench.look(view.withdrawal.id)).withdrawal).toMatchObject({
      state: 'failed',
      txHash: null,
    });
    expect(await bench.balanceOf(member)).toMatchObject({ available: units('100'), held: 0n });
    expect(await losses()).toBe(0n);
    expect(await bench.faults()).toEqual([]);
  });
});
