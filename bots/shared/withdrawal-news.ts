import type { WithdrawalNews } from '../../src/domain/notification.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import type { TextCard } from './text-card.ts';
import { keptSuffix, withdrawalFacts } from './withdrawal-facts.ts';
import { sayRich } from './words.ts';

/** A short message of its own, so that the phone buzzes; address and reason are on the card. */
export function withdrawalNews(view: WithdrawalView, news: WithdrawalNews, language: Language): TextCard {
  const key = view.withdrawal.kind === 'canary' ? 'wd-news-canary' : `wd-news-${news}${keptSuffix(view)}`;
  return { text: sayRich(language, key, withdrawalFacts(view)), buttons: [] };
}
