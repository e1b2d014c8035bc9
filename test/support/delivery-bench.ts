import { randomUUID } from 'node:crypto';
import type { Delivery } from '../../src/domain/delivery.ts';
import type { DeliveryPlan } from '../../src/domain/item.ts';
import type { Order } from '../../src/domain/order.ts';
import type { Account, Recipient } from '../../src/domain/platform.ts';
import type { ItemInput } from '../../src/core/shop/item-input.ts';
import type { DeliveryOutcome, Saying } from '../../src/ports/chat-messenger.ts';
import { createDeliveryRound } from '../../src/worker/deliver-notifications.ts';
import type { Terms, ShopBench } from './shop-bench.ts';
import { createShopBench } from './shop-bench.ts';
import type { ScriptedHands } from './scripted-hands.ts';
import { createScriptedHands } from './scripted-hands.ts';

export type Told = { readonly to: Recipient; readonly saying: Saying };

/** A shop whose platforms, owner's server and chats are scripted; the outbox is the real one. */
export type DeliveryBench = ShopBench & {
  readonly hands: ScriptedHands;
  /** Everything that chats were told, in order. */
  readonly messages: Told[];
  /** Accounts that can't be written to. */
  readonly closed: Set<string>;
  readonly guildId: string;
  /** Something for sale that is handed over so. */
  item(plan: DeliveryPlan, more?: Partial<ItemInput>): Promise<Awaited<ReturnType<ShopBench['sells']>>>;
  /** Orders it and pays for it; nothing is handed over yet. */
  buys(by: Account, item: Parameters<ShopBench['orders']>[1], terms?: Terms): Promise<Order>;
  /** Lets workers and outbox run until neither has anything to do. */
  runs(): Promise<void>;
  delivery(orderId: string): Promise<Delivery>;
  /** What the account was told about the order's goods, by kind. */
  heard(by: Account): Saying[];
  clear(): void;
};

export async function createDeliveryBench(url: string): Promise<DeliveryBench & { communityId: string }> {
  const hands = createScriptedHands();
  const bench = await createShopBench(url, { hands, platforms: ['telegram', 'discord'] });
  const { core, inTransaction, clock } = bench;
  const messages: Told[] = [];
  const closed = new Set<string>();
  const communityId = await bench.community();
  const guildId = `9${randomUUID().replaceAll(/\D/g, '').slice(0, 12)}`;
  const place = { platform: 'discord' as const, placeId: guildId };
  await inTransaction(({ communities }) => communities.join(communityId, place, 'telegram:1', clock.now()));
  const messenger = {
    deliver(saying: Saying, to: Recipient): Promise<DeliveryOutcome> {
      if (closed.has(to.id)) return Promise.resolve({ kind: 'unreachable', reason: 'closed' });
      messages.push({ to, saying });
      return Promise.resolve({ kind: 'delivered', ref: `message ${messages.length}` });
    },
  };
  const outbox = createDeliveryRound({
    inTransaction,
    views: core,
    clock,
    log: bench.deps.log,
    messengers: { telegram: messenger, discord: messenger },
    movePlace: () => Promise.resolve(),
    onRejected: () => Promise.resolve(),
  });
  let items = 0;
  const self: DeliveryBench = {
    ...bench,
    hands,
    messages,
    closed,
    guildId,
    item: (plan, more = {}) => bench.sells(communityId, { slug: `goods${(items += 1)}`, plan, ...more }),
    async buys(by, item, terms) {
      return (await bench.pays(await bench.orders(by, item, terms))).order;
    },
    async runs() {
      for (;;) {
        const done = (await core.deliverGoods('others')) + (await core.deliverGoods('webhooks'));
        const said = await outbox.round();
        await outbox.finish?.();
        if (done + said === 0) return;
      }
    },
    async delivery(orderId) {
      const found = await inTransaction(({ deliveries }) => deliveries.byOrder(orderId));
      if (!found) throw new Error(`order ${orderId} has no delivery`);
      return found;
    },
    heard: (by) => messages.filter(({ to }) => to.id === by.accountId).map(({ saying }) => saying),
    clear() {
      messages.length = 0;
      hands.calls.length = 0;
      hands.sent.length = 0;
    },
  };
  return { ...self, communityId };
}
