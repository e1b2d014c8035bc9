import type { ItemWish } from '../../src/core/request-payment.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { Answer, Asker } from './asker.ts';
import { cardOf, replyRefusal, replyText, replyWith } from './asker.ts';
import { NAME_UNITS_MAX, tokenAmount } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import type { PressOutcome } from './press-outcome.ts';
import { quietPress, refusedPress } from './press-outcome.ts';
import { say, sayRich } from './words.ts';

/** How the words of a gift begin, in a link and typed behind `/shop`. */
const GIFT = 'gift_';

/** Buys an item by its button. Only members of the community that sells it can. */
export async function buyItem(
  asker: Asker,
  itemId: string,
  requestKey: string,
  extra: Pick<ItemWish, 'code' | 'gift'> = {},
): Promise<Answer> {
  const { core, caller } = asker;
  for (const { community } of await core.membershipsOf(caller.account)) {
    const item = await core.readItem(community.id, itemId);
    if (item?.id !== itemId) continue;
    const wish = { kind: 'item', words: itemId, ...extra } as const;
    const order = { requestKey, caller, communityId: community.id, wish, ...cardOf(asker) };
    const requested = await core.requestPayment(order);
    return isRefusal(requested) ? replyRefusal(asker, requested) : { kind: 'requested', requested };
  }
  return replyRefusal(asker, refuse('item_not_found', { words: '…' }));
}

/** The token in words that open a gift; `null` for any other words. */
export function giftTokenIn(words: string): string | null {
  return words.startsWith(GIFT) ? words.slice(GIFT.length) : null;
}

/** Opens a gift. The goods follow by themselves. */
export async function openGift(asker: Asker, token: string): Promise<Answer> {
  const gift = await asker.core.claimGift({ by: asker.caller, token });
  if (isRefusal(gift)) return replyRefusal(asker, gift);
  const facts = {
    code: gift.code,
    item: plainName(gift.itemName, NAME_UNITS_MAX),
    community: plainName(gift.communityName, NAME_UNITS_MAX),
    giver: plainName(gift.giver, NAME_UNITS_MAX),
  };
  return replyText(sayRich(asker.language, 'gift-opened', facts));
}

/** The words that open a gift that has been paid for, to be passed on by whoever bought it. */
export async function pressGiftLink(asker: Asker, orderId: string): Promise<PressOutcome> {
  const { core, caller, language, linkTo } = asker;
  const view = await core.readPayment(caller.account, orderId);
  if (isRefusal(view)) return refusedPress(asker, view);
  const { code, giftToken, itemName } = view.order;
  if (giftToken === null) return refusedPress(asker, refuse('gift_not_found'));
  const words = `${GIFT}${giftToken}`;
  const facts = { code, item: plainName(itemName ?? '', NAME_UNITS_MAX) };
  const opens = linkTo ? linkTo(words) : `/shop ${words}`;
  const text = sayRich(language, linkTo ? 'gift-pass-link' : 'gift-pass-words', {
    ...facts,
    opens: { code: opens },
  });
  const copy = { kind: 'copy', label: say(language, 'button-copy-gift'), copy: opens } as const;
  return { ...quietPress, answer: replyWith({ text, buttons: linkTo ? [[copy]] : [] }) };
}

/** *Take a refund* of what nobody handed over. */
export async function pressTakeRefund(asker: Asker, orderId: string): Promise<PressOutcome> {
  const view = await asker.core.takeRefund(asker.caller.account, orderId);
  if (isRefusal(view)) return refusedPress(asker, view);
  const amount = view.refund ? tokenAmount(view.asset, view.refund.amount) : '';
  const facts = { code: view.order.code, amount };
  return { ...quietPress, answer: replyText(sayRich(asker.language, 'refund-taken', facts)) };
}
