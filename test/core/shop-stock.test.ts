import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Item } from '../../src/domain/item.ts';
import type { PaymentView } from '../../src/domain/payment-view.ts';
import { MINUTE_MS } from '../../src/domain/time.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { operator } from '../support/core-bench.ts';
import { units } from '../support/factories.ts';
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
  expect(await bench.core.proveBooks()).toBe(0);
  await bench.close();
  await database.drop();
});

let items = 0;
const piece = (stock = 1) => bench.sells(community, { slug: `piece${(items += 1)}`, stock });

async function stands(item: Item) {
  return { stock: await bench.stock(item), held: await bench.held(item) };
}

describe('a piece is reserved when the order is made', () => {
  test('of eight buyers who want the last piece at the same moment exactly one gets it', async () => {
    const item = await piece();
    const answers = await Promise.all(Array.from({ length: 8 }, () => bench.wants(account(), item)));
    const refused = answers.filter(isRefusal);
    expect(refused).toHaveLength(7);
    expect(new Set(refused.map(({ refusal }) => refusal))).toEqual(new Set(['item_sold_out']));
    expect(await stands(item)).toEqual({ stock: 0, held: 1 });
  });

  test('the same on two instances with three pieces: three get one', async () => {
    const other = await bench.instance();
    const item = await piece(3);
    const wants = (index: number) => {
      const caller = { account: account(), displayName: 'Buyer', language: 'en' as const };
      const requestKey = `race:${item.id}:${index}`;
      const wish = { kind: 'item' as const, words: item.slug };
      const at = index % 2 === 0 ? bench.core : other.core;
      return at.requestPayment({ requestKey, caller, communityId: community, wish });
    };
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => wants(index)));
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(3);
    expect(await stands(item)).toEqual({ stock: 0, held: 3 });
  });

  test('a member has one open reservation of an item: asking again answers with it, also much later', async () => {
    const item = await piece(5);
    const by = account();
    const first = await bench.orders(by, item);
    bench.clock.pass(10 * MINUTE_MS);
    const again = await Promise.all([bench.wants(by, item), bench.wants(by, item), bench.wants(by, item)]);
    for (const answer of again) {
      expect(answer).toMatchObject({ orderId: first.order.id, repeated: true });
    }
    expect(await stands(item)).toEqual({ stock: 4, held: 1 });
  });

  test('asking for it on other terms is refused with the open order, which stays as it is', async () => {
    const item = await piece(5);
    const by = account();
    const { order } = await bench.orders(by, item);
    const gift = { kind: 'link' as const };
    expect(await bench.wants(by, item, { gift })).toMatchObject({
      refusal: 'reservation_open',
      facts: { code: order.code },
    });
    expect(await stands(item)).toEqual({ stock: 4, held: 1 });
  });

  test('what has no limit is never sold out, and holds nothing', async () => {
    const item = await bench.sells(community, { slug: 'endless' });
    const { order } = await bench.orders(account(), item);
    expect(order.holdsPiece).toBe(false);
    expect(await stands(item)).toEqual({ stock: null, held: 0 });
  });

  test('a price that is edited is not the price of an order that is open', async () => {
    const item = await piece(2);
    const { order } = await bench.orders(account(), item);
    await bench.sells(community, { slug: item.slug, price: { hundredths: 99_900n, currency: 'TWD' } });
    expect((await bench.view(order.id)).order.fiat.hundredths).toBe(30_000n);
    expect((await bench.orders(account(), item)).order.fiat.hundredths).toBe(99_900n);
    expect(await stands(item)).toEqual({ stock: 0, held: 2 });
  });
});

