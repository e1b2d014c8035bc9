import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandOption,
  APIApplicationCommandSubcommandGroupOption,
  APIApplicationCommandSubcommandOption,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import { fiatCurrencies } from '../../src/domain/money.ts';
import type { CommandName } from '../shared/commands.ts';
import { commandNames } from '../shared/commands.ts';
import { settingNames } from '../shared/policy-words.ts';
import { say } from '../shared/words.ts';

export type CommandBody = RESTPostAPIChatInputApplicationCommandsJSONBody;

const TEXT_UNITS_MAX = 100;

/** Everything that can be said to us in Discord, in servers and in direct messages. */
export function commandBodies(): CommandBody[] {
  return commandNames.map((name) => ({
    type: ApplicationCommandType.ChatInput,
    ...worded(name, `command-${name}`),
    options: optionsOf(name),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    // It only hides: each `/till` is checked by itself, whatever a server's owner has overridden.
    default_member_permissions: name === 'till' ? PermissionFlagsBits.ManageGuild.toString() : null,
  }));
}

function optionsOf(name: CommandName): APIApplicationCommandOption[] {
  switch (name) {
    case 'pay':
      return [
        { ...textOption('item', 'about-item', false), autocomplete: true },
        textOption('amount', 'about-amount', false),
        currencyOption(false),
      ];
    case 'withdraw':
      return [
        textOption('amount', 'about-withdraw-amount', false),
        { ...textOption('address', 'about-address', false), autocomplete: true },
      ];
    case 'till':
      return tillOptions();
    case 'orders':
    case 'balance':
    case 'withdrawals':
    case 'help':
    case 'language':
      return [];
  }
}

function tillOptions(): APIApplicationCommandOption[] {
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
    ...outflowOptions(),
  ];
}

/** What operators decide about money on its way out. */
function outflowOptions(): APIApplicationCommandOption[] {
  const name = textOption('name', 'about-approver-name', true);
  const address = (about: string) => textOption('address', about, true);
  const accounts = [
    { type: ApplicationCommandOptionType.User as const, ...worded('user', 'about-approver-user') },
    textOption('telegram', 'about-approver-telegram', false),
  ];
  const moved = [textOption('amount', 'about-treasury-amount', true)];
  return [
    group('approver', 'about-approver', [
      subcommand('add', 'about-approver-add', [name, ...accounts], 'slash-name-approver'),
      subcommand('remove', 'about-approver-remove', [name]),
      subcommand('link', 'about-approver-link', [name, ...accounts]),
      subcommand('list', 'about-approver-list'),
    ]),
    group('approvals', 'about-approvals', [subcommand('here', 'about-approvals-here')]),
    group('policy', 'about-policy', [
      subcommand('show', 'about-policy-show'),
      subcommand('set', 'about-policy-set', [ruleOption(), textOption('value', 'about-policy-value', true)]),
      subcommand('simulate', 'about-policy-simulate', [
        textOption('amount', 'about-withdraw-amount', true),
        address('about-address'),
      ]),
    ]),
    subcommand('pause', 'about-pause', [textOption('reason', 'about-pause-reason', false)]),
    subcommand('resume', 'about-resume'),
    subcommand('canary', 'about-canary', [address('about-canary-address')]),
    group('treasury', 'about-treasury', [
      subcommand('show', 'about-treasury-show'),
      subcommand('fund', 'about-treasury-fund', moved),
      subcommand('draw', 'about-treasury-draw', moved),
    ]),
    subcommand('review', 'about-review'),
  ];
}

function group(
  name: string,
  about: string,
  options: APIApplicationCommandSubcommandOption[],
): APIApplicationCommandSubcommandGroupOption {
  return { type: ApplicationCommandOptionType.SubcommandGroup, ...worded(name, about), options };
}

function subcommand(
  name: string,
  about: string,
  options: APIApplicationCommandBasicOption[] = [],
  localKey?: string,
): APIApplicationCommandSubcommandOption {
  return { type: ApplicationCommandOptionType.Subcommand, ...worded(name, about, localKey), options };
}

function ruleOption() {
  const choices = settingNames.map((name) => ({ name, value: name }));
  const type = ApplicationCommandOptionType.String as const;
  return { type, ...worded('rule', 'about-policy-rule'), required: true, choices };
}

function textOption(name: string, about: string, required: boolean) {
  const type = ApplicationCommandOptionType.String as const;
  return { type, ...worded(name, about), required, max_length: TEXT_UNITS_MAX };
}

function currencyOption(required: boolean) {
  const choices = fiatCurrencies.map((currency) => ({ name: currency, value: currency }));
  const type = ApplicationCommandOptionType.String as const;
  return { type, ...worded('currency', 'about-currency'), required, choices };
}

function worded(name: string, about: string, localKey = `slash-${name}`) {
  return {
    name,
    name_localizations: { 'zh-TW': say('zh-TW', localKey) },
    description: say('en', about),
    description_localizations: { 'zh-TW': say('zh-TW', about) },
  };
}
