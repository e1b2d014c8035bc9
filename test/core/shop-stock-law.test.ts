import { and, eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orders } from '../../db/schema.ts';
import type { Item } from '../../src/domain/item.ts';
import type { PaymentView } from '../../src/domain/payment-view.ts';
import type { Account } from '../../src/domain/platform.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { MINUTE_MS } from '../../src/domain/time.ts';
import { units } from '../support/factories.ts';
import type { ShopBench } from '../support/shop-bench.ts';
import { createShopBench } from '../support/shop-bench.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { account } from '../support/withdrawal-bench.ts';

const RUNS = 20;
const BUYERS = 3;

let database: TestDatabase;
let bench: ShopBench;
let community: string;
let items = 0;

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

/** What can happen to an order, in any order and at any time. */
const steps = [
  'order',
  'order',
  'cancel',
  'expire',
  'pay',
  'fresh',
  'short',
  'refund',
  'fail',
  'wait',
] as const;

type Step = { readonly what: (typeof steps)[number]; readonly who: number; readonly which: number };

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom(...steps),
  who: fc.nat({ max: BUYERS - 1 }),
  which: fc.nat({ max: 2 }),
});

type World = {
  readonly item: Item;
  readonly buyers: readonly Account[];
  /** The orders of each buyer, as they were made. */
  readonly made: string[][];
};

async function happens({ item, buyers, made }: World, { what, who, which }: Step): Promise<void> {
  const by = buyers[who];
  const own = made[who];
  if (!by || !own) return;
  if (what === 'wait') return void bench.clock.pass(MINUTE_MS);
  if (what === 'fail') return void bench.provider.nextCreate.push({ kind: 'refused', reason: 'code 4008' });
  if (what === 'order') {
    const answer = await bench.wants(by, item);
    if (!isRefusal(answer) && !own.includes(answer.orderId)) own.push(answer.orderId);
    return;
  }
  const orderId = own.at(-1 - which) ?? own.at(-1);
  if (orderId === undefined) return;
  if (what === 'cancel') return void (await bench.core.cancelOrder(by, orderId));
  if (what === 'fresh') return void (await bench.core.requestFreshQuote(by, orderId));
  const view = await bench.view(orderId);
  if (view.intent.quote) await says(view, what);
}

async function says(view: PaymentView, what: 'expire' | 'pay' | 'short' | 'refund'): Promise<void> {
  if (what === 'expire') await bench.hears(view, { status: 'expired' });
  if (what === 'pay') await bench.pays(view);
  const short = { received: units('1') };
  if (what === 'short') await bench.hears(view, { ...short, status: 'insufficient_not_refunded' });
  if (what === 'refund') {
    const facts = { ...short, refunded: units('1'), refundTx: '0xrefund' };
    await bench.hears(view, { ...facts, status: 'insufficient_refunded' });
  }
}

const count = (item: Item, which: string) =>
  bench.database.transaction((tx) => tx.$count(orders, and(eq(orders.itemId, item.id), sql.raw(which))));

async function holds({ item }: World, pieces: number): Promise<void> {
  const held = await bench.held(item);
  expect((await bench.stock(item)) ?? -1).toBe(pieces - held);
  expect(await count(item, "holds_piece and state in ('closed', 'refunded')")).toBe(0);
  expect(await count(item, "not holds_piece and state in ('open', 'paid', 'delivered')")).toBe(0);
}

test('whatever happens to orders, what they hold and what is left are always what there was', async () => {
  const life = fc.tuple(fc.integer({ min: 1, max: 2 }), fc.array(step, { minLength: 5, maxLength: 14 }));
  await fc.assert(
    fc.asyncProperty(life, async ([pieces, all]) => {
      const item = await bench.sells(community, { slug: `law${(items += 1)}`, stock: pieces });
      const buyers = Array.from({ length: BUYERS }, () => account());
      const world: World = { item, buyers, made: buyers.map(() => []) };
      bench.provider.nextCreate.length = 0;
      for (const one of all) {
        await happens(world, one);
        await holds(world, pieces);
      }
    }),
    { numRuns: RUNS, seed: 20_261_123, endOnFailure: true },
  );
}, 120_000);

test('the same when things happen at the same moment', async () => {
  const rounds = fc.array(fc.array(step, { minLength: 2, maxLength: 5 }), { minLength: 2, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(rounds, async (all) => {
      const item = await bench.sells(community, { slug: `law${(items += 1)}`, stock: 2 });
      const buyers = Array.from({ length: BUYERS }, () => account());
      const world: World = { item, buyers, made: buyers.map(() => []) };
      bench.provider.nextCreate.length = 0;
      for (const round of all) {
        await Promise.all(round.map((one) => happens(world, one)));
        await holds(world, 2);
      }
    }),
    { numRuns: RUNS / 2, seed: 20_261_124, endOnFailure: true },
  );
}, 120_000);
