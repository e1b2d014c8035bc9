import type { PaymentNews } from '../domain/notification.ts';
import type { Order } from '../domain/order.ts';
import type { Recipient } from '../domain/platform.ts';
import type { MessageRef } from '../ports/chat-messenger.ts';
import type { Stores } from '../ports/stores.ts';
import type { CoreDeps } from './deps.ts';

/** Where a member hears of their own affairs: in private, always. */
async function privateChatOf(stores: Stores, memberId: string): Promise<Recipient> {
  const member = await stores.communities.memberById(memberId);
  if (!member) throw new Error(`no member ${memberId}`);
  return { platform: member.platform, kind: 'account', id: member.accountId };
}

/** Has the order's card brought up to date. With an `occasion`, only the first time for that one. */
export async function refreshCard(
  deps: CoreDeps,
  stores: Stores,
  order: Pick<Order, 'id' | 'memberId'>,
  occasion: string = deps.identifiers.id(),
): Promise<void> {
  const to = await privateChatOf(stores, order.memberId);
  await stores.outbox.queue(
    [
      {
        to,
        dedupeKey: `card:${order.id}:${occasion}`,
        notification: { kind: 'payment_card', orderId: order.id },
      },
    ],
    deps.clock.now(),
  );
}

/** Has an older message of the card say that it has moved, so that no address stays behind. */
export async function retireCard(
  deps: CoreDeps,
  stores: Stores,
  order: Pick<Order, 'id' | 'memberId'>,
  ref: MessageRef,
): Promise<void> {
  const to = await privateChatOf(stores, order.memberId);
  const dedupeKey = `card_moved:${order.id}:${deps.identifiers.id()}`;
  await stores.outbox.queue(
    [{ to, dedupeKey, notification: { kind: 'card_moved', orderId: order.id, ref } }],
    deps.clock.now(),
  );
}

/** Tells the member in a new message, after the card shows it. Each news of an intent is told once. */
export async function tellNews(
  deps: CoreDeps,
  stores: Stores,
  order: Pick<Order, 'id' | 'memberId'>,
  intentId: string,
  news: PaymentNews,
): Promise<void> {
  const to = await privateChatOf(stores, order.memberId);
  await stores.outbox.queue(
    [
      {
        to,
        dedupeKey: `news:${intentId}:${news}`,
        notification: { kind: 'payment_news', orderId: order.id, intentId, news },
      },
    ],
    deps.clock.now(),
  );
}
