import type { Core } from '../core/core.ts';
import type { QueuedNotification } from '../domain/notification.ts';
import { withdrawalSubject } from '../domain/notification.ts';
import type { Language } from '../domain/platform.ts';
import type { Instant } from '../domain/time.ts';
import type { Saying } from '../ports/chat-messenger.ts';
import type { Stores } from '../ports/stores.ts';
import { cardPlaceOf } from './card-places.ts';

/** What the core knows of how things stand, for cards. */
export type CardViews = Pick<Core, 'viewWithdrawal' | 'viewChange' | 'viewTreasuryMove' | 'viewReview'>;

type Scene = { readonly stores: Stores; readonly now: Instant; readonly views: CardViews };

/** What is to be said, read at the moment of saying it; `null` when there is nothing to say any more. */
export async function prepareSaying(scene: Scene, queued: QueuedNotification): Promise<Saying | null> {
  const { stores, now, views } = scene;
  const { notification } = queued;
  const previous = (await cardPlaceOf(queued)?.load(stores)) ?? null;
  switch (notification.kind) {
    case 'alarm':
      return notification;
    case 'leave_place': {
      // The place may have become a community since.
      const community = await stores.communities.at(notification.place);
      return community ? null : { kind: 'leave_place' };
    }
    case 'withdrawal_card': {
      const view = await views.viewWithdrawal(stores, notification.withdrawalId);
      return view && { kind: 'withdrawal_card', view, audience: notification.audience, previous };
    }
    case 'withdrawal_news': {
      const view = await views.viewWithdrawal(stores, notification.withdrawalId);
      const subject = withdrawalSubject(notification.withdrawalId, 'requester');
      const card = await stores.notices.ref(subject, queued.to);
      return view && { kind: 'withdrawal_news', view, news: notification.news, card };
    }
    case 'change_card': {
      const view = await views.viewChange(stores, notification.changeId);
      return view && { kind: 'change_card', view, previous };
    }
    case 'treasury_card': {
      const view = await views.viewTreasuryMove(stores, notification.moveId);
      return view && { kind: 'treasury_card', view, previous };
    }
    case 'review_card': {
      const view = await views.viewReview(stores, notification.intentId);
      return view && { kind: 'review_card', view, previous };
    }
    case 'outflow_card':
      return { kind: 'outflow_card', outflow: await stores.treasury.outflow(), now };
    case 'sale_made':
    case 'card_moved':
    case 'payment_card':
    case 'payment_news':
      return preparePayment(scene, notification, previous);
  }
}

type AboutPayment = Extract<QueuedNotification['notification'], { readonly orderId: string }>;

async function preparePayment(
  { stores, now }: Scene,
  notification: AboutPayment,
  previous: string | null,
): Promise<Saying | null> {
  // News is of its own intent, even if the card is about a newer one by now.
  const intentId = notification.kind === 'payment_news' ? notification.intentId : undefined;
  const view = await stores.payments.view(notification.orderId, now, intentId);
  if (!view) return null;
  switch (notification.kind) {
    case 'sale_made': {
      const buyer = await stores.communities.memberById(view.order.memberId);
      return { kind: 'sale_made', view, buyer: buyer?.displayName ?? '' };
    }
    case 'card_moved':
      return { kind: 'card_moved', view, previous: notification.ref };
    case 'payment_card':
      return { kind: 'payment_card', view, previous };
    case 'payment_news': {
      const card = await stores.payments.cardRef(notification.orderId);
      return { kind: 'payment_news', view, news: notification.news, card };
    }
  }
}

/** The language of whoever reads it. */
export async function languageOf(
  stores: Stores,
  { to, notification }: QueuedNotification,
): Promise<Language> {
  if ('orderId' in notification && notification.kind !== 'sale_made') {
    const order = await stores.payments.order(notification.orderId);
    const member = order && (await stores.communities.memberById(order.memberId));
    return member?.language ?? 'en';
  }
  if (to.kind === 'chat') {
    const chat = await stores.approvals.chatAt(to.platform, to.id);
    return (
      (chat &&
        (await stores.approvals.chats(chat.communityId)).find(({ chatId }) => chatId === to.id)?.language) ??
      'en'
    );
  }
  const [first] = await stores.communities.membershipsOf({ platform: to.platform, accountId: to.id });
  return first?.member.language ?? 'en';
}
