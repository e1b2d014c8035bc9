import type { Order } from '../src/domain/order.ts';
import type { PaymentIntent, Quote, ReviewReason } from '../src/domain/payment-intent.ts';
import type { IntentChange } from '../src/ports/stores.ts';
import type { orders, paymentIntents } from './schema.ts';

type IntentRow = typeof paymentIntents.$inferSelect;

/** An order as the domain knows it. */
export function toOrder(row: typeof orders.$inferSelect): Order {
  const { id, code, communityId, memberId, kind, itemId, itemName, state, closeReason, paidFrom, version } =
    row;
  const fiat = { hundredths: row.fiatHundredths, currency: row.fiatCurrency };
  const { createdAt, fullHundredths, discountId, holdsPiece, recipientId, giftToken } = row;
  const fullFiat =
    fullHundredths === null ? null : { hundredths: fullHundredths, currency: row.fiatCurrency };
  return {
    id,
    code,
    communityId,
    memberId,
    kind,
    itemId,
    itemName,
    fiat,
    fullFiat,
    discountId,
    holdsPiece,
    recipientId,
    giftToken,
    state,
    closeReason,
    paidFrom,
    version,
    createdAt,
  };
}

/** An intent as the domain knows it. */
export function toIntent(row: IntentRow): PaymentIntent {
  return {
    id: row.id,
    orderId: row.orderId,
    sequence: row.sequence,
    nonce: row.nonce,
    callbackToken: row.callbackToken,
    state: row.state,
    quote: toQuote(row),
    providerStatus: row.providerStatus,
    received: row.received,
    net: row.net,
    refunded: row.refunded,
    paymentTx: row.paymentTx,
    refundTx: row.refundTx,
    disposition: row.disposition,
    reviewReason: row.reviewReason as ReviewReason | null,
    late: row.late,
    createdAt: row.createdAt,
    endedAt: row.endedAt,
    readFailures: row.readFailures,
  };
}

function toQuote(row: IntentRow): Quote | null {
  const { providerIntentId, assetId, address, quoted, deadline } = row;
  if (providerIntentId === null || assetId === null || address === null) return null;
  if (quoted === null || deadline === null) return null;
  return { providerIntentId, assetId, address, amount: quoted, deadline };
}

/** The columns that a change sets. */
export function intentColumns({ quote, ...change }: IntentChange): Partial<IntentRow> {
  if (!quote) return change;
  const { providerIntentId, assetId, address, amount, deadline } = quote;
  return { ...change, providerIntentId, assetId, address, quoted: amount, deadline, candidateId: null };
}
