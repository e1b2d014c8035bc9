/** People: what they can do, and what they see. */
import type { Gateway } from './gateway.ts';
import { INTENTS } from './gateway-session.ts';
import type { InteractionBook } from './interaction-book.ts';
import {
  channelBehind,
  isVisibleTo,
  storedMessage,
  viewChannel,
  viewMessage,
  visibleMessages,
  type ChannelView,
  type ControlView,
  type MessageView,
} from './message-view.ts';
import { chooseIn, findControl, type ButtonChoice } from './find-control.ts';
import { fillModal, shownModal, type ModalView } from './modal-view.ts';
import type { Choice, Person, Server } from './model.ts';
import { followLink, viewReply, type Reply } from './reply.ts';
import { joinAsMember, leaveAsMember } from './server-events.ts';
import { emptyDraft, MESSAGE_TYPES, storeMessage } from './store-message.ts';
import { offeredCommands, prepareCommand, type OptionValue } from './use-command.ts';
import { addChannel, canSee, type World } from './world.ts';

export interface NewPerson {
  readonly name: string;
  /** As Discord writes it, such as "zh-TW"; "en-US" when left out. */
  readonly locale?: string;
  readonly username?: string;
  /** Whether the bot's private messages get through; open by default. */
  readonly dms?: Person['dms'];
}

export type Options = Readonly<Record<string, OptionValue>>;

/** A command as the person's client lists it. */
export interface OfferedCommand {
  readonly name: string;
  readonly description: string;
}

export interface PersonHandle {
  readonly id: string;
  readonly name: string;
  /** The private channel with the bot. */
  readonly dm: ChannelView;
  locale: string;
  /** Sends a slash command; with a subcommand: "/till join". Throws what the client would refuse. */
  uses(channel: ChannelView, command: string, options?: Options): Reply;
  /** Sends a command that the client would not offer: other contexts, lacking permissions, wrong values. */
  forgesUse(channel: ChannelView, command: string, options?: Options): Reply;
  /** Types into the last of the options and waits for the choices. */
  types(channel: ChannelView, command: string, options: Options): Promise<readonly Choice[]>;
  /** Like types, without waiting. */
  startsTyping(channel: ChannelView, command: string, options: Options): Reply;
  presses(message: MessageView, button: ButtonChoice): Reply;
  /** Chooses in a select menu, by label or value; the only menu when no id is given. */
  selects(message: MessageView, choices: readonly string[], customId?: string): Reply;
  /** Sends a custom id that no button has, as a changed client can. */
  forgesPress(message: MessageView, customId: string): Reply;
  submits(modal: ModalView, fields: Readonly<Record<string, string>>): Reply;
  says(channel: ChannelView, text: string): MessageView;
  /** What this person reads in a channel: no deleted messages and nothing meant for others only. */
  sees(channel: ChannelView): readonly MessageView[];
  /** The latest message of the bot that this person sees there. */
  seesLast(channel: ChannelView): MessageView | undefined;
  /** The commands that this person is offered there, in their language. */
  menu(channel: ChannelView): readonly OfferedCommand[];
  /** Takes a message away that only this person sees; the bot is not told. */
  dismisses(message: MessageView): void;
  /** Goes out of a server: all roles there are lost. */
  leaves(server: { readonly id: string }): void;
  /** Comes into a server, without any role. */
  joins(server: { readonly id: string }): void;
  closesDms(reason?: 'closed' | 'no-mutual-servers'): void;
  opensDms(): void;
  /** Installs the app for themself: it follows them into servers without it and into group chats. */
  installs(): void;
  uninstalls(): void;
}

export interface PeopleDeps {
  readonly world: World;
  readonly gateway: Gateway;
  readonly book: InteractionBook;
}

export interface People {
  create(person: NewPerson): PersonHandle;
  all(): readonly PersonHandle[];
}

function requireSight(person: Person, message: MessageView): void {
  if (isVisibleTo(storedMessage(message), person.user.id)) return;
  const name = person.user.global_name ?? person.user.username;
  throw new Error(`${name} does not see message "${message.words.slice(0, 60)}"`);
}

/** The commands of a person: used, forged, or only typed. */
function commandActions({ world, book }: PeopleDeps, person: Person) {
  const send = (view: ChannelView, command: string, options: Options, isForged: boolean): Reply => {
    const channel = channelBehind(world, view);
    const { data } = prepareCommand(world, { person, channel, command, options, isForged });
    return viewReply(world, book.open({ kind: 'command', person, channel, what: command, data }));
  };
  const startsTyping = (view: ChannelView, command: string, options: Options): Reply => {
    const channel = channelBehind(world, view);
    const focused = Object.keys(options).at(-1);
    if (focused === undefined) throw new Error(`type at least one option of ${command}`);
    const { data, optionType = 3 } = prepareCommand(world, {
      ...{ person, channel, command, options, focused },
      isForged: false,
    });
    const what = `typing ${command} ${focused}`;
    return viewReply(world, book.open({ kind: 'autocomplete', person, channel, what, data, optionType }));
  };
  return {
    uses: (view: ChannelView, command: string, options: Options = {}) => send(view, command, options, false),
    forgesUse: (view: ChannelView, command: string, options: Options = {}) =>
      send(view, command, options, true),
    startsTyping,
    types: (view: ChannelView, command: string, options: Options) =>
      startsTyping(view, command, options).choices(),
  };
}