describe('an order that closes gives its piece back exactly once', () => {
  const buyer = account();

  async function reviewed(view: PaymentView) {
    await bench.hears(view, { status: 'success', received: units('1') });
    const by = account();
    agreed(
      await bench.core.nameApprover({
        by: operator,
        communityId: community,
        name: by.accountId,
        accounts: [by],
      }),
    );
    const scene = { by, intentId: view.intent.id, chatId: null };
    agreed(await bench.core.decideReview(scene, { kind: 'to_balance', amount: '1' }));
    expect(await bench.core.decideReview(scene, { kind: 'to_balance', amount: '1' })).toHaveProperty(
      'refusal',
    );
  }

  async function abandoned() {
    for (const [id] of [...bench.provider.truth]) bench.provider.truth.delete(id);
    bench.clock.pass(31 * MINUTE_MS);
    await bench.core.keepHouse();
    await bench.core.keepHouse();
  }

  const ways: Readonly<Record<string, (view: PaymentView) => Promise<unknown>>> = {
    cancelled: ({ order }) =>
      Promise.all([1, 2, 3].map(() => bench.core.cancelOrder(buyer, order.id))).then(() =>
        bench.core.cancelOrder(buyer, order.id),
      ),
    expired: async (view) => {
      await bench.hears(view, { status: 'expired' });
      await bench.hears(view, { status: 'expired' });
    },
    refunded: async (view) => {
      await bench.hears(view, { status: 'insufficient_not_refunded', received: units('1') });
      await bench.hears(view, {
        status: 'insufficient_refunded',
        received: units('1'),
        refunded: units('1'),
        refundTx: '0xrefund',
      });
    },
    reviewed,
    abandoned,
  };

  test.each(Object.keys(ways))('%s', async (reason) => {
    const item = await piece(2);
    if (reason === 'abandoned') bench.provider.nextCreate.push({ kind: 'unclear', reason: 'timeout' });
    const view = await bench.orders(buyer, item);
    expect(await stands(item)).toEqual({ stock: 1, held: 1 });
    await ways[reason]?.(view);
    expect((await bench.view(view.order.id)).order).toMatchObject({
      state: 'closed',
      closeReason: reason,
      holdsPiece: false,
    });
    expect(await stands(item)).toEqual({ stock: 2, held: 0 });
  });

  test('refused by the provider, before there was anything to pay', async () => {
    const item = await piece();
    bench.provider.nextCreate.push({ kind: 'refused', reason: 'code 4008' });
    const { order } = await bench.orders(buyer, item);
    expect(order).toMatchObject({ state: 'closed', closeReason: 'refused' });
    expect(await stands(item)).toEqual({ stock: 1, held: 0 });
  });

  test('what is paid for keeps its piece', async () => {
    const item = await piece();
    const paid = await bench.pays(await bench.orders(account(), item));
    expect(paid.order).toMatchObject({ state: 'paid', holdsPiece: true });
    expect(await stands(item)).toEqual({ stock: 0, held: 1 });
  });
});

