import type { Hono } from 'hono';
import type { Log } from '../ports/log.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import { readJsonBody } from './json-body.ts';
import { isSameSecret, refuse, refuseUnstored, within, type Env } from './refuse.ts';

/** Where Telegram posts updates below the public address. */
export const TELEGRAM_WEBHOOK_PATH = '/webhooks/telegram';

export type TelegramWebhook = {
  readonly secret: string;
  /** Stores the update; when it returns, the update is safe and will not be sent again. */
  accept(update: unknown): Promise<void>;
};

export type TelegramWebhookRouteDeps = {
  readonly log: Log;
  readonly doorkeeper: Doorkeeper;
  readonly telegramWebhook: TelegramWebhook;
  readonly storeWithinMs: number;
};

const LIMITS = { maxBytes: 1024 * 1024, maxDepth: 100 };

/** `POST /webhooks/telegram`: the secret that we gave to `setWebhook` comes back in a header. */
export function addTelegramWebhookRoute(app: Hono<Env>, deps: TelegramWebhookRouteDeps): void {
  app.post(TELEGRAM_WEBHOOK_PATH, async (c) => {
    const secret = c.req.header('x-telegram-bot-api-secret-token') ?? '';
    if (!isSameSecret(secret, deps.telegramWebhook.secret)) return deps.doorkeeper.turnAway(c, 401);
    const body = await readJsonBody(c, LIMITS);
    if (!body.ok) return refuse(c, body.status, body.text);
    try {
      await within(deps.storeWithinMs, deps.telegramWebhook.accept(body.content));
    } catch (error) {
      return refuseUnstored(c, deps.log, 'update', error);
    }
    return c.text('received\n');
  });
  app.all(TELEGRAM_WEBHOOK_PATH, (c) => {
    c.header('allow', 'POST');
    return refuse(c, 405, 'POST only');
  });
}
