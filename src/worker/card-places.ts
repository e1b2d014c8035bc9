import type { Notification, QueuedNotification } from '../domain/notification.ts';
import { subjectOf } from '../domain/notification.ts';
import type { Instant } from '../domain/time.ts';
import type { MessageRef } from '../ports/chat-messenger.ts';
import type { Stores } from '../ports/stores.ts';

/** Where a card is kept that is edited as its subject goes on. */
export type CardPlace = {
  readonly subject: string;
  load(stores: Stores): Promise<MessageRef | null>;
  /** `previous` is what the delivery began with; the place may have changed since. */
  keep(
    stores: Stores,
    card: { readonly previous: MessageRef | null; readonly ref: MessageRef | null },
    by: { readonly delivery: number; readonly now: Instant },
  ): Promise<void>;
};

/** The place of the card that a notification is about; `null` for what is said once. */
export function cardPlaceOf({ to, notification }: QueuedNotification): CardPlace | null {
  if (notification.kind === 'payment_card') return paymentCardPlace(notification.orderId, to);
  const subject = subjectOf(notification);
  if (subject === null) return null;
  return {
    subject,
    load: ({ notices }) => notices.ref(subject, to),
    async keep({ notices }, { previous, ref }) {
      if ((await notices.ref(subject, to)) === previous) await notices.keepRef(subject, to, ref);
    },
  };
}

/**
 * The live card of an order, of which there is one. Where it was moved while it was being delivered,
 * that move counts, and a message that this delivery made beside it is one too many.
 */
function paymentCardPlace(orderId: string, to: QueuedNotification['to']): CardPlace {
  return {
    subject: orderId,
    load: ({ payments }) => payments.cardRef(orderId),
    async keep({ payments, outbox }, card, { delivery, now }) {
      await payments.lockOrder(orderId);
      const isAsBefore = (await payments.cardRef(orderId)) === card.previous;
      if (isAsBefore) return payments.keepCardRef(orderId, card.ref);
      if (card.previous !== null || card.ref === null) return;
      const notification: Notification = { kind: 'card_moved', orderId, ref: card.ref };
      await outbox.queue([{ to, dedupeKey: `card_moved:${orderId}:by ${delivery}`, notification }], now);
    },
  };
}
