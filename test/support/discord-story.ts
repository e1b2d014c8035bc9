import type { CardStatus } from '../../bots/shared/card-status.ts';
import { say } from '../../bots/shared/words.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { ChannelView, MessageView } from '../simulators/discord/message-view.ts';
import type { ButtonChoice } from '../simulators/discord/find-control.ts';
import type { Options, PersonHandle } from '../simulators/discord/people.ts';
import type { Reply } from '../simulators/discord/reply.ts';
import type { ServerHandle } from '../simulators/discord/servers.ts';
import type { MessageMatcher } from '../simulators/discord/wait-for.ts';
import { scanQr } from './scan-qr.ts';
import { PATIENCE_MS } from './story.ts';
import type { World } from './world.ts';

/** What people do in stories on Discord, one verb each, so that a story reads as one. */
export type DiscordStory = {
  /** Olga, the operator, sets a server of hers up and puts `vip` on sale for 300 TWD. */
  opensShop(name: string): Promise<ServerHandle>;
  /** A command, and what is said to it. */
  asks(person: PersonHandle, channel: ChannelView, command: string, options?: Options): Promise<MessageView>;
  /** `/pay`, and the card once it can be paid. */
  pays(person: PersonHandle, channel: ChannelView, options: Options): Promise<MessageView>;
  hears(
    person: PersonHandle,
    channel: ChannelView,
    matcher: MessageMatcher,
    after?: MessageView,
  ): Promise<MessageView>;
  /** Waits until the card's title is the one of this status. */
  stands(person: PersonHandle, card: MessageView, status: CardStatus, language?: Language): Promise<void>;
  /** Waits until the card can be paid, with another address than this one. Gives the address on it. */
  awaitsPayment(person: PersonHandle, card: MessageView, not?: string): Promise<string>;
  /** Waits until the card stands in the direct messages, as one that can be paid or as its status says. */
  findsInPrivate(person: PersonHandle, status?: CardStatus): Promise<MessageView>;
  /** Presses a button and waits for the acknowledgement that the platform demands. */
  presses(person: PersonHandle, message: MessageView, button: ButtonChoice): Promise<Reply>;
  /** Waits until the answer itself reads so, whatever else is said beside it. */
  reads(person: PersonHandle, reply: Reply, words: string | RegExp): Promise<MessageView>;
  /** The words that come beside the pressed card, for whoever pressed alone. */
  isTold(person: PersonHandle, message: MessageView, button: ButtonChoice): Promise<string>;
  /** The address on the card, read by camera, not by text. */
  scans(card: MessageView): string;
  /** The member's own balance in this community, as `/balance` says it. */
  balanceOf(person: PersonHandle, community: string): Promise<string>;
};

/** A card that can be paid: it shows a countdown, and an address to copy. */
const isPayable = ({ words }: MessageView) => words.includes('<t:') && words.includes('```\n0x');

const titled = (status: CardStatus, language: Language = 'en') => {
  const title = say(language, `card-${status}-title`);
  return ({ words }: MessageView) => words.startsWith(`**${title}**`);
};

export function tellDiscordStory({
  discord,
  olgaOnDiscord,
}: Pick<World, 'discord' | 'olgaOnDiscord'>): DiscordStory {
  const hears: DiscordStory['hears'] = (person, channel, matcher, after) =>
    discord.waitFor(person, channel, matcher, PATIENCE_MS, after ? { after } : {});
  const follows = (person: PersonHandle, card: MessageView, matches: (one: MessageView) => boolean) => {
    const channel = discord.channel(card.channelId);
    if (!channel) throw new Error('the channel of this card is gone');
    return hears(person, channel, (one) => one.id === card.id && matches(one));
  };
  const asks: DiscordStory['asks'] = (person, channel, command, options) =>
    person.uses(channel, command, options).answered(PATIENCE_MS);
  const presses: DiscordStory['presses'] = async (person, message, button) => {
    const reply = person.presses(message, button);
    await reply.acknowledged(PATIENCE_MS);
    return reply;
  };
  return {
    hears,
    asks,
    presses,
    async opensShop(name) {
      const server = discord.servers.create({ name, owner: olgaOnDiscord, members: [olgaOnDiscord] });
      const hall = server.channel();
      await asks(olgaOnDiscord, hall, '/till enable');
      const item = { 'short-name': 'vip', price: '300', currency: 'TWD', name: 'VIP role' };
      const added = await asks(olgaOnDiscord, hall, '/till item add', item);
      if (!added.words.includes('VIP role')) throw new Error(added.words);
      return server;
    },
    async pays(person, channel, options) {
      const reply = person.uses(channel, '/pay', options);
      await reply.acknowledged(PATIENCE_MS);
      return hears(person, channel, (one) => isPayable(one) && one.id === reply.messages[0]?.id);
    },
    async stands(person, card, status, language) {
      await follows(person, card, titled(status, language));
    },
    async awaitsPayment(person, card, not = 'none') {
      return scans(await follows(person, card, (one) => isPayable(one) && !one.words.includes(not)));
    },
    reads(person, reply, words) {
      const [answer] = reply.messages;
      if (!answer) throw new Error('there is no answer, nor the promise of one');
      const fits =
        typeof words === 'string' ? (said: string) => said.includes(words) : words.test.bind(words);
      return follows(person, answer, (one) => fits(one.words));
    },
    findsInPrivate: (person, status) => hears(person, person.dm, status ? titled(status) : isPayable),
    async isTold(person, message, button) {
      const reply = await presses(person, message, button);
      const { id } = await reply.answered(PATIENCE_MS);
      const said = reply.messages.find((one) => one.id === id && one.id !== message.id);
      return said?.words ?? (await beside(reply, message));
    },
    scans,
    async balanceOf(person, community) {
      const { words } = await asks(person, person.dm, '/balance');
      const line = words.split('\n').find((one) => one.startsWith(`${community}: `));
      return (
        line
          ?.slice(community.length + 2)
          .replaceAll('*', '')
          .split(' ')[0] ?? 'none'
      );
    },
  };

  /** Where the card was edited before anything was said beside it. */
  async function beside(reply: Reply, message: MessageView): Promise<string> {
    const isSaid = () => reply.messages.find((one) => one.id !== message.id);
    const until = performance.now() + PATIENCE_MS;
    while (!isSaid() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
    return isSaid()?.words ?? '';
  }
}

function scans(card: MessageView): string {
  const [picture] = card.files;
  if (!picture) throw new Error('this card shows no picture');
  return scanQr(picture.bytes);
}
