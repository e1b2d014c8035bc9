import { isSameAccount } from '../../domain/approver.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { CLAIM_MS, isStanding } from '../../domain/delivery.ts';
import type { Goods } from '../../domain/goods.ts';
import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { isUuid } from '../own-order.ts';
import type { GoodsScene } from './give-goods.ts';
import { giveRole, makeInvite, readScene } from './give-goods.ts';
import { recordDelivered, recordFailure, scheduleUndo } from './record-delivery.ts';
import { readGoods } from './view-delivery.ts';

/**
 * *Send me my goods again*: whoever they belong to gets them as the answer, as often as they like, also
 * where nothing could be sent to them. What is shown counts as delivered, in the same transaction.
 */
export async function fetchGoods(deps: CoreDeps, by: Account, orderId: string): Promise<Goods | Refusal> {
  const found = await deps.inTransaction(async (stores) => {
    const delivery = await lockOwnDelivery(deps, stores, by, orderId);
    if (isRefusal(delivery)) return delivery;
    const { kind } = delivery.plan;
    if (kind === 'role' || kind === 'invite') return { delivery: await claim(deps, stores, delivery) };
    return { goods: await takeOut(deps, stores, delivery) };
  });
  if (isRefusal(found)) return found;
  if ('goods' in found) return found.goods;
  const scene = await readScene(deps, found.delivery);
  if (!scene) return refuse('order_not_found');
  return found.delivery.plan.kind === 'role' ? fetchRole(deps, scene) : fetchInvite(deps, scene);
}

async function lockOwnDelivery(
  deps: CoreDeps,
  stores: Stores,
  by: Account,
  orderId: string,
): Promise<Delivery | Refusal> {
  const order = isUuid(orderId) ? await stores.payments.lockOrder(orderId) : null;
  const buyer = order && (await stores.communities.memberById(order.memberId));
  const delivery = order && (await stores.deliveries.byOrder(order.id));
  const holder = delivery && (await stores.communities.memberById(delivery.memberId));
  const isBuyer = buyer !== null && isSameAccount(buyer, by);
  // To a stranger an order of somebody else is one that does not exist.
  if (!order || (!isBuyer && !(holder && isSameAccount(holder, by)))) return refuse('order_not_found');
  if (!delivery || !holder) return refuse('goods_not_paid', { code: order.code });
  const isUnclaimed = order.giftToken !== null && order.recipientId === null;
  if (isUnclaimed || !isSameAccount(holder, by)) return refuse('goods_given_away', { code: order.code });
  if (delivery.endReason === 'refunded') return refuse('goods_refunded', { code: order.code });
  if (!isStanding(delivery, deps.clock.now())) return refuse('goods_over', { code: order.code });
  const held = await stores.deliveries.lock(delivery.id);
  return held ?? refuse('order_not_found');
}

/** A try of our own, kept before it is made: if it is refunded meanwhile, this is looked after. */
async function claim(deps: CoreDeps, stores: Stores, held: Delivery): Promise<Delivery> {
  if (held.state === 'delivered') return held;
  const change = { attempts: held.attempts + 1, dueAt: deps.clock.now() + CLAIM_MS };
  await stores.deliveries.change(held.id, [held.state], held.state, change);
  return { ...held, ...change };
}

async function takeOut(deps: CoreDeps, stores: Stores, held: Delivery): Promise<Goods> {
  const { plan } = held;
  if (plan.kind === 'key') {
    const order = await stores.payments.order(held.orderId);
    const now = deps.clock.now();
    const key = order?.itemId ? await stores.catalogue.takeKey(order.itemId, order.id, now) : null;
    if (key === null) return { kind: 'waiting', trouble: 'no_key' };
  }
  const goods = await readGoods(stores, held);
  const isShown = goods.kind === 'key' || goods.kind === 'text' || goods.kind === 'file';
  if (isShown) await recordDelivered(deps, stores, held);
  return goods;
}

async function fetchRole(deps: CoreDeps, scene: GoodsScene): Promise<Goods | Refusal> {
  const { delivery, order } = scene;
  const outcome = await giveRole(deps, scene);
  return deps.inTransaction(async (stores) => {
    if (outcome.kind !== 'done') {
      await recordFailure(deps, stores, delivery, outcome);
      return { kind: 'waiting', trouble: outcome.trouble };
    }
    if (await recordDelivered(deps, stores, delivery)) {
      return readGoods(stores, { ...delivery, state: 'delivered' });
    }
    await scheduleUndo(deps, stores, delivery);
    return refuse('goods_refunded', { code: order.code });
  });
}

async function fetchInvite(deps: CoreDeps, scene: GoodsScene): Promise<Goods | Refusal> {
  const { delivery, order, holder } = scene;
  const { plan } = delivery;
  const { invites } = deps.hands;
  if (plan.kind !== 'invite' || !invites) return { kind: 'waiting', trouble: 'not_possible' };
  const where = delivery.receipt.joinedAt ? await invites.look(plan.chatId, holder.accountId) : null;
  if (where?.kind === 'done' && where.value === 'in') {
    return { kind: 'invite', chatTitle: plan.chatTitle, link: null };
  }
  const made = await makeInvite(deps, scene);
  if (made.kind !== 'done') {
    await deps.inTransaction((stores) => recordFailure(deps, stores, delivery, made));
    return { kind: 'waiting', trouble: made.trouble };
  }
  const replaced = await deps.inTransaction(async (stores) => {
    await stores.payments.lockOrder(delivery.orderId);
    const before = await stores.deliveries.lock(delivery.id);
    if (!before || !(await recordDelivered(deps, stores, before, { inviteLink: made.value }))) return null;
    const receipt = { ...before.receipt, inviteLink: made.value };
    await stores.deliveries.change(before.id, ['delivered'], 'delivered', { receipt });
    return { link: before.receipt.inviteLink ?? null };
  });
  // One link is enough. What was refunded meanwhile has none.
  const stale = replaced ? replaced.link : made.value;
  if (stale !== null) await invites.revokeInvite(plan.chatId, stale);
  if (!replaced) return refuse('goods_refunded', { code: order.code });
  return { kind: 'invite', chatTitle: plan.chatTitle, link: made.value };
}
