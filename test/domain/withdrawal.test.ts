import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import { entriesForCorrection, sumsOf } from '../../src/domain/correction.ts';
import { correctedSums, entriesForStep, entryForHold } from '../../src/domain/withdrawal-entries.ts';
import type { Withdrawal, WithdrawalEvent } from '../../src/domain/withdrawal.ts';
import {
  allSteps,
  canaryAmount,
  canonicalText,
  holdingStates,
  isTransactionHash,
  requestedRevision,
  stepOf,
  withdrawalStates,
} from '../../src/domain/withdrawal.ts';
import { units, usdt } from '../support/factories.ts';

const example: Withdrawal = {
  id: '7b7e6e0c-0000-4000-8000-000000000001',
  code: '7F3K2',
  communityId: '7b7e6e0c-0000-4000-8000-000000000002',
  kind: 'member',
  memberId: '7b7e6e0c-0000-4000-8000-000000000003',
  requester: { platform: 'telegram', accountId: '42' },
  assetId: usdt.id,
  chain: usdt.chain,
  contract: usdt.contract,
  address: '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045',
  amount: units('25'),
  fee: units('1'),
  state: 'requested',
  revision: 1,
  policyVersion: 0,
  needed: 1,
  marks: [],
  requestedAt: 0,
  waitsUntil: 0,
  lapsesAt: 0,
  stateSince: 0,
  sentAt: null,
  txHash: null,
  reason: null,
  confirmedAt: null,
  differsAt: null,
};

const events: readonly WithdrawalEvent[] = [
  'quorum_reached',
  'quorum_lost',
  'rejected',
  'cancelled',
  'lapsed',
  'claimed',
  'provider_sent',
  'provider_did_not_send',
  'provider_unclear',
  'claimant_gone',
  'found_sent',
  'found_not_sent',
  'send_again',
  'corrected_to_sent',
  'corrected_to_not_sent',
];

describe('the table of life', () => {
  test('W5: nothing but a verdict of people leads out of doubt', () => {
    const ways = events.filter((event) => stepOf('unknown', event) !== null);
    expect(ways).toEqual(['found_sent', 'found_not_sent', 'send_again']);
  });

  test('B-23: what is being sent can be neither cancelled nor rejected nor approved again', () => {
    const ways = events.filter((event) => stepOf('sending', event) !== null);
    expect(ways).toEqual(['provider_sent', 'provider_did_not_send', 'provider_unclear', 'claimant_gone']);
  });

  test('W8: given back by people or by time is the end', () => {
    for (const state of ['rejected', 'cancelled', 'lapsed'] as const) {
      expect(events.filter((event) => stepOf(state, event) !== null)).toEqual([]);
    }
  });

  test('sending is reached from approved alone', () => {
    expect(allSteps().filter(([, to]) => to === 'sending')).toEqual([['approved', 'sending']]);
  });
});

/** Sums of credits less debits, by account. */
function sums(entries: readonly LedgerEntry[]): Map<string, bigint> {
  const all = new Map<string, bigint>();
  const add = (name: string, amount: bigint) => all.set(name, (all.get(name) ?? 0n) + amount);
  for (const { debit, credit, amount } of entries) {
    add(debit, -amount);
    add(credit, amount);
  }
  return all;
}

/** Lives a random life and returns its bookings with the state that it ends in. */
function live(kind: Withdrawal['kind'], choices: readonly WithdrawalEvent[], spendable = units('26')) {
  let one: Withdrawal = { ...example, kind, memberId: kind === 'canary' ? null : example.memberId };
  const entries = [entryForHold(one)];
  for (const event of choices) {
    const step = stepOf(one.state, event);
    if (!step) continue;
    const wanted = correctedSums(one, step.booking);
    const books = { ...one, reference: `withdrawal:${one.id}:${one.revision}` };
    const spent = one.memberId === null ? 0n : spendable;
    entries.push(...entriesForStep(one, step.booking));
    if (wanted) entries.push(...entriesForCorrection(books, sumsOf(entries), wanted, spent));
    one = { ...one, state: step.to, revision: one.revision + 1 };
  }
  return { state: one.state, entries };
}

