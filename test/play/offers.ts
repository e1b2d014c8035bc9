import type { Json } from '../simulators/discord/model.ts';
import type { Session } from './session.ts';
import { onDiscord, onTelegram } from './session.ts';
import type { Stage } from './stage.ts';

/** A command as somebody is offered it while they type. */
export type Offer = { readonly command: string; readonly about: string; readonly options: readonly Option[] };

export type Option = {
  readonly name: string;
  readonly about: string;
  readonly isRequired: boolean;
  readonly hasAutocomplete: boolean;
  /** What can be chosen; empty where anything can be typed. */
  readonly choices: readonly { readonly name: string; readonly value: string }[];
};

export function telegramOffers(session: Session, stage: Stage): Offer[] {
  const { person, chat } = onTelegram(session, stage);
  return person
    .menu(chat)
    .map(({ command, description }) => ({ command: `/${command}`, about: description, options: [] }));
}

const SUBCOMMAND_MAX = 2;
const USER = 6;
/** What only a real client has at hand: a list of roles, and files of one's own. */
const NOT_TYPED = [8, 11];

/** Each command that can be sent, with the parts that it consists of, in the person's language. */
export function discordOffers(session: Session, stage: Stage): Offer[] {
  const { person, channel } = onDiscord(session, stage);
  const offered = new Set(person.menu(channel).map(({ name }) => name));
  const { discord } = stage.world;
  const all = [
    ...discord.commands(),
    ...(channel.serverId === undefined ? [] : discord.commands(channel.serverId)),
  ];
  const choices = stage.town.discord.residents.map((one) => ({
    name: one.person.name,
    value: one.person.id,
  }));
  return all.flatMap((command) => {
    const name = local(command, 'name', person.locale);
    return offered.has(name) ? leaves(command, `/${name}`, person.locale, choices) : [];
  });
}

function local(entry: Json, field: 'name' | 'description', locale: string): string {
  const localised = (entry[`${field}_localizations`] ?? {}) as Json;
  return String(localised[locale] ?? entry[field]);
}

function leaves(entry: Json, command: string, locale: string, people: Option['choices']): Offer[] {
  const options = (entry['options'] ?? []) as Json[];
  const branches = options.filter((one) => Number(one['type']) <= SUBCOMMAND_MAX);
  if (branches.length > 0) {
    return branches.flatMap((one) => leaves(one, `${command} ${local(one, 'name', locale)}`, locale, people));
  }
  const typed = options.filter((one) => !NOT_TYPED.includes(Number(one['type'])));
  if (options.some((one) => one['required'] === true && !typed.includes(one))) return [];
  return [
    {
      command,
      about: local(entry, 'description', locale),
      options: typed.map((one) => ({
        name: local(one, 'name', locale),
        about: local(one, 'description', locale),
        isRequired: one['required'] === true,
        hasAutocomplete: one['autocomplete'] === true,
        choices:
          Number(one['type']) === USER
            ? people
            : ((one['choices'] ?? []) as Json[]).map((choice) => ({
                name: local(choice, 'name', locale),
                value: String(choice['value']),
              })),
      })),
    },
  ];
}
