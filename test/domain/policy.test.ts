import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Policy, PolicyName, PolicyQuestion } from '../../src/domain/policy.ts';
import {
  approvalsNeeded,
  approvalsWanted,
  askPolicy,
  defaultPolicy,
  differences,
  loosened,
  policyNames,
} from '../../src/domain/policy.ts';
import { HOUR_MS } from '../../src/domain/time.ts';
import type { RiskMark } from '../../src/domain/withdrawal.ts';
import { riskMarks } from '../../src/domain/withdrawal.ts';
import { units, usdt } from '../support/factories.ts';

const standard = defaultPolicy(usdt);
// Small numbers, so that limits are met exactly and not only passed by far.
const amount = fc.bigInt({ min: 0n, max: 12n });
const hours = fc.integer({ min: 0, max: 60 }).map((count) => count * HOUR_MS);
const tiers = fc.array(fc.record({ from: amount, approvals: fc.integer({ min: 1, max: 4 }) }), {
  maxLength: 3,
});

const policies: fc.Arbitrary<Policy> = fc.record({
  minimum: fc.constant(1n),
  perWithdrawal: amount,
  memberDay: amount,
  communityDay: amount,
  fee: fc.constant(0n),
  tiers,
  newAddressWaitMs: hours,
  newAddressFree: amount,
  loosenDelayMs: hours,
  automaticDay: amount,
  automaticAddressAgeMs: hours,
});

const NOW = 1_000 * HOUR_MS;
const questions: fc.Arbitrary<PolicyQuestion> = fc.record({
  amount: fc.bigInt({ min: 1n, max: 12n }),
  marks: fc.subarray<RiskMark>([...riskMarks]),
  addressUsedSince: fc.oneof(
    fc.constant(null),
    hours.map((ago) => NOW - ago),
  ),
  memberOut: amount,
  communityOut: amount,
  automaticOut: amount,
  persons: fc.integer({ min: 0, max: 5 }),
  now: fc.constant(NOW),
});

/** Whether one policy lets something through that another holds back, or asks less for it. */
function allowsMore(from: Policy, to: Policy, question: PolicyQuestion): boolean {
  const [before, after] = [askPolicy(from, question), askPolicy(to, question)];
  if (before.broken && !after.broken) return true;
  const isEasier =
    after.needed < before.needed ||
    after.waitsUntil < before.waitsUntil ||
    (after.isAutomatic && !before.isAutomatic);
  return !after.broken && isEasier;
}

describe('what loosens a policy', () => {
  test('T-04: whatever lets more through, or asks less for it, is known as loosening', () => {
    const property = fc.property(policies, policies, questions, (from, to, question) => {
      const isLooser = allowsMore(from, to, question) || to.loosenDelayMs < from.loosenDelayMs;
      return !isLooser || loosened(from, to).length > 0;
    });
    fc.assert(property, { numRuns: 3_000 });
  });

  test('T-04: one rule changed by itself is named when it lets more through, and never when it cannot', () => {
    const one = fc.record({ base: policies, other: policies, name: fc.constantFrom(...policyNames) });
    const property = fc.property(one, questions, ({ base, other, name }, question) => {
      const changed = { ...base, [name]: other[name] };
      const named: readonly PolicyName[] = loosened(base, changed);
      if (allowsMore(base, changed, question)) expect(named).toEqual([name]);
      expect(named.every((looser) => looser === name)).toBe(true);
      // What loosens one way tightens the other.
      if (named.length > 0 && name !== 'tiers') expect(loosened(changed, base)).toEqual([]);
    });
    fc.assert(property, { numRuns: 3_000 });
  });

  test('the differences of two policies, laid over the first, make the second', () => {
    const property = fc.property(policies, policies, (from, to) => {
      const changed = differences(from, to).map((name) => [name, to[name]]);
      expect({ ...from, ...Object.fromEntries(changed) }).toEqual({ ...to });
      expect(differences(from, from)).toEqual([]);
    });
    fc.assert(property);
  });
});

