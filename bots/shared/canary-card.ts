import type { Language } from '../../src/domain/platform.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import { isBeforeSending } from '../../src/domain/withdrawal.ts';
import type { Button, ButtonRows } from './button.ts';
import { pressButton } from './button.ts';
import { transactionUrl } from './payment-link.ts';
import { reasonText, transactionText, waitsText } from './requester-card.ts';
import { stack } from './rich-text.ts';
import type { TextCard } from './text-card.ts';
import { destinationText, withdrawalFacts } from './withdrawal-facts.ts';
import { say, sayBold, sayRich } from './words.ts';

/** What an operator reads about a canary: compare what arrived, before anybody's money goes that way. */
export function canaryCard(view: WithdrawalView, language: Language): TextCard {
  const { withdrawal, asset, isPaused, now } = view;
  const facts = withdrawalFacts(view);
  const isConfirmed = withdrawal.confirmedAt !== null;
  const body = sayRich(language, isConfirmed ? 'canary-confirmed-body' : bodyKey(view), facts);
  return {
    text: stack(
      [
        stack(
          [
            sayBold(language, 'canary-title', facts),
            sayBold(language, `wd-${withdrawal.state}-title`, facts),
          ],
          '\n',
        ),
        destinationText({ ...withdrawal, asset }, language),
        stack(
          [
            body,
            isBeforeSending(withdrawal) && withdrawal.waitsUntil > now
              ? waitsText(withdrawal, language)
              : null,
            isBeforeSending(withdrawal) && isPaused ? sayRich(language, 'wd-paused') : null,
            reasonText(withdrawal, language),
            transactionText(withdrawal, language),
          ],
          '\n',
        ),
      ],
      '\n\n',
    ),
    buttons: canaryButtons(view, language),
  };
}

function bodyKey({ withdrawal }: WithdrawalView): string {
  switch (withdrawal.state) {
    case 'sent':
      return 'canary-sent-body';
    case 'unknown':
      return 'canary-unknown-body';
    case 'requested':
    case 'approved':
    case 'sending':
      return 'canary-under-way-body';
    case 'failed':
    case 'rejected':
    case 'cancelled':
    case 'lapsed':
      return 'canary-over-body';
  }
}

function canaryButtons({ withdrawal, asset }: WithdrawalView, language: Language): ButtonRows {
  const { id, state, txHash, confirmedAt } = withdrawal;
  if (isBeforeSending(withdrawal)) {
    return [[pressButton(say(language, 'button-wd_cancel'), 'wd_cancel', id)]];
  }
  if (state !== 'sent') return [];
  const url = transactionUrl(asset, txHash);
  const link: Button[] = url ? [{ kind: 'link', label: say(language, 'button-transaction'), url }] : [];
  if (confirmedAt !== null) return link.length > 0 ? [link] : [];
  const asked = (['canary_ok', 'canary_no'] as const).map((verb) => [
    pressButton(say(language, `button-${verb}`), verb, id),
  ]);
  return link.length > 0 ? [link, ...asked] : asked;
}
