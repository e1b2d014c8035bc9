import type { Delivery } from '../../domain/delivery.ts';
import type { DeliveryView, Goods } from '../../domain/goods.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';

/** How many requests to an owner's server a card shows. */
const LOG_SHOWN = 5;

/** Everything that a card about a delivery may show; `null` when there is none. */
export async function viewDelivery(
  deps: CoreDeps,
  stores: Stores,
  deliveryId: string,
): Promise<DeliveryView | null> {
  const { deliveries, payments, communities } = stores;
  const delivery = await deliveries.delivery(deliveryId);
  const order = delivery && (await payments.order(delivery.orderId));
  if (!delivery || !order) return null;
  const community = await communities.byId(delivery.communityId);
  const buyer = await communities.memberById(order.memberId);
  const holder = await communities.memberById(delivery.memberId);
  if (!community || !buyer || !holder) return null;
  const log = delivery.plan.kind === 'webhook' ? await deliveries.attempts(delivery.id) : [];
  return {
    delivery,
    order,
    communityName: community.name,
    buyer,
    holder,
    isGift: holder.id !== buyer.id,
    doneBy: await nameOfDoer(stores, delivery),
    log: log.slice(-LOG_SHOWN),
    now: deps.clock.now(),
  };
}

async function nameOfDoer(stores: Stores, { receipt, communityId }: Delivery): Promise<string | null> {
  const { doneBy } = receipt;
  if (doneBy === undefined) return null;
  const managers = await stores.rights.managers(communityId);
  const manager = managers.find((one) => `${one.platform}:${one.accountId}` === doneBy);
  if (manager) return manager.name;
  const [platform, accountId = ''] = doneBy.split(':');
  const account = {
    platform: platform === 'discord' ? ('discord' as const) : ('telegram' as const),
    accountId,
  };
  const seen = await stores.communities.membershipsOf(account);
  const member = seen.find(({ community }) => community.id === communityId) ?? seen[0];
  return member?.member.displayName ?? doneBy;
}

/** The goods of a delivery as they stand; a key that has not been taken yet is not taken here. */
export async function readGoods(stores: Stores, delivery: Delivery): Promise<Goods> {
  const { plan, state, trouble, receipt } = delivery;
  const waiting = { kind: 'waiting' as const, trouble };
  switch (plan.kind) {
    case 'task':
      return { kind: 'task', isDone: state === 'delivered' };
    case 'role':
      return state === 'delivered' ? { kind: 'role', roleName: plan.roleName } : waiting;
    case 'webhook':
      return state === 'delivered' ? { kind: 'webhook' } : waiting;
    case 'invite': {
      const { inviteLink, joinedAt } = receipt;
      if (inviteLink === undefined && joinedAt === undefined) return waiting;
      return { kind: 'invite', chatTitle: plan.chatTitle, link: inviteLink ?? null };
    }
    case 'key': {
      const key = await stores.catalogue.keyOf(delivery.orderId);
      return key === null ? waiting : { kind: 'key', key };
    }
    case 'text':
      return { kind: 'text', text: plan.text };
    case 'file': {
      const file = await stores.catalogue.file(plan.fileId);
      return file ? { kind: 'file', file } : { kind: 'waiting', trouble: 'file_gone' };
    }
  }
}