/** What a person does with the parts of a message. */
function componentActions({ world, book }: PeopleDeps, person: Person) {
  type Control = Pick<ControlView, 'label' | 'customId' | 'id' | 'type'>;
  const use = (view: MessageView, control: Control, values?: readonly string[]) => {
    const source = storedMessage(view);
    const data = {
      custom_id: control.customId,
      component_type: control.type,
      id: control.id,
      ...(values === undefined ? {} : { values }),
    };
    const what = `${values === undefined ? 'button' : 'menu'} "${control.label || control.customId}"`;
    const { channel } = source;
    return viewReply(world, book.open({ kind: 'press', person, channel, what, data, source }));
  };
  return {
    presses: (message: MessageView, choice: ButtonChoice) => {
      requireSight(person, message);
      const button = findControl(message, choice);
      if (button.disabled) throw new Error(`the button "${button.label}" is disabled`);
      return button.kind === 'link' ? followLink(button.url) : use(message, button);
    },
    selects: (message: MessageView, choices: readonly string[], customId?: string) => {
      requireSight(person, message);
      const { menu, values } = chooseIn(message, choices, customId);
      return use(message, menu, values);
    },
    forgesPress: (message: MessageView, customId: string) =>
      use(message, { label: '', customId, id: 2, type: 2 }),
    submits: (modal: ModalView, fields: Readonly<Record<string, string>>) => {
      const { interaction, modal: opened } = shownModal(modal);
      if (interaction.person !== person)
        throw new Error(`the modal "${modal.title}" is open for somebody else`);
      if (opened.submitted) throw new Error(`the modal "${modal.title}" was submitted already`);
      const data = fillModal(modal, fields);
      opened.submitted = true;
      const { channel, source } = interaction;
      const what = `modal "${modal.title}"`;
      return viewReply(world, book.open({ kind: 'modal', person, channel, what, data, source }));
    },
  };
}

/** Without the privileged intent for contents a bot reads only what is meant for it. */
function speak({ world, gateway }: PeopleDeps, person: Person, view: ChannelView, text: string): MessageView {
  const channel = channelBehind(world, view);
  if (!canSee(channel, person.user.id))
    throw new Error(`${person.user.username} cannot write in "${channel.name}"`);
  const message = storeMessage(world, {
    channel,
    author: person.user,
    draft: { ...emptyDraft(), content: text },
    type: MESSAGE_TYPES.plain,
    allowedMentions: undefined,
  });
  const isForBot = channel.server === undefined || text.includes(`<@${world.bot.id}>`);
  const heard = { ...message.wire, content: isForBot ? text : '' };
  const { server } = channel;
  const guild = server === undefined ? {} : { guild_id: server.id };
  const intents = server === undefined ? INTENTS.directMessages : INTENTS.guildMessages;
  if (channel.kind !== 'group')
    gateway.dispatch('MESSAGE_CREATE', { ...heard, ...guild }, { intents, serverId: server?.id });
  return viewMessage(world, message);
}

function createHandle(deps: PeopleDeps, person: Person): PersonHandle {
  const { world } = deps;
  const sees = (view: ChannelView) => visibleMessages(world, channelBehind(world, view), person.user.id);
  return {
    id: person.user.id,
    name: person.user.global_name ?? person.user.username,
    dm: viewChannel(world, person.dm),
    get locale() {
      return person.locale;
    },
    set locale(locale) {
      person.locale = locale;
    },
    ...commandActions(deps, person),
    ...componentActions(deps, person),
    says: (view, text) => speak(deps, person, view, text),
    sees,
    seesLast: (view) => sees(view).findLast((message) => message.fromBot),
    menu: (view) =>
      offeredCommands(world, person, channelBehind(world, view)).map((command) => {
        const inLanguage = (key: string): string => {
          const localised = command[`${key}_localizations`] as Record<string, string> | null;
          return localised?.[person.locale] ?? String(command[key]);
        };
        return { name: inLanguage('name'), description: inLanguage('description') };
      }),
    dismisses: (message) => {
      const found = storedMessage(message);
      if (found.onlyFor !== person.user.id) throw new Error('people dismiss only messages for themselves');
      found.dismissed = true;
      world.announce({ kind: 'delete', channel: found.channel, message: found });
    },
    leaves: ({ id }) => leaveAsMember(world, deps.gateway, requireServer(world, id), person.user.id),
    joins: ({ id }) => joinAsMember(world, deps.gateway, requireServer(world, id), person),
    closesDms: (reason = 'closed') => {
      person.dms = reason;
    },
    opensDms: () => {
      person.dms = 'open';
    },
    installs: () => {
      person.hasInstalled = true;
    },
    uninstalls: () => {
      person.hasInstalled = false;
    },
  };
}

function requireServer(world: World, id: string): Server {
  const server = world.servers.get(id);
  if (server === undefined) throw new Error('this server does not come from the Discord simulator');
  return server;
}

/** Creates the register of people. */
export function createPeople(deps: PeopleDeps): People {
  const { world } = deps;
  const handles: PersonHandle[] = [];
  return {
    create: (wanted) => {
      const id = world.snowflake();
      const fallback = `${wanted.name.toLowerCase().replace(/[^a-z0-9_.]/g, '') || 'someone'}_${id.slice(-4)}`;
      const person: Person = {
        user: {
          id,
          username: wanted.username ?? fallback,
          discriminator: '0',
          global_name: wanted.name,
          avatar: null,
          public_flags: 0,
        },
        locale: wanted.locale ?? 'en-US',
        dm: addChannel(world, { kind: 'dm', name: `${wanted.name} and the bot`, people: [id] }),
        dms: wanted.dms ?? 'open',
        hasInstalled: false,
      };
      world.people.set(id, person);
      const handle = createHandle(deps, person);
      handles.push(handle);
      return handle;
    },
    all: () => handles,
  };
}
