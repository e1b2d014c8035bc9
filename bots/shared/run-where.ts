import type { Asset } from '../../src/domain/asset.ts';
import type { OrderCause, OrderStory } from '../../src/domain/order-story.ts';
import { formatFiat } from '../../src/domain/money.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import { MINUTE_MS, calendarDay } from '../../src/domain/time.ts';
import type { Answer, Asker } from './asker.ts';
import { replyRefusal, replyText } from './asker.ts';
import { NAME_UNITS_MAX, tokenAmount } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import type { RichPart, RichText } from './rich-text.ts';
import { countdownTo, stack } from './rich-text.ts';
import { say, sayBold, sayRich } from './words.ts';

/** `/where <order>`: which known causes apply, in plain words, and what comes next. */
export async function runWhere(asker: Asker, words: string): Promise<Answer> {
  const code = words.trim().replace(/^#/, '').toUpperCase();
  if (code === '') return replyRefusal(asker, refuse('order_not_found'));
  const story = await asker.core.explainOrder({ by: asker.caller.account, code });
  return isRefusal(story) ? replyRefusal(asker, story) : replyText(storyText(asker, story));
}

function storyText({ language }: Asker, story: OrderStory): RichText {
  const { order, buyer, recipient, causes, takeableFrom, now } = story;
  const name = (words: string) => plainName(words, NAME_UNITS_MAX);
  const facts = {
    code: order.code,
    what: order.kind === 'top_up' ? say(language, 'where-top-up') : name(order.itemName ?? ''),
    price: formatFiat(order.fiat),
    community: name(story.communityName),
    day: calendarDay(order.createdAt),
    buyer: name(buyer.displayName),
    recipient: name(recipient?.displayName ?? ''),
  };
  const takeable = takeableFrom === null ? '' : countdownTo(takeableFrom);
  return stack(
    [
      stack(
        [
          sayBold(language, 'where-title', { code: order.code }),
          sayRich(language, 'where-what', facts),
          story.audience === 'staff' ? sayRich(language, 'where-buyer', facts) : null,
          recipient ? sayRich(language, 'where-recipient', facts) : null,
        ],
        '\n',
      ),
      ...causes.map((cause) =>
        stack(
          [
            sayRich(language, `where-${cause.kind}`, causeFacts(cause, story, language)),
            nextText(cause, story, language),
          ],
          '\n',
        ),
      ),
      takeableFrom === null
        ? null
        : sayRich(language, `where-${takeableFrom <= now ? 'takeable' : 'later'}-${story.audience}`, {
            when: takeable,
          }),
    ],
    '\n\n',
  );
}

/** What comes next, where that is not said by the cause itself. Staff can do other things than a buyer. */
function nextText(
  { kind }: OrderCause,
  { audience }: OrderStory,
  language: Asker['language'],
): RichText | null {
  const has = hasNext[audience].includes(kind);
  return has ? [...sayRich(language, `where-next-${audience}-${kind}`)] : null;
}

/** The causes after which somebody can do something. */
export const hasNext: Readonly<Record<OrderStory['audience'], readonly OrderCause['kind'][]>> = {
  staff: ['in_review', 'waits_for_person', 'settling', 'overdue', 'provider_paused', 'unknown_status'],
  buyer: ['not_seen', 'expired', 'short', 'refused', 'abandoned', 'cancelled', 'overdue'],
};

type Facts = Readonly<Record<string, RichPart>>;

function causeFacts(cause: OrderCause, story: OrderStory, language: Asker['language']): Facts {
  const { asset } = story;
  const amount = (value: bigint | null) => amountText(asset, value, language);
  const when = (at: number | null): RichPart =>
    at === null ? say(language, 'where-unknown') : countdownTo(at);
  switch (cause.kind) {
    case 'not_seen':
    case 'overdue':
    case 'expired':
      return { when: when(cause.deadline) };
    case 'confirming':
      return { amount: amount(cause.received) };
    case 'short':
      return {
        missing: amount(cause.missing),
        back: cause.refunded === null ? say(language, 'where-not-yet') : amount(cause.refunded),
      };
    case 'unknown_status':
      return { word: plainName(cause.word, NAME_UNITS_MAX) };
    case 'in_review':
      return { reason: cause.reason ?? say(language, 'where-unknown') };
    case 'settling':
    case 'waits_for_person':
      return { when: when(cause.since) };
    case 'to_balance':
      return { amount: amount(cause.net) };
    case 'delivery_under_way':
      return { count: String(cause.attempts) };
    case 'delivery_blocked':
      return {
        why: troubleOf(cause.trouble, story, language),
        when: when(cause.againAt),
        count: String(cause.attempts),
      };
    case 'delivered_with_trouble':
    case 'not_taken_back':
      return { why: troubleOf(cause.trouble, story, language) };
    case 'delivered':
    case 'access_over':
      return { when: when(cause.at) };
    case 'refunded':
      return { amount: amount(cause.amount), when: when(cause.at) };
    case 'late':
      return { minutes: String(Math.max(1, Math.round(cause.byMs / MINUTE_MS))) };
    case 'provider_unreachable':
      return { count: String(cause.failures) };
    case 'being_made':
    case 'refused':
    case 'abandoned':
    case 'reviewed':
    case 'cancelled':
    case 'credited':
    case 'gift_unclaimed':
    case 'callback_lost':
    case 'provider_paused':
    case 'net_unknown':
    case 'paid_from_balance':
      return {};
  }
}

/** Staff read what they can do about it; a buyer, that somebody knows. */
function troubleOf(trouble: string | null, { audience }: OrderStory, language: Asker['language']): string {
  if (trouble === null) return say(language, 'where-unknown');
  return say(language, audience === 'staff' ? `trouble-staff-${trouble}` : `trouble-${trouble}`);
}

function amountText(asset: Asset | null, value: bigint | null, language: Asker['language']): string {
  return asset && value !== null ? tokenAmount(asset, value) : say(language, 'amount-unknown');
}
