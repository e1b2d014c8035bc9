import type { Core } from '../core/core.ts';
import type { Notification, QueuedNotification } from '../domain/notification.ts';
import type { Platform } from '../domain/platform.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../domain/time.ts';
import type { ChatMessenger, DeliveryOutcome, MessageRef } from '../ports/chat-messenger.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Claimed, Stores } from '../ports/stores.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { Round } from './loop.ts';
import { cardPlaceOf } from './card-places.ts';
import type { CardViews } from './prepare-saying.ts';
import { languageOf, prepareSaying } from './prepare-saying.ts';
import { createQueueRound } from './queue-round.ts';
import { reasonOf } from './reason-of.ts';

const MESSAGES_AT_ONCE = 20;

/** How long after each failed try the next one comes; after the last the message is given up. */
const LADDER_MS = [
  2 * SECOND_MS,
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  24 * HOUR_MS,
  24 * HOUR_MS,
  24 * HOUR_MS,
];

/** How often a message is tried that makes our own code fail. */
const MISTAKES_MAX = 4;

/** A platform may be switched on again with the next start; until then its messages rest. */
const SWITCHED_OFF_WAIT_MS = 10 * MINUTE_MS;

/** What somebody waits for whose money it is. */
const forMembers: readonly Notification['kind'][] = [
  'payment_card',
  'payment_news',
  'withdrawal_card',
  'withdrawal_news',
  'goods',
  'delivery_card',
];

export type DeliveryDeps = {
  inTransaction: UnitOfWork;
  views: CardViews & Pick<Core, 'noteGoodsTold'>;
  clock: Clock;
  log: Log;
  /** A platform without a messenger is switched off. */
  messengers: Partial<Record<Platform, ChatMessenger>>;
  movePlace(platform: Platform, from: string, to: string): Promise<void>;
  /** Somebody should look at a message that can never be delivered. */
  onRejected(notification: Notification, reason: string): Promise<void>;
};

/**
 * One round over the outbox: each chat hears things in order, chats go side by side. What is sent
 * is read when it is sent, so a card shows how things stand now (design.md 8, hops 3 and 7).
 */
export function createDeliveryRound(deps: DeliveryDeps): Round {
  return createQueueRound({
    ...deps,
    atOnce: MESSAGES_AT_ONCE,
    queue: (stores) => stores.outbox,
    handle: (claimed) => deliverOne(deps, claimed),
  });
}

async function deliverOne(deps: DeliveryDeps, claimed: Claimed<QueuedNotification>): Promise<void> {
  const { to } = claimed.content;
  let outcome: DeliveryOutcome;
  let previous: MessageRef | null = null;
  try {
    const messenger = deps.messengers[to.platform];
    const [saying, language] = await deps.inTransaction(async (stores) => [
      await prepareSaying({ stores, now: deps.clock.now(), views: deps.views }, claimed.content),
      await languageOf(stores, claimed.content),
    ]);
    if (saying && 'previous' in saying && saying.kind !== 'card_moved') previous = saying.previous;
    if (!saying) outcome = { kind: 'delivered', ref: null };
    else if (messenger) outcome = await messenger.deliver(saying, to, language, String(claimed.id));
    else outcome = { kind: 'later', afterMs: SWITCHED_OFF_WAIT_MS, reason: `${to.platform} is switched off` };
  } catch (error) {
    deps.log.warn({ notification: claimed.id, err: error }, 'a notification failed');
    return noteMistake(deps, claimed, reasonOf(error));
  }
  await note(deps, claimed, outcome, previous);
}

/**
 * Something that we did wrong, not the platform: it will hardly go away by itself, and the chat
 * must not wait for days behind it.
 */
async function noteMistake(
  deps: DeliveryDeps,
  { id, attempts, content }: Claimed<QueuedNotification>,
  reason: string,
): Promise<void> {
  if (attempts >= MISTAKES_MAX) return giveUp(deps, id, content.notification, reason);
  const dueAt = deps.clock.now() + 2 ** attempts * SECOND_MS;
  await deps.inTransaction(({ outbox }) => outbox.later(id, dueAt, reason, true));
}

async function note(
  deps: DeliveryDeps,
  claimed: Claimed<QueuedNotification>,
  outcome: DeliveryOutcome,
  previous: MessageRef | null,
): Promise<void> {
  const { id, attempts, content } = claimed;
  const { to, notification } = content;
  const now = deps.clock.now();
  const place = cardPlaceOf(claimed.content);
  const keep = (stores: Stores, ref: MessageRef | null) =>
    place?.keep(stores, { previous, ref }, { delivery: id, now }) ?? Promise.resolve();
  switch (outcome.kind) {
    case 'delivered':
      return deps.inTransaction(async (stores) => {
        const { outbox } = stores;
        if (notification.kind === 'goods') {
          await deps.views.noteGoodsTold(stores, notification.deliveryId, 'told');
        }
        if (outcome.ref !== null) await keep(stores, outcome.ref);
        if (place && outcome.lookAgainAt !== undefined) {
          const dedupeKey = `card:${place.subject}:again:${outcome.lookAgainAt}`;
          await outbox.queueForLater({ to, dedupeKey, notification }, outcome.lookAgainAt, now);
        }
        await outbox.done(id, now);
      });
    case 'message_gone':
      return deps.inTransaction(async (stores) => {
        const { outbox } = stores;
        // An old card that is gone has nothing left to say; the live one is said anew.
        if (!place) return outbox.done(id, now);
        await keep(stores, null);
        await outbox.later(id, now, 'the message to edit is gone', false);
      });
    case 'moved':
      await deps.movePlace(to.platform, to.id, outcome.placeId);
      return deps.inTransaction(({ outbox }) => outbox.later(id, now, 'the place has moved', false));
    case 'later': {
      const waitMs = outcome.afterMs ?? LADDER_MS[attempts - 1];
      if (waitMs === undefined) return giveUp(deps, id, notification, outcome.reason);
      const isFailure = outcome.afterMs === null;
      return deps.inTransaction(({ outbox }) => outbox.later(id, now + waitMs, outcome.reason, isFailure));
    }
    case 'unreachable':
      // One person may have gone; a chat in which others decide must not go silent unnoticed.
      if (to.kind === 'chat') return giveUp(deps, id, notification, outcome.reason);
      deps.log.info({ notification: id, reason: outcome.reason }, 'nobody is there to be told');
      return deps.inTransaction(async (stores) => {
        if (notification.kind === 'goods') {
          await deps.views.noteGoodsTold(stores, notification.deliveryId, 'unreachable');
        }
        await stores.outbox.giveUp(id, now, outcome.reason);
      });
    case 'rejected':
      return giveUp(deps, id, notification, outcome.reason);
  }
}

async function giveUp(
  deps: DeliveryDeps,
  id: number,
  notification: Notification,
  reason: string,
): Promise<void> {
  await deps.inTransaction(async (stores) => {
    if (notification.kind === 'goods') {
      await deps.views.noteGoodsTold(stores, notification.deliveryId, 'impossible');
    }
    await stores.outbox.giveUp(id, deps.clock.now(), reason);
  });
  // An alarm about what operators are told would go the same way and never end.
  if (forMembers.includes(notification.kind)) await deps.onRejected(notification, reason);
}
