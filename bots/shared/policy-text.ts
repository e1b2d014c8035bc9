import { dayAndTime } from '../../src/domain/time.ts';
import type { PolicyView, Simulation } from '../../src/core/withdrawals/policy.ts';
import type { Asset } from '../../src/domain/asset.ts';
import type { PendingChange } from '../../src/domain/change.ts';
import { inGroupsOfFour } from '../../src/domain/address.ts';
import type { Language } from '../../src/domain/platform.ts';
import { policyNames } from '../../src/domain/policy.ts';
import { changeText } from './change-text.ts';
import { NAME_UNITS_MAX, tokenAmount } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import { policyValue, settingOf } from './policy-words.ts';
import { waitsText } from './requester-card.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { say, sayBold, sayRich } from './words.ts';

/** `/till policy`: every rule in words with the name under which it is set, and what is announced. */
export function policiesText(views: readonly PolicyView[], language: Language): RichText {
  const [first] = views;
  if (!first) return [];
  const others = first.pending.filter(({ change }) => change.kind !== 'policy');
  return stack(
    [
      ...views.map((view) => policyText(view, language)),
      ...others.map((pending) => announcedText(pending, null, language)),
      approversText(first, language),
      sayRich(language, 'policy-how'),
    ],
    '\n\n',
  );
}

/** What a change changes, and from when on. */
export function announcedText(
  { change, effectiveAt }: PendingChange,
  asset: Asset | null,
  language: Language,
): RichText {
  const when = sayRich(language, 'policy-pending', { when: dayAndTime(effectiveAt) });
  return stack([when, changeText(change, asset, language)], '\n');
}

function policyText(view: PolicyView, language: Language): RichText {
  const { asset, policy, version, communityName } = view;
  const facts = {
    community: plainName(communityName, NAME_UNITS_MAX),
    token: asset.symbol,
    version: String(version),
  };
  const rules = policyNames.map((rule) =>
    sayRich(language, `policy-${rule}`, {
      value: { bold: policyValue(policy, rule, asset, language) },
      setting: settingOf(rule),
    }),
  );
  const announced = view.pending
    .filter(({ change }) => change.kind === 'policy' && change.assetId === asset.id)
    .map((pending) => announcedText(pending, asset, language));
  return stack([sayBold(language, 'policy-title', facts), ...rules, ...announced], '\n');
}

/** `/till approver list`. */
export function approversText({ approvers }: Pick<PolicyView, 'approvers'>, language: Language): RichText {
  if (approvers.length === 0) return sayRich(language, 'approvers-none');
  const names = approvers.map((name) => plainName(name, NAME_UNITS_MAX)).join(say(language, 'list-gap'));
  return sayRich(language, 'approvers-list', { count: String(approvers.length), names });
}

/** `/till policy simulate`: what would happen to a member who has never withdrawn, and why. */
export function simulationText(simulation: Simulation, language: Language): RichText {
  const { answer, asset, amount, address, policy, persons, isPaused, isCanaryConfirmed } = simulation;
  const { broken } = answer;
  const head = sayBold(language, 'simulate-title', { amount: tokenAmount(asset, amount) });
  const to = sayRich(language, 'wd-to', { address: inGroupsOfFour(address) });
  const limit = broken
    ? sayRich(language, 'simulate-refused', {
        setting: settingOf(broken.limit),
        limit: tokenAmount(asset, policy[broken.limit]),
        left: tokenAmount(asset, broken.left),
      })
    : null;
  const goes = broken
    ? null
    : stack(
        [
          sayRich(language, answer.isAutomatic ? 'preview-automatic' : 'simulate-approvals', {
            needed: String(answer.needed),
            persons: String(persons),
          }),
          // Nobody has ever sent to it in this question, so only the rule for new addresses can hold it.
          amount > policy.newAddressFree && policy.newAddressWaitMs > 0 ? waitsText(answer, language) : null,
          sayRich(language, 'simulate-fee', { fee: tokenAmount(asset, policy.fee) }),
        ],
        '\n',
      );
  const warnings = [
    persons === 0 ? sayRich(language, 'approvers-none') : null,
    isCanaryConfirmed ? null : sayRich(language, 'simulate-canary', { token: asset.symbol }),
    isPaused ? sayRich(language, 'outflow-paused') : null,
  ];
  return stack([stack([head, to], '\n'), stack([limit, goes, ...warnings], '\n')], '\n\n');
}
