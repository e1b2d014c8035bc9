// One request and its answer: which operation, which mischief, what is written, what is held against the caller.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { plainAnswer, spoiledAnswer, substituteAnswer, type Answer } from './answers.ts';
import { checkHeaders, isBreach, refuse, type Refusal } from './contract.ts';
import type { Picked } from './mischief.ts';
import type { Result } from './operations.ts';
import { routeOf, type Route } from './routes.ts';
import type { Clock, ContractFault, RequestRecord } from './types.ts';
import type { World } from './world.ts';

export interface Exchange {
  readonly world: World;
  readonly response: ServerResponse;
  readonly record: RequestRecord;
  readonly faults: ContractFault[];
  /** Fires when the simulator stops. */
  readonly signal: AbortSignal;
}

const MAX_BODY_BYTES = 1_000_000;
/** Enough to read any honest answer; a storm of oversize ones must not fill the memory. */
const KEPT_ANSWER = 10_000;

/** Answers one recorded request, well or badly. */
export async function answerRequest(exchange: Exchange): Promise<void> {
  const { world, record, signal } = exchange;
  const route = routeOf(record.method, record.path);
  if (route === null) {
    const result = world.operations.refusal(refuse('unknownRoute', 'no such route', 404));
    noteFault(exchange, result.refusal);
    await write(exchange, plainAnswer(result));
    return;
  }
  record.operation = route.operation;
  const picked = world.mischief.forRequest(route.operation, route.intentId);
  const slow = picked.find(({ kind }) => kind === 'slow');
  const wrong = picked.find(({ kind }) => kind !== 'slow') ?? null;
  record.mischief = wrong?.kind ?? slow?.kind ?? null;
  if (slow !== undefined) await sleep(slow.options.ms ?? 1000, undefined, { signal });
  if (wrong !== null && isInsteadOfRunning(wrong)) await writeInstead(exchange, wrong);
  else await runAndAnswer(exchange, route, wrong);
}

async function runAndAnswer(exchange: Exchange, route: Route, wrong: Picked | null): Promise<void> {
  const { world, record } = exchange;
  const call = { ...route, query: record.query, body: record.body, mischief: wrong };
  const refused = checkHeaders(route.operation, record.headers, world.credentials, world.revoked);
  const result = refused === null ? world.operations.run(call) : world.operations.refusal(refused);
  noteFault(exchange, result.refusal);
  const letGo = route.operation === 'create' ? await announceNew(exchange, result) : null;
  try {
    await writeResult(exchange, result, wrong);
  } finally {
    letGo?.();
  }
}

/** Sends the pending callback at once, or registers it and returns what lets it go after the answer. */
async function announceNew({ world }: Exchange, { intent }: Result): Promise<(() => void) | null> {
  if (intent === undefined || !world.knobs.pendingCallbacks) return null;
  if (world.knobs.callbackBeforeAnswer) {
    await world.callbacks.announce(intent);
    return null;
  }
  let letGo = (): void => undefined;
  const answered = new Promise<void>((resolve) => (letGo = resolve));
  void world.callbacks.announce(intent, answered);
  return letGo;
}

const INSTEAD = new Set(['hang before', 'cut before', 'error 500', 'too many', 'code not zero', 'redirect']);

function isInsteadOfRunning({ kind, options }: Picked): boolean {
  return INSTEAD.has(kind) && options.after !== true;
}

async function writeInstead(exchange: Exchange, wrong: Picked): Promise<void> {
  const substitute = substituteAnswer(wrong);
  if (substitute === null) leave(exchange, wrong);
  else await write(exchange, substitute);
}

async function writeResult(exchange: Exchange, result: Result, wrong: Picked | null): Promise<void> {
  const { book, operations } = exchange.world;
  if (wrong === null) {
    await write(exchange, plainAnswer(result));
  } else if (wrong.kind.startsWith('hang ') || wrong.kind === 'cut after') {
    leave(exchange, wrong);
  } else {
    const another = book.all().findLast((other) => other !== result.intent);
    const other = another === undefined ? undefined : operations.render(another);
    await write(exchange, substituteAnswer(wrong) ?? spoiledAnswer(result, wrong, other));
  }
}

/** No answer: the connection hangs until somebody gives up, or is cut at once. */
function leave({ response, record }: Exchange, { kind }: Picked): void {
  record.answered = kind.startsWith('hang') ? 'hung' : 'cut';
  if (record.answered === 'cut') response.destroy();
}

function noteFault({ world, faults, record }: Exchange, refusal: Refusal | undefined): void {
  if (refusal === undefined || !isBreach(refusal)) return;
  const at = world.clock.now();
  const fault: ContractFault = { at, rule: String(refusal.code), detail: refusal.message, request: record };
  faults.push(fault);
  world.emit({ type: 'fault', at, fault });
}

export function write(
  { response, record }: Pick<Exchange, 'response' | 'record'>,
  answer: Answer,
): Promise<void> {
  const bytes = Buffer.from(answer.text);
  const isWhole = answer.ending === 'whole';
  record.answer = answer.text.slice(0, KEPT_ANSWER);
  record.answered = isWhole ? answer.status : 'cut';
  response.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length });
  return new Promise((resolve) => {
    // Close without finish means that the caller has gone: nobody is left to be told.
    response.once('close', resolve);
    if (isWhole) response.end(bytes, () => resolve());
    else response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
  });
}

/** Reads a whole request into a record. */
export async function recordOf(request: IncomingMessage, clock: Clock): Promise<RequestRecord> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error('request body too large');
    chunks.push(chunk);
  }
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  return {
    at: clock.now(),
    method: request.method ?? '',
    path,
    query,
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
    operation: 'unknown',
    answered: null,
    answer: '',
    mischief: null,
  };
}
