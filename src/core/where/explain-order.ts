import { isAmong } from '../../domain/community.ts';
import { isSameAccount } from '../../domain/approver.ts';
import type { Order } from '../../domain/order.ts';
import type { OrderStory, StoryFacts } from '../../domain/order-story.ts';
import { causesOf, storyTakeableFrom } from '../../domain/order-story.ts';
import type { PaymentIntent } from '../../domain/payment-intent.ts';
import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { INTENTS_PAUSE } from '../open-intent.ts';
import { findOrder } from './find-order.ts';

/** Which order somebody asks about. Without a community, it is looked for wherever they may see orders. */
export type WhereAsk = { readonly by: Account; readonly code: string; readonly communityId?: string };

/**
 * `/where`: which known causes apply to an order, for staff of its community and for its own buyer. Anybody
 * else is told the same as for an order that does not exist.
 */
export async function explainOrder(deps: CoreDeps, ask: WhereAsk): Promise<OrderStory | Refusal> {
  return deps.inTransaction(async (stores) => {
    const staffed = await staffedBy(deps, stores, ask.by);
    const own = (await stores.communities.membershipsOf(ask.by)).map(({ community }) => community.id);
    const all = staffed === 'all' ? staffed : [...new Set([...staffed, ...own])];
    const order = await findOrder(stores, ask.code, within(all, ask.communityId));
    if (isRefusal(order)) return order;
    const buyer = await stores.communities.memberById(order.memberId);
    const isStaff = staffed === 'all' || staffed.includes(order.communityId);
    if (!buyer || !(isStaff || isSameAccount(buyer, ask.by))) return refuse('order_not_found');
    return storyOf(deps, stores, order, isStaff ? 'staff' : 'buyer');
  });
}

/** The communities in which this account is of the staff; operators are of all. */
async function staffedBy(deps: CoreDeps, stores: Stores, by: Account): Promise<readonly string[] | 'all'> {
  if (isAmong(deps.operators, by)) return 'all';
  const approving = await stores.approvals.approversWith(by);
  const managing = await stores.rights.managerIn(by);
  return [...approving, ...managing].map(({ communityId }) => communityId);
}

function within(all: readonly string[] | 'all', communityId: string | undefined): readonly string[] | 'all' {
  if (communityId === undefined) return all;
  return all === 'all' ? [communityId] : all.filter((id) => id === communityId);
}

async function storyOf(
  deps: CoreDeps,
  stores: Stores,
  order: Order,
  audience: OrderStory['audience'],
): Promise<OrderStory | Refusal> {
  const now = deps.clock.now();
  const view = await stores.payments.view(order.id, now);
  const buyer = await stores.communities.memberById(order.memberId);
  if (!view || !buyer) return refuse('order_not_found');
  const { intent, asset, communityName } = view;
  const facts: StoryFacts = {
    order,
    intent,
    intents: await stores.payments.intents(order.id),
    delivery: await stores.deliveries.byOrder(order.id),
    refund: await stores.refunds.of(order.id),
    believedAt: (await stores.reviews.facts(intent.id, now))?.believedAt ?? null,
    callbacks: await callbacksOf(deps, stores, intent),
    isProviderPaused: await stores.operations.isPaused(INTENTS_PAUSE, now),
    now,
  };
  const recipient =
    order.recipientId === null ? null : await stores.communities.memberById(order.recipientId);
  return {
    ...facts,
    audience,
    communityName,
    buyer,
    recipient,
    asset,
    causes: causesOf(facts),
    takeableFrom: storyTakeableFrom(facts),
  };
}

async function callbacksOf(deps: CoreDeps, stores: Stores, intent: PaymentIntent): Promise<number | null> {
  if (deps.callbackAddress.urlFor(intent.callbackToken) === null) return null;
  return stores.stories.callbacksHeard(intent.callbackToken);
}
