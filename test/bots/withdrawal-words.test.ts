import { describe, expect, test } from 'vitest';
import { readAccount } from '../../bots/shared/account-words.ts';
import { changeCard } from '../../bots/shared/change-card.ts';
import { outflowCard } from '../../bots/shared/outflow-card.ts';
import { policiesText } from '../../bots/shared/policy-text.ts';
import { policyValue, readSetting, setRule, settingOf } from '../../bots/shared/policy-words.ts';
import { plainTextOf } from '../../bots/shared/rich-text.ts';
import { readTillWords } from '../../bots/shared/till-words.ts';
import { treasuryCard } from '../../bots/shared/treasury-card.ts';
import { readWithdrawWords } from '../../bots/shared/withdraw-words.ts';
import { inGroupsOfFour } from '../../src/domain/address.ts';
import type { Change } from '../../src/domain/change.ts';
import { languages } from '../../src/domain/platform.ts';
import { defaultPolicy, policyNames } from '../../src/domain/policy.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { DAY_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { ADDRESS, NOW, USDT } from './payment-views.ts';

describe('amount and address are told apart in either order', () => {
  const grouped = inGroupsOfFour(ADDRESS);
  test.each([
    [`25 ${ADDRESS}`, '25', ADDRESS],
    [`${ADDRESS} 25`, '25', ADDRESS],
    [`25 USDT ${ADDRESS}`, '25 USDT', ADDRESS],
    [`25usdt ${ADDRESS}`, '25usdt', ADDRESS],
    [`${ADDRESS} 25 USDT`, '25 USDT', ADDRESS],
    [`all ${ADDRESS}`, 'all', ADDRESS],
    [`${ADDRESS} 全部`, '全部', ADDRESS],
    [`1,000 ${ADDRESS}`, '1,000', ADDRESS],
    [` 25\n${ADDRESS} `, '25', ADDRESS],
    [`25 ${grouped}`, '25', grouped],
    [`${grouped} 25 USDT`, '25 USDT', grouped],
    ['25 vitalik.eth', '25', 'vitalik.eth'],
    ['', null, null],
    ['25', '25', null],
    ['25 USDT', '25 USDT', null],
    [ADDRESS, null, ADDRESS],
    [grouped, null, grouped],
    [`25 ${ADDRESS} ${ADDRESS}`, '25', `${ADDRESS} ${ADDRESS}`],
    ['send it home', null, 'send it home'],
  ])('%j', (words, amount, address) => {
    expect(readWithdrawWords(words)).toEqual({ amount, address });
  });
});

const olga = { platform: 'telegram', accountId: '12' } as const;
const olgaToo = { platform: 'discord', accountId: '34' } as const;

test.each([
  ['approver add Olga telegram:12', { kind: 'approver_add', name: 'Olga', accounts: [olga] }],
  [
    'approver add Olga the Great telegram:12 DISCORD:34',
    { kind: 'approver_add', name: 'Olga the Great', accounts: [olga, olgaToo] },
  ],
  ['approver remove Olga the Great', { kind: 'approver_remove', name: 'Olga the Great' }],
  ['approver link Olga discord:34', { kind: 'approver_link', name: 'Olga', account: olgaToo }],
  ['approvers', { kind: 'approver_list' }],
  ['approvals here', { kind: 'approvals_here' }],
  ['policy', { kind: 'policy' }],
  ['policy set member-day 500', { kind: 'policy_set', rule: 'memberDay', value: '500' }],
  ['policy set approvals 1, 2 from 500', { kind: 'policy_set', rule: 'tiers', value: '1, 2 from 500' }],
  [`policy simulate 250 ${ADDRESS}`, { kind: 'policy_simulate', amount: '250', address: ADDRESS }],
  ['pause', { kind: 'pause', reason: null }],
  ['pause gas is gone', { kind: 'pause', reason: 'gas is gone' }],
  ['resume', { kind: 'resume' }],
  ['wind-down', { kind: 'community_state', state: 'winding_down' }],
  ['freeze', { kind: 'community_state', state: 'frozen' }],
  ['Reopen', { kind: 'community_state', state: 'active' }],
  [`canary ${ADDRESS}`, { kind: 'canary', address: ADDRESS }],
  ['treasury', { kind: 'treasury' }],
  ['treasury fund 100 USDT', { kind: 'treasury_move', move: 'fund', amount: '100 USDT' }],
  ['TREASURY DRAW 5', { kind: 'treasury_move', move: 'draw', amount: '5' }],
  ['review', { kind: 'review' }],
])('/till %s', (words, wish) => {
  expect(readTillWords(words)).toEqual(wish);
});

test.each([
  'approver add Olga',
  'approver add telegram:12',
  'approver add Olga telegram:12 and',
  'approver link Olga',
  'approver link Olga telegram:12 discord:34',
  'approver remove Olga telegram:12',
  'approvals',
  'policy set',
  'policy set member-day',
  'policy set nonsense 5',
  'policy simulate 250',
  'treasury fund',
  'treasury burn 5',
])('/till %s is not understood', (words) => {
  expect(isRefusal(readTillWords(words))).toBe(true);
});

test('accounts are a platform and a number, and nothing else', () => {
  expect(readAccount('telegram:123')).toEqual({ platform: 'telegram', accountId: '123' });
  for (const words of ['telegram:', 'telegram:@olga', 'slack:1', '123', 'telegram:-5', 'telegram:1 2']) {
    expect(readAccount(words)).toBeNull();
  }
});