describe('what is booked', () => {
  const lives = fc.array(fc.constantFrom(...events), { maxLength: 60 });

  test('L6: the money is held exactly while it is under way, over every life', () => {
    const property = fc.property(lives, (choices) => {
      const { state, entries } = live('member', choices);
      const held = sums(entries).get(`held:${example.memberId}`) ?? 0n;
      expect(held).toBe(holdingStates.includes(state) ? units('26') : 0n);
    });
    fc.assert(property, { numRuns: 1_000 });
  });

  test('W4, B-30: however often a verdict is corrected, nobody gets the money twice, and the treasury tells what left', () => {
    const property = fc.property(
      fc.constantFrom<Withdrawal['kind']>('member', 'canary'),
      lives,
      fc.bigInt({ min: 0n, max: units('30') }),
      (kind, choices, spendable) => {
        const { state, entries } = live(kind, choices, spendable);
        const all = sums(entries);
        const own = all.get(kind === 'member' ? `available:${example.memberId}` : 'operator_funds') ?? 0n;
        // What the treasury paid out is what counts as sent, whatever was believed on the way.
        expect(all.get('treasury') ?? 0n).toBe(state === 'sent' ? units('25') : 0n);
        // Back in full, or gone as far as they still had it: never more than was there.
        expect(own <= 0n && own >= -units('26')).toBe(true);
        if (spendable >= units('26')) expect([0n, -units('26')]).toContain(own);
        expect([...all.values()].reduce((sum, one) => sum + one, 0n)).toBe(0n);
        if (state === 'failed') expect([own, all.get('losses') ?? 0n]).toEqual([0n, 0n]);
      },
    );
    fc.assert(property, { numRuns: 2_000 });
  });

  test('L5: no two entries of a life share their reference and kind', () => {
    const property = fc.property(lives, (choices) => {
      const keys = live('member', choices).entries.map(({ reference, kind }) => `${reference} ${kind}`);
      expect(new Set(keys).size).toBe(keys.length);
    });
    fc.assert(property, { numRuns: 1_000 });
  });
});

describe('what an approval is bound to', () => {
  test('B-16: whatever would send something else, to somebody else or for somebody else makes another text', () => {
    const others: Partial<Withdrawal>[] = [
      { id: '7b7e6e0c-0000-4000-8000-000000000009' },
      { communityId: '7b7e6e0c-0000-4000-8000-000000000009' },
      { kind: 'canary' },
      { memberId: '7b7e6e0c-0000-4000-8000-000000000009' },
      { memberId: null },
      { requester: { platform: 'discord', accountId: '42' } },
      { requester: { platform: 'telegram', accountId: '43' } },
      { chain: 'base' },
      { contract: '0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913' },
      { address: '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96046' },
      { amount: units('25') + 1n },
      { fee: 0n },
      { revision: 2 },
    ];
    const texts = others.map((other) => canonicalText({ ...example, ...other }));
    expect(new Set([...texts, canonicalText(example)]).size).toBe(others.length + 1);
  });

  test('what only tells how far it has got makes no other text', () => {
    const later = { state: 'approved', stateSince: 5, waitsUntil: 6, reason: 'x', code: 'OTHER' } as const;
    expect(canonicalText({ ...example, ...later })).toBe(canonicalText(example));
  });

  test('approvals were given at the revision before it was approved', () => {
    expect(requestedRevision({ state: 'requested', revision: 3 })).toBe(3);
    expect(requestedRevision({ state: 'approved', revision: 4 })).toBe(3);
  });
});

test('a transaction hash has a form, and a canary is a hundredth', () => {
  expect(isTransactionHash(`0x${'aB'.repeat(32)}`)).toBe(true);
  for (const text of [
    '',
    `0x${'a'.repeat(63)}`,
    `0x${'a'.repeat(65)}`,
    'a'.repeat(64),
    ` 0x${'a'.repeat(64)}`,
  ]) {
    expect(isTransactionHash(text)).toBe(false);
  }
  expect([canaryAmount(usdt), canaryAmount({ decimals: 18 }), canaryAmount({ decimals: 0 })]).toEqual([
    units('0.01'),
    10n ** 16n,
    1n,
  ]);
  expect(withdrawalStates).toHaveLength(9);
});
