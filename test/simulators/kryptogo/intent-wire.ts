// How an intent looks in an API answer and in a callback. The two differ, as the public examples do.

import { createHmac } from 'node:crypto';
import { fromUnits } from './decimals.ts';
import type { Credentials, Knobs, SignatureKnob } from './knobs.ts';
import type { Intent } from './types.ts';

export type Fields = Record<string, unknown>;

/** The object inside {code, data}. */
export function apiObject(intent: Intent, knobs: Knobs, credentials: Credentials): Fields {
  const { token } = intent;
  const amount = (units: bigint | null): string | null =>
    units === null ? null : fromUnits(units, token.decimals);
  const extra = knobs.extraFields
    ? {
        client_id: credentials.clientId,
        org_id: credentials.orgId,
        payer_address: intent.payerAddress,
        payment_tx_timestamp: intent.paymentTxTime,
        aggregation_tx_hash: intent.aggregationTxHash,
      }
    : {};
  const fields: Fields = {
    payment_intent_id: intent.id,
    payment_chain_id: token.chainId,
    payment_address: intent.address,
    token_address: token.address,
    symbol: token.symbol,
    decimals: token.decimals,
    crypto_amount: fromUnits(intent.cryptoAmount, token.decimals),
    fiat_amount: fiatEcho(intent, knobs),
    fiat_currency: intent.fiatCurrency,
    payment_deadline: intent.deadline,
    status: intent.status,
    payment_tx_hash: intent.paymentTxHash,
    refund_tx_hash: intent.refundTxHash,
    received_amount: amount(intent.received),
    aggregated_amount: amount(intent.aggregated),
    refund_amount: amount(intent.refunded),
    ...extra,
    ...echoed(intent),
  };
  return knobs.nulls === 'sent' ? fields : withoutNulls(fields);
}

/** The bare object that is posted to the callback address. */
export function callbackObject(intent: Intent, knobs: Knobs, credentials: Credentials, now: number): Fields {
  const sent = knobs.callbackNulls === 'sent';
  const api = apiObject(intent, { ...knobs, nulls: 'sent' }, credentials);
  const body = knobs.callbackNames === 'api' ? api : callbackFields(api, credentials);
  const kept = sent ? body : withoutNulls(body);
  return knobs.callbackSignature === null ? kept : signed(kept, knobs.callbackSignature, now);
}

/** The field set of the only public callback example, with its other names for two amounts. */
function callbackFields(api: Fields, credentials: Credentials): Fields {
  return {
    payment_intent_id: api['payment_intent_id'],
    client_id: credentials.clientId,
    fiat_amount: api['fiat_amount'],
    fiat_currency: api['fiat_currency'],
    payment_deadline: api['payment_deadline'],
    status: api['status'],
    payment_chain_id: api['payment_chain_id'],
    symbol: api['symbol'],
    crypto_amount: api['crypto_amount'],
    payment_tx_hash: api['payment_tx_hash'],
    refund_tx_hash: api['refund_tx_hash'],
    received_crypto_amount: api['received_amount'],
    aggregated_crypto_amount: api['aggregated_amount'],
    refund_amount: api['refund_amount'],
    order_data: api['order_data'],
    callback_url: api['callback_url'],
    group_key: api['group_key'],
  };
}

function echoed(intent: Intent): Fields {
  return {
    ...(intent.orderData === undefined ? {} : { order_data: intent.orderData }),
    ...(intent.callbackUrl === undefined ? {} : { callback_url: intent.callbackUrl }),
    ...(intent.groupKey === undefined ? {} : { group_key: intent.groupKey }),
  };
}

function fiatEcho(intent: Intent, knobs: Knobs): string {
  if (knobs.fiatEcho === 'as-sent') return intent.fiatAmount;
  const [whole = '0', fraction = ''] = intent.fiatAmount.split('.');
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(1, '0')}`;
}

function withoutNulls(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  );
}

function signed(body: Fields, knob: SignatureKnob, now: number): Fields {
  const stated = knob.spoil === 'stale' ? now - 3_600_000 : now;
  const timestamp = knob.timestampUnit === 'ms' ? stated : Math.floor(stated / 1000);
  const stamped = { ...body, timestamp };
  const text = (knob.canonical ?? sortedJson)(stamped);
  const secret = knob.spoil === 'wrong' ? `not-${knob.secret}` : knob.secret;
  return {
    ...stamped,
    signature: createHmac('sha256', secret)
      .update(text)
      .digest(knob.encoding ?? 'hex'),
  };
}

/** JSON with keys sorted at every level: one plausible canonical form, not a documented one. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
