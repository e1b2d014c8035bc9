/** What can be said of the commands, once for menus and help. Each has its words under `command-<name>`. */
export const commandNames = [
  'pay',
  'orders',
  'balance',
  'withdraw',
  'withdrawals',
  'help',
  'language',
  'till',
] as const;

export type CommandName = (typeof commandNames)[number];

/** In private with the bot. */
export const privateCommands: readonly CommandName[] = commandNames.filter((name) => name !== 'till');

/** In a place where others read along. The rest works there too, and leads into private. */
export const placeCommands: readonly CommandName[] = ['pay', 'help'];

/** What those see beside it who run a place. It only shows: each press and word is checked by itself. */
export const staffCommands: readonly CommandName[] = [...placeCommands, 'till'];
