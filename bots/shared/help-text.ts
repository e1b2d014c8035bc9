import type { Account, Language } from '../../src/domain/platform.ts';
import { accountText } from './account-words.ts';
import type { CommandName } from './commands.ts';
import { placeCommands, privateCommands, shopStaffCommands } from './commands.ts';
import { plainName } from './plain-text.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { say, sayBold, sayRich } from './words.ts';

export type HelpReader = {
  readonly where: 'private' | 'place';
  readonly isOperator: boolean;
  /** Whether they run a shop: as operator, shop manager or approver. */
  readonly isStaff?: boolean;
  /** In private, so that they can tell an operator who they are. */
  readonly account?: Account;
};

/** `/help`: what this person can do here. */
export function helpText(reader: HelpReader, language: Language): RichText {
  const own = reader.where === 'private' ? privateCommands : placeCommands;
  const commands = reader.isStaff === true ? [...own, ...shopStaffCommands] : own;
  const list = stack(
    [sayBold(language, 'help-title'), ...commands.map((command) => commandLine(command, language))],
    '\n',
  );
  return stack(
    [
      list,
      sayRich(language, 'help-pay'),
      sayRich(language, 'help-private'),
      reader.where === 'private' ? sayRich(language, 'help-trust') : null,
      reader.isOperator ? operatorHelp(language) : null,
      reader.account
        ? sayRich(language, 'help-account', { account: { code: accountText(reader.account) } })
        : null,
    ],
    '\n\n',
  );
}

/** `/till help`: what operators can do. */
export function operatorHelp(language: Language): RichText {
  const keys = [
    'enable',
    'join',
    'status',
    'item-add',
    'item-hide',
    'item-list',
    'approver',
    'approvals',
    'policy',
    'treasury',
    'canary',
    'pause',
    'state',
    'review',
    'manager',
    'discount',
    'thanks',
    'timezone',
    'audit',
  ];
  return stack(
    [sayBold(language, 'till-help-title'), ...keys.map((key) => sayRich(language, `till-help-${key}`))],
    '\n',
  );
}

/** The first thing that somebody reads in private. */
export function welcomeText(name: string, isMember: boolean, language: Language): RichText {
  const hello = sayRich(language, 'start-hello', { name: plainName(name, NAME_UNITS_MAX) });
  const next = isMember ? null : sayRich(language, 'start-no-community');
  return stack([hello, next, helpText({ where: 'private', isOperator: false }, language)], '\n\n');
}

function commandLine(command: CommandName, language: Language): RichText {
  return sayRich(language, 'help-line', { command, what: say(language, `command-${command}`) });
}
