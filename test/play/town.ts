import type { ChannelView } from '../simulators/discord/message-view.ts';
import type { PersonHandle as DiscordPerson } from '../simulators/discord/people.ts';
import type { ChatView } from '../simulators/telegram/chat-view.ts';
import type { PersonHandle as TelegramPerson } from '../simulators/telegram/people.ts';
import { PATIENCE_MS, tellStory } from '../support/story.ts';
import type { World } from '../support/world.ts';

export type Role = 'member' | 'approver' | 'operator' | 'stranger' | 'impostor';

export type Resident<Person> = { readonly person: Person; readonly role: Role; readonly about: string };

/** A group or channel, and who is let in. Everybody has a private chat with the bot beside it. */
export type Place<Chat> = {
  readonly chat: Chat;
  readonly title: string;
  readonly insiders: ReadonlySet<string>;
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

/** A community with a place on either platform, and all kinds of people. */
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
  const server = discord.servers.create({ name: 'Night Market', owner: olgaOnDiscord, members });
  const hall = server.channel();
  const desk = server.addsChannel('approvals', [olgaOnDiscord, quinn]);
  await olgaOnDiscord.uses(hall, '/till join', { community: group.title }).answered(PATIENCE_MS);
  const insiders = (people: readonly { readonly id: string | number }[]) =>
    new Set(people.map(({ id }) => String(id)));
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
      places: [
        { chat: group, title: group.title, insiders: insiders([ana, mei, pia, olga, falseOlga]) },
        { chat: approvals, title: approvals.title, insiders: insiders([olga, pia]) },
      ],
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
      places: [
        { chat: hall, title: `#${hall.name}`, insiders: insiders([...members, olgaOnDiscord]) },
        { chat: desk, title: `#${desk.name}`, insiders: insiders([olgaOnDiscord, quinn]) },
      ],
    },
  };
}
