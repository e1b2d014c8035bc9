/** Channels and messages as people see them, for tests and for the play page. */
import { allComponents, choiceLimits } from './check-components.ts';
import { textsOf } from './compose-message.ts';
import type {
  Channel,
  ChannelKind,
  Json,
  MessageVersion,
  StoredMessage,
  WireAttachment,
  WireMessage,
} from './model.ts';
import { canSee, type World } from './world.ts';

/** A button or select menu of a message. */
export interface ControlView {
  readonly kind: 'button' | 'link' | 'select';
  /** Label or emoji of a button, placeholder of a menu. */
  readonly label: string;
  readonly customId: string | undefined;
  /** Discord's number of the component within its message, and its type. */
  readonly id: number;
  readonly type: number;
  readonly url: string | undefined;
  /** 1 blurple, 2 grey, 3 green, 4 red, 5 link. */
  readonly style: number | undefined;
  readonly disabled: boolean;
  readonly options: readonly OptionView[];
  /** How many options have to be chosen, and may be; of a menu. */
  readonly least: number;
  readonly most: number;
}

/** One line of a select menu. */
export interface OptionView {
  readonly label: string;
  readonly value: string;
  /** The small print below the label. */
  readonly description: string | undefined;
}

export interface FileView {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly description: string | undefined;
}

/** What a message looked like once. */
export interface VersionView extends MessageVersion {
  readonly words: string;
  readonly buttons: readonly string[];
}

/** A live view: it always shows the message as it is now. */
export interface MessageView {
  readonly id: string;
  readonly channelId: string;
  /** Milliseconds by the simulator's clock. */
  readonly sentAt: number;
  readonly editedAt: number | undefined;
  readonly fromBot: boolean;
  readonly author: string;
  readonly content: string;
  readonly embeds: readonly Json[];
  readonly components: readonly Json[];
  /** Everything that can be read, line by line: content, embeds, text displays. `<t:…:R>` is left as it is. */
  readonly words: string;
  readonly controls: readonly ControlView[];
  /** Labels of all buttons, also of those that lead elsewhere. */
  readonly buttons: readonly string[];
  readonly files: readonly FileView[];
  /** Seen by one person only. */
  readonly isEphemeral: boolean;
  /** Id of that person. */
  readonly onlyFor: string | undefined;
  /** Shows "thinking" and nothing else yet. */
  readonly isThinking: boolean;
  /** Whom it notified: user and role ids, "everyone", "here". */
  readonly pings: readonly string[];
  /** Earlier looks, oldest first, without the present one. */
  readonly history: readonly VersionView[];
  readonly deleted: boolean;
  readonly dismissed: boolean;
  /** Grows with every change anywhere; a later change has a greater number. */
  readonly revision: number;
  /** A copy of the message object as the API prints it. */
  readonly raw: WireMessage;
}

export interface ChannelView {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly serverId: string | undefined;
  readonly deleted: boolean;
  /** Everything that was ever said here, oldest first: deleted messages and those for one person included. */
  messages(): MessageView[];
  /** The latest message of the bot that is not deleted, ephemeral ones included. */
  lastFromBot(): MessageView | undefined;
  /** Whether a person can open it now. */
  isOpenTo(personId: string): boolean;
  /** Names of the roles that a person has in its server, beside @everyone. */
  rolesOf(personId: string): readonly string[];
}

const views = new WeakMap<StoredMessage, MessageView>();
const stored = new WeakMap<MessageView, StoredMessage>();

const BUTTON = 2;
const LINK_STYLE = 5;
const SELECTS: readonly unknown[] = [3, 5, 6, 7, 8];

function viewControl(component: Json): ControlView {
  const isSelect = component['type'] !== BUTTON;
  const emoji = (component['emoji'] as Json | null | undefined)?.['name'];
  const label = isSelect ? component['placeholder'] : (component['label'] ?? emoji);
  const options = (component['options'] ?? []) as {
    label: string;
    value: string;
    description?: string | null;
  }[];
  return {
    kind: isSelect ? 'select' : component['style'] === LINK_STYLE ? 'link' : 'button',
    label: typeof label === 'string' ? label : '',
    customId: component['custom_id'] as string | undefined,
    id: Number(component['id']),
    type: Number(component['type']),
    url: component['url'] as string | undefined,
    style: component['style'] as number | undefined,
    disabled: component['disabled'] === true,
    options: options.map(({ label: line, value, description }) => ({
      ...{ label: line, value },
      description: description ?? undefined,
    })),
    ...choiceLimits(component),
  };
}

