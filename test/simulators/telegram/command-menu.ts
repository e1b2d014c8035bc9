/** The command lists that the bot published, and which one a person is offered where. */
import type { Chat, Person } from './model.ts';
import { membershipOf } from './world.ts';

export interface BotCommand {
  readonly command: string;
  readonly description: string;
  readonly is_ephemeral?: boolean;
}

/** Command lists by scope and language, and texts by kind and language. */
export interface CommandMenu {
  readonly lists: Map<string, readonly BotCommand[]>;
  readonly texts: Map<string, string>;
}

/** An empty menu, as a new bot has it. */
export function createCommandMenu(): CommandMenu {
  return { lists: new Map(), texts: new Map() };
}

/** The menu that a person is offered in a chat: the narrowest scope wins, and their language before none. */
export function commandsFor(menu: CommandMenu, person: Person, chat: Chat): readonly BotCommand[] {
  const language = (person.user.language_code ?? '').slice(0, 2);
  const isAdministrator = ['creator', 'administrator'].includes(membershipOf(chat, person.user).status);
  const inGroup = [
    `chat_member/${chat.id}:${person.user.id}`,
    ...(isAdministrator ? [`chat_administrators/${chat.id}`] : []),
    `chat/${chat.id}`,
    ...(isAdministrator ? ['all_chat_administrators/'] : []),
    'all_group_chats/',
    'default/',
  ];
  const scopes = chat.type === 'private' ? [`chat/${chat.id}`, 'all_private_chats/', 'default/'] : inGroup;
  const keys = scopes.flatMap((scope) => [`${scope}/${language}`, `${scope}/`]);
  return keys.map((key) => menu.lists.get(key)).find((list) => list !== undefined) ?? [];
}
