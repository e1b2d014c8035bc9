import type { Order } from '../domain/order.ts';
import { assetId } from '../domain/asset.ts';
import { entriesForArrival, excessOf } from '../domain/ledger.ts';
import type { CloseReason } from '../domain/order.ts';
import { dispositionOf, stateAfterSuccess } from '../domain/order.ts';
import type {
  Disposition,
  Observation,
  PaymentIntent,
  ProviderStatus,
  Quote,
} from '../domain/payment-intent.ts';
import type { PaymentNews } from '../domain/notification.ts';
import type { Verdict } from '../domain/payment-state.ts';
import { isRefusal } from '../domain/refusal.ts';
import type { IntentChange, Stores } from '../ports/stores.ts';
import { closeOrderAfterLastIntent } from './close-order.ts';
import { beginDelivery } from './deliveries/begin-delivery.ts';
import type { CoreDeps } from './deps.ts';
import type { LockedPayment } from './locked-payment.ts';
import { reopenOrder, reserveAgain, whyNotServed } from './shop/reserve.ts';
import { refreshCard, tellNews } from './tell-member.ts';

type Advance = Extract<Verdict, { kind: 'advance' }>;
type Amounts = Pick<Observation, 'received' | 'net'>;

/**
 * What an intent keeps of an observation. An answer may leave out what an earlier one said. The net
 * amount is not among it: to know it is to have booked it.
 */
export function factsOf(intent: PaymentIntent, seen: Observation) {
  return {
    providerStatus: seen.status,
    received: seen.received ?? intent.received,
    refunded: seen.refunded ?? intent.refunded,
    paymentTx: seen.paymentTx ?? intent.paymentTx,
    refundTx: seen.refundTx ?? intent.refundTx,
  } satisfies IntentChange;
}

/** The transition itself: intent, order, books and notifications, all or nothing. */
export async function advanceIntent(
  deps: CoreDeps,
  stores: Stores,
  locked: LockedPayment,
  seen: Observation,
  { to, late }: Advance,
): Promise<void> {
  const { intent } = locked;
  const quote = intent.quote ?? quoteOf(seen);
  const { order, disposition } =
    to === 'success' ? await dispose(stores, locked) : { ...locked, disposition: null };
  const changed = await stores.payments.changeIntent(intent.id, [intent.state], {
    ...factsOf(intent, seen),
    net: to === 'success' ? seen.net : null,
    state: to,
    quote,
    late,
    disposition,
    reviewReason: null,
    endedAt: to === 'pending' ? null : (intent.endedAt ?? deps.clock.now()),
  });
  if (!changed) throw new Error(`intent ${intent.id} changed under its lock`);
  if (disposition !== null) await settle(deps, stores, { order, intent }, seen, quote, disposition);
  else await moveOrder(stores, order, to);
  await refreshCard(deps, stores, order);
  for (const news of newsOf(locked, seen, quote, to, disposition)) {
    await tellNews(deps, stores, order, intent.id, news);
  }
}

/**
 * What a success is for. An order that had ended takes its piece again; where it can't be served any more
 * the money is the member's (design.md 4).
 */
async function dispose(
  stores: Stores,
  { order, intent }: LockedPayment,
): Promise<{ readonly order: Order; readonly disposition: Disposition }> {
  const disposition = intent.disposition ?? dispositionOf(order);
  if (disposition !== 'sale' || order.state !== 'closed') return { order, disposition };
  const reserved = await reserveAgain(stores, order);
  if (!isRefusal(reserved)) return { order: { ...order, ...reserved }, disposition };
  await stores.payments.changeOrder(order.id, ['closed'], { closeReason: whyNotServed(reserved) });
  return { order, disposition: 'balance' };
}

/**
 * The net of a success that was believed before, from people: the provider never said it (design.md 4).
 * Books and tells as if it had come by a read. `locked.intent` has a quote and a disposition.
 */
