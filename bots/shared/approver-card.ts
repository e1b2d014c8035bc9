import { calendarDay, dayAndTime } from '../../src/domain/time.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import type { RiskMark } from '../../src/domain/withdrawal.ts';
import { isBeforeSending } from '../../src/domain/withdrawal.ts';
import { accountText } from './account-words.ts';
import { approverButtons } from './approver-buttons.ts';
import { doubtText } from './doubt-text.ts';
import { lookAlikeText } from './look-alike-text.ts';
import { NAME_UNITS_MAX, tokenAmount } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import { isGivenUp, reasonText, transactionText, waitsText } from './requester-card.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import type { TextCard } from './text-card.ts';
import { agreedText, moreNeeded, namesText } from './verdict-text.ts';
import { destinationText, shortAddress, withdrawalFacts } from './withdrawal-facts.ts';
import { sayBold, sayRich } from './words.ts';

const LOOK_ALIKES_SHOWN_MAX = 1;

/** Everything that an approver has to know about a withdrawal, and what they can do about it. */
export function approverCard(view: WithdrawalView, language: Language): TextCard {
  const { withdrawal, asset } = view;
  const facts = withdrawalFacts(view);
  const head = stack(
    [sayBold(language, `wda-${withdrawal.state}-title`, facts), whoText(view, language)],
    '\n',
  );
  const what = stack(
    [
      sayRich(language, withdrawal.kind === 'canary' ? 'wda-sends-canary' : 'wda-sends', facts),
      isGivenUp(withdrawal)
        ? sayRich(language, 'wd-to', { address: shortAddress(withdrawal.address) })
        : destinationText({ ...withdrawal, asset }, language),
    ],
    '\n',
  );
  return {
    text: stack([head, what, ...stateTexts(view, language)], '\n\n'),
    buttons: approverButtons(view, language),
  };
}

function stateTexts(view: WithdrawalView, language: Language): (RichText | null)[] {
  const { withdrawal } = view;
  if (withdrawal.state === 'unknown') return doubtText(view, language);
  if (isBeforeSending(withdrawal)) return [riskText(view, language), waitingText(view, language)];
  return [
    stack(
      [
        foundSentText(view, language) ?? sayRich(language, bodyKey(view)),
        approvedByText(view, language),
        rejectedByText(view, language),
        reasonText(withdrawal, language),
        transactionText(withdrawal, language),
        agreedText(view, language),
      ],
      '\n',
    ),
  ];
}

function bodyKey({ withdrawal: { kind, state } }: WithdrawalView): string {
  return kind === 'canary' && state === 'failed' ? 'canary-over-body' : `wda-${state}-body`;
}

/** Who asks, by a number that can't change hands, and what they have withdrawn before. */
function whoText(view: WithdrawalView, language: Language): RichText {
  const { requester, withdrawal, communityName, asset, history } = view;
  const isCanary = withdrawal.kind === 'canary';
  const account = { code: accountText(requester) };
  const who = sayRich(language, isCanary ? 'wda-canary' : 'wda-who', {
    name: plainName(requester.displayName, NAME_UNITS_MAX),
    account,
    community: plainName(communityName, NAME_UNITS_MAX),
    when: dayAndTime(withdrawal.requestedAt),
  });
  if (isCanary || !isBeforeSending(withdrawal)) return who;
  const past = sayRich(language, history.sentTimes > 0 ? 'wda-past' : 'wda-past-none', {
    since: history.memberSince === null ? '?' : calendarDay(history.memberSince),
    times: String(history.sentTimes),
    sum: tokenAmount(asset, history.sentTotal),
  });
  return stack([who, past], '\n');
}

/** What to look at twice. */
function riskText(view: WithdrawalView, language: Language): RichText {
  const { withdrawal, addressUse, lookAlikes } = view;
  const used = addressUse
    ? sayRich(language, 'wda-address-used', {
        times: String(addressUse.times),
        since: calendarDay(addressUse.since),
      })
    : sayRich(language, 'wda-address-new');
  const plain: readonly RiskMark[] = ['no_checksum', 'shared_address', 'staff'];
  const marks = plain.filter((mark) => withdrawal.marks.includes(mark));
  return stack(
    [
      used,
      ...lookAlikes
        .slice(0, LOOK_ALIKES_SHOWN_MAX)
        .map((known) => lookAlikeText(withdrawal.address, known, language)),
      ...marks.map((mark) => sayRich(language, `wda-mark-${mark}`)),
    ],
    '\n',
  );
}

/** How many agree and who, when it can be sent, and when it lapses. */
function waitingText(view: WithdrawalView, language: Language): RichText {
  const { withdrawal, standing, isPaused, now } = view;
  const given = standing.agreed.find(({ kind }) => kind === 'approve')?.names ?? [];
  const more = moreNeeded(standing, given.length);
  const counts = { given: String(given.length), needed: String(standing.needed), more };
  return stack(
    [
      withdrawal.state === 'approved' ? sayRich(language, 'wda-approved-body') : null,
      view.isAutomatic
        ? sayRich(language, 'wda-automatic')
        : sayRich(language, given.length > 0 ? 'wda-approvals-by' : 'wd-approvals', {
            ...counts,
            names: namesText(given, language),
          }),
      withdrawal.waitsUntil > now ? waitsText(withdrawal, language) : null,
      isPaused ? sayRich(language, 'wd-paused') : null,
      sayRich(language, 'wda-lapses', { when: dayAndTime(withdrawal.lapsesAt) }),
      withdrawal.state === 'requested' ? sayRich(language, 'wda-how') : null,
    ],
    '\n',
  );
}

/** Who found that it was sent, where people had to. */
function foundSentText({ decisions, withdrawal }: WithdrawalView, language: Language): RichText | null {
  if (withdrawal.state !== 'sent') return null;
  const { revision, txHash } = withdrawal;
  const found = decisions.filter(
    (one) => one.kind === 'sent' && one.revision === revision - 1 && one.txHash === txHash,
  );
  const names = found.map(({ name }) => name);
  return names.length > 0 ? sayRich(language, 'wda-found-sent', { names: namesText(names, language) }) : null;
}

/** Who agreed to what was sent in the end. */
function approvedByText(view: WithdrawalView, language: Language): RichText | null {
  const { decisions, withdrawal, isAutomatic } = view;
  if (isGivenUp(withdrawal)) return null;
  const approvals = decisions.filter(({ kind }) => kind === 'approve');
  const last = Math.max(...approvals.map(({ revision }) => revision));
  const names = approvals.flatMap(({ revision, name }) => (revision === last ? [name] : []));
  if (names.length > 0) return sayRich(language, 'wda-approved-by', { names: namesText(names, language) });
  return isAutomatic ? sayRich(language, 'wda-automatic') : null;
}

function rejectedByText({ decisions, withdrawal }: WithdrawalView, language: Language): RichText | null {
  const last = decisions.findLast(({ kind }) => kind === 'reject');
  if (withdrawal.state !== 'rejected' || !last) return null;
  return sayRich(language, 'wda-rejected-by', { name: plainName(last.name, NAME_UNITS_MAX) });
}
