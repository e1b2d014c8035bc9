// What arriving money does to an intent: success, too little, top-up, sweep, refund, or nothing at all.

import type { Agenda } from './agenda.ts';
import type { Chain } from './chain.ts';
import { afterPercent, cutTo, toUnits } from './decimals.ts';
import type { IntentBook } from './intent-book.ts';
import { truthOf } from './intent-truth.ts';
import type { Knobs } from './knobs.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Treasury } from './treasury.ts';
import type { ChainTransaction, Emit, Intent, Stray, StrayReason } from './types.ts';

export interface Settlement {
  readonly strays: () => readonly Stray[];
  /** Sends a short payment back without waiting for the clock. False when there is nothing to refund. */
  refund(intent: Intent, at: number): boolean;
}

interface SettlementDeps {
  readonly knobs: Knobs;
  readonly agenda: Agenda;
  readonly random: SeededRandom;
  readonly chain: Chain;
  readonly book: IntentBook;
  readonly treasury: Treasury;
  readonly emit: Emit;
}

/** Statuses in which money can still change the outcome. */
const OPEN = new Set(['pending', 'expired', 'insufficient_not_refunded']);

export function startSettlement({
  knobs,
  agenda,
  random,
  chain,
  book,
  treasury,
  emit,
}: SettlementDeps): Settlement {
  const strays: Stray[] = [];

  const stray = (
    reason: StrayReason,
    intent: Intent | undefined,
    transaction: ChainTransaction,
    at: number,
  ): void => {
    const record: Stray = { reason, intentId: intent?.id ?? null, transaction };
    strays.push(record);
    emit({ type: 'stray', at, stray: record });
  };

  const aggregate = (intent: Intent, at: number): void => {
    const { token } = intent;
    const left = afterPercent(intent.received ?? 0n, knobs.feePercent);
    const total = cutTo(left, token.decimals, knobs.aggregatedDecimals);
    const units = total - (intent.aggregated ?? 0n);
    const sweep = chain.send({ kind: 'aggregation', from: intent.address, to: 'treasury', token, units, at });
    intent.aggregated = total;
    intent.aggregationTxHash = sweep.hash;
    treasury.add(token, units);
    emit({ type: 'aggregation', at, intent: truthOf(intent) });
  };

  const aggregateLater = (intent: Intent, at: number): void => {
    // Without a delay the sweep is part of the same change, so that the success callback carries it.
    if (knobs.aggregationDelayMs === 0) aggregate(intent, at);
    else agenda.schedule(at + knobs.aggregationDelayMs, (due) => aggregate(intent, due));
  };

  const refund: Settlement['refund'] = (intent, at) => {
    if (intent.status !== 'insufficient_not_refunded') return false;
    const { token } = intent;
    const units = (intent.received ?? 0n) - toUnits(knobs.refundCost, token.decimals);
    intent.refunded = units > 0n ? units : 0n;
    const to = intent.payerAddress ?? 'unknown';
    intent.refundTxHash = chain.send({
      kind: 'refund',
      from: intent.address,
      to,
      token,
      units: intent.refunded,
      at,
    }).hash;
    book.changeStatus(intent, 'insufficient_refunded', at);
    return true;
  };

  const credit = (intent: Intent, payment: ChainTransaction): void => {
    intent.received = (intent.received ?? 0n) + payment.units;
    intent.paymentTxHash = payment.hash;
    intent.paymentTxTime = Math.floor(payment.at / 1000);
    intent.payerAddress = payment.from;
  };

  const creditFinished = (intent: Intent, payment: ChainTransaction, at: number): void => {
    if (knobs.secondPayments === 'stray' || intent.status !== 'success') {
      stray('intent already finished', intent, payment, at);
      return;
    }
    intent.received = (intent.received ?? 0n) + payment.units;
    aggregateLater(intent, at);
  };

  const notice = (intent: Intent, payment: ChainTransaction, at: number): void => {
    intent.onTheWay -= 1;
    if (!OPEN.has(intent.status)) {
      creditFinished(intent, payment, at);
      return;
    }
    if (payment.at >= intent.deadline * 1000 && knobs.latePayments === 'ignore') {
      stray('late', intent, payment, at);
      return;
    }
    credit(intent, payment);
    if ((intent.received ?? 0n) >= intent.cryptoAmount) {
      aggregateLater(intent, at);
      book.changeStatus(intent, 'success', at);
      return;
    }
    if (intent.status === 'insufficient_not_refunded') return;
    book.changeStatus(intent, 'insufficient_not_refunded', at);
    if (knobs.refundDelayMs !== null)
      agenda.schedule(at + knobs.refundDelayMs, (due) => void refund(intent, due));
  };

  chain.onTransaction((transaction) => {
    emit({ type: 'transaction', at: transaction.at, transaction });
    if (transaction.kind !== 'payment') return;
    const intent = book.byAddress(transaction.to);
    const reason = misdirected(intent, transaction);
    if (intent === undefined || reason !== null) {
      stray(reason ?? 'not an intent address', intent, transaction, transaction.at);
      return;
    }
    intent.onTheWay += 1;
    agenda.schedule(transaction.at + delayOf(knobs, random), (at) => notice(intent, transaction, at));
  });

  return { strays: () => [...strays], refund };
}

function misdirected(intent: Intent | undefined, transaction: ChainTransaction): StrayReason | null {
  if (intent === undefined) return 'not an intent address';
  if (intent.token.chainId !== transaction.chainId) return 'wrong chain';
  const sameToken = intent.token.address.toLowerCase() === transaction.tokenAddress.toLowerCase();
  return sameToken ? null : 'wrong token';
}

function delayOf(knobs: Knobs, random: SeededRandom): number {
  const delay = knobs.statusDelayMs;
  return typeof delay === 'number' ? delay : random.integer(delay[0], delay[1]);
}
