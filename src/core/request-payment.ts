import type { Item, Member } from '../domain/community.ts';
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
import { refreshCard } from './tell-member.ts';

/** The same wish by the same member within this time is the same order. */
const SAME_WISH_MS = MINUTE_MS;

/** Unpaid orders that one member may have open; more would only be a burden on the provider. */
const OPEN_ORDERS_MAX = 5;

const CODE_TRIES_MAX = 20;

export type PaymentRequest = {
  /** The outside event, for example `telegram:81:7001`: the same key gets the first answer. */
  readonly requestKey: string;
  readonly caller: Caller;
  readonly communityId: string;
  /** `words` is an item's slug, its name or its id. */
  readonly wish:
    { readonly kind: 'item'; readonly words: string } | { readonly kind: 'top_up'; readonly fiat: Fiat };
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
  const wish = await resolveWish(stores, request);
  if (isRefusal(wish)) return wish;
  const twin = await payments.openTwin({ ...wish, memberId: member.id }, now - SAME_WISH_MS);
  if (twin) return answeredBy(deps, stores, twin);
  if ((await payments.openOrderCount(member.id)) >= OPEN_ORDERS_MAX) {
    return refuse('too_many_open_orders', { count: String(OPEN_ORDERS_MAX) });
  }
  const order = await insertOrder(deps, stores, member, wish, request.requestKey);
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

type ResolvedWish = Pick<Order, 'kind' | 'itemId' | 'itemName' | 'fiat'>;

async function resolveWish(stores: Stores, request: PaymentRequest): Promise<ResolvedWish | Refusal> {
  const { wish } = request;
  if (wish.kind === 'top_up') {
    if (wish.fiat.hundredths < FIAT_HUNDREDTHS_MIN) return refuse('amount_too_small');
    return { kind: 'top_up', itemId: null, itemName: null, fiat: wish.fiat };
  }
  const item = findItem(await stores.communities.items(request.communityId), wish.words);
  if (!item) return refuse('item_not_found', { words: wish.words });
  return { kind: 'item', itemId: item.id, itemName: item.name, fiat: item.price };
}

function findItem(items: readonly Item[], words: string): Item | undefined {
  const wanted = words.trim().toLowerCase();
  return (
    items.find((item) => item.id === wanted || item.slug === wanted) ??
    items.find((item) => item.name.toLowerCase() === wanted)
  );
}

async function insertOrder(
  deps: CoreDeps,
  stores: Stores,
  member: Member,
  wish: ResolvedWish,
  requestKey: string,
): Promise<Order> {
  for (let attempt = 0; attempt < CODE_TRIES_MAX; attempt += 1) {
    const order: Order = {
      ...wish,
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
