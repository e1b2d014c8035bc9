import { calendarDay } from '../../src/domain/time.ts';
import type { DeliveryView } from '../../src/domain/goods.ts';
import type { Order } from '../../src/domain/order.ts';
import type { PaymentView } from '../../src/domain/payment-view.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { Button, Reply, Verb } from './button.ts';
import { pressButton, textReply } from './button.ts';
import { deliveryVerbs } from './card-delivery.ts';
import { cardStatusOf } from './card-status.ts';
import { NAME_UNITS_MAX, paymentFacts } from './payment-facts.ts';
import { plainName, shorten } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { say, sayBold, sayRich } from './words.ts';

/** A label longer than this is cut by the apps anyway. */
const LABEL_UNITS_MAX = 40;

/**
 * `/orders`: the newest orders with how they stand, with buttons to bring each one's card and goods back;
 * and what others gave.
 */
export function orderList(
  views: readonly PaymentView[],
  gifts: readonly DeliveryView[],
  language: Language,
): Reply {
  if (views.length === 0 && gifts.length === 0) return textReply(sayRich(language, 'orders-none'));
  return {
    text: stack(
      [
        sayBold(language, 'orders-title'),
        ...views.map((view) => orderLine(view, language)),
        ...gifts.map((gift) => sayRich(language, 'orders-gift', giftFacts(gift))),
      ],
      '\n\n',
    ),
    buttons: [
      ...views.map((view) => orderButtons(view, language)),
      ...gifts.map((gift) => [verbButton('goods', gift.order, language)]),
    ],
  };
}

function orderLine(view: PaymentView, language: Language): RichText {
  const facts = { ...paymentFacts(view, language), day: calendarDay(view.order.createdAt) };
  const status = say(language, `status-${cardStatusOf(view)}`);
  return stack(
    [sayRich(language, 'orders-line', facts), sayRich(language, 'orders-status', { status })],
    '\n',
  );
}

function giftFacts({ order, communityName, buyer }: DeliveryView) {
  const name = (words: string) => plainName(words, NAME_UNITS_MAX);
  return {
    code: order.code,
    item: name(order.itemName ?? ''),
    community: name(communityName),
    giver: name(buyer.displayName),
  };
}

function orderButtons(view: PaymentView, language: Language): Button[] {
  const label = shorten(say(language, 'button-show', paymentFacts(view, language)), LABEL_UNITS_MAX);
  const goods = deliveryVerbs(view).map((verb) => verbButton(verb, view.order, language));
  return [pressButton(label, 'show', view.order.id), ...goods];
}

function verbButton(verb: Verb, { id, code }: Order, language: Language): Button {
  return pressButton(shorten(say(language, `button-of-${verb}`, { code }), LABEL_UNITS_MAX), verb, id);
}
