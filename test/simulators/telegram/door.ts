/** The HTTP side: addresses, tokens, envelopes, file downloads, and connections cut on order. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { apiError, isApiError, tooManyRequests } from './api-error.ts';
import type { ApiError } from './api-error.ts';
import { canonicalName, runMethod } from './methods/run-method.ts';
import type { MethodContext } from './methods/method.ts';
import type { MischiefAction, MischiefPlan } from './mischief.ts';
import type { RateLimits } from './rate-limits.ts';
import { decodeRequest } from './read-request.ts';
import type { DecodedRequest } from './read-request.ts';
import type { RecordedRequest, RequestRecord } from './request-record.ts';
import { botApiSpec } from './spec.ts';
import { checkParams } from './check-params.ts';

export interface DoorDeps {
  readonly token: string;
  readonly context: Pick<MethodContext, 'world' | 'queue' | 'webhook' | 'menu'>;
  readonly limits: RateLimits;
  readonly mischief: MischiefPlan;
  readonly record: RequestRecord;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Creates the server; it does not listen yet. */
export function createDoor(deps: DoorDeps): Server {
  const server = createServer((request, response) => {
    void handle(deps, { request, response }).catch((error: unknown) => {
      sendError({ request, response }, apiError(500, `Internal Server Error: ${String(error)}`));
    });
  });
  // Clients keep connections open; the simulator must not outlive its test because of them.
  server.keepAliveTimeout = 5000;
  return server;
}

async function handle(deps: DoorDeps, exchange: Exchange): Promise<void> {
  const url = new URL(exchange.request.url ?? '/', 'http://telegram');
  const match = /^\/(file\/)?bot([^/]*)\/(.*)$/.exec(decodeURIComponent(url.pathname));
  if (match === null) return sendError(exchange, apiError(404, 'Not Found'));
  const [, file, token, rest] = match;
  if (token !== deps.token) return sendError(exchange, tokenError(token ?? ''));
  if (file !== undefined) return answerDownload(deps, exchange, rest ?? '');
  await answerMethod(deps, exchange, rest ?? '', url.searchParams);
}

function tokenError(token: string): ApiError {
  return /^[1-9]\d*:[\w-]+$/.test(token) ? apiError(401, 'Unauthorized') : apiError(404, 'Not Found');
}

/** The bytes of a file: recorded, and open to mischief, as the method "download". */
async function answerDownload(deps: DoorDeps, exchange: Exchange, path: string): Promise<void> {
  const { world } = deps.context;
  const seen = { method: 'download', params: { path } };
  const entry = deps.record.begin({ ...seen, files: [], at: world.clock.now() });
  const action = deps.mischief.take(seen);
  entry.mischief = action?.kind;
  if (action !== undefined && preventedBy(action, exchange, entry)) return;
  const file = [...world.files.values()].find((stored) => stored.path === path);
  await spoil(action, exchange, entry, () => {
    if (file === undefined) return finishWithError(exchange, entry, apiError(404, 'Not Found'));
    entry.status = 200;
    exchange.response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.bytes);
  });
}

async function answerMethod(
  deps: DoorDeps,
  exchange: Exchange,
  asked: string,
  query: URLSearchParams,
): Promise<void> {
  const { world } = deps.context;
  const method = canonicalName(asked);
  let decoded: DecodedRequest;
  try {
    decoded = await decodeRequest(exchange.request, query);
  } catch (error) {
    const entry = deps.record.begin({
      method,
      params: Object.fromEntries(query),
      files: [],
      at: world.clock.now(),
    });
    return finishWithError(exchange, entry, error);
  }
  const params = readable(method, decoded);
  const entry = deps.record.begin({
    method,
    params,
    files: [...decoded.files.values()],
    at: world.clock.now(),
  });
  const action = deps.mischief.take({ method, params });
  entry.mischief = action?.kind;
  if (action !== undefined && preventedBy(action, exchange, entry)) return;
  try {
    const context = {
      ...deps.context,
      params: decoded.params,
      files: decoded.files,
      onHangUp: hangUp(exchange),
    };
    entry.result = await runMethod(method, context, { textual: decoded.textual, limits: deps.limits });
    await spoil(action, exchange, entry, () => sendResult(exchange, entry));
  } catch (error) {
    await spoil(action, exchange, entry, () => finishWithError(exchange, entry, error));
  }
}

/** Parameters with their types for the record; as they came when they break the spec. */
function readable(method: string, decoded: DecodedRequest): Readonly<Record<string, unknown>> {
  const entry = botApiSpec.methods.get(method.toLowerCase());
  if (entry === undefined) return decoded.params;
  try {
    return checkParams(method, entry.fields, decoded.params, decoded.textual);
  } catch {
    return decoded.params;
  }
}

function hangUp(exchange: Exchange): (hungUp: () => void) => void {
  return (hungUp) => void exchange.response.once('close', hungUp);
}

/** Mischief that keeps the request from being executed; true when the exchange is over. */
function preventedBy(action: MischiefAction, exchange: Exchange, entry: RecordedRequest): boolean {
  if (action.kind === '429') {
    finishWithError(exchange, entry, tooManyRequests(action.retryAfter, false));
    return true;
  }
  if (action.kind === 'status') {
    finishWithError(exchange, entry, apiError(action.code, action.description));
    return true;
  }
  if (action.kind !== 'drop-before') return false;
  cut(exchange, entry);
  return true;
}

/** Mischief with the answer of a request that was executed. */
async function spoil(
  action: MischiefAction | undefined,
  exchange: Exchange,
  entry: RecordedRequest,
  answer: () => void,
): Promise<void> {
  if (action?.kind === 'drop-after') return cut(exchange, entry);
  if (action?.kind === 'delay') await sleep(action.ms);
  if (action?.kind === 'garbage') {
    entry.status = 200;
    exchange.response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<html><body>It works!</body></html>');
    return;
  }
  answer();
}

function cut(exchange: Exchange, entry: RecordedRequest): void {
  entry.status = 0;
  exchange.request.socket.destroy();
}

function sendResult(exchange: Exchange, entry: RecordedRequest): void {
  entry.status = 200;
  send(exchange, 200, { ok: true, result: entry.result });
}

function finishWithError(exchange: Exchange, entry: RecordedRequest, error: unknown): void {
  const known = isApiError(error)
    ? error
    : apiError(500, `Internal Server Error: ${String(error)}`, { fault: true });
  entry.status = known.code;
  entry.error = known.description;
  entry.isFault = known.fault;
  sendError(exchange, known);
}

function sendError(exchange: Exchange, error: ApiError): void {
  const parameters = error.parameters === undefined ? {} : { parameters: error.parameters };
  const retryAfter = error.parameters?.['retry_after'];
  if (retryAfter !== undefined && !exchange.response.headersSent)
    exchange.response.setHeader('retry-after', retryAfter);
  send(exchange, error.code, {
    ok: false,
    error_code: error.code,
    description: error.description,
    ...parameters,
  });
}

function send(exchange: Exchange, status: number, body: object): void {
  const { response, request } = exchange;
  if (response.headersSent || response.destroyed) return;
  // After an early refusal the rest of the body may still be coming; the connection is not reusable then.
  if (!request.complete) response.setHeader('connection', 'close');
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
