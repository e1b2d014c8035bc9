// Turns a result into bytes on the wire, and spoils them when mischief asks for it.

import type { Fields } from './intent-wire.ts';
import type { Picked } from './mischief.ts';
import type { Result } from './operations.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** 'cut mid body' promises the whole length and delivers half. */
  readonly ending: 'whole' | 'cut mid body';
}

const DEFAULT_OVERSIZE_BYTES = 2_000_000;
const AMOUNTS = ['crypto_amount', 'fiat_amount', 'received_amount', 'aggregated_amount', 'refund_amount'];
const UNTOUCHED: Fields = {
  status: 'pending',
  payment_tx_hash: null,
  refund_tx_hash: null,
  received_amount: null,
  aggregated_amount: null,
  refund_amount: null,
};
const HTML =
  '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>';

function json(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    text,
    ending: 'whole',
  };
}

/** The honest answer. */
export function plainAnswer(result: Result): Answer {
  return json(result.httpStatus, JSON.stringify(result.envelope), result.headers);
}

/** An answer that is made without looking at the operation's result. */
export function substituteAnswer({ kind, options }: Picked): Answer | null {
  const code = options.code ?? 5000;
  const message = options.message ?? 'internal error (simulator)';
  switch (kind) {
    case 'error 500':
      return json(
        typeof options.status === 'number' ? options.status : 500,
        JSON.stringify({ code, message }),
      );
    case 'too many':
      return json(429, JSON.stringify({ code, message: 'too many requests (simulator)' }), {
        'retry-after': String(options.retryAfter ?? 1),
      });
    case 'code not zero':
      return json(200, JSON.stringify({ code, message }));
    case 'redirect':
      return { ...json(302, ''), headers: { location: options.location ?? 'http://127.0.0.1:9/elsewhere' } };
    case 'html': {
      const status = typeof options.status === 'number' ? options.status : 200;
      return { ...json(status, HTML), headers: { 'content-type': 'text/html' } };
    }
    default:
      return null;
  }
}

/** The answer with mischief applied to its content. */
export function spoiledAnswer(result: Result, picked: Picked, another: Fields | undefined): Answer {
  const { kind, options } = picked;
  const whole = plainAnswer(result);
  const data = isFields(result.envelope.data) ? result.envelope.data : {};
  const withData = (changed: Fields): Answer =>
    json(whole.status, JSON.stringify({ ...result.envelope, data: changed }), result.headers);
  switch (kind) {
    case 'cut mid body':
      return { ...whole, ending: 'cut mid body' };
    case 'truncated json':
      return { ...whole, text: whole.text.slice(0, Math.floor(whole.text.length / 2)) };
    case 'oversize':
      return withData({ ...data, padding: 'x'.repeat(options.bytes ?? DEFAULT_OVERSIZE_BYTES) });
    case 'other intent':
      return withData(another ?? { ...data, payment_intent_id: '0'.repeat(32) });
    case 'numbers':
      return withData({ ...data, ...amountsAsNumbers(data) });
    case 'unknown status':
      return withData({ ...data, status: options.status ?? 'confirming' });
    case 'regress':
      return withData({ ...data, ...UNTOUCHED });
    case 'fields':
      return withData({ ...data, ...options.fields });
    case 'proto': {
      // Written as text: an object literal with this key would set the prototype instead.
      const poison =
        '"__proto__":{"polluted":true,"status":"success"},"constructor":{"prototype":{"polluted":true}},';
      const poisoned = whole.text.replaceAll(/\{(?=")/g, `{${poison}`);
      return { ...whole, text: poisoned };
    }
    default:
      return whole;
  }
}

function isFields(value: unknown): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function amountsAsNumbers(data: Fields): Fields {
  const present = AMOUNTS.filter((name) => typeof data[name] === 'string');
  return Object.fromEntries(present.map((name) => [name, Number(data[name])]));
}
