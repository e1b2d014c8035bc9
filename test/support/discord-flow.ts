import type { DiscordSimulator } from '../simulators/discord/discord-simulator.ts';
import type { ChannelView, MessageView } from '../simulators/discord/message-view.ts';
import type { Options, PersonHandle } from '../simulators/discord/people.ts';
import type { ServerHandle } from '../simulators/discord/servers.ts';
import type { DiscordStory } from './discord-story.ts';
import { tellDiscordStory } from './discord-story.ts';
import type { Flow, FlowOptions } from './flow.ts';
import { startFlow } from './flow.ts';
import type { World } from './world.ts';

/** A world with an open shop on Discord in it, for one file of stories. */
export type DiscordFlow = {
  readonly flow: Flow;
  readonly world: World;
  readonly discord: DiscordSimulator;
  readonly story: DiscordStory;
  readonly olga: PersonHandle;
  /** The shop's server, and its channel. */
  readonly server: ServerHandle;
  readonly hall: ChannelView;
  /** Somebody new in the server, who has said nothing yet. */
  joins(name: string, locale?: string): PersonHandle;
  /** A new member with a card that can be paid, got by `/pay` in the server. */
  buyer(name: string, options?: Options): Promise<Customer>;
};

export type Customer = {
  readonly person: PersonHandle;
  readonly card: MessageView;
  readonly address: string;
};

/** What the shop on Discord is called. */
export const SHOP = 'Night Market';

export async function startDiscordFlow(options: FlowOptions = {}): Promise<DiscordFlow> {
  // Callbacks about new intents have their stories in callbacks.test.ts; here they would only cost time.
  const kryptogo = { pendingCallbacks: false, ...options.kryptogo };
  const flow = await startFlow({ ...options, kryptogo, discord: true });
  const { world } = flow;
  const { discord, olgaOnDiscord: olga } = world;
  const story = tellDiscordStory(world);
  const server = await story.opensShop(SHOP);
  const hall = server.channel();
  const joins = (name: string, locale = 'en-US') => {
    const person = discord.people.create({ name, locale });
    server.adds(person);
    return person;
  };
  return {
    flow,
    world,
    discord,
    story,
    olga,
    server,
    hall,
    joins,
    async buyer(name, wish = { item: 'vip' }) {
      const person = joins(name);
      const card = await story.pays(person, hall, wish);
      return { person, card, address: story.scans(card) };
    },
  };
}
