import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommunityState } from '../../src/domain/community.ts';
import type { Account } from '../../src/domain/platform.ts';
import { DAY_MS } from '../../src/domain/time.ts';
import { operator } from '../support/core-bench.ts';
import { units, usdt } from '../support/factories.ts';
import { newHash } from '../support/scripted-transfers.ts';
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
const [ben, cyd] = [account(), account('discord')];

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createWithdrawalBench(database.url);
});
afterAll(async () => {
  expect(await bench.faults()).toEqual([]);
  await bench.close();
  await database.drop();
});

const put = (communityId: string, state: CommunityState, by: Account = operator) =>
  bench.core.changeCommunityState({ by, communityId, state });
const stateOf = async (communityId: string) =>
  (await bench.inTransaction(({ communities }) => communities.byId(communityId)))?.state;
const changeOf = (id: string | undefined) =>
  bench.inTransaction((stores) => bench.core.viewChange(stores, id ?? ''));
const passes = async (ms: number) => {
  bench.clock.pass(ms);
  await bench.core.keepHouse();
};
const fund = async (communityId: string) => {
  const kind = 'fund' as const;
  const asked = { by: operator, communityId, assetId: usdt.id, kind, amount: units('50') };
  const { move } = agreed(await bench.core.moveTreasury({ ...asked, requestKey: randomUUID() }));
  agreed(await bench.core.endTreasuryMove(secondOperator, move.id, 'booked'));
};
const exact = () => ({
  status: 'success',
  received: units('9.23'),
  net: units('9.13'),
  paymentTx: newHash(),
});
const pay = (communityId: string) =>
  bench.core.requestPayment({
    requestKey: randomUUID(),
    caller: { account: account(), displayName: 'Una', language: 'en' },
    communityId,
    wish: { kind: 'item', words: 'vip' },
  });

describe('a community that winds down', () => {
  test('sells nothing, lets members withdraw, and books what arrives', async () => {
    const communityId = await bench.team([[ben]]);
    const member = await bench.member(communityId, '100');
    const open = await bench.pays(communityId);
    expect(agreed(await put(communityId, 'winding_down')).pending).toBeNull();
    expect(await pay(communityId)).toMatchObject({ refusal: 'community_not_active' });
    expect((await bench.hears(open, exact())).order.state).toBe('paid');
    const view = await bench.approved(communityId, [ben], { by: member });
    expect(await bench.sendAll()).toBe(1);
    expect((await bench.look(view.withdrawal.id)).withdrawal.state).toBe('sent');
  });
});

