import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRefusal } from '../../src/domain/refusal.ts';
import { DAY_MS, MINUTE_MS } from '../../src/domain/time.ts';
import type { DiscountInput } from '../../src/core/shop/discounts.ts';
import { operator } from '../support/core-bench.ts';
import type { ShopBench } from '../support/shop-bench.ts';
import { createShopBench } from '../support/shop-bench.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { account, agreed } from '../support/withdrawal-bench.ts';

let database: TestDatabase;
let bench: ShopBench;
let community: string;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await createShopBench(database.url);
  community = await bench.community();
});
afterAll(async () => {
  await bench.close();
  await database.drop();
});

let codes = 0;
const scene = () => ({ communityId: community, by: operator, from: null });
const saves = (discount: Partial<DiscountInput>) =>
  bench.core.saveDiscount({ ...scene(), discount: { code: `CODE${(codes += 1)}`, ...discount } });
const gives = async (discount: Partial<DiscountInput>) => agreed(await saves(discount)).code;
let items = 0;
const thing = (more = {}) => bench.sells(community, { slug: `thing${(items += 1)}`, ...more });
const twd = (hundredths: bigint) => ({ hundredths, currency: 'TWD' as const });

describe('a discount', () => {
  test('takes a share off, typed in any case, and the order keeps both prices', async () => {
    const code = await gives({ percent: 15 });
    const item = await thing({ price: twd(29_901n) });
    const { order } = await bench.orders(account(), item, { code: ` ${code.toLowerCase()} ` });
    // 254.1585 TWD: a part of a hundredth is the buyer's to pay.
    expect(order).toMatchObject({ fiat: twd(25_416n), fullFiat: twd(29_901n) });
    expect(bench.provider.created.at(-1)?.fiat).toEqual(twd(25_416n));
  });

  test('takes an amount off, and never more than leaves the least that can be paid', async () => {
    const code = await gives({ off: twd(40_000n) });
    expect((await bench.orders(account(), await thing(), { code })).order.fiat).toEqual(twd(1n));
  });

  test('is for its item, its currency and its community alone', async () => {
    const [item, other] = [await thing(), await thing()];
    const forItem = await gives({ percent: 10, slug: item.slug });
    const inDollars = await gives({ off: { hundredths: 100n, currency: 'USD' } });
    const notFor = { refusal: 'discount_not_for_item' };
    expect(await bench.wants(account(), other, { code: forItem })).toMatchObject(notFor);
    expect(await bench.wants(account(), item, { code: inDollars })).toMatchObject(notFor);
    expect(await bench.wants(account(), item, { code: forItem })).toHaveProperty('orderId');
    const elsewhere = await bench.sells(await bench.community(), { slug: 'far' });
    const unknown = { refusal: 'discount_not_found' };
    expect(await bench.wants(account(), elsewhere, { code: inDollars })).toMatchObject(unknown);
    expect(await bench.wants(account(), item, { code: "'; --" })).toMatchObject(unknown);
  });

  test('that is refused takes no piece of the stock', async () => {
    const item = await thing({ stock: 2 });
    const code = await gives({ off: { hundredths: 100n, currency: 'USD' } });
    expect(await bench.wants(account(), item, { code })).toHaveProperty('refusal');
    expect([await bench.stock(item), await bench.held(item)]).toEqual([2, 0]);
  });

  test('ends when somebody ends it or its time is over; orders that have it keep their price', async () => {
    const item = await thing();
    const code = await gives({ percent: 50, endsAt: bench.clock.now() + DAY_MS });
    const { order } = await bench.orders(account(), item, { code });
    bench.clock.pass(DAY_MS);
    expect(await bench.wants(account(), item, { code })).toMatchObject({ refusal: 'discount_not_found' });
    expect((await bench.view(order.id)).order.fiat).toEqual(twd(15_000n));
    // The code is free for another.
    expect(await saves({ code, percent: 20 })).toMatchObject({ code, percent: 20 });
    agreed(await bench.core.endDiscount({ ...scene(), code }));
    expect(await bench.core.endDiscount({ ...scene(), code })).toMatchObject({
      refusal: 'discount_not_found',
    });
    expect(await bench.wants(account(), item, { code })).toMatchObject({ refusal: 'discount_not_found' });
  });
});

