import { sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sqlState } from '../../db/unit-of-work.ts';
import { available } from '../../src/domain/ledger.ts';
import type { CoreBench } from '../support/core-bench.ts';
import { createCoreBench } from '../support/core-bench.ts';
import { units, usdt } from '../support/factories.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let bench: CoreBench;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createCoreBench(database.url);
});
afterAll(async () => {
  await bench.close();
  await database.drop();
});

const state = (work: Promise<unknown>) => work.then(() => 'done', sqlState);
const run = (text: string) => state(bench.database.transaction((tx) => tx.execute(sql.raw(text))));

async function paidOrder() {
  const community = await bench.community();
  const view = await bench.hears(await bench.pays(community), {
    status: 'success',
    received: units('9.23'),
    net: units('9.13'),
    paymentTx: `0x${randomUUID()}`,
  });
  return { community, view };
}

describe('the database is the last line of defence', () => {
  test('L2: entries and observations are never changed or deleted', async () => {
    await paidOrder();
    expect(await run('update ledger_entries set amount = 1')).toBe('23001');
    expect(await run('delete from ledger_entries')).toBe('23001');
    expect(await run('truncate ledger_entries')).toBe('23001');
    expect(await run("update observations set status = 'success'")).toBe('23001');
  });

  test('L5: the same event is booked at most once', async () => {
    const { community, view } = await paidOrder();
    const entry = {
      communityId: community,
      assetId: usdt.id,
      debit: 'treasury' as const,
      credit: 'sales' as const,
      amount: 1n,
      kind: 'sale_net' as const,
      reference: `intent:${view.intent.id}`,
    };
    const again = bench.inTransaction(({ ledger }) => ledger.post([entry], bench.clock.now()));
    expect(await state(again)).toBe('23505');
  });

  test('L3, B-24: of fifty debits at once no more succeed than the balance covers', async () => {
    const { community, view } = await paidOrder();
    const own = available(view.order.memberId);
    const move = (
      reference: string,
      debit: typeof own | 'treasury',
      credit: typeof own | 'sales',
      amount: bigint,
    ) =>
      bench.inTransaction(({ ledger }) =>
        ledger.post(
          [{ communityId: community, assetId: usdt.id, debit, credit, amount, kind: 'top_up', reference }],
          0,
        ),
      );
    const before = await bench.balance();
    await move(`gift:${community}`, 'treasury', own, units('10') - before);
    const debits = Array.from({ length: 50 }, (_, index) =>
      state(move(`spend:${community}:${index}`, own, 'sales', units('1'))),
    );
    const outcomes = await Promise.all(debits);
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(10);
    expect(new Set(outcomes)).toEqual(new Set(['done', '23514']));
    expect(await bench.balance()).toBe(0n);
  });

  test('C-11: a balance that somebody edits by hand is found', async () => {
    await paidOrder();
    expect(await bench.core.proveBooks()).toBe(0);
    const community = await bench.community();
    const topUp = await bench.pays(community, 'top_up');
    await bench.hears(topUp, { status: 'success', received: units('9.23'), net: units('9.13') });
    expect(await run('update balances set available = available + 1')).toBe('done');
    expect(await bench.core.proveBooks()).toBeGreaterThan(0);
    expect(await bench.alarms()).toContain('books_disagree');
    await run('update balances set available = available - 1');
    expect(await bench.core.proveBooks()).toBe(0);
  });
});

describe('of a shop', () => {
  const ordered = async () => {
    const community = await bench.community();
    const view = await bench.pays(community);
    const item = view.order.itemId ?? '';
    return { community, view, item };
  };

  test('stock never falls below zero', async () => {
    const { item } = await ordered();
    expect(await run(`update items set stock = -1 where id = '${item}'`)).toBe('23514');
    expect(await run(`update items set stock = 0 where id = '${item}'`)).toBe('done');
    expect(await run(`update items set stock = stock - 1 where id = '${item}'`)).toBe('23514');
    expect(await run(`update items set member_limit = 0 where id = '${item}'`)).toBe('23514');
  });

  test('a member holds one open reservation of an item, and a top-up holds none', async () => {
    const { community, view } = await ordered();
    bench.clock.pass(61_000);
    const second = await bench.pays(community);
    const holds = (id: string) => run(`update orders set holds_piece = true where id = '${id}'`);
    expect(await holds(view.order.id)).toBe('done');
    expect(await holds(second.order.id)).toBe('23505');
    expect(await holds((await bench.pays(community, 'top_up')).order.id)).toBe('23514');
  });

  test('a key is in a pool once, is sold once, and stays with its order', async () => {
    const { community, view, item } = await ordered();
    const keep = (key: string) =>
      run(`insert into item_keys (item_id, key, added_at) values ('${item}', '${key}', now())`);
    expect([await keep('A'), await keep('A'), await keep('B')]).toEqual(['done', '23505', 'done']);
    const sell = (key: string, order: string) =>
      run(
        `update item_keys set order_id = '${order}', taken_at = now() where item_id = '${item}' and key = '${key}'`,
      );
    bench.clock.pass(61_000);
    const other = await bench.pays(community);
    expect(await sell('A', view.order.id)).toBe('done');
    expect(await sell('A', other.order.id)).toBe('23514');
    expect(await sell('B', view.order.id)).toBe('23505');
    expect(await run(`update item_keys set order_id = null, taken_at = null where item_id = '${item}'`)).toBe(
      '23514',
    );
    expect(await run(`update item_keys set key = 'C' where order_id = '${view.order.id}'`)).toBe('23514');
  });

  test('a price after a discount has the price before it, and is not above it', async () => {
    const { community, view } = await ordered();
    const id = randomUUID();
    const discount = (columns: string, values: string) =>
      run(
        `insert into discounts (id, community_id, code, created_at, ${columns}) values ('${id}', '${community}', 'TEN', now(), ${values})`,
      );
    expect(await discount('percent', '100')).toBe('23514');
    expect(await discount('percent, off_hundredths, off_currency', "10, 1, 'TWD'")).toBe('23514');
    expect(await discount('off_hundredths', '1')).toBe('23514');
    expect(await discount('percent', '10')).toBe('done');
    const sets = (text: string) => run(`update orders set ${text} where id = '${view.order.id}'`);
    expect(await sets('full_hundredths = 40000')).toBe('23514');
    expect(await sets(`discount_id = '${id}'`)).toBe('23514');
    expect(await sets(`discount_id = '${id}', full_hundredths = 1`)).toBe('23514');
    expect(await sets(`discount_id = '${id}', full_hundredths = 40000`)).toBe('done');
  });
});
