import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Item } from '../../src/domain/item.ts';
import type { Account } from '../../src/domain/platform.ts';
import type { ReportDay } from '../../src/domain/report.ts';
import { DAY_MS, HOUR_MS } from '../../src/domain/time.ts';
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

/** What the scripted provider takes before it has said that the money is there. */
const READ_MS = 2_000;

async function shopIn(timeZone: string) {
  const communityId = await bench.team([[account()]]);
  agreed(await bench.core.setTimeZone({ by: operator, communityId, from: null, timeZone }));
  return communityId;
}

const report = async (communityId: string, days: number, by: Account = operator) =>
  agreed(await bench.core.report({ by, communityId, days }));

/** Somebody buys it, and it is paid for exactly then. */
async function boughtAt(item: Item, moment: number) {
  const order = await bench.orders(account(), item);
  bench.clock.pass(moment - READ_MS - bench.clock.now());
  const paid = await bench.hears(order, {
    status: 'success',
    received: units('9.23'),
    net: units('9.13'),
    paymentTx: `0x${randomUUID()}`,
  });
  expect(bench.clock.now()).toBe(moment);
  expect(paid.order.state).toBe('paid');
  return paid;
}

/** The next moment at which it is this hour in UTC, a day away at least. */
function nextAt(hour: number): number {
  const today = bench.clock.now() - (bench.clock.now() % DAY_MS);
  return today + 2 * DAY_MS + hour * HOUR_MS;
}

const ordersOf = (days: readonly ReportDay[]) =>
  Object.fromEntries(days.map(({ day, sales }) => [day, sales.reduce((sum, one) => sum + one.orders, 0)]));
const dayOf = (moment: number) => new Date(moment).toISOString().slice(0, 10);

describe('sales per day', () => {
  test('days begin where the community lives: a millisecond before midnight in Taipei is yesterday', async () => {
    const communityId = await shopIn('Asia/Taipei');
    const item = await bench.sells(communityId, { slug: 'tea' });
    const midnight = nextAt(16);
    await boughtAt(item, midnight - 1);
    await boughtAt(item, midnight + READ_MS);
    const { days, timeZone } = await report(communityId, 3);
    const today = dayOf(midnight + 8 * HOUR_MS);
    const [before, yesterday] = [dayOf(midnight - 40 * HOUR_MS), dayOf(midnight - 16 * HOUR_MS)];
    expect(timeZone).toBe('Asia/Taipei');
    expect(ordersOf(days)).toEqual({ [before]: 0, [yesterday]: 1, [today]: 1 });
    expect(Object.keys(ordersOf(days))).toEqual([before, yesterday, today]);
    expect((await report(communityId, 1)).sales).toEqual([
      { currency: 'TWD', hundredths: 30_000n, orders: 1 },
    ]);
  });

  test('a day of 23 and one of 25 hours are one day each, and none is left out', async () => {
    const communityId = await shopIn('America/New_York');
    const item = await bench.sells(communityId, { slug: 'tea' });
    // 14 March 2027: at 2 o'clock in the night it is 3.
    const springMidnight = Date.UTC(2027, 2, 14, 5);
    await boughtAt(item, springMidnight - 1);
    await boughtAt(item, springMidnight + READ_MS);
    await boughtAt(item, springMidnight + 23 * HOUR_MS - 1);
    await boughtAt(item, springMidnight + 23 * HOUR_MS + READ_MS);
    expect(ordersOf((await report(communityId, 4)).days)).toEqual({
      '2027-03-12': 0,
      '2027-03-13': 1,
      '2027-03-14': 2,
      '2027-03-15': 1,
    });
    // 7 November 2027: after 2 o'clock in the night it is 1 once more.
    const autumnMidnight = Date.UTC(2027, 10, 7, 4);
    await boughtAt(item, autumnMidnight + READ_MS);
    await boughtAt(item, autumnMidnight + 25 * HOUR_MS - 1);
    expect(ordersOf((await report(communityId, 2)).days)).toEqual({ '2027-11-06': 0, '2027-11-07': 2 });
  });

  test('by item and currency, the best sold first; another community’s sales are not among them', async () => {
    const communityId = await shopIn('UTC');
    const elsewhere = await shopIn('UTC');
    const tea = await bench.sells(communityId, { slug: 'tea', name: 'Tea' });
    const price = { hundredths: 950n, currency: 'USD' as const };
    const cake = await bench.sells(communityId, { slug: 'cake', name: 'Cake', price });
    const moment = nextAt(9);
    await boughtAt(await bench.sells(elsewhere, { slug: 'tea' }), moment);
    await boughtAt(tea, moment + HOUR_MS);
    await boughtAt(tea, moment + 2 * HOUR_MS);
    const order = await bench.orders(account(), cake);
    await bench.pays(order);
    const { items, sales } = await report(communityId, 2);
    expect(items).toEqual([
      { slug: 'tea', name: 'Tea', currency: 'TWD', hundredths: 60_000n, orders: 2 },
      { slug: 'cake', name: 'Cake', currency: 'USD', hundredths: 950n, orders: 1 },
    ]);
    expect(sales).toEqual([
      { currency: 'TWD', hundredths: 60_000n, orders: 2 },
      { currency: 'USD', hundredths: 950n, orders: 1 },
    ]);
  });

  test('nothing sold: every day is there, empty, and the money stands at zero', async () => {
    const communityId = await shopIn('Pacific/Kiritimati');
    const { days, sales, items, assets } = await report(communityId, 92);
    expect(days).toHaveLength(92);
    expect(days.every((one) => one.sales.length === 0)).toBe(true);
    expect([sales, items]).toEqual([[], []]);
    expect(assets).toMatchObject([{ asset: { id: usdt.id }, owed: 0n, treasury: 0n, equity: 0n }]);
  });
});

