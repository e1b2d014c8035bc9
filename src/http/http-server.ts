import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { CallbackAddress } from '../ports/callback-address.ts';
import type { Log } from '../ports/log.ts';
import { addCallbackRoute } from './callback-route.ts';
import { createDoorkeeper } from './doorkeeper.ts';
import { addHealthRoutes, type Readiness } from './health-routes.ts';
import { refuse, type Env } from './refuse.ts';
import { addTelegramWebhookRoute, type TelegramWebhook } from './telegram-webhook-route.ts';

export type HttpServerOptions = {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly log: Log;
  readonly callbackAddress: Pick<CallbackAddress, 'tokenIn'>;
  /** Stores a callback; `bodyHash` is the SHA-256 of its body as it came. */
  noteCallback(callbackToken: string, body: unknown, bodyHash: string): Promise<void>;
  readonly telegramWebhook: TelegramWebhook | null;
  isReady(): Promise<Readiness>;
  readonly limits?: Partial<Limits>;
};

export type Limits = {
  /** Per capability. KryptoGO has five statuses to tell of. */
  readonly callbacksPerMinute: number;
  /** Per remote address, before its wrong capabilities are answered 429. */
  readonly wrongPerMinute: number;
  /** How long storing may take before the caller is sent away. */
  readonly storeWithinMs: number;
  readonly connectionsMax: number;
};

export type HttpServer = {
  readonly url: string;
  readonly port: number;
  /** Takes no new connection, lets answers under way finish, and closes the rest after 3 s. */
  stop(): Promise<void>;
};

const LIMITS: Limits = {
  callbacksPerMinute: 60,
  wrongPerMinute: 60,
  storeWithinMs: 5_000,
  connectionsMax: 2_048,
};

/** Who sends slowly is cut (faults.md G-01); Node's own limits are 60 s, 300 s and 30 s. */
const CONNECTION_LIMITS = {
  headersTimeout: 3_000,
  requestTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 8 * 1024,
};

/** A connection on which nothing moves, such as an answer that nobody takes. */
const IDLE_MAX_MS = 15_000;
const DRAIN_MAX_MS = 3_000;

/** What the internet can reach. It speaks plain http and stands behind a proxy that speaks https. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const app = createApp(options);
  const server = createAdaptorServer({
    fetch: app.fetch,
    overrideGlobalObjects: false,
    serverOptions: CONNECTION_LIMITS,
  }) as Server;
  server.maxConnections = options.limits?.connectionsMax ?? LIMITS.connectionsMax;
  server.setTimeout(IDLE_MAX_MS);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}`, port, stop: () => drain(server) };
}

function createApp(options: HttpServerOptions): Hono<Env> {
  const { log, telegramWebhook } = options;
  const limits = { ...LIMITS, ...options.limits };
  const doorkeeper = createDoorkeeper(log, limits.wrongPerMinute);
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    await next();
    c.header('cache-control', 'no-store');
    c.header('x-content-type-options', 'nosniff');
  });
  addHealthRoutes(app, () => options.isReady());
  addCallbackRoute(app, { ...options, ...limits, doorkeeper });
  if (telegramWebhook) addTelegramWebhookRoute(app, { log, doorkeeper, telegramWebhook, ...limits });
  app.notFound((c) => refuse(c, 404, 'not found'));
  app.onError((error, c) => {
    log.error({ error }, 'A request failed');
    return refuse(c, 500, 'something went wrong');
  });
  return app;
}

async function drain(server: Server): Promise<void> {
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const end = setTimeout(() => server.closeAllConnections(), DRAIN_MAX_MS);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(sweep);
  clearTimeout(end);
}
