import { dayAndTime } from '../../src/domain/time.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import type { Withdrawal } from '../../src/domain/withdrawal.ts';
import { isBeforeSending } from '../../src/domain/withdrawal.ts';
import type { ButtonRows } from './button.ts';
import { pressButton } from './button.ts';
import { transactionUrl } from './payment-link.ts';
import { plainName } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { countdownTo, stack } from './rich-text.ts';
import type { TextCard } from './text-card.ts';
import { destinationText, keptSuffix, shortAddress, withdrawalFacts } from './withdrawal-facts.ts';
import { say, sayBold, sayRich } from './words.ts';

/** A person's reason, as long as it may be typed. */
const REASON_UNITS_MAX = 200;

/** What a member reads about their own withdrawal: where the money is, and what happens next. */
export function requesterCard(view: WithdrawalView, language: Language): TextCard {
  const { withdrawal, asset } = view;
  const facts = withdrawalFacts(view);
  const head = stack(
    [sayBold(language, `wd-${withdrawal.state}-title`, facts), sayRich(language, 'wd-line', facts)],
    '\n',
  );
  const money = stack([sayRich(language, 'wd-arrives', facts), sayRich(language, 'wd-takes', facts)], '\n');
  const where = isGivenUp(withdrawal)
    ? sayRich(language, 'wd-to', { address: shortAddress(withdrawal.address) })
    : destinationText({ ...withdrawal, asset }, language);
  return {
    text: stack([head, money, where, stateText(view, language)], '\n\n'),
    buttons: requesterButtons(view, language),
  };
}

/** Nothing will ever be sent for it. */
export function isGivenUp({ state }: Pick<Withdrawal, 'state'>): boolean {
  return state === 'rejected' || state === 'cancelled' || state === 'lapsed';
}

function stateText(view: WithdrawalView, language: Language): RichText {
  const { withdrawal } = view;
  const facts = withdrawalFacts(view);
  return stack(
    [
      sayRich(language, `wd-${withdrawal.state}-body${keptSuffix(view)}`, facts),
      ...(isBeforeSending(withdrawal) ? waitingLines(view, language) : []),
      reasonText(withdrawal, language),
      transactionText(withdrawal, language),
    ],
    '\n',
  );
}

/** What it waits for, and for how long. */
function waitingLines(view: WithdrawalView, language: Language): (RichText | null)[] {
  const { withdrawal, standing, place, isPaused, now } = view;
  const isRequested = withdrawal.state === 'requested';
  return [
    isRequested ? approvalsText(view, language) : null,
    isRequested && standing.persons === 0 ? sayRich(language, 'wd-nobody') : null,
    place !== null && withdrawal.waitsUntil <= now
      ? sayRich(language, 'wd-place', { place: String(place) })
      : null,
    withdrawal.waitsUntil > now ? waitsText(withdrawal, language) : null,
    isPaused ? sayRich(language, 'wd-paused') : null,
    sayRich(language, 'wd-lapses', { when: dayAndTime(withdrawal.lapsesAt) }),
  ];
}

/** `Approvals: 1 of 2 (Olga)`; a member reads only how many. */
function approvalsText({ standing }: WithdrawalView, language: Language): RichText {
  const given = standing.agreed.find(({ kind }) => kind === 'approve')?.names.length ?? 0;
  return sayRich(language, 'wd-approvals', { given: String(given), needed: String(standing.needed) });
}

/** Not before then. */
export function waitsText({ waitsUntil }: Pick<Withdrawal, 'waitsUntil'>, language: Language): RichText {
  return sayRich(language, 'wd-waits', { when: dayAndTime(waitsUntil), left: countdownTo(waitsUntil) });
}

/** Why it ended without being sent: a person's words, or ours where a machine said no. */
export function reasonText(
  { state, reason }: Pick<Withdrawal, 'state' | 'reason'>,
  language: Language,
): RichText | null {
  if (reason === null || (state !== 'failed' && state !== 'rejected')) return null;
  if (reason === 'balance_not_enough') return sayRich(language, 'wd-reason-balance_not_enough');
  if (reason === 'never_asked') return sayRich(language, 'wd-reason-never_asked');
  return sayRich(language, 'wd-reason', { reason: plainName(reason, REASON_UNITS_MAX) });
}

/** The transaction, to be copied. */
export function transactionText({ state, txHash }: Withdrawal, language: Language): RichText | null {
  return state === 'sent' && txHash !== null
    ? sayRich(language, 'card-transaction', { transaction: { code: txHash } })
    : null;
}

function requesterButtons({ withdrawal, asset }: WithdrawalView, language: Language): ButtonRows {
  if (isBeforeSending(withdrawal)) {
    return [[pressButton(say(language, 'button-wd_cancel'), 'wd_cancel', withdrawal.id)]];
  }
  const url = withdrawal.state === 'sent' ? transactionUrl(asset, withdrawal.txHash) : null;
  return url === null ? [] : [[{ kind: 'link', label: say(language, 'button-transaction'), url }]];
}