function controlsOf(components: readonly Json[]): ControlView[] {
  return allComponents(components)
    .filter(({ component }) => component['type'] === BUTTON || SELECTS.includes(component['type']))
    .map(({ component }) => viewControl(component));
}

function labelsOf(components: readonly Json[]): string[] {
  return controlsOf(components)
    .filter((control) => control.kind !== 'select')
    .map((control) => control.label);
}

function wordsOf(version: Pick<MessageVersion, 'content' | 'embeds' | 'components'>): string {
  return textsOf({
    content: version.content,
    embeds: [...version.embeds],
    components: [...version.components],
  }).join('\n');
}

function viewFile(world: World, attachment: WireAttachment): FileView {
  const file = world.files.get(attachment.id);
  return {
    name: attachment.filename,
    type: attachment.content_type ?? '',
    bytes: file?.bytes ?? new Uint8Array(),
    description: attachment.description,
  };
}

/** The one view of a message; the same message always gives the same object. */
export function viewMessage(world: World, message: StoredMessage): MessageView {
  const known = views.get(message);
  if (known !== undefined) return known;
  const view: MessageView = {
    id: message.wire.id,
    channelId: message.channel.id,
    sentAt: Date.parse(message.wire.timestamp),
    get editedAt() {
      const edited = message.wire.edited_timestamp;
      return edited === null ? undefined : Date.parse(edited);
    },
    fromBot: message.fromBot,
    author: message.wire.author.global_name ?? message.wire.author.username,
    get content() {
      return message.wire.content;
    },
    get embeds() {
      return message.wire.embeds;
    },
    get components() {
      return message.wire.components;
    },
    get words() {
      return wordsOf(message.wire);
    },
    get controls() {
      return controlsOf(message.wire.components);
    },
    get buttons() {
      return labelsOf(message.wire.components);
    },
    get files() {
      return message.wire.attachments.map((attachment) => viewFile(world, attachment));
    },
    isEphemeral: message.onlyFor !== undefined,
    onlyFor: message.onlyFor,
    get isThinking() {
      return message.isThinking;
    },
    get pings() {
      return message.pings;
    },
    get history() {
      return message.history.map((version) => ({
        ...version,
        words: wordsOf(version),
        buttons: labelsOf(version.components),
      }));
    },
    get deleted() {
      return message.deleted;
    },
    get dismissed() {
      return message.dismissed;
    },
    get revision() {
      return message.revision;
    },
    get raw() {
      return structuredClone(message.wire);
    },
  };
  views.set(message, view);
  stored.set(view, message);
  return view;
}

export function storedMessage(view: MessageView): StoredMessage {
  const message = stored.get(view);
  if (message === undefined) throw new Error('this message does not come from the Discord simulator');
  return message;
}

export function viewChannel(world: World, channel: Channel): ChannelView {
  const messages = () => channel.messages.map((message) => viewMessage(world, message));
  return {
    id: channel.id,
    kind: channel.kind,
    name: channel.name,
    serverId: channel.server?.id,
    get deleted() {
      return channel.deleted || channel.server?.deleted === true;
    },
    messages,
    lastFromBot: () => messages().findLast((message) => message.fromBot && !message.deleted),
    isOpenTo: (personId) => canSee(channel, personId),
    rolesOf: (personId) =>
      [...(channel.server?.members.get(personId)?.roles ?? [])].flatMap(
        (id) => channel.server?.roles.get(id)?.name ?? [],
      ),
  };
}

/** Finds the channel behind a view. */
export function channelBehind(world: World, view: Pick<ChannelView, 'id' | 'name'>): Channel {
  const channel = world.channels.get(view.id);
  if (channel === undefined) throw new Error(`the simulator knows no channel "${view.name}"`);
  return channel;
}

/** Whether a person has the message before their eyes. */
export function isVisibleTo(message: StoredMessage, personId: string): boolean {
  if (message.deleted || message.dismissed || !canSee(message.channel, personId)) return false;
  return message.onlyFor === undefined || message.onlyFor === personId;
}

/** What a person reads in a channel. */
export function visibleMessages(world: World, channel: Channel, personId: string): MessageView[] {
  const visible = channel.messages.filter((message) => isVisibleTo(message, personId));
  return visible.map((message) => viewMessage(world, message));
}
