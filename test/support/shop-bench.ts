import { and, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { orders } from '../../db/schema.ts';
import type { CoreDeps } from '../../src/core/deps.ts';
import type { PaymentRequested } from '../../src/core/request-payment.ts';
import type { ItemInput } from '../../src/core/shop/item-input.ts';
import type { GiftWish } from '../../src/core/shop/gifts.ts';
import type { Item } from '../../src/domain/item.ts';
import type { PaymentView } from '../../src/domain/payment-view.ts';
import type { Account } from '../../src/domain/platform.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { operator } from './core-bench.ts';
import { units } from './factories.ts';
import type { WithdrawalBench } from './withdrawal-bench.ts';
import { agreed, createWithdrawalBench } from './withdrawal-bench.ts';

/** What else a buyer says. */
export type Terms = { readonly code?: string; readonly gift?: GiftWish };

/** The core on a real database, with a shop in it. */
export type ShopBench = Omit<WithdrawalBench, 'pays'> & {
  /** Puts an item on sale for 300 TWD, unless the test says otherwise. */
  sells(communityId: string, item: Partial<ItemInput> & { readonly slug: string }): Promise<Item>;
  wants(by: Account, item: Item, terms?: Terms): Promise<PaymentRequested | Refusal>;
  /** The same, where nothing speaks against it. */
  orders(by: Account, item: Item, terms?: Terms): Promise<PaymentView>;
  /** The full price arrives, and the provider says so. */
  pays(view: PaymentView): Promise<PaymentView>;
  /** What can still be reserved. */
  stock(item: Item): Promise<number | null>;
  /** Pieces that orders hold. */
  held(item: Item): Promise<number>;
};

export async function createShopBench(url: string, overrides: Partial<CoreDeps> = {}): Promise<ShopBench> {
  const bench = await createWithdrawalBench(url, overrides);
  const { core, database } = bench;
  const shop: ShopBench = {
    ...bench,
    async sells(communityId, item) {
      const price = { hundredths: 30_000n, currency: 'TWD' as const };
      const input = { name: `The ${item.slug}`, price, ...item };
      return agreed(await core.saveItem({ communityId, by: operator, from: null, item: input }));
    },
    wants: (by, { communityId, slug }, terms = {}) =>
      core.requestPayment({
        requestKey: randomUUID(),
        caller: { account: by, displayName: `Buyer ${by.accountId}`, language: 'en' },
        communityId,
        wish: { kind: 'item', words: slug, ...terms },
      }),
    async orders(by, item, terms) {
      return bench.view(agreed(await shop.wants(by, item, terms)).orderId);
    },
    pays: (view) => bench.hears(view, { status: 'success', received: units('9.23'), net: units('9.13') }),
    async stock({ communityId, slug }) {
      return agreed(await core.readItemToEdit({ communityId, by: operator, slug })).stock;
    },
    held: ({ id }) =>
      database.transaction((tx) =>
        tx.$count(orders, and(eq(orders.itemId, id), eq(orders.holdsPiece, true))),
      ),
  };
  return shop;
}