describe('a frozen community', () => {
  test('B-35: sells nothing, lets nothing out, and books what arrives', async () => {
    const communityId = await bench.team([[ben], [cyd]]);
    const member = await bench.member(communityId, '100');
    await fund(communityId);
    const open = await bench.pays(communityId);
    const asked = await bench.asks(member);
    const ready = await bench.approved(communityId, [ben], { by: member });
    const wish = { communityId, amount: '5', address: freshAddress() };
    const drafted = agreed(await bench.core.draftWithdrawal(member, wish)).draft;
    expect(agreed(await put(communityId, 'frozen')).pending).toBeNull();

    const off = { refusal: 'community_frozen', facts: { community: 'Tea house' } };
    const at = { by: operator, communityId, assetId: usdt.id, requestKey: randomUUID() };
    expect(await pay(communityId)).toMatchObject({ refusal: 'community_not_active' });
    expect(await bench.core.draftWithdrawal(member, wish)).toMatchObject(off);
    expect(await bench.core.confirmWithdrawal(member, drafted.id)).toMatchObject(off);
    expect(await bench.core.approveWithdrawal(press(ben, asked))).toMatchObject(off);
    expect(await bench.core.sendCanary({ ...at, address: freshAddress() })).toMatchObject(off);
    const draw = { ...at, kind: 'draw' as const, amount: units('1') };
    expect(await bench.core.moveTreasury(draw)).toMatchObject(off);
    expect(await bench.sendAll()).toBe(0);
    expect((await bench.look(ready.withdrawal.id)).isPaused).toBe(true);
    expect((await bench.hears(open, exact())).order.state).toBe('paid');
    // Nothing of other communities is held up by it.
    await bench.approved(await bench.team([[ben]]), [ben]);
    expect(await bench.sendAll()).toBe(1);

    const { pending } = agreed(await put(communityId, 'active'));
    expect(pending?.effectiveAt).toBe(bench.clock.now() + DAY_MS);
    await passes(DAY_MS);
    expect(await stateOf(communityId)).toBe('active');
    expect(await bench.sendAll()).toBe(1);
    expect((await bench.look(ready.withdrawal.id)).withdrawal.state).toBe('sent');
  });

  test('frozen between approve and claim, also by another instance at the same moment, nothing goes out after it', async () => {
    const other = await bench.instance();
    for (let round = 0; round < 3; round += 1) {
      const communityId = await bench.team([[ben]]);
      const { withdrawal } = await bench.approved(communityId, [ben]);
      await Promise.all([
        other.core.changeCommunityState({ by: operator, communityId, state: 'frozen' }),
        bench.core.sendWithdrawals(),
      ]);
      const before = bench.transfers.calls.length;
      expect(await bench.sendAll()).toBe(0);
      expect(bench.transfers.calls).toHaveLength(before);
      expect(bench.transfers.executionsTo(withdrawal.address)).toBeLessThanOrEqual(1);
    }
  });

  test('nothing is paid from a balance there', async () => {
    const communityId = await bench.team([[ben]]);
    const buyer = account();
    const member = await bench.member(communityId, '100', buyer);
    const caller = { account: member, displayName: 'Mia', language: 'en' as const };
    const wish = { kind: 'item', words: 'vip' } as const;
    const order = { requestKey: randomUUID(), caller, communityId, wish };
    const { orderId } = agreed(await bench.core.requestPayment(order));
    agreed(await put(communityId, 'frozen'));
    expect(await bench.core.payFromBalance(buyer, orderId)).toMatchObject({ refusal: 'community_frozen' });
  });
});

describe('T-04: opening again', () => {
  test('waits, is announced, and any approver can veto it; closing never waits', async () => {
    const communityId = await bench.team([[ben]]);
    await bench.member(communityId, '100');
    expect(await put(communityId, 'frozen', ben)).toMatchObject({ refusal: 'not_operator' });
    for (const state of ['winding_down', 'frozen'] as const) {
      expect(agreed(await put(communityId, state)).pending).toBeNull();
      expect(await stateOf(communityId)).toBe(state);
    }
    // Also only half of the way.
    for (const state of ['winding_down', 'active'] as const) {
      const { pending } = agreed(await put(communityId, state));
      expect(await stateOf(communityId)).toBe('frozen');
      const veto = { by: ben, changeId: pending?.id ?? '', chatId: null };
      expect(agreed(await bench.core.vetoChange(veto)).state).toBe('vetoed');
    }
    await passes(2 * DAY_MS);
    expect(await stateOf(communityId)).toBe('frozen');
  });

  test('frozen once more, what was asked for before is void; asked twice, it is one change', async () => {
    const communityId = await bench.team([[ben]]);
    await bench.member(communityId, '100');
    agreed(await put(communityId, 'frozen'));
    const first = agreed(await put(communityId, 'active')).pending;
    bench.clock.pass(1);
    expect(agreed(await put(communityId, 'active')).pending).toEqual(first);
    agreed(await put(communityId, 'frozen', secondOperator));
    expect((await changeOf(first?.id))?.state).toBe('failed');
    const half = agreed(await put(communityId, 'winding_down')).pending;
    const whole = agreed(await put(communityId, 'active')).pending;
    await passes(DAY_MS);
    expect((await changeOf(half?.id))?.state).toBe('failed');
    expect((await changeOf(whole?.id))?.state).toBe('applied');
    expect(await stateOf(communityId)).toBe('active');
  });

  test('is immediate while nobody holds anything', async () => {
    const communityId = await bench.team([[ben]]);
    agreed(await put(communityId, 'frozen'));
    expect(agreed(await put(communityId, 'active')).pending).toBeNull();
    expect(await stateOf(communityId)).toBe('active');
  });
});
