import { readdirSync, readFileSync } from 'node:fs';
import { FluentResource } from '@fluent/bundle';
import { expect, test } from 'vitest';
import { verbs } from '../../bots/shared/button.ts';
import { cardStatuses } from '../../bots/shared/card-status.ts';
import { commandNames } from '../../bots/shared/commands.ts';
import { formFields, formNames } from '../../bots/shared/form.ts';
import { refusalText } from '../../bots/shared/refusal-text.ts';
import { plainTextOf } from '../../bots/shared/rich-text.ts';
import { say, sayRich } from '../../bots/shared/words.ts';
import { alarmCodes } from '../../src/domain/alarm.ts';
import { auditActions } from '../../src/domain/audit.ts';
import { roleReasons } from '../../bots/shared/item-roles.ts';
import { hasNext } from '../../bots/shared/run-where.ts';
import { deliveryStates } from '../../src/domain/delivery.ts';
import { deliveryTroubles } from '../../src/domain/delivery.ts';
import { deliveryKinds } from '../../src/domain/item.ts';
import type { OrderCause } from '../../src/domain/order-story.ts';
import { exportKinds } from '../../src/domain/report.ts';
import { languages } from '../../src/domain/platform.ts';
import { policyNames } from '../../src/domain/policy.ts';
import type { RefusalCode } from '../../src/domain/refusal.ts';
import { refusalCodes, refuse } from '../../src/domain/refusal.ts';
import { withdrawalStates } from '../../src/domain/withdrawal.ts';

const folder = new URL('../../bots/shared/words/', import.meta.url);

/** All files of a language, one after the other. */
function sourceOf(language: string): string {
  const files = readdirSync(folder).filter((name) => name.endsWith(`${language}.ftl`));
  return files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
}

/** Each key of a language with the facts that its sentence mentions, in order. */
function sentences(language: string): Map<string, string[]> {
  const source = sourceOf(language);
  return new Map(
    new FluentResource(source).body.map(({ id, value }) => {
      const facts = new Set<string>();
      JSON.stringify(value, (_, part: unknown) => {
        const isFact = typeof part === 'object' && part !== null && 'type' in part && part.type === 'var';
        if (isFact && 'name' in part) facts.add(String(part.name));
        return part;
      });
      return [id, [...facts].sort()];
    }),
  );
}

/** What the core puts into a refusal (src/core). Others bring no facts. */
const refusalFacts: Partial<Record<RefusalCode, Record<string, string>>> = {
  address_character_wrong: { character: 'O' },
  address_other_chain: { chain: 'Tron' },
  address_too_long: { length: '43' },
  address_too_short: { length: '41' },
  canary_reported: { code: 'W4TQ9' },
  token_missing: { tokens: 'USDT, USDC' },
  balance_too_small: { available: '1.5', needed: '9.23', symbol: 'USDT' },
  community_frozen: { community: 'Night Market' },
  community_not_active: { community: 'Night Market' },
  community_not_found: { words: 'Night Market' },
  item_exists: { slug: 'ticket' },
  item_name_not_usable: { slug: 'Ticket!' },
  item_not_found: { words: 'tikcet' },
  order_not_cancellable: { code: '7F3KD' },
  order_not_open: { code: '7F3KD' },
  quote_expired: { code: '7F3KD' },
  review_amount_above: { limit: '9.23', symbol: 'USDT' },
  review_not_paid: { code: '7F3KD' },
  review_over: { code: '7F3KD' },
  too_many_open_orders: { count: '5' },
  too_many_quotes: { code: '7F3KD' },
  withdrawal_amount_not_understood: { decimals: '6', symbol: 'USDT' },
  withdrawal_amount_too_fine: { decimals: '6', symbol: 'USDT' },
  withdrawal_amount_zero: { symbol: 'USDT' },
  approver_exists: { name: 'Olga' },
  approver_not_found: { name: 'Olga' },
  decided_already: { code: 'W4TQ9' },
  draw_too_large: { limit: '400', symbol: 'USDT' },
  equity_too_small: { equity: '0', needed: '0.01', symbol: 'USDT' },
  discount_exists: { code: 'SUMMER10' },
  discount_gone: { code: 'SUMMER10' },
  discount_not_for_item: { code: 'SUMMER10', item: 'Early Bird Ticket' },
  discount_not_found: { code: 'SUMMER10' },
  discount_not_usable: { code: 'SUMMER10' },
  discount_used: { code: 'SUMMER10' },
  goods_given_away: { code: '7F3KD' },
  goods_not_paid: { code: '7F3KD' },
  goods_over: { code: '7F3KD' },
  goods_refunded: { code: '7F3KD' },
  import_too_long: { most: '1000' },
  export_too_long: { most: '20000' },
  report_days_not_usable: { most: '92' },
  table_column_unknown: { column: 'colour' },
  table_hidden_unknown: { slug: 'ticket', words: 'perhaps' },
  table_delivery_unknown: { slug: 'ticket' },
  item_description_too_long: { slug: 'ticket', most: '500' },
  item_has_no_keys: { slug: 'ticket' },
  item_incomplete: { slug: 'ticket' },
  item_limit_reached: { item: 'Early Bird Ticket', limit: '2' },
  item_not_known: { slug: 'tikcet' },
  item_needs_discord: { item: 'VIP role' },
  item_needs_telegram: { item: 'Inner circle' },
  item_number_not_usable: { slug: 'ticket' },
  item_sold_out: { item: 'Early Bird Ticket' },
  item_text_not_usable: { slug: 'ticket', most: '1500' },
  keys_not_usable: { most: '5000', length: '500' },
  order_out_of_date: { code: '7F3KD' },
  reservation_open: { code: '7F3KD' },
  stock_counts_keys: { slug: 'ticket' },
  manager_exists: { name: 'Olga' },
  manager_not_found: { name: 'Olga' },
  order_code_twice: { code: '7F3KD' },
  own_refund: { code: '7F3KD' },
  phrase_not_usable: { most: '40' },
  refund_above_day: { limit: '5000', left: '0.5', symbol: 'USDT', when: '2026-11-24 12:00 UTC' },
  refund_by_people: { code: '7F3KD' },
  refund_delivered: { code: '7F3KD' },
  refund_not_paid: { code: '7F3KD' },
  refund_not_settled: { code: '7F3KD' },
  refund_nothing: { code: '7F3KD' },
  refund_short: { code: '7F3KD' },
  refund_too_early: { code: '7F3KD', when: '2026-11-24 12:00 UTC' },
  refund_top_up: { code: '7F3KD' },
  time_zone_unknown: { words: 'Taipeh' },
  quarantine_not_over: { when: '2026-11-24 12:00 UTC' },
  too_many_withdrawals: { most: '3' },
  withdrawal_over: { code: 'W4TQ9' },
  withdrawal_not_cancellable: { code: 'W4TQ9' },
  withdrawal_above_limit: { limit: '1000', symbol: 'USDT' },
  withdrawal_above_day: {
    limit: '1000',
    left: '0.000001',
    symbol: 'USDT',
    when: '2026-11-24 12:00 UTC',
    whose: 'memberDay',
  },
  withdrawal_below_minimum: { limit: '0.1', symbol: 'USDT' },
};

