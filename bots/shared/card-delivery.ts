import type { Delivery } from '../../src/domain/delivery.ts';
import { isUnopenedGift } from '../../src/domain/order.ts';
import type { PaymentView } from '../../src/domain/payment-view.ts';
import type { Language } from '../../src/domain/platform.ts';
import { takeableFrom } from '../../src/domain/refund.ts';
import type { Verb } from './button.ts';
import { plainName } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { countdownTo, stack } from './rich-text.ts';
import { sayRich } from './words.ts';

/** The core takes no longer one; what a store holds from before is cut. */
const PHRASE_UNITS_MAX = 40;

/** How handing over stands, as far as something has been paid for; `null` where there is nothing to say. */
export function deliveryText(view: PaymentView, language: Language): RichText | null {
  const { order, delivery, now } = view;
  if (!delivery || order.state === 'refunded') return null;
  if (isUnopenedGift(order)) return sayRich(language, 'card-gift-waits');
  const isGift = delivery.memberId !== order.memberId;
  const line = sayRich(language, isGift ? `card-gift-${delivery.state}` : `card-goods-${delivery.state}`);
  const isWaiting = delivery.state === 'queued' || delivery.state === 'failed';
  const takeable = takeableFrom(order, delivery);
  return stack(
    [
      line,
      isWaiting && delivery.trouble !== null ? sayRich(language, `trouble-${delivery.trouble}`) : null,
      isWaiting && takeable !== null
        ? takeable <= now
          ? sayRich(language, 'card-refund-now')
          : sayRich(language, 'card-refund-later', { when: countdownTo(takeable) })
        : null,
      endText(delivery, language),
    ],
    '\n',
  );
}

function endText({ state, endsAt }: Delivery, language: Language): RichText | null {
  if (state !== 'delivered' || endsAt === null) return null;
  return sayRich(language, 'goods-ends', { when: countdownTo(endsAt) });
}

/** What can be asked for about the goods of an order. */
export function deliveryVerbs({ order, delivery, now }: PaymentView): Verb[] {
  if (!delivery || order.state === 'refunded') return [];
  if (isUnopenedGift(order)) return ['gift_link'];
  const takeable = takeableFrom(order, delivery);
  const isOwn = delivery.memberId === order.memberId;
  const isOver = delivery.state === 'cancelled' || delivery.state === 'revoked';
  const hasGoods = isOwn && !isOver && (delivery.plan.kind !== 'task' || delivery.state === 'delivered');
  return [
    ...(hasGoods ? ['goods' as const] : []),
    ...(takeable !== null && takeable <= now ? ['take_refund' as const] : []),
  ];
}

/** The words that only the true bot knows to say. */
export function phraseText({ phrase }: Pick<PaymentView, 'phrase'>, language: Language): RichText | null {
  if (phrase === null) return null;
  return sayRich(language, 'card-phrase', { phrase: plainName(phrase, PHRASE_UNITS_MAX) });
}
