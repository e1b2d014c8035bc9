import { dayAndTime } from '../../src/domain/time.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { ReviewChoice, ReviewView } from '../../src/domain/review.ts';
import { asideOf, isContradicted, isCorrection } from '../../src/domain/review.ts';
import { accountText } from './account-words.ts';
import { pressButton } from './button.ts';
import { NAME_UNITS_MAX, paymentFacts, tokenAmount } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import type { TextCard } from './text-card.ts';
import { say, sayBold, sayRich } from './words.ts';

/** Names of persons in one line; a quorum is at most nine. */
const NAMES_UNITS_MAX = 120;
/** Words and ids of KryptoGO's. */
const THEIRS_UNITS_MAX = 100;

/** A payment that no machine may book: what is known of it, what to look up, and what can be decided. */
export function reviewCard(view: ReviewView, language: Language): TextCard {
  const isContradicting = isContradicted(view);
  const isOver = isCorrection(view) && !isContradicting;
  const head = stack(
    [
      sayBold(language, isOver ? 'review-over-title' : 'review-title', { code: view.order.code }),
      whoText(view, language),
      isOver ? null : sayRich(language, `review-why-${isContradicting ? 'contradicted' : whyOf(view)}`),
    ],
    '\n',
  );
  const done = isCorrection(view)
    ? sayRich(language, `review-done-${endOf(view)}`, { amount: amountText(view, view.intent.net, language) })
    : null;
  const aside = asideOf(view);
  const kept =
    isCorrection(view) && aside > 0n
      ? sayRich(language, 'review-aside', { amount: amountText(view, aside, language) })
      : null;
  const how = view.choices.length === 0 ? [] : [guideText(view, language), agreedText(view, language)];
  return {
    text: stack([head, seenText(view, language), done, kept, ...how], '\n\n'),
    buttons: view.choices.map((choice) => [
      pressButton(say(language, `button-${choice}`), choice, view.intent.id),
    ]),
  };
}

/** An amount of the payment's token; without one its smallest units, so that nothing is hidden. */
function amountText({ asset }: ReviewView, amount: bigint | null | undefined, language: Language): string {
  if (amount === null || amount === undefined) return say(language, 'amount-unknown');
  return asset ? tokenAmount(asset, amount) : amount.toString();
}

function whoText(view: ReviewView, language: Language): RichText {
  const { member, communityName } = view;
  return sayRich(language, 'review-who', {
    name: plainName(member.displayName, NAME_UNITS_MAX),
    account: { code: accountText(member) },
    community: plainName(communityName, NAME_UNITS_MAX),
    what:
      paymentFacts({ ...view, available: 0n, delivery: null, refund: null, phrase: null }, language)[
        'what'
      ] ?? '',
  });
}

function whyOf({ intent }: ReviewView): string {
  return intent.state === 'review' ? (intent.reviewReason ?? 'fields_differ') : 'settling';
}

/** What we asked for, and what KryptoGO said last. */
function seenText(view: ReviewView, language: Language): RichText {
  const { intent, seen } = view;
  const amount = (value: bigint | null | undefined) => amountText(view, value, language);
  const named = intent.quote?.providerIntentId ?? seen?.providerIntentId;
  const transaction = seen?.paymentTx ?? intent.paymentTx;
  return stack(
    [
      sayRich(language, 'review-quoted', { amount: amount(intent.quote?.amount) }),
      seen &&
        sayRich(language, 'review-seen', {
          when: dayAndTime(seen.seenAt),
          status: plainName(seen.status, THEIRS_UNITS_MAX),
          received: amount(seen.received),
          net: amount(seen.net),
          refunded: seen.refunded === null ? say(language, 'review-no-refund') : amount(seen.refunded),
        }),
      named === undefined
        ? null
        : sayRich(language, 'review-intent', { intent: { code: plainName(named, THEIRS_UNITS_MAX) } }),
      transaction === null
        ? null
        : sayRich(language, 'card-transaction', {
            transaction: { code: plainName(transaction, THEIRS_UNITS_MAX) },
          }),
    ],
    '\n',
  );
}

/** What a button wants: about what waits, what is booked and wrong, or what is kept apart. */
function howOf(view: ReviewView, choice: ReviewChoice): string {
  if (!isCorrection(view)) return `review-how-${choice}`;
  return isContradicted(view) ? `review-correct-${choice}` : `review-aside-${choice}`;
}

/** What to do, one line for each button. */
function guideText(view: ReviewView, language: Language): RichText {
  const { choices, asset, standing } = view;
  return stack(
    [
      sayBold(language, 'review-how'),
      ...choices.map((choice) => sayRich(language, asset ? howOf(view, choice) : 'review-how-nothing')),
      sayRich(language, 'review-needed', { needed: String(standing.needed) }),
    ],
    '\n',
  );
}

/** Who said what, while not enough say the same. */
function agreedText(view: ReviewView, language: Language): RichText | null {
  const lines = view.standing.agreed.map(({ kind, amount, names }) =>
    sayRich(language, 'review-said', {
      names: plainName(
        names.map((name) => plainName(name, NAME_UNITS_MAX)).join(say(language, 'list-gap')),
        NAMES_UNITS_MAX,
      ),
      what: say(language, `button-${kind}`),
      amount: amountText(view, amount, language),
    }),
  );
  return lines.length === 0 ? null : stack(lines, '\n');
}

/** How it ended. A net can also have come from KryptoGO, before people agreed. */
function endOf({ intent, booked }: ReviewView): ReviewChoice {
  if (intent.state !== 'review') return 'enter_net';
  if (intent.disposition === null && (booked.get('operator_funds') ?? 0n) > 0n) return 'take_aside';
  return intent.disposition === 'balance' ? 'to_balance' : 'close_review';
}
