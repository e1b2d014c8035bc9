import { dayAndTime } from '../../src/domain/time.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import { isBeforeSending } from '../../src/domain/withdrawal.ts';
import { doubtButtons } from './approver-buttons.ts';
import type { Button, ButtonRows } from './button.ts';
import { pressButton } from './button.ts';
import { transactionUrl } from './payment-link.ts';
import { isGivenUp, reasonText, transactionText, waitsText } from './requester-card.ts';
import { stack } from './rich-text.ts';
import type { TextCard } from './text-card.ts';
import { destinationText, withdrawalFacts } from './withdrawal-facts.ts';
import { say, sayBold, sayRich } from './words.ts';

/** What an operator reads about a canary: compare what arrived, before anybody's money goes that way. */
export function canaryCard(view: WithdrawalView, language: Language): TextCard {
  const { withdrawal, asset, isPaused, now, standing } = view;
  const from = standing.quarantineEndsAt === null ? '?' : dayAndTime(standing.quarantineEndsAt);
  const facts = { ...withdrawalFacts(view), from };
  const body = sayRich(language, bodyKey(view), facts);
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
        withdrawal.state === 'failed' || isGivenUp(withdrawal)
          ? null
          : sayRich(language, 'canary-taken', facts),
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

function bodyKey(view: WithdrawalView): string {
  const { withdrawal, standing } = view;
  switch (withdrawal.state) {
    case 'sent':
      if (withdrawal.differsAt !== null)
        return isReported(view) ? 'canary-differs-body' : 'canary-asked-again';
      return withdrawal.confirmedAt === null ? 'canary-sent-body' : 'canary-confirmed-body';
    case 'unknown':
      return standing.persons === 0 ? 'canary-unknown-own' : 'canary-unknown-body';
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

/** Something else arrived, and nobody has looked into it and opened the tap since. */
function isReported({ withdrawal, isPaused }: WithdrawalView): boolean {
  return withdrawal.differsAt !== null && isPaused;
}

function canaryButtons(view: WithdrawalView, language: Language): ButtonRows {
  const { withdrawal, asset, standing } = view;
  const { id, state, txHash, confirmedAt } = withdrawal;
  if (isBeforeSending(withdrawal)) {
    return [[pressButton(say(language, 'button-wd_cancel'), 'wd_cancel', id)]];
  }
  // Nobody else is there to settle it (the core sees to that too).
  if (state === 'unknown' && standing.persons === 0) {
    return doubtButtons(view, language).filter((row) => row.length > 0);
  }
  if (state !== 'sent') return [];
  const url = transactionUrl(asset, txHash);
  const link: Button[] = url ? [{ kind: 'link', label: say(language, 'button-transaction'), url }] : [];
  if (confirmedAt !== null || isReported(view)) return link.length > 0 ? [link] : [];
  const asked = (['canary_ok', 'canary_no'] as const).map((verb) => [
    pressButton(say(language, `button-${verb}`), verb, id),
  ]);
  return link.length > 0 ? [link, ...asked] : asked;
}
