import type { Alarm } from '../../src/domain/alarm.ts';
import type { Account } from '../../src/domain/platform.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import type { MessageRef } from '../../src/ports/chat-messenger.ts';
import type { BotCore } from '../shared/asker.ts';

/** What this bot asks of the core beside what all bots do. */
export type DiscordCore = BotCore & {
  /**
   * Tells where the card of their own order stands, or has it stand where `change` says; in one
   * transaction, so that a card that has just moved isn't pulled back.
   */
  changeCardRef(
    by: Account,
    orderId: string,
    change: (ref: MessageRef | null) => MessageRef | null,
  ): Promise<{ readonly ref: MessageRef | null } | Refusal>;
  /** Wakes the person on call, once per reference. */
  raiseAlarm(alarm: Alarm): Promise<void>;
};
