import type {
  APIApplicationCommandOption,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import type { CommandName } from '../shared/commands.ts';
import { commandNames } from '../shared/commands.ts';
import { currencyOption, hintedOption, textOption, userOption, worded } from './option-parts.ts';
import { exportOptions, itemOptions, refundOptions, reportOptions } from './shop-options.ts';
import { tillOptions } from './till-options.ts';

export type CommandBody = RESTPostAPIChatInputApplicationCommandsJSONBody;

/** Shown to whoever runs the server. It only hides: each use is checked by itself, whatever was overridden. */
const forStaff: readonly CommandName[] = ['item', 'refund', 'report', 'export', 'till'];
/** What is set up belongs to one place, whose roles and files it is about. */
const inPlacesOnly: readonly CommandName[] = ['item'];

const { Guild, BotDM } = InteractionContextType;

/** Everything that can be said to us in Discord, in servers and in direct messages. */
export function commandBodies(): CommandBody[] {
  return commandNames.map((name) => ({
    type: ApplicationCommandType.ChatInput,
    ...worded(name, `command-${name}`),
    options: optionsOf(name),
    contexts: inPlacesOnly.includes(name) ? [Guild] : [Guild, BotDM],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: forStaff.includes(name) ? PermissionFlagsBits.ManageGuild.toString() : null,
  }));
}

function optionsOf(name: CommandName): APIApplicationCommandOption[] {
  switch (name) {
    case 'shop':
      return [hintedOption('item', 'about-shop-item')];
    case 'pay':
      return [
        hintedOption('item', 'about-item'),
        textOption('amount', 'about-amount'),
        currencyOption(),
        textOption('code', 'about-code'),
        userOption('for', 'about-for'),
      ];
    case 'withdraw':
      return [textOption('amount', 'about-withdraw-amount'), hintedOption('address', 'about-address')];
    case 'phrase':
      return [textOption('words', 'about-phrase')];
    case 'item':
      return itemOptions();
    case 'where':
      return [hintedOption('order', 'about-order', true)];
    case 'refund':
      return refundOptions();
    case 'report':
      return reportOptions();
    case 'export':
      return exportOptions();
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
