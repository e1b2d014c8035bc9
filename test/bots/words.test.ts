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
import { languages } from '../../src/domain/platform.ts';
import { policyNames } from '../../src/domain/policy.ts';
import type { RefusalCode } from '../../src/domain/refusal.ts';
import { refusalCodes, refuse } from '../../src/domain/refusal.ts';
import { withdrawalStates } from '../../src/domain/withdrawal.ts';

const folder = new URL('../../bots/shared/words/', import.meta.url);

/** Each key of a language with the facts that its sentence mentions, in order. */
function sentences(language: string): Map<string, string[]> {
  const source = readFileSync(new URL(`${language}.ftl`, folder), 'utf8');
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
  balance_too_small: { available: '1.5', needed: '9.23', symbol: 'USDT' },
  community_not_active: { community: 'Night Market' },
  community_not_found: { words: 'Night Market' },
  item_exists: { slug: 'ticket' },
  item_name_not_usable: { slug: 'Ticket!' },
  item_not_found: { words: 'tikcet' },
  order_not_cancellable: { code: '7F3KD' },
  order_not_open: { code: '7F3KD' },
  quote_expired: { code: '7F3KD' },
  review_amount_above: { limit: '9.23', symbol: 'USDT' },
  review_over: { code: '7F3KD' },
  too_many_open_orders: { count: '5' },
  too_many_quotes: { code: '7F3KD' },
  withdrawal_amount_not_understood: { decimals: '6', symbol: 'USDT' },
  withdrawal_amount_too_fine: { decimals: '6', symbol: 'USDT' },
  withdrawal_amount_zero: { symbol: 'USDT' },
  approver_exists: { name: 'Olga' },
  approver_not_found: { name: 'Olga' },
  decided_already: { code: 'W4TQ9' },
  equity_too_small: { equity: '0', needed: '0.01', symbol: 'USDT' },
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

const families: Readonly<Record<string, readonly string[]>> = {
  refusal: refusalCodes,
  alarm: alarmCodes,
  status: cardStatuses,
  card: cardStatuses.filter((one) => one !== 'waiting').flatMap((one) => [`${one}-title`, `${one}-body`]),
  command: commandNames,
  news: ['paid', 'received', 'credited', 'short', 'short_refunded', 'review', 'review_closed'],
  button: verbs.filter((verb) => verb !== 'go' && verb !== 'language'),
  wd: withdrawalStates.flatMap((one) => [`${one}-title`, `${one}-body`]),
  'wd-status': withdrawalStates,
  'wd-news': ['sent', 'failed', 'unknown', 'rejected', 'lapsed', 'canary'],
  wda: withdrawalStates.flatMap((one) =>
    one === 'requested' || one === 'unknown' ? [`${one}-title`] : [`${one}-title`, `${one}-body`],
  ),
  'wda-mark': ['no_checksum', 'shared_address', 'staff'],
  verdict: ['sent', 'not_sent', 'send_again'],
  'verdict-done': ['reject', 'sent', 'not_sent', 'send_again'],
  policy: policyNames,
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
  'outflow-by': ['breaker', 'solvency', 'canary'],
};

test('both languages say the same things with the same facts', () => {
  for (const language of languages) {
    expect(Object.fromEntries(sentences(language))).toEqual(Object.fromEntries(sentences('en')));
  }
  expect(readdirSync(folder).sort()).toEqual(languages.map((language) => `${language}.ftl`).sort());
});

test('no sentence is written twice', () => {
  for (const language of languages) {
    const ids = [...readFileSync(new URL(`${language}.ftl`, folder), 'utf8').matchAll(/^([a-z][\w-]*) =/gm)];
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
    /^(slash|about)-/,
    /^card-\w+-settling$/,
    /^news-(to-balance|excess|short-over)$/,
    /^review-(why|how|done)-/,
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
