import type { DeliveryView } from '../../src/domain/goods.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { Asker } from './asker.ts';
import { replyWith } from './asker.ts';
import { deliveryCard } from './delivery-card.ts';
import { goodsCard } from './goods-card.ts';
import type { PressOutcome } from './press-outcome.ts';
import { quietPress, refusedPress } from './press-outcome.ts';

/** *Send me my goods*: for whoever they belong to, as often as they like. */
export async function pressGoods(asker: Asker, orderId: string): Promise<PressOutcome> {
  const shown = await asker.core.showGoods(asker.caller.account, orderId);
  if (isRefusal(shown)) return refusedPress(asker, shown);
  return { ...quietPress, answer: replyWith(goodsCard(shown.view, shown.goods, asker.language)) };
}

/** *Done*, by whoever minds the shop: a task was carried out. */
export async function pressDone(
  asker: Asker,
  deliveryId: string,
  from: string | null,
): Promise<PressOutcome> {
  const by = asker.caller.account;
  return afterDelivery(asker, await asker.core.finishTask({ by, from, deliveryId }));
}

/** *Try again*, by whoever minds the shop: what stood in the way is out of it. */
export async function pressRetry(
  asker: Asker,
  deliveryId: string,
  from: string | null,
): Promise<PressOutcome> {
  const by = asker.caller.account;
  return afterDelivery(asker, await asker.core.retryDelivery({ by, from, code: deliveryId }));
}

/** The pressed card is one of several that show the same: the outbox sees to the others. */
function afterDelivery(asker: Asker, view: DeliveryView | Refusal): PressOutcome {
  if (isRefusal(view)) return refusedPress(asker, view);
  return { ...quietPress, replace: deliveryCard(view, asker.language) };
}
