import type { Asset } from './asset.ts';
import type { RiskMark } from './withdrawal.ts';
import type { Instant } from './time.ts';
import { DAY_MS, HOUR_MS } from './time.ts';

/** So many persons have to agree from this amount on. */
export type Tier = { readonly from: bigint; readonly approvals: number };

/** What a community allows to go out of one asset. Amounts are smallest units of what arrives. */
export type Policy = {
  readonly minimum: bigint;
  readonly perWithdrawal: bigint;
  /** Per member and per community, over any 24 hours. */
  readonly memberDay: bigint;
  readonly communityDay: bigint;
  /** Flat, on top of the amount, for the community. */
  readonly fee: bigint;
  /** By amount, the first from 0. */
  readonly tiers: readonly Tier[];
  /** An address waits so long from its first use by the member, above an amount. */
  readonly newAddressWaitMs: number;
  readonly newAddressFree: bigint;
  /** So long it takes until something that loosens takes effect. */
  readonly loosenDelayMs: number;
  /** Approved by the policy itself, up to so much in 24 hours for all members together; 0 is off. */
  readonly automaticDay: bigint;
  /** Only to addresses that the member has used for so long. */
  readonly automaticAddressAgeMs: number;
};

/** Everything in a policy that can be set, by the names that operators use. */
export const policyNames = [
  'minimum',
  'perWithdrawal',
  'memberDay',
  'communityDay',
  'fee',
  'tiers',
  'newAddressWaitMs',
  'newAddressFree',
  'loosenDelayMs',
  'automaticDay',
  'automaticAddressAgeMs',
] as const satisfies readonly (keyof Policy)[];

export type PolicyName = (typeof policyNames)[number];

export const APPROVALS_MAX = 9;

/** After it could have been sent for so long, a withdrawal lapses (design.md 4). */
export const LAPSE_MS = 72 * HOUR_MS;
/** A look-alike of a known address waits so much longer (faults.md H-04). */
const LOOK_ALIKE_WAIT_MS = DAY_MS;
/** The span of the rolling limits. */
export const LIMIT_WINDOW_MS = DAY_MS;

/** What holds until an operator sets something else (design.md 6). */
export function defaultPolicy({ decimals }: Pick<Asset, 'decimals'>): Policy {
  const unit = 10n ** BigInt(decimals);
  return {
    minimum: decimals >= 1 ? unit / 10n : 1n,
    perWithdrawal: 1_000n * unit,
    memberDay: 1_000n * unit,
    communityDay: 5_000n * unit,
    fee: 0n,
    tiers: [
      { from: 0n, approvals: 1 },
      { from: 500n * unit, approvals: 2 },
    ],
    newAddressWaitMs: DAY_MS,
    newAddressFree: 100n * unit,
    loosenDelayMs: DAY_MS,
    automaticDay: 0n,
    automaticAddressAgeMs: 7 * DAY_MS,
  };
}

/** How many persons the policy wants for an amount, whoever is there to agree. */
export function approvalsWanted({ tiers }: Pick<Policy, 'tiers'>, amount: bigint): number {
  return tiers.reduce((most, tier) => (amount >= tier.from ? Math.max(most, tier.approvals) : most), 1);
}

/** Several are only asked for where several exist; one always is (design.md 6). */
export function approvalsNeeded(policy: Pick<Policy, 'tiers'>, amount: bigint, persons: number): number {
  return Math.max(1, Math.min(approvalsWanted(policy, amount), persons));
}

/** The names of what another policy sets differently. */
export function differences(from: Policy, to: Policy): PolicyName[] {
  return policyNames.filter((name) => !isSameRule(from[name], to[name]));
}

/** Whether one thing in a policy is set to the same. */
export function isSameRule(one: Policy[PolicyName], other: Policy[PolicyName]): boolean {
  const textOf = (rule: Policy[PolicyName]) =>
    typeof rule === 'object' ? rule.map(({ from, approvals }) => `${from} ${approvals}`).join() : `${rule}`;
  return textOf(one) === textOf(other);
}

