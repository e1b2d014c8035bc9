import type { Asset } from '../../src/domain/asset.ts';
import type { Change } from '../../src/domain/change.ts';
import type { CommunityState } from '../../src/domain/community.ts';
import type { Language } from '../../src/domain/platform.ts';
import { formatExact } from '../../src/domain/money.ts';
import type { Policy, PolicyName } from '../../src/domain/policy.ts';
import { differences } from '../../src/domain/policy.ts';
import { accountText } from './account-words.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import { policyValue } from './policy-words.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { say, sayRich } from './words.ts';

const ACCOUNTS_SHOWN_MAX = 6;

const stateKeys: Readonly<Record<CommunityState, string>> = {
  active: 'change-state-active',
  winding_down: 'change-state-winding_down',
  frozen: 'change-state-frozen',
};

/** What a change changes, in words. */
export function changeText(change: Change, asset: Asset | null, language: Language): RichText {
  const name = 'name' in change ? plainName(change.name, NAME_UNITS_MAX) : '';
  switch (change.kind) {
    case 'approver_add': {
      const shown = change.accounts.slice(0, ACCOUNTS_SHOWN_MAX).map(accountText);
      return sayRich(language, 'change-approver_add', {
        name,
        accounts: shown.join(say(language, 'list-gap')),
      });
    }
    case 'approver_remove':
      return sayRich(language, 'change-approver_remove', { name });
    case 'account_add':
      return sayRich(language, 'change-account_add', { name, account: accountText(change.account) });
    case 'approvals_chat': {
      const chat = accountText({ platform: change.platform, accountId: change.chatId });
      return sayRich(language, 'change-approvals_chat', { chat });
    }
    case 'community_state':
      return sayRich(language, stateKeys[change.state]);
    case 'policy':
      if (differences(change.from, change.policy).length === 0) return sayRich(language, 'change-none');
      if (!asset) return sayRich(language, 'change-policy-unknown');
      return stack(
        differences(change.from, change.policy).map((rule) =>
          sayRich(language, 'change-policy', {
            rule: say(language, `rule-${rule}`, { token: asset.symbol }),
            from: fromValue(change.from, rule, asset, language),
            to: policyValue(change.policy, rule, asset, language),
          }),
        ),
        '\n',
      );
  }
}

/** What it was; without the unit, which stands behind what it becomes. */
function fromValue(policy: Policy, rule: PolicyName, asset: Asset, language: Language): string {
  const value = policy[rule];
  return typeof value === 'bigint'
    ? formatExact(value, asset.decimals)
    : policyValue(policy, rule, asset, language);
}
