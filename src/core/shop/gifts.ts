import { isSameAccount } from '../../domain/approver.ts';
import { platformOfPlan } from '../../domain/item.ts';
import type { Order } from '../../domain/order.ts';
import type { Account, Language } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { Caller } from '../caller.ts';
import { giveDeliveryTo } from '../deliveries/begin-delivery.ts';
import type { CoreDeps } from '../deps.ts';

/** Whom an order is for, if not for whoever asks: somebody known, or whoever opens a link. */
export type GiftWish =
  | { readonly kind: 'link' }
  | {
      readonly kind: 'member';
      readonly account: Account;
      readonly displayName: string;
      readonly language: Language;
    };

/** What somebody has been given. */
export type GiftClaimed = {
  readonly orderId: string;
  readonly code: string;
  readonly itemName: string;
  readonly communityName: string;
  /** Who paid for it, as the platform shows them. */
  readonly giver: string;
};

/** Where the goods of an order go: the buyer where both are absent. */
export type Receiver = Pick<Order, 'recipientId' | 'giftToken'>;

/** The receiver that a buyer wishes for; they are a member from then on. A gift to oneself is none. */
export async function receiverOf(
  deps: CoreDeps,
  stores: Stores,
  { communityId, caller, gift }: { communityId: string; caller: Caller; gift: GiftWish | undefined },
): Promise<Receiver> {
  if (!gift || (gift.kind === 'member' && isSameAccount(gift.account, caller.account))) {
    return { recipientId: null, giftToken: null };
  }
  if (gift.kind === 'link') return { recipientId: null, giftToken: deps.identifiers.token() };
  const known = await stores.communities.membershipsOf(gift.account);
  const own = known.find(({ community }) => community.id === communityId);
  // What the giver's client says of them is only for whom we have never seen.
  const member = own?.member ?? (await enrolGifted(deps, stores, communityId, gift));
  return { recipientId: member.id, giftToken: null };
}

async function enrolGifted(
  deps: CoreDeps,
  stores: Stores,
  communityId: string,
  { account, displayName, language }: Caller,
) {
  const id = deps.identifiers.id();
  const chosen = (await stores.communities.chosenLanguage(account)) ?? language;
  const member = { ...account, id, communityId, displayName, language: chosen };
  return stores.communities.enrol(member, deps.clock.now());
}

/** Opens a gift: the first one who does gets it. The same account again gets the same answer. */
export async function claimGift(
  deps: CoreDeps,
  { by, token }: { readonly by: Caller; readonly token: string },
): Promise<GiftClaimed | Refusal> {
  return deps.inTransaction(async (stores) => {
    const order = await stores.payments.lockGift(token);
    const isThere = order && (order.state === 'paid' || order.state === 'delivered');
    if (!isThere) return refuse('gift_not_found');
    if (order.recipientId !== null) {
      const holder = await stores.communities.memberById(order.recipientId);
      return holder && isSameAccount(holder, by.account) ? claimed(stores, order) : refuse('gift_taken');
    }
    const delivery = await stores.deliveries.byOrder(order.id);
    const needed = delivery && platformOfPlan(delivery.plan);
    if (needed && needed !== by.account.platform) {
      return refuse(`item_needs_${needed}`, { item: order.itemName ?? '' });
    }
    const { communityId } = order;
    const known = await stores.communities.membershipsOf(by.account);
    const own = known.find(({ community }) => community.id === communityId);
    const member = own?.member ?? (await enrolGifted(deps, stores, communityId, by));
    await stores.payments.changeOrder(order.id, ['paid', 'delivered'], { recipientId: member.id });
    await giveDeliveryTo(deps, stores, { ...order, recipientId: member.id }, member.id);
    return claimed(stores, order);
  });
}

async function claimed({ communities }: Stores, order: Order): Promise<GiftClaimed> {
  const community = await communities.byId(order.communityId);
  const giver = await communities.memberById(order.memberId);
  return {
    orderId: order.id,
    code: order.code,
    itemName: order.itemName ?? '',
    communityName: community?.name ?? '',
    giver: giver?.displayName ?? '',
  };
}
