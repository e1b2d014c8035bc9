import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Account } from '../../src/domain/platform.ts';
import { DAY_MS } from '../../src/domain/time.ts';
import { operator } from '../support/core-bench.ts';
import type { DeliveryBench } from '../support/delivery-bench.ts';
import { createDeliveryBench } from '../support/delivery-bench.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { account, agreed } from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: DeliveryBench & { communityId: string };
const [manager, approver] = [account('discord'), account()];

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createDeliveryBench(database.url);
  const { core, communityId } = bench;
  const named = { by: operator, from: null, communityId };
  agreed(await core.nameManager({ ...named, name: 'Mia', accounts: [manager] }));
  agreed(await core.nameApprover({ by: operator, communityId, name: 'Ruth', accounts: [approver] }));
});
beforeEach(async () => {
  await bench.runs();
  bench.clear();
});
afterAll(async () => {
  expect(await bench.core.proveBooks()).toBe(0);
  await bench.close();
  await database.drop();
});

const cardsOf = (by: Account) =>
  bench.heard(by).flatMap((saying) => (saying.kind === 'delivery_card' ? [saying] : []));

async function buysTask(by = account(), more = {}) {
  const order = await bench.buys(by, await bench.item({ kind: 'task' }, more));
  await bench.runs();
  return { order, deliveryId: (await bench.delivery(order.id)).id };
}

describe('a task', () => {
  test('is told to managers and operators, stays paid until it is done, and each card says by whom', async () => {
    const ana = account();
    const { order, deliveryId } = await buysTask(ana);
    expect((await bench.view(order.id)).order.state).toBe('paid');
    expect(cardsOf(manager)).toHaveLength(1);
    expect(cardsOf(operator)).toHaveLength(1);
    expect(cardsOf(approver)).toEqual([]);
    expect(agreed(await bench.core.readOpenDeliveries(manager)).map((one) => one.order.id)).toContain(
      order.id,
    );
    const done = agreed(await bench.core.finishTask({ by: manager, from: null, deliveryId }));
    expect(done).toMatchObject({ delivery: { state: 'delivered' }, doneBy: 'Mia' });
    await bench.runs();
    expect((await bench.view(order.id)).order.state).toBe('delivered');
    for (const by of [manager, operator]) {
      expect(cardsOf(by).at(-1)).toMatchObject({ view: { doneBy: 'Mia' } });
      expect(cardsOf(by).at(-1)?.previous).not.toBeNull();
    }
    expect(bench.heard(ana).at(-1)).toMatchObject({ kind: 'goods', goods: { kind: 'task', isDone: true } });
  });

  test('done pressed by two at once is done once, by one of them, and both hear the same', async () => {
    const { order, deliveryId } = await buysTask();
    const press = (by: Account) => bench.core.finishTask({ by, from: null, deliveryId });
    const answers = await Promise.all([press(manager), press(operator), press(manager), press(operator)]);
    expect(new Set(answers.map((answer) => agreed(answer).doneBy)).size).toBe(1);
    const log = agreed(
      await bench.core.readAudit({ by: operator, communityId: bench.communityId, before: null }),
    );
    const noted = log.lines.filter((one) => one.action === 'task_done' && one.subject === order.code);
    expect(noted).toHaveLength(1);
  });

  test('that was refunded can’t be done any more, and staff are told', async () => {
    const { order, deliveryId } = await buysTask();
    const asked = { by: approver, from: null, code: order.code, communityId: bench.communityId };
    agreed(await bench.core.refundOrder({ ...asked, roundUp: false, reason: 'changed my mind' }));
    expect(await bench.core.finishTask({ by: manager, from: null, deliveryId })).toMatchObject({
      refusal: 'task_over',
    });
    await bench.runs();
    expect(cardsOf(manager).at(-1)).toMatchObject({ view: { delivery: { state: 'cancelled' } } });
  });

  test('with access for a time is told to staff when that is over: they take it back', async () => {
    const { order, deliveryId } = await buysTask(account(), { accessDays: 30 });
    agreed(await bench.core.finishTask({ by: operator, from: null, deliveryId }));
    bench.clock.pass(30 * DAY_MS);
    await bench.core.keepHouse();
    await bench.runs();
    expect(await bench.delivery(order.id)).toMatchObject({ state: 'revoked', endReason: 'access_over' });
    expect(cardsOf(manager).at(-1)).toMatchObject({ view: { delivery: { endReason: 'access_over' } } });
  });

  test('a gift of a task that nobody has claimed waits quietly', async () => {
    const item = await bench.item({ kind: 'task' });
    await bench.buys(account(), item, { gift: { kind: 'link' } });
    await bench.runs();
    expect(cardsOf(manager)).toEqual([]);
  });
});

describe('G-19: nobody else touches deliveries', () => {
  test('buyer, approver, strangers and managers of others are told that there is none', async () => {
    const ana = account();
    const { order, deliveryId } = await buysTask(ana);
    const elsewhere = account();
    const other = await bench.community();
    const named = { by: operator, from: null, communityId: other, name: 'Else', accounts: [elsewhere] };
    agreed(await bench.core.nameManager(named));
    for (const by of [ana, approver, account(), elsewhere]) {
      const refused = { refusal: 'delivery_not_found' };
      expect(await bench.core.finishTask({ by, from: null, deliveryId })).toMatchObject(refused);
      expect(await bench.core.retryDelivery({ by, from: null, code: order.code })).toMatchObject(refused);
      expect(await bench.core.retryDelivery({ by, from: null, code: deliveryId })).toMatchObject(refused);
    }
    expect(await bench.core.readOpenDeliveries(ana)).toMatchObject({ refusal: 'not_manager' });
    expect(await bench.core.readOpenDeliveries(elsewhere)).toEqual([]);
    expect((await bench.delivery(order.id)).state).toBe('queued');
    expect(await bench.core.finishTask({ by: operator, from: null, deliveryId: 'x' })).toMatchObject({
      refusal: 'delivery_not_found',
    });
  });

  test('what is not in trouble is not tried again', async () => {
    const order = await bench.buys(account(), await bench.item({ kind: 'text', text: 'hello' }));
    await bench.runs();
    const asked = { by: manager, from: null, code: order.code };
    expect(await bench.core.retryDelivery(asked)).toMatchObject({ refusal: 'delivery_fine' });
  });

  test('only a task is done by hand', async () => {
    const order = await bench.buys(account(), await bench.item({ kind: 'text', text: 'hello' }));
    const { id } = await bench.delivery(order.id);
    const asked = { by: manager, from: null, deliveryId: id };
    expect(await bench.core.finishTask(asked)).toMatchObject({ refusal: 'delivery_not_found' });
  });
});
