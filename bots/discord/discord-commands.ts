import type {
  APIApplicationCommandOption,
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
    case 'till':
      return tillOptions();
    case 'orders':
    case 'balance':
    case 'help':
    case 'language':
      return [];
  }
}

function tillOptions(): APIApplicationCommandOption[] {
  const type = ApplicationCommandOptionType.Subcommand as const;
  const shortName = textOption('short-name', 'about-short-name', true);
  const name = (isRequired: boolean) => textOption('name', 'about-name', isRequired);
  return [
    { type, ...worded('enable', 'about-enable'), options: [name(false)] },
    { type, ...worded('join', 'about-join'), options: [textOption('community', 'about-community', true)] },
    { type, ...worded('status', 'about-status') },
    {
      type: ApplicationCommandOptionType.SubcommandGroup,
      ...worded('item', 'about-items'),
      options: [
        {
          type,
          ...worded('add', 'about-add'),
          options: [shortName, textOption('price', 'about-price', true), currencyOption(true), name(true)],
        },
        { type, ...worded('hide', 'about-hide'), options: [shortName] },
        { type, ...worded('list', 'about-list') },
      ],
    },
  ];
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

function worded(name: string, about: string) {
  return {
    name,
    name_localizations: { 'zh-TW': say('zh-TW', `slash-${name}`) },
    description: say('en', about),
    description_localizations: { 'zh-TW': say('zh-TW', about) },
  };
}
