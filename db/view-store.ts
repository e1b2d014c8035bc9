import { and, desc, eq, inArray } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Asset } from '../src/domain/asset.ts';
import type { PaymentIntent } from '../src/domain/payment-intent.ts';
import type { PaymentView } from '../src/domain/payment-view.ts';
import type { Instant } from '../src/domain/time.ts';
import type { PaymentStore } from '../src/ports/stores.ts';
import type { Transaction } from './database.ts';
import { toDelivery } from './delivery-store.ts';
import { toIntent, toOrder } from './payment-rows.ts';
import {
  balances,
  cards,
  chosenPhrases,
  communities,
  deliveries,
  members,
  orders,
  paymentIntents as intents,
  refunds,
} from './schema.ts';

const isOfMember = and(
  eq(chosenPhrases.platform, members.platform),
  eq(chosenPhrases.accountId, members.accountId),
);

type ViewStore = Pick<PaymentStore, 'view' | 'recentViews' | 'cardRef' | 'keepCardRef'>;

/** What a card shows, read in one go. */
export function createViewStore(tx: Transaction, assets: readonly Asset[]): ViewStore {
  const views = async (
    which: SQL | undefined,
    limit: number,
    now: Instant,
    intentId?: string,
  ): Promise<PaymentView[]> => {
    const rows = await tx
      .select({
        order: orders,
        communityName: communities.name,
        phrase: chosenPhrases.phrase,
        refunded: refunds.amount,
      })
      .from(orders)
      .innerJoin(communities, eq(communities.id, orders.communityId))
      .innerJoin(members, eq(members.id, orders.memberId))
      .leftJoin(chosenPhrases, isOfMember)
      .leftJoin(refunds, eq(refunds.orderId, orders.id))
      .where(which)
      .orderBy(desc(orders.createdAt), desc(orders.id))
      .limit(limit);
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.order.id);
    const own = (await tx.select().from(intents).where(inArray(intents.orderId, ids))).map(toIntent);
    const handed = await tx.select().from(deliveries).where(inArray(deliveries.orderId, ids));
    const memberIds = rows.map((row) => row.order.memberId);
    const spendable = await tx.select().from(balances).where(inArray(balances.memberId, memberIds));
    return rows.flatMap(({ order: row, communityName, phrase, refunded }) => {
      const order = toOrder(row);
      const intent =
        own.find((one) => one.id === intentId) ?? shownIntent(own.filter((one) => one.orderId === order.id));
      if (!intent) return [];
      const asset = assets.find((one) => one.id === intent.quote?.assetId) ?? null;
      const balance = spendable.find((one) => one.memberId === order.memberId && one.assetId === asset?.id);
      const refund = refunded === null ? null : { amount: refunded };
      const available = balance?.available ?? 0n;
      const given = handed.find((one) => one.orderId === order.id);
      const delivery = given ? toDelivery(given) : null;
      return [{ order, delivery, communityName, intent, asset, available, refund, phrase, now }];
    });
  };
  return {
    async view(orderId, now, intentId) {
      const [view] = await views(eq(orders.id, orderId), 1, now, intentId);
      return view ?? null;
    },
    recentViews: (memberIds, limit, now) => views(inArray(orders.memberId, [...memberIds]), limit, now),
    async cardRef(orderId) {
      const [row] = await tx.select().from(cards).where(eq(cards.orderId, orderId));
      return row?.ref ?? null;
    },
    async keepCardRef(orderId, ref) {
      if (ref === null) await tx.delete(cards).where(eq(cards.orderId, orderId));
      else
        await tx
          .insert(cards)
          .values({ orderId, ref })
          .onConflictDoUpdate({ target: cards.orderId, set: { ref } });
    },
  };
}

/** The intent that money came for, else the newest. */
function shownIntent(all: readonly PaymentIntent[]): PaymentIntent | undefined {
  const bySequence = [...all].sort((one, other) => other.sequence - one.sequence);
  const successes = bySequence.filter((one) => one.state === 'success');
  const paid = successes.find((one) => one.disposition !== 'balance');
  return paid ?? successes[0] ?? bySequence[0];
}
