import type { ChannelView } from '../simulators/discord/message-view.ts';
import type { PersonHandle as DiscordPerson } from '../simulators/discord/people.ts';
import type { ChatView } from '../simulators/telegram/chat-view.ts';
import type { GroupHandle } from '../simulators/telegram/groups.ts';
import type { PersonHandle as TelegramPerson } from '../simulators/telegram/people.ts';
import { PATIENCE_MS, tellStory } from '../support/story.ts';
import type { World } from '../support/world.ts';
import { fillShelves } from './town-shop.ts';

export type Role = 'member' | 'approver' | 'operator' | 'stranger' | 'impostor';

export type Resident<Person> = { readonly person: Person; readonly role: Role; readonly about: string };

/** A group or channel, and who is let in. Everybody has a private chat with the bot beside it. */
export type Place<Chat> = {
  readonly chat: Chat;
  readonly title: string;
  /** Asked each time: people come and go. */
  isOpenTo(personId: string): boolean;
};

export type Quarter<Person, Chat> = {
  readonly residents: readonly Resident<Person>[];
  readonly places: readonly Place<Chat>[];
};

/** Who is there, and where they meet. */
export type Town = {
  readonly community: string;
  readonly telegram: Quarter<TelegramPerson, ChatView>;
  readonly discord: Quarter<DiscordPerson, ChannelView>;
};

const ABOUT: Readonly<Record<Role, string>> = {
  member: 'a member',
  approver: 'decides about withdrawals',
  operator: 'runs the server',
  stranger: 'belongs to nothing here',
  impostor: 'calls herself Olga too',
};

function resident<Person>(person: Person, role: Role): Resident<Person> {
  return { person, role, about: ABOUT[role] };
}

/** A community with a place on either platform, one that Olga may still join to it, and all kinds of people. */
export async function openTown(world: World): Promise<Town> {
  const { telegram, discord, olgaOnDiscord } = world;
  const { group, olga, ana } = await tellStory(world).opensShop();
  olga.starts();
  const [mei, pia, falseOlga, zed] = [
    telegram.people.create({ firstName: 'Mei', languageCode: 'zh-hant' }),
    telegram.people.create({ firstName: 'Pia', languageCode: 'en' }),
    telegram.people.create({ firstName: 'Olga', languageCode: 'en' }),
    telegram.people.create({ firstName: 'Zed', languageCode: 'en' }),
  ];
  for (const person of [mei, pia, falseOlga]) group.adds(person);
  const approvals = telegram.groups.create({ title: 'Approvals', type: 'supergroup', members: [olga, pia] });

  const [bea, finn, quinn, otherOlga, yan] = ['Bea', 'Finn', 'Quinn', 'Olga', 'Yan'].map((name) =>
    discord.people.create({ name }),
  ) as [DiscordPerson, DiscordPerson, DiscordPerson, DiscordPerson, DiscordPerson];
  const members = [bea, finn, quinn, otherOlga];
  const server = discord.servers.create({
    name: 'Night Market',
    owner: olgaOnDiscord,
    members,
    botPermissions: ['manageRoles'],
  });
  server.createsRole({ name: 'VIP' });
  const keeper = server.createsRole({ name: 'Lantern Keeper' });
  const hall = server.channel();
  const desk = server.addsChannel('approvals', [olgaOnDiscord, quinn]);
  await olgaOnDiscord.uses(hall, '/till join', { community: group.title }).answered(PATIENCE_MS);
  // These two belong to nobody yet: whoever plays may join them.
  const lounge = telegram.groups.create({
    title: 'VIP Lounge',
    type: 'supergroup',
    owner: olga,
    bot: 'administrator',
  });
  await fillShelves({ olga: olgaOnDiscord, desk, role: { guildId: server.id, roleId: keeper.id }, lounge });
  const pier = discord.servers.create({ name: 'Moon Pier', owner: olgaOnDiscord, members: [finn] }).channel();
  return {
    community: group.title,
    telegram: {
      residents: [
        resident(ana, 'member'),
        resident(mei, 'member'),
        resident(pia, 'approver'),
        resident(olga, 'operator'),
        resident(falseOlga, 'impostor'),
        resident(zed, 'stranger'),
      ],
      places: [group, approvals, lounge].map((chat) => inTelegram(chat, telegram.people.all())),
    },
    discord: {
      residents: [
        resident(bea, 'member'),
        resident(finn, 'member'),
        resident(quinn, 'approver'),
        resident(olgaOnDiscord, 'operator'),
        resident(otherOlga, 'impostor'),
        resident(yan, 'stranger'),
      ],
      places: [inDiscord(hall), inDiscord(desk), inDiscord(pier, 'Moon Pier')],
    },
  };
}

function inTelegram(chat: GroupHandle, people: readonly TelegramPerson[]): Place<ChatView> {
  const isOpenTo = (id: string) => people.some((one) => String(one.id) === id && chat.has(one));
  return { chat, title: chat.title, isOpenTo };
}

function inDiscord(chat: ChannelView, title = `#${chat.name}`): Place<ChannelView> {
  return { chat, title, isOpenTo: (id) => chat.isOpenTo(id) };
}
