// The four documented operations, without HTTP: a checked request in, an envelope out.

import { checkCreate, checkTransfer, refuse, type Refusal } from './contract.ts';
import type { IntentBook } from './intent-book.ts';
import { apiObject, type Fields } from './intent-wire.ts';
import type { Credentials, Knobs } from './knobs.ts';
import type { Picked } from './mischief.ts';
import type { Transfers } from './transfers.ts';
import type { Clock, Intent, Operation } from './types.ts';

export interface Call {
  readonly operation: Operation;
  readonly intentId: string | null;
  readonly query: string;
  readonly body: string;
  readonly mischief: Picked | null;
}

export interface Result {
  readonly httpStatus: number;
  readonly envelope: { readonly code: number; readonly data?: unknown; readonly message?: string };
  readonly headers?: Readonly<Record<string, string>>;
  /** The intent that this call made or showed. */
  readonly intent?: Intent;
  readonly refusal?: Refusal;
}

export interface Operations {
  readonly run: (call: Call) => Result;
  /** Turns a refusal into an answer in the configured style. */
  refusal(refusal: Refusal): Result;
  render(intent: Intent): Fields;
  /** Reads within each second of the clock, oldest first. */
  readsPerSecond(): readonly { readonly second: number; readonly count: number }[];
}

interface OperationDeps {
  readonly clock: Clock;
  readonly knobs: Knobs;
  readonly credentials: Credentials;
  readonly book: IntentBook;
  readonly transfers: Transfers;
}

export function createOperations({ clock, knobs, credentials, book, transfers }: OperationDeps): Operations {
  const reads = new Map<number, number>();
  const render = (intent: Intent): Fields => apiObject(intent, knobs, credentials);

  const refusal = (refused: Refusal): Result => {
    const { code, message, data } = refused;
    const envelope = { code, message, ...(data === undefined ? {} : { data }) };
    return {
      httpStatus: knobs.errorsAs === 'http-200' ? 200 : refused.httpStatus,
      envelope,
      refusal: refused,
    };
  };

  const ok = (data: unknown): Result => ({ httpStatus: 200, envelope: { code: 0, data } });

  const create = (call: Call): Result => {
    const checked = checkCreate(call.body, knobs);
    if ('refusal' in checked) return refusal(checked.refusal);
    const intent = book.create(checked.value, 'merchant');
    return { ...ok(render(intent)), intent };
  };

  const isTooOften = (): boolean => {
    const second = Math.floor(clock.now() / 1000);
    const count = (reads.get(second) ?? 0) + 1;
    reads.set(second, count);
    return knobs.maxReadsPerSecond !== null && count > knobs.maxReadsPerSecond;
  };

  const read = (call: Call): Result => {
    if (isTooOften()) return tooMany(1);
    const intent = book.get(call.intentId ?? '');
    if (intent === undefined)
      return refusal({ code: 4006, httpStatus: 404, message: 'Invalid payment_intent_id' });
    return { ...ok(render(intent)), intent };
  };

  const list = (call: Call): Result => {
    if (isTooOften()) return tooMany(1);
    const { kind, options } = call.mischief ?? { kind: null, options: {} };
    const shape = kind === 'list shape' ? (options.shape ?? 'items') : knobs.listShape;
    if (shape === 'error') return refusal(refuse('listUnavailable', 'the list is not available', 403));
    const query = new URLSearchParams(call.query);
    const newestFirst = [...book.all()].reverse().map(render);
    const found = knobs.listFilters ? newestFirst.filter((fields) => matches(fields, query)) : newestFirst;
    const page = found.slice(0, knobs.listPageSize ?? found.length);
    return ok(shape === 'array' ? page : { items: page, total: found.length });
  };

  const transfer = (call: Call): Result => {
    const checked = checkTransfer(call.body);
    if ('refusal' in checked) return refusal(checked.refusal);
    const done = transfers.execute(checked.value, call.mischief);
    return 'refusal' in done ? refusal(done.refusal) : ok(done.value);
  };

  const handlers: Record<Operation, (call: Call) => Result> = { create, read, list, transfer };
  return {
    run: (call) => handlers[call.operation](call),
    refusal,
    render,
    readsPerSecond: () => [...reads].map(([second, count]) => ({ second, count })),
  };
}

/** 429 as most vendors send it; the documents only say that limits exist. */
function tooMany(retryAfterSeconds: number): Result {
  const { code, message } = refuse('tooManyRequests', 'too many requests');
  return {
    httpStatus: 429,
    envelope: { code, message },
    headers: { 'retry-after': String(retryAfterSeconds) },
  };
}

function matches(fields: Fields, query: URLSearchParams): boolean {
  return [...query].every(([name, value]) => !(name in fields) || String(fields[name]) === value);
}
