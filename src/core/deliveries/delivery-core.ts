import type { DeliveryView, Goods } from '../../domain/goods.ts';
import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { deliverGoods } from './deliver-goods.ts';
import { fetchGoods } from './fetch-goods.ts';
import type { JoinAnswer, JoinAsked } from './join-asked.ts';
import { joinAsked } from './join-asked.ts';
import type { AboutDelivery } from './staff-deliveries.ts';
import { finishTask, readGifts, readOpenDeliveries, retryDelivery } from './staff-deliveries.ts';
import type { ToldOutcome } from './tell-goods.ts';
import { noteGoodsTold, prepareGoods } from './tell-goods.ts';
import { viewDelivery } from './view-delivery.ts';

/** Everything about handing over what was bought. Every verb checks anew who asks and how things stand. */
export type DeliveryCore = {
  /** *Send me my goods again*, for whoever they belong to. Never logged. */
  fetchGoods(by: Account, orderId: string): Promise<Goods | Refusal>;
  /** The same with everything that a message about it says. */
  showGoods(
    by: Account,
    orderId: string,
  ): Promise<{ readonly view: DeliveryView; readonly goods: Goods } | Refusal>;
  /** What others gave to the account. */
  readGifts(by: Account): Promise<DeliveryView[]>;
  /** Tasks, and what fails, in every community whose shop the account minds. */
  readOpenDeliveries(by: Account): Promise<DeliveryView[] | Refusal>;
  finishTask(input: AboutDelivery): Promise<DeliveryView | Refusal>;
  /** `code` is an order's code, or a delivery's id. */
  retryDelivery(input: { by: Account; from: string | null; code: string }): Promise<DeliveryView | Refusal>;
  /** Somebody asks to join a Telegram chat. Throws RetryLater. */
  joinAsked(asked: JoinAsked): Promise<JoinAnswer>;

  /** One round over what is due; says how many there were. */
  deliverGoods(which: 'webhooks' | 'others'): Promise<number>;
  /** For the outbox: what the message with the goods says, and how it ended. */
  prepareGoods(
    stores: Stores,
    deliveryId: string,
  ): Promise<{ readonly view: DeliveryView; readonly goods: Goods } | null>;
  noteGoodsTold(stores: Stores, deliveryId: string, outcome: ToldOutcome): Promise<void>;
  viewDelivery(stores: Stores, deliveryId: string): Promise<DeliveryView | null>;
};

export function createDeliveryCore(deps: CoreDeps): DeliveryCore {
  return {
    fetchGoods: (by, orderId) => fetchGoods(deps, by, orderId),
    async showGoods(by, orderId) {
      const goods = await fetchGoods(deps, by, orderId);
      if (isRefusal(goods)) return goods;
      const view = await deps.inTransaction(async (stores) => {
        const delivery = await stores.deliveries.byOrder(orderId);
        return delivery && viewDelivery(deps, stores, delivery.id);
      });
      return view ? { view, goods } : refuse('order_not_found');
    },
    readGifts: (by) => readGifts(deps, by),
    readOpenDeliveries: (by) => readOpenDeliveries(deps, by),
    finishTask: (input) => finishTask(deps, input),
    retryDelivery: (input) => retryDelivery(deps, input),
    joinAsked: (asked) => joinAsked(deps, asked),
    deliverGoods: (which) => deliverGoods(deps, which),
    prepareGoods: (stores, deliveryId) => prepareGoods(deps, stores, deliveryId),
    noteGoodsTold: (stores, deliveryId, outcome) => noteGoodsTold(deps, stores, deliveryId, outcome),
    viewDelivery: (stores, deliveryId) => viewDelivery(deps, stores, deliveryId),
  };
}
