import type { DiscordCore } from '../../bots/discord/discord-core.ts';
import type { BotCore } from '../../bots/shared/asker.ts';
import type { Caller } from '../../src/core/caller.ts';
import type { PaymentRequest, PaymentRequested } from '../../src/core/request-payment.ts';
import type { Community, Member } from '../../src/domain/community.ts';
import type { Item } from '../../src/domain/item.ts';
import { plainItem } from '../../src/domain/item.ts';
import type { PaymentView } from '../../src/domain/payment-view.ts';
import type { Account, Language, PlaceKey } from '../../src/domain/platform.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { MessageRef } from '../../src/ports/chat-messenger.ts';
import type { Handoff } from '../../src/ports/stores.ts';
import { fakeShop } from './fake-shop.ts';
import { fakeWithdrawals } from './fake-withdrawals.ts';
import { createView, USDT } from './payment-views.ts';

/** The core as the bots see it, in memory and without a provider: payments stand as the test sets them. */
export type FakeCore = DiscordCore & {
  /** Where cards stood that were shown anew elsewhere. */
  readonly retired: MessageRef[];
  readonly calls: string[];
  readonly requests: PaymentRequest[];
  readonly strangePlaces: string[];
  readonly operators: Set<string>;
  readonly communities: Map<string, Community>;
  readonly items: Item[];
  /** Payments by order, with whose they are. */
  readonly payments: Map<string, { view: PaymentView; owner: string; card: MessageRef | null }>;
  readonly members: { community: Community; member: Member }[];
};

const keyOf = (place: PlaceKey) => `${place.platform}:${place.placeId}`;
const nameOf = (account: Account) => `${account.platform}:${account.accountId}`;
const number = (value: number) => String(value).padStart(12, '0');

type State = Omit<FakeCore, keyof DiscordCore> & {
  readonly handoffs: Map<string, Handoff>;
  readonly byRequestKey: Map<string, string>;
  readonly languages: Map<string, Language>;
  readonly now: () => number;
};

export function createFakeCore(clock: Clock): FakeCore {
  const state: State = {
    calls: [],
    retired: [],
    requests: [],
    strangePlaces: [],
    operators: new Set(),
    communities: new Map(),
    items: [],
    payments: new Map(),
    members: [],
    handoffs: new Map(),
    byRequestKey: new Map(),
    languages: new Map(),
    now: () => clock.now(),
  };
  return {
    ...state,
    ...fakePeople(state),
    ...fakePlaces(state),
    ...fakeHandoffs(state),
    ...fakePayments(state),
    ...fakeWithdrawals(state.now),
    ...fakeShop(state.items),
    async raiseAlarm({ code, reference }) {
      await Promise.resolve(state.calls.push(`alarm ${code} ${reference}`));
    },
  };
}

const membershipsOf = ({ members }: State, account: Account) =>
  members.filter(({ member }) => nameOf(member) === nameOf(account));

function enrol(state: State, communityId: string, caller: Caller): Member | Refusal {
  const community = [...state.communities.values()].find((one) => one.id === communityId);
  if (!community) return refuse('place_unknown');
  if (community.state !== 'active') return refuse('community_not_active', { community: community.name });
  const known = membershipsOf(state, caller.account).find((one) => one.community.id === communityId);
  if (known) return known.member;
  const { account, displayName, language } = caller;
  const member = { ...account, id: `m${state.members.length}`, communityId, displayName, language };
  state.members.push({ community, member });
  return member;
}

function fakePeople(state: State) {
  return {
    membershipsOf: (account: Account) => Promise.resolve(membershipsOf(state, account)),
    enrol: (communityId: string, caller: Caller) => Promise.resolve(enrol(state, communityId, caller)),
    languageFor: (caller: Caller) =>
      Promise.resolve(state.languages.get(nameOf(caller.account)) ?? caller.language),
    async chooseLanguage(account: Account, language: Language) {
      await Promise.resolve(state.languages.set(nameOf(account), language));
    },
    isOperator: (account: Account) => state.operators.has(nameOf(account)),
  };
}

function fakePlaces(
  state: State,
): Pick<
  BotCore,
  | 'communityAt'
  | 'enableCommunity'
  | 'joinPlace'
  | 'noteStrangePlace'
  | 'movePlace'
  | 'addItem'
  | 'hideItem'
  | 'listItems'
