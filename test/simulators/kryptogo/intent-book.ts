// Keeps the intents: makes them, finds them, and lets them expire.
// What a payment does to an intent is in settlement.ts.

import type { Agenda } from './agenda.ts';
import { quote } from './decimals.ts';
import { truthOf } from './intent-truth.ts';
import type { Knobs } from './knobs.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Clock, CreatedBy, Emit, Intent } from './types.ts';

export interface NewIntent {
  readonly fiatAmount: string;
  readonly fiatCurrency: 'TWD' | 'USD';
  readonly orderData?: unknown;
  readonly callbackUrl?: string | undefined;
  readonly groupKey?: string | undefined;
}

export interface IntentBook {
  readonly create: (order: NewIntent, createdBy: CreatedBy) => Intent;
  get(id: string): Intent | undefined;
  byAddress(address: string): Intent | undefined;
  /** Oldest first. */
  all(): readonly Intent[];
  /** Moves an intent to a status and tells everybody who follows it. */
  changeStatus(intent: Intent, status: string, at: number): void;
  readonly onStatus: (listener: (intent: Intent, from: string, at: number) => void) => void;
}

interface BookDeps {
  readonly clock: Clock;
  readonly knobs: Knobs;
  readonly agenda: Agenda;
  readonly random: SeededRandom;
  readonly emit: Emit;
}

export function createIntentBook({ clock, knobs, agenda, random, emit }: BookDeps): IntentBook {
  const intents = new Map<string, Intent>();
  const idByAddress = new Map<string, string>();
  const listeners: ((intent: Intent, from: string, at: number) => void)[] = [];

  const changeStatus: IntentBook['changeStatus'] = (intent, status, at) => {
    const from = intent.status;
    intent.status = status;
    emit({ type: 'status', at, from, intent: truthOf(intent) });
    for (const listener of listeners) listener(intent, from, at);
  };

  const expire = (intent: Intent, at: number): void => {
    // A payment that was made in time and is not noticed yet decides the intent instead.
    if (intent.status === 'pending' && intent.onTheWay === 0) changeStatus(intent, 'expired', at);
  };

  const create: IntentBook['create'] = (order, createdBy) => {
    const createdAt = clock.now();
    const intent = newIntent({ order, createdBy, createdAt, knobs, random });
    intents.set(intent.id, intent);
    idByAddress.set(intent.address.toLowerCase(), intent.id);
    agenda.schedule(intent.deadline * 1000, (at) => expire(intent, at));
    emit({ type: 'intent', at: createdAt, intent: truthOf(intent) });
    return intent;
  };

  return {
    create,
    get: (id) => intents.get(id),
    byAddress: (address) => intents.get(idByAddress.get(address.toLowerCase()) ?? ''),
    all: () => [...intents.values()],
    changeStatus,
    onStatus: (listener) => void listeners.push(listener),
  };
}

interface NewIntentParts {
  readonly order: NewIntent;
  readonly createdBy: CreatedBy;
  readonly createdAt: number;
  readonly knobs: Knobs;
  readonly random: SeededRandom;
}

function newIntent({ order, createdBy, createdAt, knobs, random }: NewIntentParts): Intent {
  const token = knobs.paymentToken;
  const rate = knobs.rates[order.fiatCurrency];
  return {
    id: random.id(),
    createdAt,
    createdBy,
    address: random.address(),
    token,
    cryptoAmount: quote(order.fiatAmount, rate, token.decimals, knobs.quoteDecimals),
    fiatAmount: order.fiatAmount,
    fiatCurrency: order.fiatCurrency,
    deadline: Math.floor((createdAt + knobs.validForMs) / 1000),
    orderData: order.orderData,
    callbackUrl: order.callbackUrl,
    groupKey: order.groupKey,
    status: 'pending',
    received: null,
    aggregated: null,
    refunded: null,
    paymentTxHash: null,
    paymentTxTime: null,
    payerAddress: null,
    aggregationTxHash: null,
    refundTxHash: null,
    onTheWay: 0,
  };
}
