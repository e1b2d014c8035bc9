import type { Log } from '../../src/ports/log.ts';
import type { InboxEntry } from '../../src/ports/stores.ts';
import type { GetUp } from '../shared/get-up.ts';
import { createGetUp } from '../shared/get-up.ts';
import type { DiscordBot } from './discord-bot.ts';
import type { Put, StoredInteraction } from './discord-intake.ts';
import { readInteraction } from './discord-interaction.ts';

export type DiscordRunner = GetUp & {
  /** Brings interactions into the inbox until `signal` says stop. For one instance at a time. */
  connect(signal: AbortSignal): Promise<void>;
};

/** Gets the bot up, again and again if need be, and keeps interactions coming into the inbox. */
export function createDiscordRunner(deps: { bot: DiscordBot; put: Put; log: Log }): DiscordRunner {
  const { bot, put, log } = deps;
  return {
    ...createGetUp({ platform: 'Discord', start: () => bot.start(), log }),
    connect: (signal) => bot.connect(put, signal),
  };
}

/** An interaction as a row of the inbox: one person's are handled in order. */
export function inboxEntryOf(stored: StoredInteraction): InboxEntry | null {
  const interaction = readInteraction(stored.interaction);
  if (!interaction) return null;
  return {
    source: 'discord',
    externalId: interaction.id,
    lane: `discord:${interaction.caller.account.accountId}`,
    payload: stored,
  };
}
