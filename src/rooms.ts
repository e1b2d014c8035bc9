import type { Update } from 'grammy/types';
import type { DiscordApi } from '../bots/discord/discord-api.ts';
import { createDiscordApi } from '../bots/discord/discord-api.ts';
import { createDiscordBot } from '../bots/discord/discord-bot.ts';
import { createRoleHands } from '../bots/discord/discord-hands.ts';
import { createDiscordRunner, inboxEntryOf as discordEntryOf } from '../bots/discord/discord-runner.ts';
import { createSharedSessions } from '../bots/discord/gateway-sessions.ts';
import type { GetUp } from '../bots/shared/get-up.ts';
import type { TelegramApi } from '../bots/telegram/telegram-api.ts';
import { createTelegramApi } from '../bots/telegram/telegram-api.ts';
import { createTelegramBot } from '../bots/telegram/telegram-bot.ts';
import { createTelegramHands } from '../bots/telegram/telegram-hands.ts';
import type { TelegramWay } from '../bots/telegram/telegram-runner.ts';
import { createTelegramRunner, inboxEntryOf as telegramEntryOf } from '../bots/telegram/telegram-runner.ts';
import type { Core } from './core/core.ts';
import type { Platform } from './domain/platform.ts';
import { RetryLater } from './domain/retry-later.ts';
import { TELEGRAM_WEBHOOK_PATH } from './http/telegram-webhook-route.ts';
import type { ChatMessenger } from './ports/chat-messenger.ts';
import type { Clock } from './ports/clock.ts';
import type { GoodsHands } from './ports/goods-hands.ts';
import type { Log } from './ports/log.ts';
import type { InboxEntry } from './ports/stores.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';
import type { Settings, TelegramSettings } from './settings.ts';
import { intakeLease, startPlatformIntake } from './worker/platform-intake.ts';
import { StartRefused } from './start-refused.ts';

type Undo = () => Promise<void>;

const NOT_UP_WAIT_MS = 2_000;

/** A chat platform that is switched on, as the rest of the product needs it. */
export type Room = {
  readonly platform: Platform;
  readonly messenger: ChatMessenger;
  readonly getUp: GetUp;
  handle(payload: unknown): Promise<void>;
  /** Brings what people say into the inbox, for one instance at a time; `null` where it is brought to us. */
  readonly listen: ((signal: AbortSignal) => Promise<void>) | null;
  stop(): Promise<void>;
};

/** The platforms' clients, where rooms and the shop's hands share one: limits are counted over both. */
export type Lines = { readonly telegram: TelegramApi | null; readonly discord: DiscordApi | null };

export function openLines({ telegram, discord }: Settings): Lines {
  return {
    telegram: telegram && createTelegramApi(telegram),
    discord: discord && createDiscordApi(discord),
  };
}

/** What the platforms do for the shop. A Telegram group may get another id while it is asked for something. */
export function platformHands(
  lines: Lines,
  { telegram }: Settings,
  clock: Clock,
  movePlace: (from: string, to: string) => Promise<void>,
): Pick<GoodsHands, 'roles' | 'invites'> {
  const invites =
    lines.telegram && telegram
      ? createTelegramHands({ api: lines.telegram, token: telegram.token, clock, movePlace })
      : null;
  return { roles: lines.discord && createRoleHands(lines.discord), invites };
}

/** What rooms are made of. */
export type RoomParts = {
  settings: Settings;
  lines: Lines;
  core: Core;
  clock: Clock;
  log: Log;
  put: (entry: InboxEntry | null) => Promise<void>;
  inTransaction: UnitOfWork;
  /** Names this instance; another after each start. */
  holder: string;
};

/** The platforms that have a token, each with its bot. */
export function createRooms(parts: RoomParts): Room[] {
  return [telegramRoom(parts), discordRoom(parts)].filter((room) => room !== null);
}

function telegramRoom({ settings, core, clock, log, put }: RoomParts): Room | null {
  const { telegram } = settings;
  if (!telegram) return null;
  const bot = createTelegramBot({ ...telegram, core, clock, log });
  const runner = createTelegramRunner({
    bot,
    way: wayOf(telegram, settings),
    put: (update) => put(telegramEntryOf(update, telegram.token)),
    log,
  });
  return {
    platform: 'telegram',
    messenger: bot.messenger,
    getUp: runner,
    handle: (payload) => bot.handleUpdate(payload as Update),
    listen: telegram.mode === 'polling' ? (signal) => runner.poll(signal) : null,
    stop: () => Promise.resolve(),
  };
}

function discordRoom({
  settings,
  lines,
  core,
  clock,
  log,
  put,
  inTransaction,
  holder,
}: RoomParts): Room | null {
  const { discord } = settings;
  if (!discord || !lines.discord) return null;
  const lease = intakeLease('discord', holder);
  const sessions = createSharedSessions({ token: discord.token, lease, inTransaction, clock });
  const bot = createDiscordBot({ ...discord, api: lines.discord, core, clock, log, sessions });
  const runner = createDiscordRunner({ bot, put: (stored) => put(discordEntryOf(stored)), log });
  return {
    platform: 'discord',
    messenger: bot.messenger,
    getUp: runner,
    handle: (payload) => bot.handleInteraction(payload),
    listen: (signal) => runner.connect(signal),
    stop: () => bot.stop(),
  };
}

/** What comes before the platform has told us who we are waits, without that counting against it. */
export function handlerOf(room: Room): (entry: InboxEntry) => Promise<void> {
  return async ({ payload }) => {
    if (!room.getUp.isUp()) throw new RetryLater(NOT_UP_WAIT_MS, `${room.platform} is not up yet`);
    await room.handle(payload);
  };
}

function wayOf(telegram: TelegramSettings, { publicUrl }: Settings): TelegramWay {
  if (telegram.mode === 'polling') return { mode: 'polling' };
  return {
    mode: 'webhook',
    url: `${publicUrl ?? ''}${TELEGRAM_WEBHOOK_PATH}`,
    secret: telegram.webhookSecret,
  };
}

/** Brings a bot up and has it listen; gives back how to close it. */
export async function openRoom(
  { platform, getUp, listen, stop }: Room,
  deps: Pick<RoomParts, 'holder' | 'inTransaction' | 'clock' | 'log'>,
): Promise<Undo> {
  await getUp.begin().catch((error: unknown) => {
    throw new StartRefused(error instanceof Error ? error.message : `${platform} refuses us`, error);
  });
  const intake = startPlatformIntake({ ...deps, platform, getUp, listen });
  return () => intake.stop().then(stop);
}
