import type { WithdrawalAudience } from '../../src/domain/notification.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import { approverCard } from './approver-card.ts';
import { canaryCard } from './canary-card.ts';
import { requesterCard } from './requester-card.ts';
import type { TextCard } from './text-card.ts';

/** The message that follows a withdrawal, for whoever asked or for those who decide. */
export function withdrawalCard(
  view: WithdrawalView,
  audience: WithdrawalAudience,
  language: Language,
): TextCard {
  if (audience === 'approvers') return approverCard(view, language);
  return view.withdrawal.kind === 'canary' ? canaryCard(view, language) : requesterCard(view, language);
}