> {
  const { calls, communities, items } = state;
  return {
    communityAt: (place) => Promise.resolve(communities.get(keyOf(place)) ?? null),
    enableCommunity({ place, name, by }) {
      if (!state.operators.has(nameOf(by))) return Promise.resolve(refuse('not_operator'));
      if (communities.has(keyOf(place))) return Promise.resolve(refuse('place_enabled_already'));
      const community: Community = { id: `c${communities.size}`, name, state: 'active', timeZone: 'UTC' };
      communities.set(keyOf(place), community);
      return Promise.resolve(community);
    },
    joinPlace({ place, community: words, by }) {
      if (!state.operators.has(nameOf(by))) return Promise.resolve(refuse('not_operator'));
      const found = [...communities.values()].find((one) => one.name === words);
      if (!found) return Promise.resolve(refuse('community_not_found', { words }));
      communities.set(keyOf(place), found);
      return Promise.resolve(found);
    },
    async noteStrangePlace(place) {
      await Promise.resolve(state.strangePlaces.push(keyOf(place)));
    },
    async movePlace(platform, from, to) {
      calls.push(`movePlace ${from} ${to}`);
      const community = communities.get(`${platform}:${from}`);
      communities.delete(`${platform}:${from}`);
      if (community) communities.set(`${platform}:${to}`, community);
      await Promise.resolve();
    },
    addItem({ communityId, slug, name, price }) {
      if (items.some((item) => item.slug === slug)) return Promise.resolve(refuse('item_exists', { slug }));
      const id = `0190a000-0000-7000-9000-${number(items.length)}`;
      const item = plainItem({ id, communityId, slug, name, price });
      items.push(item);
      return Promise.resolve(item);
    },
    hideItem({ slug }) {
      const at = items.findIndex((item) => item.slug === slug);
      if (at < 0) return Promise.resolve(refuse('item_not_found', { words: slug }));
      items.splice(at, 1);
      return Promise.resolve(true as const);
    },
    listItems: (communityId) => Promise.resolve(items.filter((item) => item.communityId === communityId)),
  };
}

function fakeHandoffs({ handoffs, now }: State): Pick<BotCore, 'startHandoff' | 'takeHandoff'> {
  return {
    startHandoff({ account, communityId, command }) {
      const token = `token_${number(handoffs.size)}`;
      const handoff = { token, account, communityId, command, createdAt: now() };
      handoffs.set(token, handoff);
      return Promise.resolve(handoff);
    },
    takeHandoff({ account, token }) {
      const handoff = handoffs.get(token);
      if (!handoff) return Promise.resolve(refuse('handoff_expired'));
      const isTheirs = nameOf(handoff.account) === nameOf(account);
      return Promise.resolve(isTheirs ? handoff : refuse('handoff_not_yours'));
    },
  };
}

type PaymentCalls = Pick<
  DiscordCore,
  | 'changeCardRef'
  | 'requestPayment'
  | 'checkNow'
  | 'cancelOrder'
  | 'requestFreshQuote'
  | 'payFromBalance'
  | 'readPayment'
  | 'showCardAgain'
  | 'readOrders'
  | 'readBalance'
>;

function fakePayments(state: State): PaymentCalls {
  const { payments } = state;
  const onOwn = (call: string) => (by: Account, orderId: string) => {
    state.calls.push(call);
    const payment = payments.get(orderId);
    return Promise.resolve(payment?.owner === nameOf(by) ? payment.view : refuse('order_not_found'));
  };
  return {
    requestPayment: (request) => Promise.resolve(requestPayment(state, request)),
    checkNow: onOwn('checkNow'),
    cancelOrder: onOwn('cancelOrder'),
    requestFreshQuote: onOwn('requestFreshQuote'),
    payFromBalance: onOwn('payFromBalance'),
    readPayment: onOwn('readPayment'),
    async showCardAgain(by, orderId, card) {
      const view = await onOwn('showCardAgain')(by, orderId);
      const payment = payments.get(orderId);
      if (isRefusal(view) || !payment) return view;
      if (payment.card !== null) state.retired.push(payment.card);
      payment.card = card ?? null;
      return view;
    },
    async changeCardRef(by, orderId, change) {
      const payment = payments.get(orderId);
      if (payment?.owner !== nameOf(by)) return refuse('order_not_found');
      payment.card = change(payment.card);
      return Promise.resolve({ ref: payment.card });
    },
    readOrders: (by) =>
      Promise.resolve(
        [...payments.values()].filter((one) => one.owner === nameOf(by)).map((one) => one.view),
      ),
    readBalance: (by) =>
      Promise.resolve(
        membershipsOf(state, by).map(({ community }) => {
          return { communityName: community.name, asset: USDT, available: 1_500_000n, held: 0n };
        }),
      ),
  };
}

function requestPayment(state: State, request: PaymentRequest): PaymentRequested | Refusal {
  const { payments, byRequestKey, items } = state;
  state.requests.push(request);
  const member = enrol(state, request.communityId, request.caller);
  if (isRefusal(member)) return member;
  const known = byRequestKey.get(request.requestKey) ?? '';
  const earlier = payments.get(known);
  if (earlier)
    return {
      orderId: known,
      code: earlier.view.order.code,
      repeated: true,
      isOpen: true,
      card: earlier.card,
    };
  const { wish } = request;
  const item = items.find((one) => wish.kind === 'item' && [one.id, one.slug].includes(wish.words));
  if (wish.kind === 'item' && !item) return refuse('item_not_found', { words: wish.words });
  const orderId = `0190a000-0000-7000-8000-${number(payments.size)}`;
  const code = `7F3K${payments.size}`;
  const fiat = wish.kind === 'top_up' ? wish.fiat : item?.price;
  const order = {
    id: orderId,
    code,
    kind: wish.kind,
    itemName: item?.name ?? null,
    ...(fiat ? { fiat } : {}),
  };
  const card = request.card ?? null;
  payments.set(orderId, { view: createView({ order }), owner: nameOf(request.caller.account), card });
  byRequestKey.set(request.requestKey, orderId);
  return { orderId, code, repeated: false, isOpen: true, card };
}