describe('limits', () => {
  type Sent = { readonly at: number; readonly amount: bigint; readonly member: number };
  type Event = { readonly member: number; readonly amount: bigint; readonly passMs: number };
  const events: fc.Arbitrary<Event[]> = fc.array(
    fc.record({
      member: fc.integer({ min: 0, max: 2 }),
      amount: fc.bigInt({ min: 1n, max: 12n }),
      passMs: fc.integer({ min: 0, max: 30 }).map((count) => count * HOUR_MS),
    }),
    { maxLength: 25 },
  );
  const DAY = 24 * HOUR_MS;
  const sumOf = (sent: readonly Sent[]) => sent.reduce((sum, one) => sum + one.amount, 0n);

  test('B-26: no sequence of requests passes a limit in any 24 hours, wherever they begin', () => {
    const property = fc.property(policies, events, (policy, wishes) => {
      const sent: Sent[] = [];
      let now = NOW;
      for (const { member, amount: wanted, passMs } of wishes) {
        now += passMs;
        const recent = sent.filter(({ at }) => at > now - DAY);
        const answer = askPolicy(policy, {
          amount: wanted,
          marks: [],
          addressUsedSince: 0,
          memberOut: sumOf(recent.filter((one) => one.member === member)),
          communityOut: sumOf(recent),
          automaticOut: 0n,
          persons: 1,
          now,
        });
        if (!answer.broken) sent.push({ at: now, amount: wanted, member });
      }
      for (const { at, member, amount: one } of sent) {
        const window = sent.filter((other) => other.at >= at && other.at < at + DAY);
        expect(sumOf(window)).toBeLessThanOrEqual(policy.communityDay);
        expect(sumOf(window.filter((other) => other.member === member))).toBeLessThanOrEqual(
          policy.memberDay,
        );
        expect(one).toBeLessThanOrEqual(policy.perWithdrawal);
      }
    });
    fc.assert(property, { numRuns: 500 });
  });

  test('the limit that is named is the one that is broken, with what is left of it', () => {
    const question = { marks: [], addressUsedSince: 0, automaticOut: 0n, persons: 1, now: NOW };
    const broken = (amount: string, memberOut: string, communityOut: string) =>
      askPolicy(standard, {
        ...question,
        amount: units(amount),
        memberOut: units(memberOut),
        communityOut: units(communityOut),
      }).broken;
    expect(broken('0.09', '0', '0')).toEqual({ limit: 'minimum', left: units('0.1') });
    expect(broken('0.1', '0', '0')).toBeNull();
    expect(broken('1000', '0', '0')).toBeNull();
    expect(broken('1000.000001', '0', '0')).toEqual({ limit: 'perWithdrawal', left: units('1000') });
    expect(broken('300', '700', '700')).toBeNull();
    expect(broken('300', '700.5', '700.5')).toEqual({ limit: 'memberDay', left: units('299.5') });
    expect(broken('300', '0', '4701')).toEqual({ limit: 'communityDay', left: units('299') });
    expect(broken('300', '0', '6000')).toEqual({ limit: 'communityDay', left: 0n });
  });
});

describe('how many and how long', () => {
  test('several are asked for only where several exist, and one always is', () => {
    expect(approvalsWanted(standard, units('499.999999'))).toBe(1);
    expect(approvalsWanted(standard, units('500'))).toBe(2);
    expect([0, 1, 2, 3].map((persons) => approvalsNeeded(standard, units('500'), persons))).toEqual([
      1, 1, 2, 2,
    ]);
  });

  test('a larger amount never needs fewer, in whatever order the tiers stand', () => {
    const property = fc.property(policies, amount, amount, (policy, one, other) => {
      const [less, more] = one < other ? [one, other] : [other, one];
      expect(approvalsWanted(policy, less)).toBeLessThanOrEqual(approvalsWanted(policy, more));
    });
    fc.assert(property);
  });

  test('B-27: a new address waits above an amount, and a look-alike waits a day longer in any case', () => {
    const wait = (amount: string, usedHoursAgo: number | null, marks: RiskMark[] = []) => {
      const addressUsedSince = usedHoursAgo === null ? null : NOW - usedHoursAgo * HOUR_MS;
      const question = { memberOut: 0n, communityOut: 0n, automaticOut: 0n, persons: 1, now: NOW };
      const { waitsUntil, lapsesAt } = askPolicy(standard, {
        ...question,
        amount: units(amount),
        marks,
        addressUsedSince,
      });
      expect(lapsesAt - waitsUntil).toBe(72 * HOUR_MS);
      return (waitsUntil - NOW) / HOUR_MS;
    };
    expect(wait('100', null)).toBe(0);
    expect(wait('100.000001', null)).toBe(24);
    expect(wait('1', null, ['look_alike'])).toBe(24);
    expect(wait('101', null, ['look_alike'])).toBe(48);
    expect(wait('101', 24)).toBe(0);
  });

  test('B-27: a little sent ahead does not end the wait of a new address', () => {
    const question = { marks: [], memberOut: 0n, communityOut: 0n, automaticOut: 0n, persons: 1, now: NOW };
    const asked = { ...question, amount: units('900'), addressUsedSince: NOW - HOUR_MS };
    expect(askPolicy(standard, asked).waitsUntil).toBe(NOW + 23 * HOUR_MS);
  });

  test('the policy agrees by itself only under its daily sum, to old addresses, and without a mark', () => {
    const policy = { ...standard, automaticDay: units('50') };
    const asks = (more: Partial<PolicyQuestion>) =>
      askPolicy(policy, {
        amount: units('20'),
        marks: [],
        addressUsedSince: NOW - 8 * 24 * HOUR_MS,
        memberOut: 0n,
        communityOut: 0n,
        automaticOut: units('30'),
        persons: 1,
        now: NOW,
        ...more,
      }).isAutomatic;
    expect(asks({})).toBe(true);
    expect(asks({ marks: ['no_checksum'] })).toBe(true);
    expect(asks({ automaticOut: units('30.000001') })).toBe(false);
    expect(asks({ addressUsedSince: null })).toBe(false);
    expect(asks({ addressUsedSince: NOW - HOUR_MS })).toBe(false);
    for (const mark of riskMarks.filter((one) => one !== 'no_checksum')) {
      expect(asks({ marks: [mark] })).toBe(false);
    }
    expect(askPolicy(standard, { ...policyQuestion(), automaticOut: 0n }).isAutomatic).toBe(false);
  });
});

function policyQuestion(): PolicyQuestion {
  const addressUsedSince = NOW - 100 * 24 * HOUR_MS;
  const amounts = { amount: 1n, memberOut: 0n, communityOut: 0n, automaticOut: 0n };
  return { ...amounts, marks: [], addressUsedSince, persons: 1, now: NOW };
}
