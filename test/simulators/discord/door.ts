/** The HTTP side: addresses, tokens, answers, uploaded files, and connections cut on order. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { apiError, invalidForm, isApiError } from './api-error.ts';
import { checkBody } from './check-body.ts';
import type { FoundRoute, RouteFinder } from './find-route.ts';
import type { Gateway } from './gateway.ts';
import type { InteractionBook } from './interaction-book.ts';
import type { MischiefAction, MischiefPlan } from './mischief.ts';
import { tooManyRequests, type RateLimits } from './rate-limits.ts';
import { decodeBody, type DecodedBody } from './read-request.ts';
import type { RecordedRequest, RequestRecord } from './request-record.ts';
import type { RouteAnswer } from './routes/route.ts';
import type { StoredFile } from './model.ts';
import type { World } from './world.ts';

export interface DoorDeps {
  readonly world: World;
  readonly gateway: Gateway;
  readonly book: InteractionBook;
  readonly token: string;
  readonly limits: RateLimits;
  readonly mischief: MischiefPlan;
  readonly record: RequestRecord;
  readonly findRoute: RouteFinder;
}

interface Exchange {
  readonly deps: DoorDeps;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Mischief after which the sender does not know that the request was executed. */
const SPOILING: readonly (string | undefined)[] = ['drop-after', 'status-after', 'garbage'];
/** Mischief that keeps the request from being executed. */
const HINDERING: readonly (string | undefined)[] = ['429', 'status', 'drop-before', 'late'];

/** Creates the server; it does not listen yet. */
export function createDoor(deps: DoorDeps): Server {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://discord');
    const method = request.method ?? 'GET';
    const path = decodePath(url.pathname);
    const exchange = { deps, request, response, method, path, query: url.searchParams };
    void handle(exchange).catch((error: unknown) => {
      send(exchange, 500, { message: `500: ${String(error)}`, code: 0 });
    });
  });
  // Clients keep connections open; the simulator must not outlive its test because of them.
  server.keepAliveTimeout = 5000;
  return server;
}

/** discord.js writes %40original for @original. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function handle(exchange: Exchange): Promise<void> {
  const { deps, path } = exchange;
  if (/^\/(ephemeral-)?attachments\//.test(path)) return sendFile(exchange);
  const inner = /^\/api(?:\/v10)?(\/.*)$/.exec(path)?.[1];
  if (inner === undefined) return send(exchange, 404, { message: '404: Not Found', code: 0 });
  let decoded: DecodedBody = { body: {}, files: [] };
  let found: FoundRoute | undefined;
  let refusal: unknown;
  try {
    decoded = await decodeBody(exchange.request);
    found = deps.findRoute(exchange.method, inner);
  } catch (error) {
    refusal = error;
  }
  const entry = deps.record.begin({
    name: found?.route.name ?? `${exchange.method} ${inner}`,
    method: exchange.method,
    path: found?.route.path ?? inner,
    params: found?.params ?? {},
    query: Object.fromEntries(exchange.query),
    body: decoded.body,
    files: decoded.files,
    reason: reasonOf(exchange.request),
    at: deps.world.clock.now(),
  });
  if (found === undefined) return finishWithError(exchange, entry, refusal);
  await answer(exchange, entry, found);
}

/** A header takes no letters beyond Latin, so clients escape it. */
function reasonOf({ headers }: IncomingMessage): string | undefined {
  const reason = headers['x-audit-log-reason'];
  return typeof reason === 'string' ? decodePath(reason) : undefined;
}

async function answer(exchange: Exchange, entry: RecordedRequest, found: FoundRoute): Promise<void> {
  const { deps } = exchange;
  const action = deps.mischief.take(entry);
  entry.mischief = action?.kind;
  if (HINDERING.includes(action?.kind)) deps.book.hinder(found.params['interaction_id'] ?? '');
  if (action?.kind === 'late') await sleep(action.ms);
  let headers: Record<string, string> = {};
  try {
    const isBot = authorize(exchange, found);
    headers = deps.limits.check(entry.name, majorOf(found), isBot);
    if (action !== undefined && preventedBy(action, exchange, entry)) return;
    const result = await run(exchange, entry, found);
    entry.result = result.body;
    await spoil(action, exchange, entry, () => {
      entry.status = result.status;
      send(exchange, result.status, result.body, headers);
    });
  } catch (error) {
    await spoil(action, exchange, entry, () => finishWithError(exchange, entry, error, headers));
  }
}

