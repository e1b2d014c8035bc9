import type { Core } from '../core/core.ts';
import { subjectOf } from '../domain/notification.ts';
import type { Platform } from '../domain/platform.ts';
import type { ChatMessenger } from '../ports/chat-messenger.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import { createDeliveryRound } from './deliver-notifications.ts';
import type { Round } from './loop.ts';
import { startLoop } from './loop.ts';
import type { InboxHandlers } from './process-inbox.ts';
import { createInboxRound } from './process-inbox.ts';

/**
 * How long each loop rests when it finds nothing to do. Short: members wait for the first two, and
 * the read loops would waste their budget, of which little can be saved up.
 */
const IDLE_MS = {
  inbox: 100,
  outbox: 100,
  wanted: 200,
  scheduled: 200,
  goods: 300,
  webhooks: 300,
  transfers: 2_000,
  house: 2_000,
  books: 300_000,
};

export type Rounds = {
  /** The loops whose rounds fail at present, for example because the database is away. */
  failing(): string[];
  stop(): Promise<void>;
};

/** Everything that runs at its own pace, each in a loop of its own. */
export function startRounds(deps: {
  core: Core;
  inTransaction: UnitOfWork;
  clock: Clock;
  log: Log;
  messengers: Partial<Record<Platform, ChatMessenger>>;
  handlers: InboxHandlers;
}): Rounds {
  const { core } = deps;
  const rounds: Record<keyof typeof IDLE_MS, Round> = {
    inbox: createInboxRound({
      ...deps,
      handlers: { ...deps.handlers, kryptogo: (entry) => core.lookIntoCallback(entry) },
      onGivenUp: (entry, reason) =>
        core.raiseAlarm({
          code: 'inbox_entry_given_up',
          reference: `${entry.source}:${entry.externalId}`,
          detail: `something that ${entry.source} told us can't be handled (${reason})`,
        }),
    }),
    outbox: createDeliveryRound({
      ...deps,
      views: core,
      movePlace: (platform, from, to) => core.movePlace(platform, from, to),
      onRejected: (notification, reason) =>
        core.raiseAlarm({
          code: 'notification_undeliverable',
          reference:
            subjectOf(notification) ??
            ('orderId' in notification ? `${notification.kind}:${notification.orderId}` : notification.kind),
          detail: `a ${notification.kind} can't be delivered (${reason})`,
        }),
    }),
    wanted: { round: () => core.readPayments('wanted') },
    scheduled: { round: () => core.readPayments('scheduled') },
    goods: { round: () => core.deliverGoods('others') },
    webhooks: { round: () => core.deliverGoods('webhooks') },
    transfers: { round: () => core.sendWithdrawals() },
    house: { round: () => core.keepHouse().then(() => 0) },
    books: { round: () => core.proveBooks().then(() => 0) },
  };
  const loops = Object.entries(rounds).map(([name, round]) => ({
    name,
    loop: startLoop({ name, ...round, idleMs: IDLE_MS[name as keyof typeof IDLE_MS], log: deps.log }),
  }));
  return {
    failing: () => loops.filter(({ loop }) => !loop.isHealthy()).map(({ name }) => name),
    async stop() {
      await Promise.all(loops.map(({ loop }) => loop.stop()));
    },
  };
}
