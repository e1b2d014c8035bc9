/** What can be said of the commands, once for menus and help. Each has its words under `command-<name>`. */
export const commandNames = [
  'shop',
  'pay',
  'orders',
  'balance',
  'withdraw',
  'withdrawals',
  'help',
  'language',
  'phrase',
  'item',
  'where',
  'refund',
  'report',
  'export',
  'till',
] as const;

export type CommandName = (typeof commandNames)[number];

/** For those who run a shop. They work in private too, and help tells those who may use them. */
export const shopStaffCommands: readonly CommandName[] = ['item', 'where', 'refund', 'report', 'export'];

/** In private with the bot. */
export const privateCommands: readonly CommandName[] = commandNames.filter(
  (name) => name !== 'till' && !shopStaffCommands.includes(name),
);

/** In a place where others read along. The rest works there too, and leads into private. */
export const placeCommands: readonly CommandName[] = ['shop', 'pay', 'help'];

/** What those see beside it who run a place. It only shows: each press and word is checked by itself. */
export const staffCommands: readonly CommandName[] = [...placeCommands, 'till'];
