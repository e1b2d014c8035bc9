import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseExact } from '../../src/domain/money.ts';
import type { ExportKind, ExportTable } from '../../src/domain/report.ts';
import { valueBy } from '../../src/domain/report.ts';
import { DAY_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { ana, operator } from '../support/core-bench.ts';
import { units, usdt } from '../support/factories.ts';
import type { ShopBench } from '../support/shop-bench.ts';
import { createShopBench } from '../support/shop-bench.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { account, agreed } from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: ShopBench;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createShopBench(database.url);
});
afterAll(async () => {
  expect(await bench.core.proveBooks()).toBe(0);
  await bench.close();
  await database.drop();
});

async function table(communityId: string, what: ExportKind, days: number | null = null) {
  return agreed(await bench.core.exportRows({ by: operator, from: '-100', communityId, what, days }));
}

/** A line as what stands under each column. */
const linesOf = ({ columns, rows }: ExportTable) =>
  rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])));

const local = (moment: number, hours: number) =>
  new Date(moment + hours * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

describe('orders', () => {
  test('everything about an order on one line, exact, in the community’s time', async () => {
    const vera = account();
    const communityId = await bench.team([[vera]]);
    agreed(await bench.core.setTimeZone({ by: operator, communityId, from: null, timeZone: 'Asia/Taipei' }));
    const item = await bench.sells(communityId, { slug: 'tea', name: '=2+2' });
    const orderedAt = bench.clock.now();
    const opened = await bench.orders(ana, item);
    const view = await bench.hears(opened, {
      ...{ status: 'success', received: units('9.230001'), net: units('9.1377'), paymentTx: '0xabc1' },
    });
    const paidAt = bench.clock.now();
    const open = await bench.orders(account(), item);
    const reason = 'it broke';
    agreed(
      await bench.core.refundOrder({ by: vera, from: null, code: view.order.code, roundUp: false, reason }),
    );
    const [first, second, ...rest] = linesOf(await table(communityId, 'orders'));
    expect(rest).toEqual([]);
    expect(first).toEqual({
      ...{ order: `#${view.order.code}`, ordered_at: local(orderedAt, 8), paid_at: local(paidAt, 8) },
      ...{ kind: 'item', item: 'tea', item_name: '=2+2', state: 'refunded', close_reason: null },
      ...{ buyer: `telegram:${ana.accountId}`, buyer_name: `Buyer ${ana.accountId}` },
      ...{ recipient: null, recipient_name: null, price: '300', currency: 'TWD' },
      ...{ price_before_discount: null, discount: null, paid_from: 'chain', token: 'USDT', chain: 'arb' },
      ...{ quoted: '9.23', received: '9.230001', net: '9.1377', provider_fee: '0.092301', sent_back: null },
      ...{ refunded_to_balance: '9.1377', refunded_at: local(paidAt, 8), refund_reason: reason },
      ...{ delivery: 'cancelled', payment_tx: '0xabc1', refund_tx: null },
    });
    expect(second).toMatchObject({ order: `#${open.order.code}`, state: 'open', paid_at: null, net: null });
  });

  test('a discount, a gift and what was paid from the balance say so', async () => {
    const communityId = await bench.team([[account()]]);
    const item = await bench.sells(communityId, { slug: 'tea' });
    const discount = { code: 'HALF', percent: 50 };
    agreed(await bench.core.saveDiscount({ by: operator, communityId, from: null, discount }));
    const [buyer, friend] = [account(), account()];
    await bench.member(communityId, '50', buyer);
    const gift = { kind: 'member' as const, account: friend, displayName: 'Finn', language: 'en' as const };
    const order = await bench.orders(buyer, item, { code: 'half', gift });
    agreed(await bench.core.payFromBalance(buyer, order.order.id));
    expect(linesOf(await table(communityId, 'orders'))).toMatchObject([
      {
        ...{ price: '150', price_before_discount: '300', discount: 'HALF', paid_from: 'balance' },
        ...{ recipient: `telegram:${friend.accountId}`, recipient_name: 'Finn', state: 'paid' },
      },
    ]);
  });
});

describe('withdrawals and books', () => {
  test('each amount has its value by the last price before it, in each currency that was asked', async () => {
    const vera = account();
    const communityId = await bench.team([[vera]]);
    const member = await bench.member(communityId, '50');
    bench.clock.pass(MINUTE_MS);
    // 300 TWD are 9.23 USDT from here on.
    await bench.pays(await bench.orders(ana, await bench.sells(communityId, { slug: 'tea' })));
    bench.clock.pass(MINUTE_MS);
    await bench.approved(communityId, [vera], { by: member, amount: '20' });
    const sentAt = bench.clock.now();
    await bench.sendAll();
    const [line] = linesOf(await table(communityId, 'withdrawals'));
    expect(line).toMatchObject({
      ...{ kind: 'member', state: 'sent', amount: '20', fee: '0', token: 'USDT', chain: 'arb' },
      ...{ requester: `telegram:${member.accountId}`, requester_name: 'Mia', sent_at: local(sentAt, 0) },
      // 20 × 300 / 9.23, to the nearest hundredth.
      ...{ value_TWD: '650.05', value_USD: null },
    });
    const books = linesOf(await table(communityId, 'ledger'));
    expect(books.map(({ kind, amount, value_TWD }) => [kind, amount, value_TWD])).toEqual([
      ['top_up', '50', null],
      ['sale_net', '9.13', '296.75'],
      ['sale_fee', '0.1', '3.25'],
      ['withdrawal_hold', '20', '650.05'],
      ['withdrawal_sent', '20', '650.05'],
    ]);
    expect(books[3]).toMatchObject({
      debit: `available telegram:${member.accountId}`,
      credit: `held telegram:${member.accountId}`,
      belongs_to: line?.['withdrawal'],
    });
    expect(books[1]?.['belongs_to']).toMatch(/^#/);
  });

  test('the books as a table add up to the books', async () => {
    const communityId = await bench.team([[account()]]);
    const item = await bench.sells(communityId, { slug: 'tea' });
    for (const [received, net] of [
      ['9.23', '9.137777'],
      ['12.345678', '12.000001'],
    ] as const) {
      await bench.hears(await bench.orders(account(), item), {
        status: 'success',
        received: units(received),
        net: units(net),
        paymentTx: `0x${randomUUID()}`,
      });
    }
    const sums = new Map<string, bigint>();
    const add = (name: string | null | undefined, amount: bigint) =>
      sums.set(name ?? '', (sums.get(name ?? '') ?? 0n) + amount);
    for (const { debit, credit, amount } of linesOf(await table(communityId, 'ledger'))) {
      const exact = parseExact(amount ?? '', usdt.decimals) ?? 0n;
      add(debit, -exact);
      add(credit, exact);
    }
    const { sales, provider_fees, treasury } = await bench.sums(communityId);
    expect(Object.fromEntries(sums)).toMatchObject({ sales, provider_fees, treasury });
  });

  test('a value is rounded to the nearest hundredth, half of one upwards, whatever the size', () => {
    const quote = (hundredths: bigint, amount: bigint) =>
      valueBy({ assetId: '', at: 0, fiat: { hundredths, currency: 'TWD' }, amount }, 1n).hundredths;
    expect([quote(1n, 2n), quote(1n, 3n), quote(5n, 2n), quote(10n ** 40n, 1n)]).toEqual([
      1n,
      0n,
      3n,
      10n ** 40n,
    ]);
  });
});

describe('rights and records', () => {
  test('so many days back and no further; another community’s lines are nobody’s here', async () => {
    const communityId = await bench.team([[account()]]);
    const item = await bench.sells(communityId, { slug: 'tea' });
    await bench.orders(account(), item);
    bench.clock.pass(2 * DAY_MS);
    const late = await bench.orders(account(), item);
    expect(linesOf(await table(communityId, 'orders', 2))).toMatchObject([{ order: `#${late.order.code}` }]);
    expect(linesOf(await table(communityId, 'orders', 3))).toHaveLength(2);
    expect(linesOf(await table(await bench.community(), 'orders'))).toEqual([]);
  });

  test('who took which table stands in the audit log; strangers get none, and leave no line', async () => {
    const vera = account();
    const communityId = await bench.team([[vera]]);
    const ask = { from: '-100', communityId, what: 'ledger' as const, days: 7 };
    expect(await bench.core.exportRows({ ...ask, by: account() })).toMatchObject({ refusal: 'not_staff' });
    expect(await bench.core.exportRows({ ...ask, by: vera, days: 0 })).toMatchObject({
      refusal: 'report_days_not_usable',
    });
    agreed(await bench.core.exportRows({ ...ask, by: vera }));
    const { lines } = agreed(await bench.core.readAudit({ by: operator, communityId, before: null }));
    expect(lines.filter(({ action }) => action === 'exported')).toMatchObject([
      { by: vera, chatId: '-100', subject: 'ledger', detail: '0 rows, 7 days' },
    ]);
  });
});
