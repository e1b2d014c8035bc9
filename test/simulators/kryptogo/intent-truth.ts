// A copy of an intent for tests and pages, with decimal strings.

import { fromUnits } from './decimals.ts';
import type { Intent, IntentTruth } from './types.ts';

export function truthOf(intent: Intent): IntentTruth {
  const amount = (units: bigint | null): string | null =>
    units === null ? null : fromUnits(units, intent.token.decimals);
  return {
    id: intent.id,
    createdAt: intent.createdAt,
    createdBy: intent.createdBy,
    status: intent.status,
    address: intent.address,
    chainId: intent.token.chainId,
    tokenAddress: intent.token.address,
    symbol: intent.token.symbol,
    decimals: intent.token.decimals,
    cryptoAmount: fromUnits(intent.cryptoAmount, intent.token.decimals),
    fiatAmount: intent.fiatAmount,
    fiatCurrency: intent.fiatCurrency,
    deadline: intent.deadline,
    orderData: intent.orderData,
    callbackUrl: intent.callbackUrl,
    groupKey: intent.groupKey,
    received: amount(intent.received),
    aggregated: amount(intent.aggregated),
    refunded: amount(intent.refunded),
    paymentTxHash: intent.paymentTxHash,
    payerAddress: intent.payerAddress,
    aggregationTxHash: intent.aggregationTxHash,
    refundTxHash: intent.refundTxHash,
  };
}
