import type { WithdrawalPreview } from '../../src/core/withdrawals/draft-withdrawal.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts';
import type { WithdrawalFacts, WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import type { Withdrawal } from '../../src/domain/withdrawal.ts';
import { ADDRESS, NOW, USDT } from './payment-views.ts';

/** Withdrawals in every state, for tests of what is said about them. */

export const WITHDRAWAL_ID = '0190a000-0000-7000-8000-000000000077';
export const DRAFT_ID = '0190a000-0000-7000-8000-000000000088';
export const WITHDRAWAL_TX = `0x${'ef'.repeat(32)}`;

const WITHDRAWAL: Withdrawal = {
  id: WITHDRAWAL_ID,
  code: 'W4TQ9',
  communityId: '0190a000-0000-7000-8000-0000000000aa',
  kind: 'member',
  memberId: '0190a000-0000-7000-8000-0000000000bb',
  requester: { platform: 'discord', accountId: '4242' },
  assetId: USDT.id,
  chain: USDT.chain,
  contract: USDT.contract,
  address: ADDRESS,
  amount: 600_000_000n,
  fee: 0n,
  state: 'requested',
  revision: 1,
  policyVersion: 1,
  needed: 2,
  marks: [],
  requestedAt: NOW - MINUTE_MS,
  waitsUntil: NOW - MINUTE_MS,
  lapsesAt: NOW + 3 * DAY_MS,
  stateSince: NOW - MINUTE_MS,
  sentAt: null,
  txHash: null,
  reason: null,
  confirmedAt: null,
  differsAt: null,
};

type Change = Partial<Omit<WithdrawalView, 'withdrawal'>> & { readonly withdrawal?: Partial<Withdrawal> };

/** A request of Ana's for 600 USDT that waits for two approvals, with these things different. */
export function createWithdrawalView({ withdrawal, ...change }: Change = {}): WithdrawalView {
  const facts: WithdrawalFacts = {
    withdrawal: { ...WITHDRAWAL, ...withdrawal },
    communityName: 'Night Market',
    asset: USDT,
    requester: { ...WITHDRAWAL.requester, displayName: 'Ana' },
    decisions: [],
    isAutomatic: false,
    attempt: null,
    place: null,
    isPaused: false,
    phrase: null,
    history: { memberSince: NOW - 90 * DAY_MS, sentTimes: 3, sentTotal: 120_000_000n },
    addressUse: null,
    lookAlikes: [],
    now: NOW,
  };
  const standing = { needed: 2, persons: 3, agreed: [], quarantineEndsAt: null };
  const { amount, fee } = facts.withdrawal;
  return { ...facts, standing, returned: amount + fee, ...change };
}

/** One whose send nobody knows the end of, with everything on its card that can be. */
export function createDoubtfulView(change: Change = {}): WithdrawalView {
  const quarantineEndsAt = NOW + 20 * HOUR_MS;
  return createWithdrawalView({
    attempt: {
      withdrawalId: WITHDRAWAL_ID,
      number: 1,
      instanceId: '0190a000-0000-7000-8000-0000000000ee',
      decisionId: null,
      claimedAt: NOW - 4 * HOUR_MS,
      endedAt: NOW - 4 * HOUR_MS,
      end: {
        ...{ outcome: 'unclear', isAccepted: true, httpStatus: 500, bodyHash: null, providerId: null },
        detail: 'http 500',
        txHash: WITHDRAWAL_TX,
      },
    },
    ...change,
    standing: { needed: 2, persons: 3, agreed: [], quarantineEndsAt, ...change.standing },
    withdrawal: { state: 'unknown', revision: 4, ...change.withdrawal },
  });
}

/** What Ana sees before she confirms. */
export function createPreview(): WithdrawalPreview {
  return {
    draft: {
      id: DRAFT_ID,
      memberId: '0190a000-0000-7000-8000-0000000000bb',
      assetId: USDT.id,
      address: ADDRESS,
      amount: 600_000_000n,
      fee: 0n,
      isChecksummed: true,
      createdAt: NOW,
    },
    asset: USDT,
    communityName: 'Night Market',
    available: 900_000_000n,
    marks: [],
    lookAlikes: [],
    answer: { broken: null, needed: 2, isAutomatic: false, waitsUntil: NOW, lapsesAt: NOW + 3 * DAY_MS },
  };
}
