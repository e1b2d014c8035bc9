import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Member } from '../../src/domain/community.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { DAY_MS, HOUR_MS } from '../../src/domain/time.ts';
import type { CoreBench } from '../support/core-bench.ts';
import { operator } from '../support/core-bench.ts';
import { units, usdt } from '../support/factories.ts';
import { leavesInDoubt, refuses } from '../support/scripted-transfers.ts';
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

const limits = {
  perWithdrawal: units('40'),
  memberDay: units('60'),
  communityDay: units('90'),
  automaticDay: units('25'),
  automaticAddressAgeMs: 0,
} satisfies Partial<Policy>;

/** Everything that has begun to go out, or may have, with when. */
async function sentOf(communityId: string) {
  const rows = await bench.database.transaction((tx) =>
    tx.execute<{ member: string; amount: string; at: string; is_automatic: boolean; approvals: number }>(sql`
      select w.member_id::text as member, w.amount::text, (extract(epoch from w.sent_at) * 1000)::bigint::text as at, w.is_automatic,
        (select count(*)::int from decisions d where d.withdrawal_id = w.id and d.kind = 'approve') as approvals
      from withdrawals w where w.community_id = ${communityId} and w.state in ('sending', 'sent', 'unknown')`),
  );
  return rows.map((row) => ({ ...row, at: Number(row.at), amount: BigInt(row.amount) }));
}

type Sent = Awaited<ReturnType<typeof sentOf>>;

/** The most that went out in any 24 hours. */
function peak(sent: Sent): bigint {
  const windows = sent.map(({ at }) => sent.filter((one) => one.at >= at && one.at < at + DAY_MS));
  return windows.reduce((most, window) => {
    const sum = window.reduce((total, { amount }) => total + amount, 0n);
    return sum > most ? sum : most;
  }, 0n);
}

const deeds = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        deed: fc.constant('ask' as const),
        who: fc.nat(2),
        tens: fc.integer({ min: 1, max: 5 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ deed: fc.constant('approve' as const) }) },
    {
      weight: 4,
      arbitrary: fc.record({ deed: fc.constantFrom('send' as const, 'doubt' as const, 'fail' as const) }),
    },
    { weight: 1, arbitrary: fc.record({ deed: fc.constant('cancel' as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({ deed: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 30 }) }),
    },
  ),
  { minLength: 15, maxLength: 35 },
);

/** Members whose addresses are old, so that the policy agrees to some of it by itself. */
async function known(communityId: string): Promise<{ member: Member; address: string }[]> {
  const members = [];
  for (let index = 0; index < 3; index += 1) {
    const member = await bench.member(communityId, '5000');
    const address = freshAddress();
    await bench.approved(communityId, [ben], { by: member, address, amount: '1' });
    members.push({ member, address });
  }
  await bench.sendAll();
  return members;
}

/** After the doubts of a day: outflow may have stopped by itself, and doubts keep a member's next one waiting. */
async function tidy(open: readonly string[]): Promise<void> {
  await bench.core.resumeOutflow(operator);
  await bench.core.resumeOutflow(secondOperator);
  for (const id of open) {
    const view = await bench.look(id);
    const verdict = { kind: 'not_sent', reason: 'nothing there' } as const;
    if (view.withdrawal.state === 'unknown') await bench.core.settleWithdrawal(press(ben, view), verdict);
  }
}

test('B-26, T-10: whatever is asked, approved, sent and lost, in any 24 hours no limit is passed', async () => {
  const property = fc.asyncProperty(deeds, async (story) => {
    const communityId = await bench.team([[ben]], limits);
    const members = await known(communityId);
    bench.clock.pass(2 * DAY_MS);
    const made: string[] = [];
    for (const step of story) {
      if (step.deed === 'ask') {
        const { member, address } = members[step.who] as (typeof members)[number];
        const amount = String(step.tens * 9);
        const draft = await bench.core.draftWithdrawal(member, { communityId, amount, address });
        const asked = isRefusal(draft) ? draft : await other.core.confirmWithdrawal(member, draft.draft.id);
        if (!isRefusal(asked)) made.push(asked.withdrawal.id);
      } else if (step.deed === 'approve') {
        for (const id of made) await bench.core.approveWithdrawal(press(ben, await bench.look(id)));
      } else if (step.deed === 'cancel') {
        const view = made.length > 0 ? await bench.look(made.at(-1) ?? '') : null;
        if (view) await bench.core.cancelWithdrawal(view.withdrawal.requester, view.withdrawal.id);
      } else if (step.deed === 'pass') {
        bench.clock.pass(step.hours * HOUR_MS);
        await bench.core.keepHouse();
        await tidy(made);
      } else {
        bench.transfers.next.length = 0;
        if (step.deed === 'doubt') bench.transfers.next.push(leavesInDoubt(true));
        if (step.deed === 'fail') bench.transfers.next.push(refuses('never_asked'));
        await Promise.all([bench.core.sendWithdrawals(), other.core.sendWithdrawals()]);
      }
    }
    bench.transfers.next.length = 0;
    const sent = await sentOf(communityId);
    expect(peak(sent)).toBeLessThanOrEqual(limits.communityDay);
    for (const { member } of members) {
      expect(peak(sent.filter((one) => one.member === member.id))).toBeLessThanOrEqual(limits.memberDay);
    }
    for (const { amount } of sent) expect(amount).toBeLessThanOrEqual(limits.perWithdrawal);
    // What nobody has approved was within what the policy agrees to by itself.
    const byItself = sent.filter((one) => one.is_automatic && one.approvals === 0);
    expect(peak(byItself)).toBeLessThanOrEqual(limits.automaticDay);
    expect(sent.every((one) => one.is_automatic || one.approvals > 0)).toBe(true);
    expect(await bench.faults()).toEqual([]);
  });
  await fc.assert(property, { numRuns: 6, seed: 20_261_123 });
}, 120_000);

test('what the policy agreed to by itself and sent later counts when it is sent', async () => {
  const communityId = await bench.team([[ben]], limits);
  const [first, second] = await known(communityId);
  bench.clock.pass(2 * DAY_MS);
  const early = await bench.asks(first?.member as Member, { amount: '20', address: first?.address ?? '' });
  expect(early.withdrawal.state).toBe('approved');
  agreed(await bench.core.pauseOutflow(operator, 'a day of rest'));
  bench.clock.pass(DAY_MS + HOUR_MS);
  await tidy([]);
  const late = await bench.asks(second?.member as Member, { amount: '20', address: second?.address ?? '' });
  expect(late.withdrawal.state).toBe('requested');
  expect(await bench.sendAll()).toBe(1);
  expect((await bench.look(early.withdrawal.id)).withdrawal.state).toBe('sent');
});

test('an automatic one of whose rule nothing is left waits for people', async () => {
  const communityId = await bench.team([[ben]], limits);
  const [first] = await known(communityId);
  bench.clock.pass(2 * DAY_MS);
  const { withdrawal } = await bench.asks(first?.member as Member, {
    amount: '20',
    address: first?.address ?? '',
  });
  expect(withdrawal.state).toBe('approved');
  const change = (before: Policy) => ({ ...before, automaticDay: 0n });
  agreed(await bench.core.setPolicy({ by: operator, communityId, assetId: usdt.id, change }));
  expect(await bench.sendAll()).toBe(0);
  const view = await bench.look(withdrawal.id);
  expect(view.withdrawal.state).toBe('requested');
  agreed(await bench.core.approveWithdrawal(press(ben, view)));
  expect(await bench.sendAll()).toBe(1);
});