export async function bookNet(
  deps: CoreDeps,
  stores: Stores,
  locked: LockedPayment,
  net: bigint,
): Promise<void> {
  const { order, intent } = locked;
  const { quote, disposition, received } = intent;
  if (!quote || disposition === null) throw new Error(`intent ${intent.id} was never believed`);
  const change: IntentChange = { state: 'success', net, reviewReason: null };
  const changed = await stores.payments.changeIntent(intent.id, [intent.state], change);
  if (!changed) throw new Error(`intent ${intent.id} changed under its lock`);
  const known = { received, net };
  await settle(deps, stores, locked, known, quote, disposition);
  await refreshCard(deps, stores, order);
  for (const news of newsOf(locked, known, quote, 'success', disposition)) {
    await tellNews(deps, stores, order, intent.id, news);
  }
}

/** The quote that an observation carries. */
export function quoteOf(seen: Observation): Quote {
  return {
    providerIntentId: seen.providerIntentId,
    assetId: assetId(seen.chain, seen.tokenContract),
    address: seen.address,
    amount: seen.quoted,
    deadline: seen.deadline,
  };
}

async function settle(
  deps: CoreDeps,
  stores: Stores,
  { order, intent }: LockedPayment,
  seen: Amounts,
  quote: Quote,
  disposition: Disposition,
): Promise<void> {
  const received = seen.received ?? intent.received;
  if (received === null) throw new Error(`intent ${intent.id} succeeded without a received amount`);
  const isFirst = intent.state !== 'success';
  if (disposition !== 'balance' && (isFirst || order.state === 'settling')) {
    await stores.payments.changeOrder(order.id, ['open', 'closed', 'settling'], {
      state: stateAfterSuccess(order, disposition, seen.net !== null),
      closeReason: null,
      paidFrom: 'chain',
      holdsPiece: order.holdsPiece,
    });
  }
  if (disposition === 'sale' && isFirst) await beginDelivery(deps, stores, order);
  if (seen.net === null) return;
  const { communityId, memberId } = order;
  const books = { communityId, assetId: quote.assetId, reference: `intent:${intent.id}` };
  const arrival = { quoted: quote.amount, received, net: seen.net };
  await stores.ledger.post(entriesForArrival(books, memberId, disposition, arrival), deps.clock.now());
}

/** Why an order closes when its last intent comes to this; `null` where that ends nothing. */
const closeReasons: Readonly<Record<ProviderStatus, CloseReason | null>> = {
  pending: null,
  success: null,
  expired: 'expired',
  insufficient_not_refunded: null,
  insufficient_refunded: 'refunded',
};

async function moveOrder(stores: Stores, order: Order, to: ProviderStatus): Promise<void> {
  const reason = closeReasons[to];
  if (reason !== null) return closeOrderAfterLastIntent(stores, order, reason);
  const wasGivenUp = order.closeReason === 'abandoned' || order.closeReason === 'refused';
  // A trace of an intent that we had given up: its order can be paid after all.
  if (order.state === 'closed' && wasGivenUp) {
    await reopenOrder(stores, order);
  }
}

/** What deserves a message of its own, so that the phone buzzes. */
function newsOf(
  { order, intent }: LockedPayment,
  seen: Amounts,
  quote: Quote,
  to: ProviderStatus,
  disposition: Disposition | null,
): PaymentNews[] {
  if (to === 'insufficient_not_refunded') return ['short'];
  if (to === 'insufficient_refunded') return ['short_refunded'];
  if (disposition === null) return [];
  const isFirst = intent.state !== 'success';
  const netKnown = seen.net !== null;
  if (disposition !== 'sale') return netKnown ? ['credited'] : ['received'];
  const arrival = { quoted: quote.amount, received: seen.received ?? 0n, net: seen.net ?? 0n };
  const isPaidNow = isFirst && order.state !== 'paid';
  const hasExcess = !isPaidNow && excessOf(arrival) > 0n;
  return isPaidNow ? ['paid'] : hasExcess ? ['credited'] : [];
}
