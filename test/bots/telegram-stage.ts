import type { Update } from 'grammy/types';
import type { TelegramBot } from '../../bots/telegram/telegram-bot.ts';
import { createTelegramBot } from '../../bots/telegram/telegram-bot.ts';
import type { DeliveryOutcome, Saying } from '../../src/ports/chat-messenger.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { GroupHandle } from '../simulators/telegram/groups.ts';
import type { PersonHandle } from '../simulators/telegram/people.ts';
import type { TelegramSimulator } from '../simulators/telegram/telegram-simulator.ts';
import { startTelegramSimulator } from '../simulators/telegram/telegram-simulator.ts';
import type { FakeCore } from './fake-core.ts';
import { createFakeCore } from './fake-core.ts';
import { NOW } from './payment-views.ts';

export const TOKEN = '100200300:AAHsecret_of-the-bot_0123456789';

/** The bot with the real grammY, a simulated Telegram, and a core in memory. */
export type TelegramStage = {
  readonly sim: TelegramSimulator;
  readonly core: FakeCore;
  readonly bot: TelegramBot;
  readonly ana: PersonHandle;
  readonly ben: PersonHandle;
  readonly group: GroupHandle;
  readonly logged: string[];
  readonly advance: (ms: number) => void;
  /** Hands every update that has not been handled yet to the bot, in order. */
  readonly handleAll: () => Promise<void>;
  readonly lastUpdate: () => Update;
  readonly deliver: (
    saying: Saying,
    to: { readonly id: number },
    language?: Language,
  ) => Promise<DeliveryOutcome>;
  /** Brings the card of an order into its member's chat, as the outbox would. */
  readonly showCard: (orderId: string, to: PersonHandle) => Promise<void>;
};

export async function createTelegramStage(): Promise<TelegramStage> {
  let now = NOW;
  const clock = { now: () => now };
  const sim = await startTelegramSimulator({ clock, seed: 7, token: TOKEN, botUsername: 'till_bot' });
  const core = createFakeCore(clock);
  const logged: string[] = [];
  const write = (facts: object, message: string) => void logged.push(`${message} ${JSON.stringify(facts)}`);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const bot = createTelegramBot({ token: TOKEN, apiRoot: sim.url, core, clock, log });
  await bot.start();
  const ana = sim.people.create({ firstName: 'Ana', languageCode: 'en' });
  const ben = sim.people.create({ firstName: 'Ben', languageCode: 'zh-hant' });
  const group = sim.groups.create({
    title: 'Night Market',
    type: 'supergroup',
    members: [ana, ben],
    quiet: true,
  });
  core.communities.set(`telegram:${group.id}`, {
    id: 'c-night',
    name: 'Night Market',
    state: 'active',
    timeZone: 'UTC',
  });
  let handled = 0;
  const updates = () => sim.updates() as unknown as readonly Update[];
  const deliver: TelegramStage['deliver'] = (saying, to, language = 'en') =>
    bot.messenger.deliver(
      saying,
      { platform: 'telegram', kind: 'account', id: String(to.id) },
      language,
      'key',
    );
  return {
    sim,
    core,
    bot,
    ana,
    ben,
    group,
    logged,
    advance: (ms) => void (now += ms),
    async handleAll() {
      for (const update of updates().slice(handled)) {
        handled += 1;
        await bot.handleUpdate(update);
      }
    },
    lastUpdate() {
      const update = updates().at(-1);
      if (!update) throw new Error('nothing has happened yet');
      return update;
    },
    deliver,
    async showCard(orderId, to) {
      const payment = core.payments.get(orderId);
      if (!payment) throw new Error(`no payment ${orderId}`);
      const outcome = await deliver({ kind: 'payment_card', view: payment.view, previous: payment.card }, to);
      if (outcome.kind !== 'delivered') throw new Error(JSON.stringify(outcome));
      payment.card = outcome.ref;
    },
  };
}