describe('a discount is used once', () => {
  test('by each member, also when they tap for several things at once', async () => {
    const code = await gives({ percent: 10 });
    const things = await Promise.all(Array.from({ length: 5 }, () => thing()));
    const by = account();
    const answers = await Promise.all(things.map((item) => bench.wants(by, item, { code })));
    const refused = answers.filter(isRefusal);
    expect(refused).toHaveLength(4);
    expect(new Set(refused.map(({ refusal }) => refusal))).toEqual(new Set(['discount_used']));
  });

  test('by as many orders as it was made for, whoever is first', async () => {
    const code = await gives({ percent: 10, usesMax: 3 });
    const item = await thing({ stock: 20 });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => bench.wants(account(), item, { code })),
    );
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(3);
    expect(answers.filter(isRefusal).every(({ refusal }) => refusal === 'discount_gone')).toBe(true);
    expect([await bench.stock(item), await bench.held(item)]).toEqual([17, 3]);
    const listed = agreed(await bench.core.listDiscounts(scene()));
    expect(listed.find((one) => one.code === code)?.uses).toBe(3);
  });

  test('and is free again when the order closes', async () => {
    const code = await gives({ percent: 10, usesMax: 1 });
    const item = await thing();
    const by = account();
    const { order } = await bench.orders(by, item, { code });
    expect(await bench.wants(account(), item, { code })).toMatchObject({ refusal: 'discount_gone' });
    await bench.core.cancelOrder(by, order.id);
    expect(await bench.wants(by, item, { code })).toHaveProperty('orderId');
  });

  test('late money under a discount that went to another order goes to the balance', async () => {
    const code = await gives({ percent: 10 });
    const by = account();
    const [one, other] = [await thing(), await thing()];
    const first = await bench.orders(by, one, { code });
    await bench.hears(first, { status: 'expired' });
    await bench.orders(by, other, { code });
    const late = await bench.pays(first);
    expect(late.order).toMatchObject({ state: 'closed', closeReason: 'used_up' });
    expect(late.intent.disposition).toBe('balance');
  });

  test('asking again with the same code within a minute is the same order', async () => {
    const code = await gives({ percent: 10 });
    const item = await thing();
    const by = account();
    const { order } = await bench.orders(by, item, { code });
    expect(await bench.wants(by, item, { code })).toMatchObject({ orderId: order.id, repeated: true });
    expect(await bench.wants(by, item)).toMatchObject({ repeated: false });
    bench.clock.pass(2 * MINUTE_MS);
    expect(await bench.wants(by, item, { code })).toMatchObject({ refusal: 'discount_used' });
  });
});

test.each([
  [{ code: 'AB', percent: 10 }],
  [{ code: 'ÄPFEL', percent: 10 }],
  [{ percent: 0 }],
  [{ percent: 100 }],
  [{ percent: 1.5 }],
  [{ percent: 10, off: twd(1n) }],
  [{}],
  [{ off: twd(0n) }],
  [{ percent: 10, usesMax: 0 }],
  [{ percent: 10, endsAt: 1 }],
])('a discount that makes no sense is refused: %o', async (discount) => {
  expect(await saves(discount)).toMatchObject({ refusal: 'discount_not_usable' });
});

test('G-19: only those who mind the shop make, end and see codes', async () => {
  const stranger = { ...scene(), by: account() };
  const no = { refusal: 'not_manager' };
  expect(
    await bench.core.saveDiscount({ ...stranger, discount: { code: 'FREE', percent: 99 } }),
  ).toMatchObject(no);
  expect(await bench.core.endDiscount({ ...stranger, code: 'CODE1' })).toMatchObject(no);
  expect(await bench.core.listDiscounts(stranger)).toMatchObject(no);
});
