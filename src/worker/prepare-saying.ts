import type { Core } from '../core/core.ts';
import type { DeliveryView, Goods } from '../domain/goods.ts';
import type {
  DeliveryNews,
  QueuedNotification,
  WithdrawalAudience,
  WithdrawalNews,
} from '../domain/notification.ts';
import { withdrawalSubject } from '../domain/notification.ts';
import type { Account, Language, Recipient } from '../domain/platform.ts';
import type { Instant } from '../domain/time.ts';
import type { Saying } from '../ports/chat-messenger.ts';
import type { Stores } from '../ports/stores.ts';
import type { WithdrawalState } from '../domain/withdrawal.ts';
import { cardPlaceOf } from './card-places.ts';

/** What the core knows of how things stand, for cards. */
export type CardViews = Pick<
  Core,
  | 'viewWithdrawal'
  | 'viewChange'
  | 'viewTreasuryMove'
  | 'viewOutflow'
  | 'viewReview'
  | 'viewDelivery'
  | 'prepareGoods'
>;

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
      const { withdrawalId, news } = notification;
      const view = await views.viewWithdrawal(stores, withdrawalId);
      // What has become of it since has news of its own; this would only say what is over.
      if (view?.withdrawal.state !== stateOfNews(news)) return null;
      const refOf = (audience: WithdrawalAudience) =>
        stores.notices.ref(withdrawalSubject(withdrawalId, audience), queued.to);
      const isForApprovers = news === 'quarantine_over' || news === 'doubt';
      const theirs = isForApprovers ? await refOf('approvers') : null;
      return { kind: 'withdrawal_news', view, news, card: theirs ?? (await refOf('requester')) };
    }
    case 'goods': {
      const told = await views.prepareGoods(stores, notification.deliveryId);
      return told && goodsSaying(told.view, told.goods);
    }
    case 'delivery_news': {
      const view = await views.viewDelivery(stores, notification.deliveryId);
      return view && isStillTrue(view, notification.news)
        ? { kind: 'delivery_news', view, news: notification.news }
        : null;
    }
    case 'delivery_card': {
      const view = await views.viewDelivery(stores, notification.deliveryId);
      return view && { kind: 'delivery_card', view, previous };
    }
    case 'change_card': {
      const view = await views.viewChange(stores, notification.changeId);
      return view && { kind: 'change_card', view, previous };
    }
    case 'approver_welcome': {
      const { communityId, name } = notification;
      const community = await stores.communities.byId(communityId);
      const hasChat = (await stores.approvals.chats(communityId)).length > 0;
      return community && { kind: 'approver_welcome', communityName: community.name, name, hasChat };
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
      return { kind: 'outflow_card', outflow: await views.viewOutflow(stores), now };
    case 'thanks':
      return prepareThanks(stores, notification.orderId, queued.to);
    case 'card_moved':
    case 'payment_card':
    case 'payment_news':
      return preparePayment(scene, notification, previous);
  }
}

function goodsSaying(view: DeliveryView, goods: Goods): Saying {
  const isProtected = goods.kind === 'key' || goods.kind === 'text' || goods.kind === 'file';
  return { kind: 'goods', view, goods, isProtected, file: goods.kind === 'file' ? goods.file : null };
}

/** A message that has waited may say what is over by now. */
function isStillTrue({ delivery: { state } }: DeliveryView, news: DeliveryNews): boolean {
  const isOver = state === 'cancelled' || state === 'revoked';
  return isOver === (news === 'over' || news === 'taken_back');
}

/** The state in which the news is still true. */
function stateOfNews(news: WithdrawalNews): WithdrawalState {
  if (news === 'send_again') return 'requested';
  return news === 'quarantine_over' || news === 'doubt' ? 'unknown' : news;
}

type AboutPayment = Exclude<
  Extract<QueuedNotification['notification'], { readonly orderId: string }>,
  { readonly kind: 'thanks' }
>;

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

/** Unless the community has thought better of it since, or the order was refunded before it was said. */
async function prepareThanks(stores: Stores, orderId: string, to: Recipient): Promise<Saying | null> {
  const order = await stores.payments.order(orderId);
  if (!order || order.state === 'refunded') return null;
  const chats = await stores.rights.thanksChats(order.communityId);
  const isWanted = chats.some(({ platform, chatId }) => platform === to.platform && chatId === to.id);
  return isWanted ? { kind: 'thanks', code: order.code } : null;
}

/** The language of whoever reads it. */
export async function languageOf(
  stores: Stores,
  { to, notification }: QueuedNotification,
): Promise<Language> {
  if (notification.kind === 'thanks') return notification.language;
  if ('orderId' in notification) {
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
  return privateLanguage(stores, { platform: to.platform, accountId: to.id });
}

/** What they chose, else as their platform says it of a member, else as the chat that they decide in. */
async function privateLanguage(stores: Stores, account: Account): Promise<Language> {
  const chosen = await stores.communities.chosenLanguage(account);
  if (chosen) return chosen;
  const [first] = await stores.communities.membershipsOf(account);
  if (first) return first.member.language;
  const [role] = await stores.approvals.approversWith(account);
  const [chat] = role ? await stores.approvals.chats(role.communityId) : [];
  return chat?.language ?? 'en';
}