const causes: Record<OrderCause['kind'], true> = {
  being_made: true,
  refused: true,
  abandoned: true,
  not_seen: true,
  confirming: true,
  overdue: true,
  expired: true,
  short: true,
  unknown_status: true,
  in_review: true,
  reviewed: true,
  cancelled: true,
  settling: true,
  credited: true,
  to_balance: true,
  gift_unclaimed: true,
  waits_for_person: true,
  delivery_under_way: true,
  delivery_blocked: true,
  delivered: true,
  delivered_with_trouble: true,
  access_over: true,
  refunded: true,
  not_taken_back: true,
  late: true,
  callback_lost: true,
  provider_unreachable: true,
  provider_paused: true,
  net_unknown: true,
  paid_from_balance: true,
};

const families: Readonly<Record<string, readonly string[]>> = {
  refusal: refusalCodes,
  alarm: alarmCodes,
  status: cardStatuses,
  card: cardStatuses.filter((one) => one !== 'waiting').flatMap((one) => [`${one}-title`, `${one}-body`]),
  command: commandNames,
  news: ['paid', 'received', 'credited', 'short', 'short_refunded', 'review', 'review_closed', 'refunded'],
  button: verbs.filter((verb) => verb !== 'go' && verb !== 'language'),
  wd: withdrawalStates.flatMap((one) => [`${one}-title`, `${one}-body`]),
  'wd-status': withdrawalStates,
  'wd-news': [
    'sent',
    'failed',
    'unknown',
    'rejected',
    'lapsed',
    'quarantine_over',
    'doubt',
    'send_again',
    'canary',
  ],
  wda: withdrawalStates.flatMap((one) =>
    one === 'requested' || one === 'unknown' ? [`${one}-title`] : [`${one}-title`, `${one}-body`],
  ),
  'wda-mark': ['no_checksum', 'shared_address', 'staff'],
  verdict: ['sent', 'not_sent', 'send_again'],
  'verdict-done': ['reject', 'sent', 'not_sent', 'send_again', 'canary'],
  policy: policyNames,
  rule: policyNames,
  form: formNames.flatMap((form) => [
    form,
    ...formFields[form].flatMap(({ name }) => [`${form}-${name}`, `${form}-${name}-hint`]),
    ...(form === 'withdraw' ? [] : [`${form}-about`]),
  ]),
  ask: formNames.flatMap((form) => formFields[form].map(({ name }) => `${form}-${name}`)),
  change: ['waiting', 'applied', 'vetoed', 'failed'].flatMap((one) => [`${one}-title`, `${one}-body`]),
  treasury: ['fund', 'draw'].flatMap((kind) =>
    ['title', 'asked', 'booked', 'cancelled'].map((one) => `${kind}-${one}`),
  ),
  trouble: deliveryTroubles,
  'trouble-staff': deliveryTroubles,
  'goods-news': ['gift', 'ending', 'over', 'taken_back'],
  'outflow-by': ['breaker', 'solvency', 'canary', 'clock'],
  audit: auditActions,
  'refund-goods': ['taken', 'kept'],
  where: Object.keys(causes),
  'where-takeable': ['staff', 'buyer'],
  'where-later': ['staff', 'buyer'],
  'where-next-staff': hasNext.staff,
  'where-next-buyer': hasNext.buyer,
  'shop-how': deliveryKinds,
  'choice-delivery': deliveryKinds,
  'item-kind': deliveryKinds,
  'item-said': ['added', 'saved', 'hidden', 'shown'],
  'item-next': ['pic', 'keys', 'invite', 'text', 'file', 'hook'].map((one) => `item_${one}`),
  'item-attach': ['item_pic', 'item_file'],
  'item-role': roleReasons,
  item: ['stock', 'limit', 'days'].flatMap((one) => [`${one}-any`, `${one}-count`]),
  'choice-export': exportKinds,
  export: exportKinds,
  'card-goods': deliveryStates,
  'card-gift': deliveryStates,
  'button-of': ['goods', 'take_refund', 'gift_link'],
};

