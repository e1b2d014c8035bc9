/** The command menu in its scopes and languages, and the bot's descriptions. */
import { fault } from '../api-error.ts';
import { findChat } from '../find-chat.ts';
import type { BotCommand } from '../command-menu.ts';
import { type Params, textParam } from '../model.ts';
import type { World } from '../world.ts';
import type { MethodContext, Methods } from './method.ts';

/** Telegram's limits. */
const COMMANDS_MAX = 100;
const COMMAND_UNITS_MAX = 32;
const DESCRIPTION_UNITS_MAX = 256;

function scopeKey(world: World, params: Params): string {
  const scope = (params['scope'] ?? { type: 'default' }) as {
    type: string;
    chat_id?: unknown;
    user_id?: number;
  };
  const language = languageOf(params);
  if (scope.chat_id === undefined) return `${scope.type}//${language}`;
  const chat = findChat(world, scope.chat_id);
  return `${scope.type}/${chat.id}${scope.user_id === undefined ? '' : `:${scope.user_id}`}/${language}`;
}

function languageOf(params: Params): string {
  const language = textParam(params, 'language_code');
  if (language !== '' && !/^[a-z]{2}$/.test(language)) throw fault('invalid language code specified');
  return language;
}

function checkCommands(commands: readonly BotCommand[]): void {
  if (commands.length > COMMANDS_MAX) throw fault('BOT_COMMANDS_TOO_MUCH');
  for (const { command, description } of commands) {
    if (command.length > COMMAND_UNITS_MAX || !/^\/?[a-z0-9_]+$/.test(command))
      throw fault('BOT_COMMAND_INVALID');
    if (description.trim() === '' || description.length > DESCRIPTION_UNITS_MAX) {
      throw fault('BOT_COMMAND_DESCRIPTION_INVALID');
    }
  }
  if (new Set(commands.map((entry) => entry.command)).size < commands.length)
    throw fault('BOT_COMMAND_DUPLICATE');
}

function setText(kind: string, unitsMax: number): Methods[string] {
  return ({ params, menu }: MethodContext) => {
    const text = textParam(params, kind);
    if (text.length > unitsMax) throw fault(`${kind.replaceAll('_', ' ')} is too long`);
    menu.texts.set(`${kind}/${languageOf(params)}`, text);
    return true;
  };
}

function getText(kind: string): Methods[string] {
  return ({ params, menu }: MethodContext) => ({
    [kind]: menu.texts.get(`${kind}/${languageOf(params)}`) ?? '',
  });
}

export const commandMethods: Methods = {
  setMyCommands: ({ world, params, menu }) => {
    const commands = params['commands'] as readonly BotCommand[];
    checkCommands(commands);
    menu.lists.set(scopeKey(world, params), commands);
    return true;
  },
  getMyCommands: ({ world, params, menu }) => menu.lists.get(scopeKey(world, params)) ?? [],
  deleteMyCommands: ({ world, params, menu }) => {
    menu.lists.delete(scopeKey(world, params));
    return true;
  },
  setMyName: setText('name', 64),
  getMyName: getText('name'),
  setMyDescription: setText('description', 512),
  getMyDescription: getText('description'),
  setMyShortDescription: setText('short_description', 120),
  getMyShortDescription: getText('short_description'),
};
