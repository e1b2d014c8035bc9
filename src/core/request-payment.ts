import type { Member } from '../domain/community.ts';
import { discountCode } from '../domain/discount.ts';
import type { Discount } from '../domain/item.ts';
import { platformOfPlan } from '../domain/item.ts';
import type { Fiat } from '../domain/money.ts';
import { FIAT_HUNDREDTHS_MIN } from '../domain/money.ts';
import type { Order } from '../domain/order.ts';
import type { PaymentIntent } from '../domain/payment-intent.ts';
import type { Refusal } from '../domain/refusal.ts';
import { isRefusal, refuse } from '../domain/refusal.ts';
import { MINUTE_MS } from '../domain/time.ts';
import type { MessageRef } from '../ports/chat-messenger.ts';
import type { Stores } from '../ports/stores.ts';
import type { Caller } from './caller.ts';
import type { CoreDeps } from './deps.ts';
import { enrolCaller } from './enrol-caller.ts';
import { createAtProvider, INTENTS_PAUSE, newIntent } from './open-intent.ts';
import type { GiftWish, Receiver } from './shop/gifts.ts';
import { receiverOf } from './shop/gifts.ts';
import type { Priced, Reserved } from './shop/reserve.ts';
import { priceWith, reserve } from './shop/reserve.ts';
import { refreshCard } from './tell-member.ts';

/** The same wish by the same member within this time is the same order. */
const SAME_WISH_MS = MINUTE_MS;

/** Unpaid orders that one member may have open; more would only be a burden on the provider. */
const OPEN_ORDERS_MAX = 5;

const CODE_TRIES_MAX = 20;

/** `words` is an item's slug, its name or its id; `code` that of a discount. */
export type ItemWish = {
  readonly kind: 'item';
  readonly words: string;
  readonly code?: string;
  readonly gift?: GiftWish;
};

export type PaymentRequest = {
  /** The outside event, for example `telegram:81:7001`: the same key gets the first answer. */
  readonly requestKey: string;
  readonly caller: Caller;
  readonly communityId: string;
  readonly wish: ItemWish | { readonly kind: 'top_up'; readonly fiat: Fiat };
  /**
   * Where the card is to stand, on a platform that answers a command with the card itself. Else the
   * first delivery finds a place for it.
   */
  readonly card?: MessageRef;
};

export type PaymentRequested = {
  readonly orderId: string;
  readonly code: string;
  /** An order that stood open already answers: the same event, or the same wish within a minute. */
  readonly repeated: boolean;
  /** False when the order that answers has been paid, cancelled or closed since. */
  readonly isOpen: boolean;
  /** Where its card stands, if it has been sent. */
  readonly card: MessageRef | null;
};

/**
 * `/pay`: commits order and intent, then asks the provider for an address, outside any transaction
 * (design.md 8, hop 2). The card follows through the outbox.
 */
export async function requestPayment(
  deps: CoreDeps,
  request: PaymentRequest,
): Promise<PaymentRequested | Refusal> {
  const opened = await deps.inTransaction((stores) => openOrder(deps, stores, request));
  if (isRefusal(opened)) return opened;
  if (opened.intent) await createAtProvider(deps, opened.order, opened.intent);
  const { id, code, state } = opened.order;
  const repeated = opened.intent === null;
  return { orderId: id, code, repeated, isOpen: state === 'open', card: opened.card };
}

type Opened = {
  readonly order: Order;
  /** Absent for an order that was there before. */
  readonly intent: PaymentIntent | null;
  readonly card: MessageRef | null;
};

async function openOrder(deps: CoreDeps, stores: Stores, request: PaymentRequest): Promise<Opened | Refusal> {
  const { payments, operations, communities } = stores;
  const now = deps.clock.now();
  const member = await enrolCaller(deps, stores, request.communityId, request.caller);
  if (isRefusal(member)) return member;
  // From here on everything that this member asks for goes one after the other: of two taps at the
  // same moment the second finds the first one's order.
  await communities.lockMember(member.id);
  const earlier = await payments.orderByRequestKey(request.requestKey);
  if (earlier) return answeredBy(deps, stores, earlier);
  if (await operations.isPaused(INTENTS_PAUSE, now)) return refuse('payments_paused');
  const { wish } = request;
  const answer =
    wish.kind === 'top_up'
      ? await orderTopUp(deps, stores, member, wish.fiat)
      : await orderItem(deps, stores, member, request.caller, wish);
  if (isRefusal(answer)) return answer;
  if ('twin' in answer) return answeredBy(deps, stores, answer.twin);
  const order = await insertOrder(deps, stores, member, answer, request.requestKey);
  const card = request.card ?? null;
  if (card !== null) await payments.keepCardRef(order.id, card);
  const intent = await newIntent(deps, stores, order.id, 1);
  return { order, intent, card };
}