describe('money', () => {
  test('fees, refunds, top-ups and withdrawals of these days, and what is owed now against the treasury', async () => {
    const vera = account();
    const communityId = await bench.team([[vera]]);
    const first = await bench.pays(await bench.orders(ana, await bench.sells(communityId, { slug: 'tea' })));
    const cake = await bench.sells(communityId, { slug: 'cake' });
    await bench.pays(await bench.orders(ana, cake));
    const refund = { by: vera, from: null, code: first.order.code, roundUp: false, reason: 'broken' };
    agreed(await bench.core.refundOrder(refund));
    const member = await bench.member(communityId, '50');
    await bench.approved(communityId, [vera], { by: member, amount: '20' });
    await bench.sendAll();
    const [usd] = (await report(communityId, 1)).assets;
    expect(usd).toMatchObject({
      sales: units('18.46'),
      providerFees: units('0.2'),
      refunds: { count: 1, sum: units('9.13') },
      topUps: { count: 1, sum: units('50') },
      withdrawals: { count: 1, sum: units('20') },
      owed: units('39.13'),
      treasury: units('48.26'),
      equity: units('9.13'),
    });
    // Later, the days are over, and the money is still there.
    bench.clock.pass(3 * DAY_MS);
    const [later] = (await report(communityId, 1)).assets;
    expect(later).toMatchObject({
      sales: 0n,
      refunds: { count: 0, sum: 0n },
      withdrawals: { count: 0, sum: 0n },
      owed: units('39.13'),
      equity: units('9.13'),
    });
  });

  test('a refunded sale stays a sale of its day; what went back is said beside it', async () => {
    const vera = account();
    const communityId = await bench.team([[vera]]);
    const { order } = await bench.pays(
      await bench.orders(ana, await bench.sells(communityId, { slug: 'tea' })),
    );
    agreed(
      await bench.core.refundOrder({
        by: vera,
        from: null,
        code: order.code,
        roundUp: false,
        reason: 'broken',
      }),
    );
    const { sales, assets } = await report(communityId, 1);
    expect(sales).toMatchObject([{ orders: 1, hundredths: 30_000n }]);
    expect(assets[0]).toMatchObject({ sales: units('9.23'), refunds: { count: 1, sum: units('9.13') } });
  });
});

test('only staff see it, and only for as many days as a picture holds', async () => {
  const vera = account();
  const communityId = await bench.team([[vera]]);
  const ask = { communityId, days: 7 };
  expect(await bench.core.report({ ...ask, by: account() })).toMatchObject({ refusal: 'not_staff' });
  expect((await report(communityId, 7, vera)).days).toHaveLength(7);
  for (const days of [0, -1, 1.5, 93, Number.NaN]) {
    expect(await bench.core.report({ ...ask, by: operator, days })).toMatchObject({
      refusal: 'report_days_not_usable',
    });
  }
});
