import type { Delivery } from '../../domain/delivery.ts';
import type { Account, Recipient } from '../../domain/platform.ts';
import type { DeliveryNews, Notification } from '../../domain/notification.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';

/** Sends the goods to whoever gets them, in private. */
export async function tellGoods(deps: CoreDeps, stores: Stores, delivery: Delivery): Promise<void> {
  const notification: Notification = { kind: 'goods', deliveryId: delivery.id };
  await tellHolder(deps, stores, delivery, deps.identifiers.id(), notification);
}

/** Tells whoever has it, or is to get it; once for each news and holder. */
export async function tellDeliveryNews(
  deps: CoreDeps,
  stores: Stores,
  delivery: Delivery,
  news: DeliveryNews,
): Promise<void> {
  const occasion = `${delivery.memberId}:${news}`;
  await tellHolder(deps, stores, delivery, occasion, {
    kind: 'delivery_news',
    deliveryId: delivery.id,
    news,
  });
}

async function tellHolder(
  deps: CoreDeps,
  stores: Stores,
  { id, memberId }: Delivery,
  occasion: string,
  notification: Notification,
): Promise<void> {
  const member = await stores.communities.memberById(memberId);
  if (!member) throw new Error(`no member ${memberId}`);
  const to: Recipient = { platform: member.platform, kind: 'account', id: member.accountId };
  const dedupeKey = `${notification.kind}:${id}:${occasion}`;
  await stores.outbox.queue([{ to, dedupeKey, notification }], deps.clock.now());
}

/** Brings the card up to date that staff have of a delivery, in each of their private chats. */
export async function tellStaff(
  deps: CoreDeps,
  stores: Stores,
  { id, communityId }: Pick<Delivery, 'id' | 'communityId'>,
): Promise<void> {
  const staff = await staffOf(deps, stores, communityId);
  const shown = await stores.notices.refs(`delivery:${id}`);
  // Whoever has seen it hears how it went on, also if they are no manager any more.
  const chats = new Map<string, Recipient>();
  for (const to of [
    ...staff.map(({ platform, accountId }) => ({ platform, kind: 'account' as const, id: accountId })),
    ...shown.map((card) => card.to),
  ]) {
    if (deps.platforms.includes(to.platform)) chats.set(`${to.platform}:${to.id}`, to);
  }
  const occasion = deps.identifiers.id();
  await stores.outbox.queue(
    [...chats].map(([chat, to]) => ({
      to,
      dedupeKey: `delivery_card:${id}:${occasion}:${chat}`,
      notification: { kind: 'delivery_card' as const, deliveryId: id },
    })),
    deps.clock.now(),
  );
}

async function staffOf(deps: CoreDeps, stores: Stores, communityId: string): Promise<Account[]> {
  const operators = deps.operators.flatMap((person) => person.accounts);
  return [...operators, ...(await stores.rights.managers(communityId))];
}
