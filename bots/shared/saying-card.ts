import type { Language } from '../../src/domain/platform.ts';
import type { MessageRef, Saying } from '../../src/ports/chat-messenger.ts';
import { approverWelcome } from './approver-welcome.ts';
import { textReply } from './button.ts';
import { changeCard } from './change-card.ts';
import { deliveryCard } from './delivery-card.ts';
import { deliveryNewsText, goodsCard } from './goods-card.ts';
import { outflowCard } from './outflow-card.ts';
import { reviewCard } from './review-card.ts';
import type { TextCard } from './text-card.ts';
import { treasuryCard } from './treasury-card.ts';
import { withdrawalCard } from './withdrawal-card.ts';
import { withdrawalNews } from './withdrawal-news.ts';
import { sayRich } from './words.ts';

/** A saying that is words and buttons alone: a messenger only has to send or edit it. `null` for others. */
export function sayingCard(saying: Saying, language: Language): TextCard | null {
  switch (saying.kind) {
    case 'withdrawal_card':
      return withdrawalCard(saying.view, saying.audience, language);
    case 'withdrawal_news':
      return withdrawalNews(saying.view, saying.news, language);
    case 'approver_welcome':
      return approverWelcome(saying, language);
    case 'change_card':
      return changeCard(saying.view, language);
    case 'treasury_card':
      return treasuryCard(saying.view, language);
    case 'review_card':
      return reviewCard(saying.view, language);
    case 'outflow_card':
      return outflowCard(saying.outflow, language);
    case 'thanks':
      return { text: sayRich(language, 'thanks', { code: saying.code }), buttons: [] };
    case 'goods':
      return goodsCard(saying.view, saying.goods, language);
    case 'delivery_news':
      return textReply(deliveryNewsText(saying.view, saying.news, language));
    case 'delivery_card':
      return deliveryCard(saying.view, language);
    case 'payment_card':
    case 'payment_news':
    case 'card_moved':
    case 'alarm':
    case 'leave_place':
      return null;
  }
}

/** The message that stands already and is to be edited; `null` where there is none, or it is said once. */
export function previousOf(saying: Saying): MessageRef | null {
  return 'previous' in saying ? saying.previous : null;
}
