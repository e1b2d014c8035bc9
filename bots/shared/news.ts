import type { PaymentNews } from '../../src/domain/notification.ts';
import type { PaymentView } from '../../src/domain/payment-view.ts';
import type { Language } from '../../src/domain/platform.ts';
import { takesFreshQuote } from '../../src/domain/order.ts';
import { paymentFacts } from './payment-facts.ts';
import type { RichText } from './rich-text.ts';
import { sayRich } from './words.ts';

/** A short message of its own, in reply to the card, so that the phone buzzes. */
export function newsText(view: PaymentView, news: PaymentNews, language: Language): RichText {
  return sayRich(language, `news-${newsWording(view, news)}`, paymentFacts(view, language));
}

/** `credited` has three causes: a top-up (or what people decided is the member's), money without an order to take it, and too much for one. */
function newsWording({ intent, order }: PaymentView, news: PaymentNews): string {
  if (news === 'short' && !takesFreshQuote(order)) return 'short-over';
  if (news !== 'credited') return news;
  if (intent.disposition === 'balance') {
    if (order.closeReason === 'sold_out') return 'late-sold-out';
    if (order.closeReason === 'used_up') return 'late-used-up';
    return intent.state === 'review' ? 'credited' : 'to-balance';
  }
  return intent.disposition === 'sale' ? 'excess' : 'credited';
}