async function answeredBy(deps: CoreDeps, stores: Stores, order: Order): Promise<Opened> {
  const card = await stores.payments.cardRef(order.id);
  // Perhaps nobody could be told of it before, for example while the bot was blocked.
  if (card === null) await refreshCard(deps, stores, order);
  return { order, intent: null, card };
}

/** What a new order is about; all refusals lie behind it. */
type Wanted = Pick<Order, 'kind' | 'itemId' | 'itemName'> & Priced & Reserved & Receiver;

/** An order that is there already answers the same wish. */
type Twin = { readonly twin: Order };

async function orderTopUp(
  deps: CoreDeps,
  { payments }: Stores,
  member: Member,
  fiat: Fiat,
): Promise<Wanted | Twin | Refusal> {
  if (fiat.hundredths < FIAT_HUNDREDTHS_MIN) return refuse('amount_too_small');
  const twin = await payments.openTopUp(member.id, fiat, deps.clock.now() - SAME_WISH_MS);
  if (twin) return { twin };
  const refusal = await refuseTooMany(payments, member);
  if (refusal) return refusal;
  const nothing = { fullFiat: null, discountId: null, holdsPiece: false, recipientId: null, giftToken: null };
  return { kind: 'top_up', itemId: null, itemName: null, fiat, ...nothing };
}

async function orderItem(
  deps: CoreDeps,
  stores: Stores,
  member: Member,
  caller: Caller,
  { words, code, gift }: ItemWish,
): Promise<Wanted | Twin | Refusal> {
  const { catalogue, payments } = stores;
  const { communityId } = member;
  const now = deps.clock.now();
  const meant = await catalogue.itemMeant(communityId, words);
  if (!meant) return refuse('item_not_found', { words });
  const platform = platformOfPlan(meant.plan);
  const isElsewhere = gift?.kind !== 'link' && platform !== (gift?.account ?? member).platform;
  if (platform && isElsewhere) return refuse(`item_needs_${platform}`, { item: meant.name });
  const known = code === undefined ? null : discountCode(code);
  const discount = known === null ? null : await catalogue.lockDiscount(communityId, known, now);
  if (code !== undefined && !discount) return refuse('discount_not_found', { code });
  const receiver = await receiverOf(deps, stores, { communityId, caller, gift });
  const open = await payments.openOrderFor(member.id, meant.id, now - SAME_WISH_MS);
  if (open && isSameWish(open, discount, receiver)) return { twin: open };
  if (open?.holdsPiece) return refuse('reservation_open', { code: open.code });
  const refusal = await refuseTooMany(payments, member);
  if (refusal) return refusal;
  // From here on everybody who wants this item waits; what it costs is what it costs now.
  const item = await catalogue.lockItem(meant.id);
  if (!item || item.hidden) return refuse('item_not_found', { words });
  const price = await priceWith(stores, member.id, item, discount);
  if (isRefusal(price)) return price;
  // Last of all: a refusal after it would keep the piece.
  const reserved = await reserve(stores, member.id, item.id);
  if (isRefusal(reserved)) return reserved;
  return { kind: 'item', itemId: item.id, itemName: item.name, ...price, ...receiver, ...reserved };
}

/** The same item is asked for on the same terms and for the same person. */
function isSameWish(
  { discountId, recipientId, giftToken }: Order,
  discount: Discount | null,
  receiver: Receiver,
): boolean {
  const isSameGift = giftToken === null ? receiver.giftToken === null : receiver.giftToken !== null;
  return discountId === (discount?.id ?? null) && recipientId === receiver.recipientId && isSameGift;
}

async function refuseTooMany(payments: Stores['payments'], { id }: Member): Promise<Refusal | null> {
  const count = await payments.openOrderCount(id);
  return count < OPEN_ORDERS_MAX ? null : refuse('too_many_open_orders', { count: String(OPEN_ORDERS_MAX) });
}

async function insertOrder(
  deps: CoreDeps,
  stores: Stores,
  member: Member,
  wanted: Wanted,
  requestKey: string,
): Promise<Order> {
  for (let attempt = 0; attempt < CODE_TRIES_MAX; attempt += 1) {
    const order: Order = {
      ...wanted,
      id: deps.identifiers.id(),
      code: deps.identifiers.code(),
      communityId: member.communityId,
      memberId: member.id,
      state: 'open',
      closeReason: null,
      paidFrom: null,
      version: 1,
      createdAt: deps.clock.now(),
    };
    if (await stores.payments.insertOrder({ ...order, requestKey })) return order;
  }
  throw new Error('no free order code found: codes need to grow longer');
}