const policy = defaultPolicy(USDT);

test.each([
  ['memberDay', '500', { memberDay: 500_000_000n }],
  ['fee', '0.5', { fee: 500_000n }],
  ['newAddressWaitMs', '48h', { newAddressWaitMs: 2 * DAY_MS }],
  ['newAddressWaitMs', '2d', { newAddressWaitMs: 2 * DAY_MS }],
  ['loosenDelayMs', '30min', { loosenDelayMs: 30 * MINUTE_MS }],
  ['loosenDelayMs', '0', { loosenDelayMs: 0 }],
  ['tiers', '2', { tiers: [{ from: 0n, approvals: 2 }] }],
  [
    'tiers',
    '1, 2 from 500, 3 from 2000.5',
    {
      tiers: [
        { from: 0n, approvals: 1 },
        { from: 500_000_000n, approvals: 2 },
        { from: 2_000_500_000n, approvals: 3 },
      ],
    },
  ],
] as const)('%s can be set to %j', (rule, typed, change) => {
  expect(setRule(policy, rule, typed, USDT)).toEqual({ ...policy, ...change });
});

test.each([
  ['memberDay', '1,000'],
  ['memberDay', '-5'],
  ['fee', '0.0000001'],
  ['newAddressWaitMs', '3 weeks'],
  ['newAddressWaitMs', '91d'],
  ['tiers', '0'],
  ['tiers', '1 from 5'],
  ['tiers', '1, 2 from 500, 3 from 500'],
  ['tiers', '1, 10 from 500'],
] as const)('%s is not set to %j', (rule, typed) => {
  expect(isRefusal(setRule(policy, rule, typed, USDT))).toBe(true);
});

test.each(languages)('everything in a policy is shown with the name that sets it, in %s', (language) => {
  const view = { communityName: 'Night Market', asset: USDT, version: 3, policy, pending: [], approvers: [] };
  const text = plainTextOf(policiesText([view], language));
  for (const rule of policyNames) {
    expect(text).toContain(settingOf(rule));
    expect(text).toContain(policyValue(policy, rule, USDT, language));
    expect(readSetting(settingOf(rule))).toBe(rule);
  }
  expect(text.length).toBeLessThanOrEqual(2_000);
});

const changes: readonly Change[] = [
  { kind: 'approver_add', name: 'Olga', accounts: [olga, olgaToo] },
  { kind: 'approver_remove', approverId: 'a1', name: 'Olga' },
  { kind: 'account_add', approverId: 'a1', name: 'Olga', account: olgaToo },
  { kind: 'approvals_chat', platform: 'telegram', chatId: '-100123', language: 'en' },
  { kind: 'policy', assetId: USDT.id, from: policy, policy: { ...policy, memberDay: 2_000_000_000n } },
  { kind: 'community_state', from: 'frozen', state: 'winding_down' },
  { kind: 'community_state', from: 'frozen', state: 'active' },
];

test.each(languages)(
  'an announced change says what, when and by whom, and can be vetoed, in %s',
  (language) => {
    for (const change of changes) {
      const pending = {
        ...{ id: '0190a000-0000-7000-8000-000000000001', communityId: 'c', change, askedBy: 'telegram:7' },
        ...{ askedAt: NOW, effectiveAt: NOW + DAY_MS },
      };
      const view = { pending, communityName: 'Night Market', asset: USDT, vetoedBy: 'Paul' };
      const waiting = changeCard({ ...view, state: 'waiting' }, language);
      expect(plainTextOf(waiting.text)).toContain('telegram:7');
      expect(plainTextOf(waiting.text)).toContain('2026-11-24 12:00 UTC');
      expect(waiting.buttons).toHaveLength(1);
      for (const state of ['applied', 'vetoed', 'failed'] as const) {
        expect(changeCard({ ...view, state }, language).buttons).toEqual([]);
      }
    }
  },
);

test.each(languages)('what the owner moves is confirmed by a press until it has ended, in %s', (language) => {
  for (const kind of ['fund', 'draw'] as const) {
    for (const state of ['asked', 'booked', 'cancelled'] as const) {
      const move = {
        ...{ id: '0190a000-0000-7000-8000-000000000001', communityId: 'c', assetId: USDT.id, kind, state },
        ...{ amount: 5_000_000n, askedBy: 'telegram:7', askedAt: NOW },
      };
      const card = treasuryCard({ move, asset: USDT, communityName: 'Night Market' }, language);
      expect(plainTextOf(card.text)).toContain('5 USDT');
      expect(card.buttons).toHaveLength(state === 'asked' ? 2 : 0);
    }
  }
});

test.each(languages)('a stop says by whom and why, and how it is opened again, in %s', (language) => {
  const open = { pausedAt: null, pausedBy: null, reason: null, resumeAskedBy: null, resumeAskedAt: null };
  expect(outflowCard(open, language).buttons).toEqual([]);
  for (const pausedBy of ['telegram:7', 'breaker', 'solvency', 'canary']) {
    const stopped = { ...open, pausedAt: NOW, pausedBy, reason: 'gas' };
    expect(plainTextOf(outflowCard(stopped, language).text)).toContain('gas');
    const asked = outflowCard({ ...stopped, resumeAskedBy: 'discord:8' }, language);
    expect(plainTextOf(asked.text)).toContain('discord:8');
    expect(asked.buttons).toHaveLength(1);
  }
});
