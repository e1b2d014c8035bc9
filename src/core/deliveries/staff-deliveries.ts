import type { Delivery } from '../../domain/delivery.ts';
import type { DeliveryView } from '../../domain/goods.ts';
import { isAmong } from '../../domain/community.ts';
import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import type { Stores } from '../../ports/stores.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { CoreDeps } from '../deps.ts';
import { isUuid } from '../own-order.ts';
import { mayManage } from '../rights/rights.ts';
import { recordDelivered } from './record-delivery.ts';
import { tellGoods, tellStaff } from './tell-delivery.ts';
import { viewDelivery } from './view-delivery.ts';

const SHOWN_MAX = 10;

/** A staff verb about one delivery. `from` is the chat that it was done in; `null` for in private. */
export type AboutDelivery = {
  readonly by: Account;
  readonly from: string | null;
  readonly deliveryId: string;
};

/** *Done*: a task was carried out. The first press counts, a second one gets the same answer. */
export async function finishTask(
  deps: CoreDeps,
  { by, from, deliveryId }: AboutDelivery,
): Promise<DeliveryView | Refusal> {
  return deps.inTransaction(async (stores) => {
    const delivery = await lockManaged(deps, stores, by, deliveryId);
    if (isRefusal(delivery)) return delivery;
    if (delivery.plan.kind !== 'task') return refuse('delivery_not_found');
    if (delivery.state === 'cancelled' || delivery.state === 'revoked') return refuse('task_over');
    if (delivery.state !== 'delivered') {
      await recordDelivered(deps, stores, delivery, { doneBy: `${by.platform}:${by.accountId}` });
      await tellGoods(deps, stores, delivery);
      await note(deps, stores, 'task_done', { by, from }, delivery);
    }
    return (await viewDelivery(deps, stores, delivery.id)) ?? refuse('delivery_not_found');
  });
}

/**
 * *Try again*: what failed, what can't be taken back, or a request to an owner's server that was taken
 * before. By an order's code, or the delivery's id.
 */
export async function retryDelivery(
  deps: CoreDeps,
  { by, from, code }: { by: Account; from: string | null; code: string },
): Promise<DeliveryView | Refusal> {
  return deps.inTransaction(async (stores) => {
    const found = await findManaged(deps, stores, by, code);
    const delivery = isRefusal(found) ? found : await lockManaged(deps, stores, by, found.id);
    if (isRefusal(delivery)) return delivery;
    const { state, plan, trouble } = delivery;
    const isWanted = trouble !== null || (plan.kind === 'webhook' && state === 'delivered');
    if (!isWanted) return refuse('delivery_fine');
    const change = { dueAt: deps.clock.now(), attempts: 0 };
    await stores.deliveries.change(delivery.id, [state], state === 'failed' ? 'queued' : state, change);
    await note(deps, stores, 'delivery_retried', { by, from }, delivery);
    await tellStaff(deps, stores, delivery);
    return (await viewDelivery(deps, stores, delivery.id)) ?? refuse('delivery_not_found');
  });
}

/** What waits for the account to see to it, in every community whose shop it minds, the oldest first. */
export async function readOpenDeliveries(deps: CoreDeps, by: Account): Promise<DeliveryView[] | Refusal> {
  return deps.inTransaction(async (stores) => {
    const managed = await stores.rights.managerIn(by);
    const isOperator = isAmong(deps.operators, by);
    if (!isOperator && managed.length === 0) return refuse('not_manager');
    const where = isOperator ? null : managed.map(({ communityId }) => communityId);
    return viewsOf(deps, stores, await stores.deliveries.open(where, SHOWN_MAX));
  });
}

/** What others gave to the account, the newest first. */
export async function readGifts(deps: CoreDeps, by: Account): Promise<DeliveryView[]> {
  return deps.inTransaction(async (stores) => {
    const memberIds = (await stores.communities.membershipsOf(by)).map(({ member }) => member.id);
    if (memberIds.length === 0) return [];
    return viewsOf(deps, stores, await stores.deliveries.received(memberIds, SHOWN_MAX));
  });
}

async function viewsOf(deps: CoreDeps, stores: Stores, all: readonly Delivery[]): Promise<DeliveryView[]> {
  const views: DeliveryView[] = [];
  for (const { id } of all) {
    const view = await viewDelivery(deps, stores, id);
    if (view) views.push(view);
  }
  return views;
}

/** To somebody without the right, a delivery is one that does not exist. */
async function lockManaged(
  deps: CoreDeps,
  stores: Stores,
  by: Account,
  deliveryId: string,
): Promise<Delivery | Refusal> {
  const seen = isUuid(deliveryId) ? await stores.deliveries.delivery(deliveryId) : null;
  if (!seen || !(await mayManage(deps, stores, by, seen.communityId))) return refuse('delivery_not_found');
  await stores.payments.lockOrder(seen.orderId);
  return (await stores.deliveries.lock(seen.id)) ?? refuse('delivery_not_found');
}

/** Two communities may use one code: what is in trouble is meant. */
async function findManaged(
  deps: CoreDeps,
  stores: Stores,
  by: Account,
  codeOrId: string,
): Promise<{ readonly id: string } | Refusal> {
  if (isUuid(codeOrId)) return { id: codeOrId };
  const managed: Delivery[] = [];
  for (const one of await stores.deliveries.byCode(codeOrId.trim().toUpperCase())) {
    if (await mayManage(deps, stores, by, one.communityId)) managed.push(one);
  }
  return managed.find(({ trouble }) => trouble !== null) ?? managed[0] ?? refuse('delivery_not_found');
}

async function note(
  deps: CoreDeps,
  stores: Stores,
  action: 'task_done' | 'delivery_retried',
  who: { readonly by: Account; readonly from: string | null },
  { communityId, orderId }: Delivery,
): Promise<void> {
  const order = await stores.payments.order(orderId);
  await recordAudit(deps, stores, { ...who, communityId, action, subject: order?.code ?? '' });
}
