import type { Asker } from './asker.ts';
import type { Verb } from './button.ts';
import { pressDone, pressGoods, pressRetry } from './press-goods.ts';
import type { PressOutcome } from './press-outcome.ts';
import { quietPress } from './press-outcome.ts';
import { buyItem, pressGiftLink, pressTakeRefund } from './run-buy.ts';
import { pressItem, pressShopPage } from './run-shop.ts';

const shopVerbs = [
  'shop',
  'item',
  'buy',
  'gift',
  'gift_link',
  'goods',
  'take_refund',
  'done',
  'retry',
] as const satisfies readonly Verb[];

type ShopVerb = (typeof shopVerbs)[number];

/** Whether the button is one of the shop's. */
export function isShopVerb(verb: Verb): verb is ShopVerb {
  return shopVerbs.some((one) => one === verb);
}

/** A button in the shop that was pressed. `chatId` is where others read along. */
export async function pressInShop(
  asker: Asker,
  { verb, id }: { readonly verb: ShopVerb; readonly id: string },
  requestKey: string,
  chatId: string | null,
): Promise<PressOutcome> {
  switch (verb) {
    case 'shop':
      return pressShopPage(asker, id);
    case 'item':
      return pressItem(asker, id);
    case 'buy':
      return { ...quietPress, answer: await buyItem(asker, id, requestKey) };
    case 'gift':
      return { ...quietPress, answer: await buyItem(asker, id, requestKey, { gift: { kind: 'link' } }) };
    case 'gift_link':
      return pressGiftLink(asker, id);
    case 'goods':
      return pressGoods(asker, id);
    case 'take_refund':
      return pressTakeRefund(asker, id);
    case 'done':
      return pressDone(asker, id, chatId);
    case 'retry':
      return pressRetry(asker, id, chatId);
  }
}
