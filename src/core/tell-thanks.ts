import type { Order } from '../domain/order.ts';
import type { Stores } from '../ports/stores.ts';
import type { CoreDeps } from './deps.ts';

/** Thanks for an order where its community wants that: once, and with nothing but the order's code. */
export async function tellThanks(
  deps: CoreDeps,
  stores: Stores,
  { id, communityId }: Pick<Order, 'id' | 'communityId'>,
): Promise<void> {
  const chats = await stores.rights.thanksChats(communityId);
  await stores.outbox.queue(
    chats
      .filter(({ platform }) => deps.platforms.includes(platform))
      .map(({ platform, chatId, language }) => ({
        to: { platform, kind: 'chat', id: chatId },
        dedupeKey: `thanks:${id}:${platform}`,
        notification: { kind: 'thanks', orderId: id, language },
      })),
    deps.clock.now(),
  );
}
