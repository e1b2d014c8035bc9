import { calendarDay } from '../../src/domain/time.ts';
import type { PaymentView } from '../../src/domain/payment-view.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { Reply } from './button.ts';
import { pressButton, textReply } from './button.ts';
import { cardStatusOf } from './card-status.ts';
import { paymentFacts } from './payment-facts.ts';
import { shorten } from './plain-text.ts';
import { stack } from './rich-text.ts';
import { say, sayBold, sayRich } from './words.ts';

/** A label longer than this is cut by the apps anyway. */
const LABEL_UNITS_MAX = 40;

/** `/orders`: the newest orders with how they stand, and a button to bring each one's card back. */
export function orderList(views: readonly PaymentView[], language: Language): Reply {
  if (views.length === 0) return textReply(sayRich(language, 'orders-none'));
  const lines = views.map((view) => {
    const facts = { ...paymentFacts(view, language), day: calendarDay(view.order.createdAt) };
    const status = say(language, `status-${cardStatusOf(view)}`);
    return stack(
      [sayRich(language, 'orders-line', facts), sayRich(language, 'orders-status', { status })],
      '\n',
    );
  });
  return {
    text: stack([sayBold(language, 'orders-title'), ...lines], '\n\n'),
    buttons: views.map((view) => {
      const label = say(language, 'button-show', paymentFacts(view, language));
      return [pressButton(shorten(label, LABEL_UNITS_MAX), 'show', view.order.id)];
    }),
  };
}
