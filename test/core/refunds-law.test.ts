import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { equityOf } from '../../src/domain/ledger.ts';
import type { Account } from '../../src/domain/platform.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { DAY_MS, HOUR_MS } from '../../src/domain/time.ts';
import { ana, operator } from '../support/core-bench.ts';
import { units, usdt } from '../support/factories.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { WithdrawalBench } from '../support/withdrawal-bench.ts';
import { account, agreed, createWithdrawalBench, freshAddress, press } from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: WithdrawalBench;
const [vera, mia] = [account(), account()];
const LIMIT = units('30');

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createWithdrawalBench(database.url);
});
afterAll(async () => {
  expect(await bench.core.proveBooks()).toBe(0);
  await bench.close();
  await database.drop();
});

type Step =
  | { readonly kind: 'sell' }
  | { readonly kind: 'refund'; readonly which: number; readonly roundUp: boolean }
  | { readonly kind: 'take'; readonly which: number }
  | { readonly kind: 'withdraw'; readonly amount: number }
  | { readonly kind: 'draw'; readonly amount: number }
  | { readonly kind: 'pass'; readonly hours: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'sell' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('refund' as const), which: fc.nat(9), roundUp: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('take' as const), which: fc.nat(9) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('withdraw' as const), amount: fc.integer({ min: 1, max: 25 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('draw' as const), amount: fc.integer({ min: 1, max: 20 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), hours: fc.constantFrom(1, 11, 24) }),
  },
);

/** Everything that left the community or came back to a member, with when. */
type Gone = { readonly amount: bigint; readonly at: number };

async function walk(steps: readonly Step[]): Promise<void> {
  const { core, clock } = bench;
  const communityId = await bench.team([[vera]], {
    communityDay: LIMIT,
    memberDay: LIMIT,
    newAddressWaitMs: 0,
  });
  await bench.member(communityId, '100', mia);
  const orders: { id: string; code: string }[] = [];
  const gone: Gone[] = [];
  const refunded = new Set<string>();
  const note = (id: string, amount: bigint) => {
    if (refunded.has(id)) return;
    refunded.add(id);
    gone.push({ amount, at: clock.now() });
  };
  for (const one of steps) {
    const order = 'which' in one ? orders[one.which % Math.max(1, orders.length)] : undefined;
    if (one.kind === 'sell') orders.push(await sell(communityId));
    if (one.kind === 'pass') clock.pass(one.hours * HOUR_MS);
    if (one.kind === 'refund' && order) {
      const request = { by: vera, from: null, communityId, code: order.code, reason: 'asked' };
      const done = await core.refundOrder({ ...request, roundUp: one.roundUp });
      if (!isRefusal(done)) note(order.id, done.refund?.amount ?? 0n);
    }
    if (one.kind === 'take' && order) {
      const done = await core.takeRefund(ana, order.id);
      if (!isRefusal(done)) note(order.id, done.refund?.amount ?? 0n);
    }
    if (one.kind === 'draw') {
      const draw = { by: operator, communityId, assetId: usdt.id, kind: 'draw' as const };
      await core.moveTreasury({ ...draw, amount: units(`${one.amount}`), requestKey: randomUUID() });
    }
    if (one.kind === 'withdraw') gone.push(...(await withdraw(communityId, mia, `${one.amount}`)));
    const within = gone.filter(({ at }) => at > clock.now() - DAY_MS);
    expect(within.reduce((sum, { amount }) => sum + amount, 0n)).toBeLessThanOrEqual(LIMIT);
    const sums = await bench.inTransaction(({ ledger }) => ledger.sums(communityId, usdt.id));
    expect(equityOf(sums)).toBeGreaterThanOrEqual(0n);
  }
}

async function sell(communityId: string): Promise<{ id: string; code: string }> {
  const paid = { status: 'success', received: units('9.23'), net: units('9.1377') };
  const { order } = await bench.hears(await bench.pays(communityId), {
    ...paid,
    paymentTx: `0x${randomUUID()}`,
  });
  return order;
}

/** Asks, has it approved, and sends what may go; what went out. */
async function withdraw(communityId: string, by: Account, amount: string): Promise<Gone[]> {
  const { core, clock, transfers } = bench;
  const before = transfers.executed.length;
  const draft = await core.draftWithdrawal(by, { communityId, amount, address: freshAddress() });
  if (isRefusal(draft)) return [];
  const asked = await core.confirmWithdrawal(by, draft.draft.id);
  if (isRefusal(asked)) return [];
  agreed(await core.approveWithdrawal(press(vera, asked)));
  await bench.sendAll();
  return transfers.executed.slice(before).map((sent) => ({ amount: units(sent.amount), at: clock.now() }));
}

test('no sequence of refunds, withdrawals and draws brings equity below zero or passes the limit of a day', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 18 }), (steps) => walk(steps)),
    { numRuns: 12, endOnFailure: true, seed: 6 },
  );
}, 180_000);