describe('an order that had closed takes its piece again', () => {
  async function expired(item: Item, by = account()) {
    const view = await bench.orders(by, item);
    await bench.hears(view, { status: 'expired' });
    return { by, view };
  }

  test('with a fresh quote, or is told that it is sold out', async () => {
    const item = await piece();
    const [first, second] = [await expired(item), await expired(item)];
    const fresh = agreed(await bench.core.requestFreshQuote(first.by, first.view.order.id));
    expect(fresh.order).toMatchObject({ state: 'open', holdsPiece: true, closeReason: null });
    expect(await stands(item)).toEqual({ stock: 0, held: 1 });
    const sold = await bench.core.requestFreshQuote(second.by, second.view.order.id);
    expect(sold).toMatchObject({ refusal: 'item_sold_out', facts: { item: item.name } });
    expect((await bench.view(second.view.order.id)).order).toMatchObject({ state: 'closed' });
    expect(await stands(item)).toEqual({ stock: 0, held: 1 });
  });

  test('by late money, once, and it is handed over', async () => {
    const item = await piece();
    const { view } = await expired(item);
    const late = await bench.pays(view);
    expect(late.order).toMatchObject({ state: 'paid', holdsPiece: true, closeReason: null });
    await bench.pays(view);
    expect(await stands(item)).toEqual({ stock: 0, held: 1 });
    expect(await bench.inTransaction(({ deliveries }) => deliveries.byOrder(view.order.id))).not.toBeNull();
  });

  test('late money for what is sold out by now goes to the balance, and the member is told so', async () => {
    const item = await piece();
    const { by, view } = await expired(item);
    await bench.pays(await bench.orders(account(), item));
    const late = await bench.pays(view);
    expect(late).toMatchObject({
      order: { state: 'closed', closeReason: 'sold_out', holdsPiece: false },
      intent: { state: 'success', disposition: 'balance' },
    });
    expect((await bench.told(view.order.id)).at(-1)).toBe('credited');
    const [line] = await bench.core.readBalance(by);
    expect(line?.available).toBe(units('9.13'));
    expect(await stands(item)).toEqual({ stock: 0, held: 1 });
    expect(await bench.inTransaction(({ deliveries }) => deliveries.byOrder(view.order.id))).toBeNull();
  });

  test('of late money and a new buyer at the same moment one has the last piece', async () => {
    const item = await piece();
    const { view } = await expired(item);
    const buyers = Array.from({ length: 4 }, () => bench.wants(account(), item));
    const [late, ...answers] = await Promise.all([bench.pays(view), ...buyers]);
    const got = answers.filter((answer) => !isRefusal(answer)).length + (late.order.state === 'paid' ? 1 : 0);
    expect(got).toBe(1);
    expect(await stands(item)).toEqual({ stock: 0, held: 1 });
  });

  test('two that the member let run out are not open both at once', async () => {
    const item = await piece(3);
    const { by, view } = await expired(item);
    const newer = await bench.orders(by, item);
    expect(await bench.core.requestFreshQuote(by, view.order.id)).toMatchObject({
      refusal: 'reservation_open',
      facts: { code: newer.order.code },
    });
    expect(await stands(item)).toEqual({ stock: 2, held: 1 });
  });

  test('an item that costs something else by now, or is hidden, is ordered anew', async () => {
    const item = await piece(3);
    const { by, view } = await expired(item);
    await bench.sells(community, { slug: item.slug, price: { hundredths: 100n, currency: 'TWD' } });
    expect(await bench.core.requestFreshQuote(by, view.order.id)).toMatchObject({
      refusal: 'order_out_of_date',
    });
    expect(await stands(item)).toEqual({ stock: 3, held: 0 });
  });

  test('late money is taken also for an item that is hidden by now', async () => {
    const item = await piece();
    const { view } = await expired(item);
    agreed(await bench.core.hideItem({ communityId: community, by: operator, slug: item.slug }));
    expect((await bench.pays(view)).order.state).toBe('paid');
  });
});

describe("a member's limit", () => {
  test('counts what is open and what was bought, and not what closed', async () => {
    const item = await bench.sells(community, { slug: 'limited', memberLimit: 2 });
    const by = account();
    await bench.pays(await bench.orders(by, item));
    bench.clock.pass(2 * MINUTE_MS);
    const second = await bench.orders(by, item);
    bench.clock.pass(2 * MINUTE_MS);
    const facts = { item: item.name, limit: '2' };
    expect(await bench.wants(by, item)).toMatchObject({ refusal: 'item_limit_reached', facts });
    expect(await bench.wants(account(), item)).toHaveProperty('orderId');
    await bench.core.cancelOrder(by, second.order.id);
    expect(await bench.wants(by, item)).toHaveProperty('orderId');
  });

  test('holds against late money: what is too much goes to the balance', async () => {
    const item = await bench.sells(community, { slug: 'one-each', memberLimit: 1, stock: 5 });
    const by = account();
    const first = await bench.orders(by, item);
    await bench.hears(first, { status: 'expired' });
    await bench.pays(await bench.orders(by, item));
    const late = await bench.pays(first);
    expect(late.order).toMatchObject({ state: 'closed', closeReason: 'used_up' });
    expect(late.intent.disposition).toBe('balance');
    expect(await stands(item)).toEqual({ stock: 4, held: 1 });
  });

  test('holds when a member taps for several orders at once', async () => {
    const item = await bench.sells(community, { slug: 'tapped', memberLimit: 1 });
    const by = account();
    const gifts = Array.from({ length: 6 }, () => bench.wants(by, item, { gift: { kind: 'link' } }));
    const answers = await Promise.all([...gifts, bench.wants(by, item)]);
    const made = new Set(answers.flatMap((answer) => (isRefusal(answer) ? [] : [answer.orderId])));
    expect(made.size).toBe(1);
  });
});