/** The names of what another policy allows more of, or asks less for. Nothing of it takes effect at once. */
export function loosened(from: Policy, to: Policy): PolicyName[] {
  const raised = (
    name: 'perWithdrawal' | 'memberDay' | 'communityDay' | 'newAddressFree' | 'automaticDay' | 'fee',
  ) => to[name] > from[name];
  const shortened = (name: 'newAddressWaitMs' | 'loosenDelayMs' | 'automaticAddressAgeMs') =>
    to[name] < from[name];
  const isLooser: Readonly<Record<PolicyName, boolean>> = {
    // It only says what is too small to bother; nobody gets more of anybody's money by it.
    minimum: false,
    // Out of members' balances: one stolen account must not take all of what they have.
    fee: raised('fee'),
    perWithdrawal: raised('perWithdrawal'),
    memberDay: raised('memberDay'),
    communityDay: raised('communityDay'),
    tiers: [...from.tiers, ...to.tiers].some(
      ({ from: amount }) => approvalsWanted(to, amount) < approvalsWanted(from, amount),
    ),
    newAddressWaitMs: shortened('newAddressWaitMs'),
    newAddressFree: raised('newAddressFree'),
    loosenDelayMs: shortened('loosenDelayMs'),
    automaticDay: raised('automaticDay'),
    automaticAddressAgeMs: shortened('automaticAddressAgeMs'),
  };
  return policyNames.filter((name) => isLooser[name]);
}

/** What a policy looks at in a request. */
export type PolicyQuestion = {
  readonly amount: bigint;
  readonly marks: readonly RiskMark[];
  /** Since when the member has been sending to this address; `null` for never. */
  readonly addressUsedSince: Instant | null;
  /** Going out or on the way out within 24 hours, this one not counted. */
  readonly memberOut: bigint;
  readonly communityOut: bigint;
  /** Approved automatically within 24 hours. */
  readonly automaticOut: bigint;
  /** Persons who could decide about it: without the one who asks. */
  readonly persons: number;
  readonly now: Instant;
};

/** Which limit a withdrawal would break, and what is left of it. */
export type BrokenLimit = {
  readonly limit: 'minimum' | 'perWithdrawal' | 'memberDay' | 'communityDay';
  readonly left: bigint;
};

export type PolicyAnswer = {
  readonly broken: BrokenLimit | null;
  readonly needed: number;
  readonly waitsUntil: Instant;
  readonly lapsesAt: Instant;
  /** The policy itself agrees: nobody is asked. */
  readonly isAutomatic: boolean;
};

/** What the policy says of a request. Pure: `/till policy simulate` asks the same. */
export function askPolicy(policy: Policy, question: PolicyQuestion): PolicyAnswer {
  const { amount, marks, addressUsedSince, now, persons } = question;
  // A little sent ahead doesn't make an address known: the wait counts from the first use.
  const knownSince = Math.min(addressUsedSince ?? now, now);
  const readyAt = amount > policy.newAddressFree ? knownSince + policy.newAddressWaitMs : now;
  const waitsUntil = Math.max(now, readyAt) + (marks.includes('look_alike') ? LOOK_ALIKE_WAIT_MS : 0);
  return {
    broken: brokenLimit(policy, question),
    needed: approvalsNeeded(policy, amount, persons),
    waitsUntil,
    lapsesAt: waitsUntil + LAPSE_MS,
    isAutomatic: isAutomatic(policy, question),
  };
}

/** The first limit that the amount would break. */
export function brokenLimit(
  policy: Policy,
  { amount, memberOut, communityOut }: Pick<PolicyQuestion, 'amount' | 'memberOut' | 'communityOut'>,
): BrokenLimit | null {
  if (amount < policy.minimum) return { limit: 'minimum', left: policy.minimum };
  if (amount > policy.perWithdrawal) return { limit: 'perWithdrawal', left: policy.perWithdrawal };
  const memberLeft = policy.memberDay - memberOut;
  if (amount > memberLeft) return { limit: 'memberDay', left: atLeastZero(memberLeft) };
  const communityLeft = policy.communityDay - communityOut;
  if (amount > communityLeft) return { limit: 'communityDay', left: atLeastZero(communityLeft) };
  return null;
}

function isAutomatic(policy: Policy, question: PolicyQuestion): boolean {
  const { amount, marks, addressUsedSince, automaticOut, now } = question;
  if (addressUsedSince === null || marks.some((mark) => mark !== 'no_checksum')) return false;
  const isOldEnough = now - addressUsedSince >= policy.automaticAddressAgeMs;
  return isOldEnough && automaticOut + amount <= policy.automaticDay;
}

function atLeastZero(amount: bigint): bigint {
  return amount > 0n ? amount : 0n;
}