/** What makes two requests to the same route count apart: channel, guild, or webhook. */
function majorOf({ params }: FoundRoute): string {
  return [params['channel_id'], params['guild_id'], params['webhook_token']].join(' ');
}

function authorize(exchange: Exchange, { route }: FoundRoute): boolean {
  if (route.authorization === 'none') return false;
  if (exchange.request.headers.authorization !== `Bot ${exchange.deps.token}`)
    throw apiError(401, 0, '401: Unauthorized');
  return true;
}

async function run(exchange: Exchange, entry: RecordedRequest, found: FoundRoute): Promise<RouteAnswer> {
  const { world, gateway, book } = exchange.deps;
  const errors = checkBody(`${found.route.method} ${found.route.path}`, entry.body);
  if (errors.length > 0) throw invalidForm(errors);
  return found.route.run({
    ...{ world, gateway, book },
    params: found.params,
    query: exchange.query,
    body: entry.body,
    files: entry.files,
    reason: entry.reason,
    request: entry.number,
    isSpoiled: SPOILING.includes(entry.mischief),
  });
}

/** Mischief that keeps the request from being executed; true when the exchange is over. */
function preventedBy(action: MischiefAction, exchange: Exchange, entry: RecordedRequest): boolean {
  if (action.kind === '429') {
    const { retryAfter, scope = 'user' } = action;
    finishWithError(exchange, entry, tooManyRequests({ retryAfter, scope, fault: false }));
    return true;
  }
  if (action.kind === 'status') {
    entry.status = action.code;
    send(exchange, action.code, action.body ?? { message: `${action.code}: mischief`, code: 0 });
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
  respond: () => void,
): Promise<void> {
  if (action?.kind === 'drop-after') return cut(exchange, entry);
  if (action?.kind === 'delay') await sleep(action.ms);
  if (action?.kind === 'status-after') {
    entry.status = action.code;
    return send(exchange, action.code, { message: `${action.code}: mischief`, code: 0 });
  }
  if (action?.kind === 'garbage') {
    entry.status = 200;
    exchange.response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<html><body>It works!</body></html>');
    return;
  }
  respond();
}

function cut(exchange: Exchange, entry: RecordedRequest): void {
  entry.status = 0;
  exchange.request.socket.destroy();
}

function finishWithError(
  exchange: Exchange,
  entry: RecordedRequest,
  error: unknown,
  headers: Record<string, string> = {},
): void {
  const { world, limits } = exchange.deps;
  const known = isApiError(error) ? error : apiError(500, 0, `500: ${String(error)}`, { fault: true });
  entry.status = known.status;
  entry.code = known.body['code'] as number;
  entry.error = known.message;
  entry.isFault = known.fault;
  if (known.fault)
    world.addFault(known.status === 429 ? 'limit' : 'spec', `${entry.name}: ${known.message}`, entry.number);
  if ([401, 403, 429].includes(known.status)) limits.noteInvalid();
  send(exchange, known.status, known.body, { ...headers, ...known.headers });
}

/** The address of a person's file counts only with the signature that the bot was given with it. */
function signs({ query }: StoredFile, given: URLSearchParams): boolean {
  return query === undefined || query === given.toString();
}

function sendFile(exchange: Exchange): void {
  const files = [...exchange.deps.world.files.values()];
  const { path, deps, query, request, response } = exchange;
  const file = files.find((stored) => stored.path === path && signs(stored, query));
  deps.world.fetched.push(path);
  if (request.headers.authorization !== undefined)
    deps.world.addFault('privacy', 'the token of the bot was sent along with the address of a file');
  if (file === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('This content is no longer available.');
    return;
  }
  response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length }).end(file.bytes);
}

function send(
  exchange: Exchange,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const { response, request } = exchange;
  if (response.headersSent || response.destroyed) return;
  // After an early refusal the rest of the body may still be coming; the connection is not reusable then.
  if (!request.complete) response.setHeader('connection', 'close');
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  const text = JSON.stringify(body);
  response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(text);
}