test('both languages say the same things with the same facts', () => {
  for (const language of languages) {
    expect(Object.fromEntries(sentences(language))).toEqual(Object.fromEntries(sentences('en')));
  }
  const topics = readdirSync(folder).map((name) => name.replace(/(^|\.)(en|zh-TW)\.ftl$/, ''));
  for (const topic of new Set(topics)) {
    expect(topics.filter((one) => one === topic)).toHaveLength(languages.length);
  }
});

test('no sentence is written twice', () => {
  for (const language of languages) {
    const ids = [...sourceOf(language).matchAll(/^([a-z][\w-]*) =/gm)];
    expect(ids.length).toBe(sentences(language).size);
  }
});

test('every refusal, alarm, status, command, news and button has its sentence', () => {
  const known = sentences('en');
  const missing = Object.entries(families).flatMap(([family, codes]) =>
    codes.map((code) => `${family}-${code}`).filter((key) => !known.has(key)),
  );
  expect(missing).toEqual([]);
});

test('no sentence is left that nobody says', () => {
  const bots = new URL('../../bots/', import.meta.url);
  const code = readdirSync(bots, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(name, bots), 'utf8'))
    .join('\n');
  const inFamily = new Set(
    Object.entries(families).flatMap(([family, codes]) => codes.map((one) => `${family}-${one}`)),
  );
  const spelledInParts = [
    /^button-language-/,
    /^till-state-/,
    /^till-help-/,
    /^button-draw_/,
    /^(wd-news-failed|wd-failed-body|wd-status-failed|verdict-done-not_sent)-kept$/,
    /^(slash|about)-/,
    /^card-\w+-settling$/,
    /^news-(to-balance|excess|short-over|late-sold-out|late-used-up)$/,
    /^review-(why|how|done|correct|aside)-/,
    /^card-waiting-title$/,
    /^card-moved-(private|knock)$/,
  ];
  const unused = [...sentences('en').keys()].filter(
    (key) => !inFamily.has(key) && !spelledInParts.some((one) => one.test(key)) && !code.includes(`'${key}'`),
  );
  expect(unused).toEqual([]);
});

test.each(languages)('every refusal in %s is whole, says what to do next, and fits an alert', (language) => {
  for (const code of refusalCodes) {
    const text = refusalText(refuse(code, refusalFacts[code]), language);
    expect(text).not.toContain('$');
    expect(text.length).toBeLessThanOrEqual(200);
    expect(text).toMatch(language === 'en' ? /[.!]|\/\w+/ : /[。！]|\/\w+/);
  }
});

test('a fact is never taken for a placeholder, whatever it says', () => {
  const words = '{ $words } \uE0000\uE001 { $community }';
  expect(say('en', 'refusal-item_not_found', { words })).toContain(words);
});

test('parts keep their emphasis through a sentence', () => {
  const rich = sayRich('en', 'card-waiting-amount', { amount: { code: '9.23' }, token: 'USDT' });
  expect(rich).toEqual(['Amount that must arrive: ', { code: '9.23' }, ' ', 'USDT']);
  expect(plainTextOf(rich)).toBe('Amount that must arrive: 9.23 USDT');
});

test('a key without a sentence is our mistake and says so', () => {
  expect(() => say('en', 'no-such-key')).toThrow('no sentence for no-such-key');
});
