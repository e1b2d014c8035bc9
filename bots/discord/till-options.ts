import type { APIApplicationCommandOption } from 'discord.js';
import {
  choiceOption,
  currencyOption,
  group,
  hintedOption,
  subcommand,
  textOption,
  userOption,
} from './option-parts.ts';
import { settingNames } from '../shared/policy-words.ts';

/** `/till`: what operators set up. */
export function tillOptions(): APIApplicationCommandOption[] {
  const shortName = textOption('short-name', 'about-short-name', true);
  const name = (isRequired: boolean) => textOption('name', 'about-name', isRequired);
  return [
    subcommand('enable', 'about-enable', [name(false)]),
    subcommand('join', 'about-join', [textOption('community', 'about-community', true)]),
    subcommand('status', 'about-status'),
    group('item', 'about-items', [
      subcommand('add', 'about-add', [
        shortName,
        textOption('price', 'about-price', true),
        currencyOption(true),
        name(true),
      ]),
      subcommand('hide', 'about-hide', [shortName]),
      subcommand('list', 'about-list'),
    ]),
    ...shopOptions(),
    ...outflowOptions(),
  ];
}

/** Who minds the shop, and how it is set. */
function shopOptions(): APIApplicationCommandOption[] {
  const name = textOption('name', 'about-approver-name', true);
  const code = textOption('code', 'about-discount-code', true);
  return [
    group('manager', 'about-manager', [
      subcommand('add', 'about-manager-add', [name, ...accounts()], 'slash-name-approver'),
      subcommand('remove', 'about-manager-remove', [name]),
      subcommand('list', 'about-manager-list'),
    ]),
    group('thanks', 'about-thanks', [
      subcommand('here', 'about-thanks-here'),
      subcommand('off', 'about-thanks-off', [], 'slash-thanks-off'),
    ]),
    group('discount', 'about-discount', [
      subcommand(
        'add',
        'about-discount-add',
        [
          code,
          textOption('off', 'about-discount-off', true),
          hintedOption('item', 'about-discount-item'),
          textOption('uses', 'about-discount-uses'),
          textOption('days', 'about-discount-days'),
        ],
        'slash-name-approver',
      ),
      subcommand('end', 'about-discount-end', [code]),
      subcommand('list', 'about-discount-list'),
    ]),
    subcommand('timezone', 'about-timezone', [hintedOption('zone', 'about-zone', true)]),
    subcommand('audit', 'about-audit'),
  ];
}

/** A person's accounts on both platforms. */
function accounts() {
  return [userOption('user', 'about-approver-user'), textOption('telegram', 'about-approver-telegram')];
}

/** What operators decide about money on its way out. */
function outflowOptions(): APIApplicationCommandOption[] {
  const name = textOption('name', 'about-approver-name', true);
  const rules = settingNames.map((rule) => ({ name: rule, value: rule }));
  const address = (about: string) => textOption('address', about, true);
  const moved = [textOption('amount', 'about-treasury-amount', true)];
  return [
    group('approver', 'about-approver', [
      subcommand('add', 'about-approver-add', [name, ...accounts()], 'slash-name-approver'),
      subcommand('remove', 'about-approver-remove', [name]),
      subcommand('link', 'about-approver-link', [name, ...accounts()]),
      subcommand('list', 'about-approver-list'),
    ]),
    group('approvals', 'about-approvals', [subcommand('here', 'about-approvals-here')]),
    group('policy', 'about-policy', [
      subcommand('show', 'about-policy-show'),
      subcommand('set', 'about-policy-set', [
        choiceOption('rule', 'about-policy-rule', rules, true),
        textOption('value', 'about-policy-value', true),
      ]),
      subcommand('simulate', 'about-policy-simulate', [
        textOption('amount', 'about-withdraw-amount', true),
        address('about-address'),
      ]),
    ]),
    subcommand('pause', 'about-pause', [textOption('reason', 'about-pause-reason', false)]),
    subcommand('resume', 'about-resume'),
    subcommand('wind-down', 'about-wind-down'),
    subcommand('freeze', 'about-freeze'),
    subcommand('reopen', 'about-reopen'),
    subcommand('canary', 'about-canary', [address('about-canary-address')]),
    group('treasury', 'about-treasury', [
      subcommand('show', 'about-treasury-show'),
      subcommand('fund', 'about-treasury-fund', moved),
      subcommand('draw', 'about-treasury-draw', moved),
    ]),
    subcommand('review', 'about-review'),
  ];
}
