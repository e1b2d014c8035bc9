import { describe, expect, test } from 'vitest';
import { canaryCard } from '../../bots/shared/canary-card.ts';
import { changeText } from '../../bots/shared/change-text.ts';
import { setRule } from '../../bots/shared/policy-words.ts';
import { plainTextOf } from '../../bots/shared/rich-text.ts';
import { statusText } from '../../bots/shared/status-text.ts';
import { treasuryCard } from '../../bots/shared/treasury-card.ts';
import { requesterCard } from '../../bots/shared/requester-card.ts';
import { HOUR_MS } from '../../src/domain/time.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { tokenMissing } from '../../src/domain/withdrawal-amount.ts';
import { refusalText } from '../../bots/shared/refusal-text.ts';
import { NOW, USDT } from './payment-views.ts';
import { createWithdrawalView } from './withdrawal-views.ts';

const policy = defaultPolicy(USDT);
const canary = { kind: 'canary', memberId: null, amount: 10_000n, state: 'sent' } as const;
const verbsOf = ({ buttons }: ReturnType<typeof canaryCard>) =>
  buttons.flat().flatMap((button) => (button.kind === 'press' ? [button.press.verb] : []));

describe('the card of a canary', () => {
  test('B-14: of which something else arrived shows that, and asks again only once outflow is open', () => {
    const withdrawal = { ...canary, differsAt: NOW };
    const reported = canaryCard(createWithdrawalView({ withdrawal, isPaused: true }), 'en');
    expect(plainTextOf(reported.text)).toContain('something else arrived');
    expect(verbsOf(reported)).toEqual([]);
    const reopened = canaryCard(createWithdrawalView({ withdrawal }), 'en');
    expect(verbsOf(reopened)).toEqual(['canary_ok', 'canary_no']);
  });

  test('says whose money it takes, and where it is when it was not sent', () => {
    const taken = canaryCard(createWithdrawalView({ withdrawal: canary }), 'zh-TW');
    expect(plainTextOf(taken.text)).toContain('從業主的款項扣除');
    const over = { ...canary, state: 'failed' } as const;
    const back = canaryCard(createWithdrawalView({ withdrawal: over }), 'zh-TW');
    expect(plainTextOf(back.text)).toContain('已退回業主的款項');
  });
});

test('B-30: a member whose balance a correction did not move is not told that all is back', () => {
  const view = createWithdrawalView({ withdrawal: { state: 'failed' }, returned: 4_000_000n });
  const text = plainTextOf(requesterCard(view, 'en').text);
  expect(text).toContain('Back in your balance now: 4 USDT');
  expect(text).not.toContain('600 USDT is back');
});

describe('a rule', () => {
  test('that wants fewer persons for more is refused', () => {
    expect(setRule(policy, 'tiers', '2, 1 from 50', USDT)).toMatchObject({
      refusal: 'policy_not_understood',
    });
    expect(setRule(policy, 'tiers', '1, 2 from 50', USDT)).not.toHaveProperty('refusal');
  });

  test('that changes is said in words, with what it was and what it becomes', () => {
    const to = { ...policy, memberDay: 2_000_000_000n };
    const change = { kind: 'policy', assetId: USDT.id, from: policy, policy: to } as const;
    expect(plainTextOf(changeText(change, USDT, 'en'))).toBe('Per member in 24 hours: 1000 → 2000 USDT');
    expect(plainTextOf(changeText(change, USDT, 'zh-TW'))).toBe('每位成員 24 小時：1000 → 2000 USDT');
  });
});

test('whoever asked for a movement is named first, with the number that can’t change hands behind it', () => {
  const move = {
    ...{ id: 'm', communityId: 'c', assetId: USDT.id, amount: 1_000_000n, kind: 'fund' as const },
    ...{ state: 'asked' as const, askedBy: 'telegram:1001', askedAt: NOW },
  } as const;
  const view = { move, asset: USDT, communityName: 'Night Market', askedByName: 'Olga' };
  expect(plainTextOf(treasuryCard(view, 'en').text)).toContain('Olga (telegram:1001)');
});

test('where several tokens could be meant, the answer names them', () => {
  const text = refusalText(tokenMissing([USDT, { symbol: 'USDC' }]), 'en');
  expect(text).toContain('USDT, USDC');
});

test('the status says what stands still, since when and why', () => {
  const { withdrawal } = createWithdrawalView({
    withdrawal: { state: 'unknown', stateSince: NOW - 3 * HOUR_MS },
  });
  const open = { resumeAskedBy: null, resumeAskedAt: null };
  const text = plainTextOf(
    statusText(
      {
        outflow: { ...open, pausedAt: NOW, pausedBy: 'telegram:1', reason: 'odd' },
        ...{ pausedByName: 'Olga', canaries: [{ asset: USDT, isConfirmed: false }], open: [withdrawal] },
        ...{ reviews: 2, approvers: ['Ben'], chats: [], pending: [], assets: [USDT], now: NOW },
        ...{ isProviderPaused: true, isReachable: false, platforms: ['telegram'] },
      },
      'en',
    ),
  );
  for (const part of ['Olga (telegram:1)', 'odd', 'W4TQ9 (3 h)', 'no canary', 'cannot be reached', 'Ben']) {
    expect(text).toContain(part);
  }
  expect(text).not.toContain('{');
});
