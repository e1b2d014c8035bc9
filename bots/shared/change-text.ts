import type { Asset } from '../../src/domain/asset.ts';
import type { Change } from '../../src/domain/change.ts';
import type { Language } from '../../src/domain/platform.ts';
import { differences } from '../../src/domain/policy.ts';
import { accountText } from './account-words.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import { policyValue, settingOf } from './policy-words.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { say, sayRich } from './words.ts';

const ACCOUNTS_SHOWN_MAX = 6;

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
    case 'policy':
      if (!asset) return sayRich(language, 'change-policy-unknown');
      return stack(
        differences(change.from, change.policy).map((rule) =>
          sayRich(language, 'change-policy', {
            setting: settingOf(rule),
            token: asset.symbol,
            from: policyValue(change.from, rule, asset, language),
            to: policyValue(change.policy, rule, asset, language),
          }),
        ),
        '\n',
      );
  }
}
