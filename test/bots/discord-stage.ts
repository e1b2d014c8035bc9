import { createDiscordApi } from '../../bots/discord/discord-api.ts';
import type { DiscordBot } from '../../bots/discord/discord-bot.ts';
import { createDiscordBot } from '../../bots/discord/discord-bot.ts';
import type { StoredInteraction } from '../../bots/discord/discord-intake.ts';
import { readRef } from '../../bots/discord/discord-ref.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { DeliveryOutcome, Saying } from '../../src/ports/chat-messenger.ts';
import type { Log } from '../../src/ports/log.ts';
import type { DiscordSimulator, DiscordSimulatorOptions } from '../simulators/discord/discord-simulator.ts';
import { startDiscordSimulator } from '../simulators/discord/discord-simulator.ts';
import type { Interaction } from '../simulators/discord/model.ts';
import type { MessageView } from '../simulators/discord/message-view.ts';
import type { Options, PersonHandle } from '../simulators/discord/people.ts';
import type { Reply } from '../simulators/discord/reply.ts';
import type { ServerHandle } from '../simulators/discord/servers.ts';
import type { FakeCore } from './fake-core.ts';
import { createFakeCore } from './fake-core.ts';
import { NOW } from './payment-views.ts';

export const TOKEN = 'MTAwMjAwMzAwNDAwNTAwNjAw.Gsecret.of-the-bot_0123456789abcdefghijklmno';

/** Choices and forms: nothing is stored for them. */
const answersAtOnce = [8, 9];
const nap = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The bot with the real discord.js, a simulated Discord, and a core in memory. */
export type DiscordStage = {
  readonly sim: DiscordSimulator;
  readonly core: FakeCore;
  readonly bot: DiscordBot;
  readonly ana: PersonHandle;
  readonly ben: PersonHandle;
  readonly server: ServerHandle;
  readonly logged: string[];
  /** What handling an interaction threw. */
  readonly problems: unknown[];
  /** Every interaction that was stored, in order. */
  readonly stored: StoredInteraction[];
  readonly now: () => number;
  readonly advance: (ms: number) => void;
  readonly deliver: (
    saying: Saying,
    to: { readonly id: string },
    language?: Language,
  ) => Promise<DeliveryOutcome>;
  /** Delivers the card of an order to its member, as the outbox would. */
  readonly showCard: (orderId: string, to: PersonHandle) => Promise<DeliveryOutcome>;
  /** `/pay` with the card on it. */
  readonly pays: (
    by: PersonHandle,
    options: Options,
  ) => Promise<{ orderId: string; card: MessageView; reply: Reply }>;
  /** Waits until everything that was stored has been handled. */
  readonly handled: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function createDiscordStage(
  options: Partial<DiscordSimulatorOptions> & { readonly connects?: boolean } = {},
): Promise<DiscordStage> {
  let now = NOW;
  const clock = { now: () => now };
  const sim = await startDiscordSimulator({ clock, seed: 7, token: TOKEN, botName: 'Till', ...options });
  const core = createFakeCore(clock);
  const logged: string[] = [];
  const write = (facts: object, message: string) => void logged.push(`${message} ${JSON.stringify(facts)}`);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const api = createDiscordApi({ token: TOKEN, apiRoot: sim.url });
  const bot = createDiscordBot({ token: TOKEN, api, cdnRoot: sim.cdnUrl, core, clock, log });
  await bot.start();
  const stored: StoredInteraction[] = [];
  const problems: unknown[] = [];
  const ended = new AbortController();
  let handling = Promise.resolve();
  const put = (one: StoredInteraction) => {
    stored.push(one);
    handling = handling
      .then(() => bot.handleInteraction(one))
      .catch((error: unknown) => void problems.push(error));
    return Promise.resolve();
  };
  const connected = options.connects === false ? Promise.resolve() : bot.connect(put, ended.signal);
  while (options.connects !== false && !logged.some((line) => line.includes('gateway is open'))) {
    await nap(2);
  }
  const ana = sim.people.create({ name: 'Ana', locale: 'en-US' });
  const ben = sim.people.create({ name: 'Ben', locale: 'zh-TW' });
  const server = sim.servers.create({ name: 'Night Market', members: [ana, ben], channels: ['general'] });
  core.communities.set(`discord:${server.id}`, {
    id: 'c-night',
    name: 'Night Market',
    state: 'active',
    timeZone: 'UTC',
  });
  const deliver: DiscordStage['deliver'] = (saying, to, language = 'en') =>
    bot.messenger.deliver(saying, { platform: 'discord', kind: 'account', id: to.id }, language);
  const showCard: DiscordStage['showCard'] = async (orderId, to) => {
    const payment = core.payments.get(orderId);
    if (!payment) throw new Error(`no payment ${orderId}`);
    const outcome = await deliver({ kind: 'payment_card', view: payment.view, previous: payment.card }, to);
    if (outcome.kind === 'delivered') payment.card = outcome.ref;
    return outcome;
  };
  const opened: Interaction[] = [];
  sim.onChange(
    ({ interaction, detail }) => void (interaction && detail === 'opened' && opened.push(interaction)),
  );
  const handled = async () => {
    const isStored = (id: string) =>
      stored.some(({ interaction }) => (interaction as { readonly id: string }).id === id);
    const isTaken = ({ id, failed, acknowledgement }: Interaction) =>
      failed || answersAtOnce.some((type) => type === acknowledgement?.type) || isStored(id);
    // Some never come, where the test broke the line.
    const patience = performance.now() + 1_500;
    while (!opened.every(isTaken) && performance.now() < patience) await nap(5);
    for (let seen = -1; seen !== stored.length;) {
      seen = stored.length;
      await nap(20);
      await handling;
    }
  };
  return {
    ...{ sim, core, bot, ana, ben, server, logged, problems, stored, deliver, showCard, handled },
    now: () => now,
    advance: (ms) => void (now += ms),
    async pays(by, given) {
      const before = core.payments.size;
      const reply = by.uses(server.channel(), '/pay', given);
      await reply.acknowledged();
      await handled();
      const orderId = [...core.payments.keys()][before] ?? '';
      const outcome = await showCard(orderId, by);
      const card = reply.message;
      if (outcome.kind !== 'delivered' || !card) throw new Error(JSON.stringify(outcome));
      return { orderId, card, reply };
    },
    async stop() {
      ended.abort();
      await connected;
      await bot.stop();
      await sim.stop();
    },
  };
}

/** The card's place as it is kept, to look into. */
export function placeOf(stage: DiscordStage, orderId: string) {
  return readRef(stage.core.payments.get(orderId)?.card);
}
