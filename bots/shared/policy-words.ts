import type { Asset } from '../../src/domain/asset.ts';
import { parseTyped } from '../../src/domain/money.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { Policy, PolicyName, Tier } from '../../src/domain/policy.ts';
import { APPROVALS_MAX, policyNames } from '../../src/domain/policy.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { refuse } from '../../src/domain/refusal.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/domain/time.ts';
import { tokenAmount } from './payment-facts.ts';
import { say } from './words.ts';

/** What operators type for each rule, and which kind of value it takes. */
const settings: Readonly<
  Record<PolicyName, { readonly typed: string; readonly takes: 'amount' | 'time' | 'tiers' }>
> = {
  minimum: { typed: 'minimum', takes: 'amount' },
  perWithdrawal: { typed: 'per-withdrawal', takes: 'amount' },
  memberDay: { typed: 'member-day', takes: 'amount' },
  communityDay: { typed: 'community-day', takes: 'amount' },
  fee: { typed: 'fee', takes: 'amount' },
  tiers: { typed: 'approvals', takes: 'tiers' },
  newAddressWaitMs: { typed: 'new-address-wait', takes: 'time' },
  newAddressFree: { typed: 'new-address-free', takes: 'amount' },
  loosenDelayMs: { typed: 'loosen-delay', takes: 'time' },
  automaticDay: { typed: 'automatic-day', takes: 'amount' },
  automaticAddressAgeMs: { typed: 'automatic-age', takes: 'time' },
};

const TIERS_MAX = 5;
const WAIT_MAX_MS = 90 * DAY_MS;

/** The name under which a rule is set. */
export function settingOf(rule: PolicyName): string {
  return settings[rule].typed;
}

/** Every name that can be set, for help. */
export const settingNames: readonly string[] = policyNames.map(settingOf);

/** The rule that an operator names; `null` for none. */
export function readSetting(typed: string): PolicyName | null {
  return policyNames.find((rule) => settingOf(rule) === typed.toLowerCase()) ?? null;
}

/** A rule's value in words: `1000 USDT`, `24 h`, `1 from 0, 2 from 500 USDT`. */
export function policyValue(policy: Policy, rule: PolicyName, asset: Asset, language: Language): string {
  const value = policy[rule];
  if (typeof value === 'bigint') return tokenAmount(asset, value);
  if (typeof value === 'number') return durationText(value);
  return value
    .map(({ from, approvals }) =>
      say(language, 'policy-tier', { approvals: String(approvals), from: tokenAmount(asset, from) }),
    )
    .join(say(language, 'list-gap'));
}

/** `24 h`, `90 min`: exact, in the largest unit that is. */
export function durationText(ms: number): string {
  return ms % HOUR_MS === 0 ? `${ms / HOUR_MS} h` : `${Math.round(ms / MINUTE_MS)} min`;
}

/** The policy with one rule set to what an operator typed. Amounts are in whole tokens, never rounded. */
export function setRule(policy: Policy, rule: PolicyName, typed: string, asset: Asset): Policy | Refusal {
  const { takes } = settings[rule];
  const value =
    takes === 'amount'
      ? parseTyped(typed, asset.decimals)
      : takes === 'time'
        ? readDuration(typed)
        : readTiers(typed, asset);
  return value === null ? refuse('policy_not_understood') : { ...policy, [rule]: value };
}

/** `24h`, `2d`, `30min`, `0`. */
function readDuration(typed: string): number | null {
  const [, digits, unit = 'h'] = /^(\d{1,5}) ?(min|h|d)?$/i.exec(typed.trim()) ?? [];
  if (digits === undefined) return null;
  const units: Readonly<Record<string, number>> = { min: MINUTE_MS, h: HOUR_MS, d: DAY_MS };
  const ms = Number(digits) * (units[unit.toLowerCase()] ?? HOUR_MS);
  return ms <= WAIT_MAX_MS ? ms : null;
}

/** `1` or `1, 2 from 500, 3 from 2000`: so many persons from an amount on, growing. */
function readTiers(typed: string, { decimals }: Asset): readonly Tier[] | null {
  const parts = typed.split(/[,，、]/);
  if (parts.length > TIERS_MAX) return null;
  const tiers: Tier[] = [];
  for (const part of parts) {
    const [, approvals, amount = '0'] = /^(\d)(?: ?(?:from|:|@) ?(\S+))?$/i.exec(part.trim()) ?? [];
    const from = parseTyped(amount, decimals);
    const last = tiers.at(-1);
    const isNext = last === undefined ? from === 0n : from !== null && from > last.from;
    if (approvals === undefined || from === null || !isNext) return null;
    // Fewer for more is a slip; the larger number would hold anyway.
    if (last !== undefined && Number(approvals) < last.approvals) return null;
    if (Number(approvals) < 1 || Number(approvals) > APPROVALS_MAX) return null;
    tiers.push({ from, approvals: Number(approvals) });
  }
  return tiers;
}
