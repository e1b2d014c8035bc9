import { afterAll, beforeAll, expect, test } from 'vitest';
import { units } from '../support/factories.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { WithdrawalBench } from '../support/withdrawal-bench.ts';
import { account, agreed, createWithdrawalBench } from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: WithdrawalBench;
let orderId = '';
const vera = account();

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createWithdrawalBench(database.url);
  const paid = { status: 'success', received: units('9.23'), net: units('9.1377'), paymentTx: '0x1' };
  const { order } = await bench.hears(await bench.pays(await bench.team([[vera]])), paid);
  orderId = order.id;
  const request = { by: vera, from: null, code: order.code, roundUp: false, reason: 'asked' };
  agreed(await bench.core.refundOrder(request));
});
afterAll(async () => {
  await bench.close();
  await database.drop();
});

const broken = async () => {
  const faults = await bench.inTransaction(({ ledger }) => ledger.prove());
  return [...new Set(faults.map(({ law }) => law))].sort();
};

test('the books of a refund agree with themselves', async () => {
  expect(await broken()).toEqual([]);
});

test.each([
  [
    'R1: an order that is refunded and says that it is paid',
    'orders',
    (id: string) => `update orders set state = 'paid' where id = '${id}'`,
    (id: string) => `update orders set state = 'refunded' where id = '${id}'`,
    ['R1'],
  ],
  [
    'R2: more came back than came in, and it is not what is booked either',
    'refunds',
    (id: string) => `update refunds set amount = amount + 1 where order_id = '${id}'`,
    (id: string) => `update refunds set amount = amount - 1 where order_id = '${id}'`,
    ['R1', 'R2'],
  ],
  [
    'R3: the money is back, and the goods are still on their way',
    'deliveries',
    (id: string) => `update deliveries set state = 'queued', end_reason = null where order_id = '${id}'`,
    (id: string) =>
      `update deliveries set state = 'cancelled', end_reason = 'refunded' where order_id = '${id}'`,
    ['R3'],
  ],
])('%s', async (_, table, spoil, mend, laws) => {
  await bench.forge(table, spoil(orderId));
  expect(await broken()).toEqual(laws);
  await bench.forge(table, mend(orderId));
  expect(await broken()).toEqual([]);
});
