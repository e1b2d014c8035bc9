import type { UserFromGetMe, Update } from 'grammy/types';
import { Api, Bot, BotError } from 'grammy';
import type { ChatMessenger } from '../../src/ports/chat-messenger.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import type { BotCore } from '../shared/asker.ts';
import { settleTrouble } from '../shared/trouble.ts';
import { handleButton } from './button-handler.ts';
import { handleJoinRequest } from './join-request.ts';
import { handleMessage, linkTo } from './message-handler.ts';
import { noteArrival } from './place-arrival.ts';
import { CALL_SECONDS_MAX, numericChatIds } from './telegram-api.ts';
import { isTokenRefused, safeError, tokenRefused, troubleOf } from './telegram-errors.ts';
import { createTelegramFiles } from './telegram-files.ts';
import type { TelegramPolling } from './telegram-intake.ts';
import { allowedUpdates, createTelegramPolling } from './telegram-intake.ts';
import { setTelegramMenus } from './telegram-menus.ts';
import { createTelegramMessenger } from './telegram-messenger.ts';

export type TelegramBotDeps = {
  readonly token: string;
  readonly apiRoot: string;
  readonly core: BotCore;
  readonly clock: Clock;
  readonly log: Log;
};

export type TelegramBot = {
  readonly messenger: ChatMessenger;
  /** Asks Telegram who we are and fills the menus. Before it, updates can't be handled. */
  start(): Promise<UserFromGetMe>;
  /**
   * Acts on a stored update. May be repeated: a throw means "again later", a `RetryLater` says when.
   */
  handleUpdate(update: Update): Promise<void>;
  /** Takes updates by long polling. A webhook that was set before is given up. */
  poll(put: (update: Update) => Promise<void>): Promise<TelegramPolling>;
  /** Has Telegram send the updates to us instead. */
  useWebhook(url: string, secretToken: string): Promise<void>;
};

/** A poll hangs for 25 s when nothing happens. */
const POLL_SECONDS_MAX = 60;

/** The bot on Telegram: updates in, calls of the core, words out. */
export function createTelegramBot(deps: TelegramBotDeps): TelegramBot {
  const { token, apiRoot, core, clock, log } = deps;
  const bot = new Bot(token, { client: { apiRoot, timeoutSeconds: CALL_SECONDS_MAX } });
  const { api } = bot;
  api.config.use(numericChatIds);
  const files = createTelegramFiles({ api, token, apiRoot });
  const requestKeyOf = (update: Update) => `telegram:${bot.botInfo.id}:${update.update_id}`;

  bot.on('message', (ctx) => {
    const requestKey = requestKeyOf(ctx.update);
    const scene = { api, core, clock, requestKey, files, botUsername: ctx.me.username };
    return handleMessage(scene, ctx.message);
  });
  bot.on('callback_query', (ctx) =>
    handleButton(
      { api, core, requestKey: requestKeyOf(ctx.update), linkTo: linkTo(ctx.me.username) },
      ctx.callbackQuery,
    ),
  );
  bot.on('chat_join_request', (ctx) => handleJoinRequest(core, ctx.chatJoinRequest));
  bot.on('my_chat_member', (ctx) => noteArrival(core, ctx.myChatMember));

  return {
    messenger: createTelegramMessenger(api),
    async start() {
      await guarded(async () => {
        bot.botInfo = await api.getMe();
      });
      // Without menus people can still type; this is no reason not to start.
      await setTelegramMenus(api).catch((error: unknown) => {
        log.warn({ reason: safeError(error).message }, 'the command menus could not be set');
      });
      return bot.botInfo;
    },
    async handleUpdate(update) {
      try {
        await bot.handleUpdate(update);
      } catch (error) {
        settle(error instanceof BotError ? error.error : error, update, log);
      }
    },
    async poll(put) {
      const pollingApi = new Api(token, { apiRoot, timeoutSeconds: POLL_SECONDS_MAX });
      await guarded(() => api.deleteWebhook());
      return createTelegramPolling({ api: pollingApi, put, log });
    },
    async useWebhook(url, secretToken) {
      const options = { secret_token: secretToken, allowed_updates: [...allowedUpdates] };
      await guarded(() => api.setWebhook(url, options));
    },
  };
}

/** What becomes of an update that could not be handled. */
function settle(error: unknown, update: Update, log: Log): void {
  const trouble = troubleOf(error);
  if (!trouble) throw safeError(error);
  if (trouble.kind === 'not_modified' || trouble.kind === 'query_too_old') return;
  settleTrouble(trouble, `telegram:${update.update_id}`, log);
}

async function guarded(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    throw isTokenRefused(error) ? tokenRefused() : safeError(error);
  }
}
