import type { Member } from '../../domain/community.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Item } from '../../domain/item.ts';
import { fiatDecimal } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';
import type { HandsOutcome } from '../../ports/goods-hands.ts';
import type { CoreDeps } from '../deps.ts';

/** What a try needs to know, read before it: nothing is asked outside while a transaction is open. */
export type GoodsScene = {
  readonly delivery: Delivery;
  readonly order: Order;
  readonly item: Item;
  readonly holder: Member;
  /** Of the item's webhook. */
  readonly secret: string | null;
  /** Something else entitles the holder to the same role or chat. */
  readonly hasTwin: boolean;
};

const done = { kind: 'done', value: null } as const;
const blocked = { kind: 'blocked', trouble: 'not_possible' } as const;

/** Reads a scene; `null` when something of it is gone. */
export async function readScene(deps: CoreDeps, { id }: Delivery): Promise<GoodsScene | null> {
  return deps.inTransaction(async ({ deliveries, payments, catalogue, communities }) => {
    const delivery = await deliveries.delivery(id);
    const order = delivery && (await payments.order(delivery.orderId));
    const holder = delivery && (await communities.memberById(delivery.memberId));
    const item = order?.itemId ? await catalogue.item(order.itemId) : null;
    if (!delivery || !order || !holder || !item) return null;
    const secret = delivery.plan.kind === 'webhook' ? await catalogue.webhookSecret(item.id) : null;
    const twins = await twinsOf(deliveries, delivery, holder);
    const now = deps.clock.now();
    const hasTwin = twins.some(
      (one) => one.id !== id && one.state === 'delivered' && (one.endsAt === null || one.endsAt > now),
    );
    return { delivery, order, item, holder, secret, hasTwin };
  });
}

async function twinsOf(
  store: { standing: (account: Member, kind: 'role' | 'invite', placeId: string) => Promise<Delivery[]> },
  { plan }: Delivery,
  holder: Member,
): Promise<Delivery[]> {
  if (plan.kind === 'invite') return store.standing(holder, 'invite', plan.chatId);
  if (plan.kind !== 'role') return [];
  const inServer = await store.standing(holder, 'role', plan.guildId);
  return inServer.filter((one) => one.plan.kind === 'role' && one.plan.roleId === plan.roleId);
}

/** Gives the role. Giving what somebody has changes nothing, so a try may be repeated. */
export async function giveRole(
  { hands }: CoreDeps,
  { delivery: { plan }, order, holder }: GoodsScene,
): Promise<HandsOutcome> {
  if (plan.kind !== 'role' || !hands.roles || holder.platform !== 'discord') return blocked;
  return hands.roles.give(plan.guildId, plan.roleId, holder.accountId, `order ${order.code}`);
}

/** Makes a link that leads to a request to join. */
export async function makeInvite(
  { hands }: CoreDeps,
  { delivery: { plan }, order, holder }: GoodsScene,
): Promise<HandsOutcome<string>> {
  if (plan.kind !== 'invite' || !hands.invites || holder.platform !== 'telegram') return blocked;
  return hands.invites.invite(plan.chatId, `order ${order.code}`);
}

/** Tells the owner's server that something was paid for, or that it is over. Keeps what it said. */
export async function sendWebhook(
  deps: CoreDeps,
  scene: GoodsScene,
  event: WebhookEvent,
): Promise<HandsOutcome> {
  const { delivery, secret } = scene;
  if (delivery.plan.kind !== 'webhook' || secret === null) return blocked;
  const at = deps.clock.now();
  // The same for each try, so that the server can tell a repeat.
  const id = `msg_${delivery.id.replaceAll('-', '')}_${event.replace('order.', '')}`;
  const body = JSON.stringify(webhookBody(scene, event));
  const said = await deps.hands.webhooks.send({ url: delivery.plan.url, secret, id, body });
  const attempt = { ...said, deliveryId: delivery.id, event, at };
  await deps.inTransaction(({ deliveries }) => deliveries.recordAttempt(attempt));
  const isTaken = said.status !== null && said.status >= 200 && said.status < 300;
  return isTaken ? done : { kind: 'later', afterMs: null, trouble: 'receiver_failed' };
}

type WebhookEvent = 'order.paid' | 'order.revoked';

/** What stands in a request is the same each time that it is sent. */
function webhookBody({ delivery, order, item, holder }: GoodsScene, event: WebhookEvent) {
  return {
    type: event,
    timestamp: new Date(delivery.createdAt).toISOString(),
    data: {
      order: order.code,
      orderId: order.id,
      item: { slug: item.slug, name: order.itemName ?? item.name },
      price: { amount: fiatDecimal(order.fiat), currency: order.fiat.currency },
      recipient: { platform: holder.platform, accountId: holder.accountId, name: holder.displayName },
      accessDays: delivery.accessDays,
      ...(event === 'order.revoked' && { reason: delivery.endReason }),
    },
  };
}
