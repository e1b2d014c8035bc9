import type { Api } from 'grammy';
import type { BotCommand } from 'grammy/types';
import type { Language } from '../../src/domain/platform.ts';
import type { CommandName } from '../shared/commands.ts';
import { placeCommands, privateCommands, staffCommands } from '../shared/commands.ts';
import { say } from '../shared/words.ts';

const menus = [
  { scope: { type: 'all_private_chats' }, commands: privateCommands },
  { scope: { type: 'all_group_chats' }, commands: placeCommands },
  { scope: { type: 'all_chat_administrators' }, commands: staffCommands },
] as const;

/** Fills the command menus, by scope and language. English is for every language that we don't speak. */
export async function setTelegramMenus(api: Api): Promise<void> {
  for (const { scope, commands } of menus) {
    await api.setMyCommands(menu(commands, 'en'), { scope });
    await api.setMyCommands(menu(commands, 'zh-TW'), { scope, language_code: 'zh' });
  }
}

function menu(commands: readonly CommandName[], language: Language): BotCommand[] {
  return commands.map((command) => ({ command, description: say(language, `command-${command}`) }));
}
