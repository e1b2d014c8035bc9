import type { BotCore } from '../../bots/shared/asker.ts';
import type { PaymentRequest } from '../../src/core/request-payment.ts';
import type { Community, Item, Member } from '../../src/domain/community.ts';
import type { PaymentView } from '../../src/domain/payment-view.ts';
import type { Account, Language, PlaceKey } from '../../src/domain/platform.ts';
import { refuse } from '../../src/domain/refusal.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { MessageRef } from '../../src/ports/chat-messenger.ts';
import type { Handoff } from '../../src/ports/stores.ts';
import { createView, USDT } from './payment-views.ts';

/** The core as the bots see it, in memory and without a provider: payments stand as the test sets them. */
export type FakeCore = BotCore & {
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

export function createFakeCore(clock: Clock): FakeCore {
  const calls: string[] = [];
  const communities = new Map<string, Community>();
  const items: Item[] = [];
  const members: FakeCore['members'] = [];
  const handoffs = new Map<string, Handoff>();
  const payments: FakeCore['payments'] = new Map();
  const byRequestKey = new Map<string, string>();
  const languages = new Map<string, Language>();
  const requests: PaymentRequest[] = [];
  const strangePlaces: string[] = [];
  const operators = new Set<string>();

  const membershipsOf = (account: Account) =>
    members.filter(({ member }) => nameOf(member) === nameOf(account));
  const own = (call: string, by: Account, orderId: string) => {
    calls.push(call);
    const payment = payments.get(orderId);
    return payment?.owner === nameOf(by) ? payment.view : refuse('order_not_found');
  };
  const enrol: BotCore['enrol'] = (communityId, caller) => {
    const community = [...communities.values()].find((one) => one.id === communityId);
    if (!community) return Promise.resolve(refuse('place_unknown'));
    if (community.state !== 'active') {
      return Promise.resolve(refuse('community_not_active', { community: community.name }));
    }
    const known = membershipsOf(caller.account).find((one) => one.community.id === communityId);
    const { account, displayName, language } = caller;
    const member = known?.member ?? {
      ...account,
      id: `m${members.length}`,
      communityId,
      displayName,
      language,
    };
    if (!known) members.push({ community, member });
    return Promise.resolve(member);
  };

  const core: BotCore = {
    communityAt: (place) => Promise.resolve(communities.get(keyOf(place)) ?? null),
    membershipsOf: (account) => Promise.resolve(membershipsOf(account)),
    enrol,
    languageFor: (caller) => Promise.resolve(languages.get(nameOf(caller.account)) ?? caller.language),
    async chooseLanguage(account, language) {
      await Promise.resolve(languages.set(nameOf(account), language));
    },
    enableCommunity({ place, name, by }) {
      if (!core.isOperator(by)) return Promise.resolve(refuse('not_operator'));
      if (communities.has(keyOf(place))) return Promise.resolve(refuse('place_enabled_already'));
      const community: Community = { id: `c${communities.size}`, name, state: 'active' };
      communities.set(keyOf(place), community);
      return Promise.resolve(community);
    },
    async noteStrangePlace(place) {
      await Promise.resolve(strangePlaces.push(keyOf(place)));
    },
    async movePlace(platform, from, to) {
      calls.push(`movePlace ${from} ${to}`);
      const community = communities.get(`${platform}:${from}`);
      communities.delete(`${platform}:${from}`);
      if (community) communities.set(`${platform}:${to}`, community);
      await Promise.resolve();
    },
    isOperator: (account) => operators.has(nameOf(account)),
    addItem({ communityId, slug, name, price }) {
      if (items.some((item) => item.slug === slug)) return Promise.resolve(refuse('item_exists', { slug }));
      const item = {
        id: `0190a000-0000-7000-9000-${number(items.length)}`,
        communityId,
        slug,
        name,
        price,
        hidden: false,
      };
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
    startHandoff({ account, communityId, command }) {
      const token = `token_${number(handoffs.size)}`;
      const handoff = { token, account, communityId, command, createdAt: clock.now() };
      handoffs.set(token, handoff);
      return Promise.resolve(handoff);
    },
    takeHandoff({ account, token }) {
      const handoff = handoffs.get(token);
      if (!handoff) return Promise.resolve(refuse('handoff_expired'));
      return Promise.resolve(
        nameOf(handoff.account) === nameOf(account) ? handoff : refuse('handoff_not_yours'),
      );
    },
    async requestPayment(request) {
      requests.push(request);
      const member = await enrol(request.communityId, request.caller);
      if ('refusal' in member) return member;
      const known = byRequestKey.get(request.requestKey);
      const payment = known === undefined ? undefined : payments.get(known);
      if (known !== undefined && payment) {
        return { orderId: known, code: payment.view.order.code, repeated: true, card: payment.card };
      }
      const { wish } = request;
      const item =
        wish.kind === 'item' ? items.find((one) => [one.id, one.slug].includes(wish.words)) : undefined;
      if (wish.kind === 'item' && !item) return refuse('item_not_found', { words: wish.words });
      const orderId = `0190a000-0000-7000-8000-${number(payments.size)}`;
      const code = `7F3K${payments.size}`;
      const fiat =
        wish.kind === 'top_up' ? wish.fiat : (item?.price ?? { hundredths: 1n, currency: 'TWD' as const });
      const kind = wish.kind;
      const view = createView({ order: { id: orderId, code, kind, itemName: item?.name ?? null, fiat } });
      payments.set(orderId, { view, owner: nameOf(request.caller.account), card: null });
      byRequestKey.set(request.requestKey, orderId);
      return { orderId, code, repeated: false, card: null };
    },
    checkNow: (by, orderId) => Promise.resolve(own('checkNow', by, orderId)),
    cancelOrder: (by, orderId) => Promise.resolve(own('cancelOrder', by, orderId)),
    requestFreshQuote: (by, orderId) => Promise.resolve(own('requestFreshQuote', by, orderId)),
    payFromBalance: (by, orderId) => Promise.resolve(own('payFromBalance', by, orderId)),
    readPayment: (by, orderId) => Promise.resolve(own('readPayment', by, orderId)),
    showCardAgain: (by, orderId) => Promise.resolve(own('showCardAgain', by, orderId)),
    readOrders: (by) =>
      Promise.resolve(
        [...payments.values()].filter((one) => one.owner === nameOf(by)).map((one) => one.view),
      ),
    readBalance: (by) =>
      Promise.resolve(
        membershipsOf(by).map(({ community }) => ({
          communityName: community.name,
          asset: USDT,
          available: 1_500_000n,
          held: 0n,
        })),
      ),
  };
  return { ...core, calls, requests, strangePlaces, operators, communities, items, payments, members };
}
