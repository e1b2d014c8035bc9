// A queue of what shall go wrong next. Rules wait here until a request or a callback fits them.

import type { SeededRandom } from './seeded-random.ts';
import type { Operation } from './types.ts';

/** Wrong answers of the API. The words "before" and "after" say whether the request was carried out. */
export type ApiMischief =
  | 'hang before' // never answers and does nothing
  | 'hang after' // carries it out and never answers
  | 'cut before' // cuts the connection and does nothing
  | 'cut after' // carries it out and cuts the connection
  | 'cut mid body' // carries it out, cuts within the body
  | 'error 500' // {after: true} carries it out first
  | 'too many' // 429 with Retry-After {retryAfter: seconds}
  | 'code not zero' // HTTP 200 with {code, message}
  | 'redirect' // 302 to {location}
  | 'html' // an HTML page with HTTP 200, or {status}
  | 'truncated json'
  | 'oversize' // a body of {bytes}, default 2 MB
  | 'other intent' // another intent's body
  | 'numbers' // amounts as JSON numbers
  | 'unknown status' // {status}, default 'confirming'
  | 'regress' // shows the intent as if nothing had happened yet
  | 'proto' // __proto__ and constructor keys in the text
  | 'fields' // {fields} laid over the data; undefined removes one
  | 'list shape' // {shape}: 'array', 'items' or 'error'
  | 'slow' // {ms} of real time, then the ordinary answer
  | 'balance not enough' // transfers: 4015, not carried out
  | 'cap exceeded' // transfers: refused with a simulator-made code
  | 'no hash' // transfers: tx_hash null; {parked: true} moves no money until approved
  | 'duplicate hash'; // transfers: the previous transfer's hash

export type CallbackMischief =
  | 'callback lost'
  | 'callback duplicated' // {copies}, default 2 in all
  | 'callback delayed' // {ms} by the clock
  | 'callback reordered' // overtaken by the next callback to any address
  | 'callback wrong type' // {contentType}, default text/plain
  | 'callback huge' // {bytes}, default 2 MB
  | 'callback cut' // cuts the connection within the body
  | 'callback fields'; // {fields} laid over the body

export type MischiefKind = ApiMischief | CallbackMischief;

export interface MischiefOptions {
  /** How often; default 1. */
  readonly times?: number;
  /** Which request; default depends on the kind, mostly any. */
  readonly on?: Operation | 'any';
  /** Only for this intent: reads by id, and callbacks. */
  readonly intentId?: string;
  /** 0 to 1, drawn from the seed at every occasion. */
  readonly chance?: number;
  readonly after?: boolean;
  readonly ms?: number;
  readonly bytes?: number;
  readonly copies?: number;
  readonly code?: number;
  readonly message?: string;
  readonly status?: string | number;
  readonly retryAfter?: number;
  readonly location?: string;
  readonly contentType?: string;
  readonly shape?: 'array' | 'items' | 'error';
  readonly parked?: boolean;
  readonly fields?: Readonly<Record<string, unknown>>;
}

export interface Picked {
  readonly kind: MischiefKind;
  readonly options: MischiefOptions;
}

export interface Mischief {
  /** Arms a rule for its next occasions: `next('html')`, `next('slow', 3)`, `next('cut after', {on: 'create'})`. */
  readonly next: (kind: MischiefKind, options?: number | MischiefOptions) => void;
  /** A rule that stays until the returned function is called. */
  always(kind: MischiefKind, options?: MischiefOptions): () => void;
  /** Rules that still wait. */
  readonly pending: () => readonly Picked[];
  clear(): void;
}

export interface MischiefBox extends Mischief {
  /** Takes what applies to a request: at most one wrong answer, and slowness beside it. */
  forRequest(operation: Operation, intentId: string | null): readonly Picked[];
  forCallback(intentId: string | null): Picked | null;
}

const ONLY_ON: Partial<Record<MischiefKind, Operation>> = {
  'other intent': 'read',
  numbers: 'read',
  'unknown status': 'read',
  regress: 'read',
  proto: 'read',
  fields: 'read',
  'list shape': 'list',
  'balance not enough': 'transfer',
  'cap exceeded': 'transfer',
  'no hash': 'transfer',
  'duplicate hash': 'transfer',
};

interface Rule extends Picked {
  left: number;
}

export function createMischief(random: SeededRandom): MischiefBox {
  let rules: Rule[] = [];

  const take = (rule: Rule): Picked => {
    rule.left -= 1;
    if (rule.left <= 0) rules = rules.filter((other) => other !== rule);
    return { kind: rule.kind, options: rule.options };
  };
  const isFor = (rule: Rule, intentId: string | null): boolean =>
    (rule.options.intentId === undefined || rule.options.intentId === intentId) &&
    (rule.options.chance === undefined || random.chance(rule.options.chance));
  const fits = (rule: Rule, operation: Operation, intentId: string | null): boolean => {
    if (isCallbackKind(rule.kind)) return false;
    const on = rule.options.on ?? ONLY_ON[rule.kind] ?? 'any';
    return (on === 'any' || on === operation) && isFor(rule, intentId);
  };

  return {
    next(kind, options = {}) {
      const full = typeof options === 'number' ? { times: options } : options;
      rules.push({ kind, options: full, left: full.times ?? 1 });
    },
    always(kind, options = {}) {
      const rule: Rule = { kind, options, left: Infinity };
      rules.push(rule);
      return () => {
        rules = rules.filter((other) => other !== rule);
      };
    },
    pending: () => rules.map(({ kind, options }) => ({ kind, options })),
    clear: () => {
      rules = [];
    },
    forRequest(operation, intentId) {
      const slow = rules.find((rule) => rule.kind === 'slow' && fits(rule, operation, intentId));
      const wrong = rules.find((rule) => rule.kind !== 'slow' && fits(rule, operation, intentId));
      return [slow, wrong].filter((rule) => rule !== undefined).map(take);
    },
    forCallback(intentId) {
      const rule = rules.find((candidate) => isCallbackKind(candidate.kind) && isFor(candidate, intentId));
      return rule === undefined ? null : take(rule);
    },
  };
}

function isCallbackKind(kind: MischiefKind): kind is CallbackMischief {
  return kind.startsWith('callback ');
}
