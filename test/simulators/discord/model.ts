/** The nouns of the simulated Discord. Wire shapes keep Discord's snake_case names, everything else has ours. */

/** Time is handed in; the simulator never asks the machine except for Discord's three seconds and heartbeats. */
export interface SimulatorClock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** A plain value as text, '' for anything else; the spec check has already refused what does not belong. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

/** JSON that came over the wire or goes there. */
export type Json = Record<string, unknown>;

export interface WireUser {
  readonly id: string;
  username: string;
  readonly discriminator: string;
  global_name: string | null;
  readonly avatar: null;
  readonly bot?: true;
  readonly public_flags: number;
}

export interface Person {
  readonly user: WireUser;
  locale: string;
  readonly dm: Channel;
  /** What the bot hears when it writes in private: nothing, or the refusal. */
  dms: 'open' | 'closed' | 'no-mutual-servers';
  /** Has the app installed for themself, so that it follows them everywhere. */
  hasInstalled: boolean;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  position: number;
  permissions: bigint;
  /** It belongs to an app or to boosters: nobody can give or take it. */
  readonly managed: boolean;
}

export interface Member {
  readonly user: WireUser;
  /** Ids of roles besides @everyone. */
  readonly roles: Set<string>;
  readonly joinedAt: number;
}

export interface Server {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly locale: string;
  readonly roles: Map<string, Role>;
  readonly members: Map<string, Member>;
  readonly channels: Map<string, Channel>;
  /** The role that came with the bot; its position decides which roles the bot may give. */
  readonly botRole: Role;
  deleted: boolean;
}

export type ChannelKind = 'text' | 'dm' | 'group';

export interface Channel {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly server: Server | undefined;
  /** The people of a private channel; for a text channel those whom it is limited to, if it is. */
  readonly people: Set<string>;
  readonly isLimited: boolean;
  /** Roles that may see a limited text channel beside its people. */
  readonly letIn: Set<string>;
  readonly messages: StoredMessage[];
  /** Permissions that the bot lacks here in spite of its roles. */
  denied: bigint;
  deleted: boolean;
  /** Messages of the bot by nonce, for enforce_nonce. */
  readonly nonces: Map<string, { readonly at: number; readonly message: StoredMessage }>;
}

export interface WireAttachment {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
  readonly url: string;
  readonly proxy_url: string;
  readonly content_type?: string;
  readonly width?: number;
  readonly height?: number;
  readonly description?: string;
}

/** A message object as the API prints it. */
export interface WireMessage {
  readonly id: string;
  readonly channel_id: string;
  readonly author: WireUser;
  content: string;
  readonly timestamp: string;
  edited_timestamp: string | null;
  attachments: WireAttachment[];
  embeds: Json[];
  components: Json[];
  flags: number;
  readonly type: number;
  [other: string]: unknown;
}

/** What a message looked like at one moment, kept so that a test can read how a live card changed. */
export interface MessageVersion {
  readonly at: number;
  readonly content: string;
  readonly embeds: readonly Json[];
  readonly components: readonly Json[];
  readonly attachments: readonly WireAttachment[];
}

export interface StoredMessage {
  readonly channel: Channel;
  wire: WireMessage;
  /** Earlier looks, oldest first; the current one is not among them. */
  readonly history: MessageVersion[];
  deleted: boolean;
  readonly fromBot: boolean;
  /** The only person who sees it, for an ephemeral message. */
  readonly onlyFor: string | undefined;
  /** Taken away by that person; the bot is not told. */
  dismissed: boolean;
  /** Number of the world's latest change to this message; grows with every edit. */
  revision: number;
  /** Whom it notified: user and role ids, "everyone", "here". */
  pings: readonly string[];
  /** The deferred answer that shows "thinking" until something is said. */
  isThinking: boolean;
  /** The interaction that it answers, if it does. */
  readonly interactionId: string | undefined;
}

export interface UploadedFile {
  /** The number n of the form field files[n]. */
  readonly index: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A file that a person attaches to a command. */
export interface GivenFile {
  readonly filename: string;
  readonly bytes: Uint8Array;
  /** What the client says that it is; the name decides when left out. */
  readonly contentType?: string;
}

export interface StoredFile {
  readonly path: string;
  /** What the address has to end with: those of a person's files are signed. */
  readonly query?: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

export interface ModalShown {
  readonly data: Json;
  submitted: boolean;
}

export interface Acknowledgement {
  /** Of the callback: 4 message, 5 deferred message, 6 deferred edit, 7 edit, 8 choices, 9 modal. */
  readonly type: number;
  readonly ephemeral: boolean;
  /** By the simulator's clock. */
  readonly at: number;
  /** Real milliseconds since the person acted. */
  readonly afterMs: number;
  /** True when mischief hit the request, so that a second try is nobody's fault. */
  readonly spoiled: boolean;
}

export type InteractionKind = 'command' | 'press' | 'autocomplete' | 'modal';

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly kind: InteractionKind;
  readonly person: Person;
  readonly channel: Channel;
  /** In words: "/pay", "button Check". */
  readonly what: string;
  readonly createdAt: number;
  /** Of performance.now(), since the three seconds are real ones. */
  readonly startedAt: number;
  /** How often it was written to a socket. */
  deliveries: number;
  /** Of performance.now(), when it was written for the first time. */
  deliveredAt: number | undefined;
  /** True when three seconds were missed though the bot had heard in time and its line held. */
  isBotToBlame: boolean;
  acknowledgement: Acknowledgement | undefined;
  /** True when three seconds passed and the person was told that the application did not respond. */
  failed: boolean;
  /** True when mischief kept an acknowledgement from being executed. */
  wasHindered: boolean;
  /** The message whose component was used. */
  readonly source: StoredMessage | undefined;
  original: StoredMessage | undefined;
  readonly followUps: StoredMessage[];
  /** The message through which the bot spoke last. */
  spoken: StoredMessage | undefined;
  modal: ModalShown | undefined;
  choices: readonly Choice[] | undefined;
  /** Type of the option being typed, for an autocomplete. */
  readonly optionType: number | undefined;
  /** Used where only the person has installed the app: five follow-ups at most. */
  readonly userInstalledOnly: boolean;
}

/** Something the bot did that Discord forbids or a person would notice as broken. */
export interface Fault {
  readonly kind: 'spec' | 'missed-ack' | 'double-ack' | 'limit' | 'privacy';
  readonly sentence: string;
  readonly at: number;
  /** Number of the request in `requests`, when there was one. */
  readonly request: number | undefined;
}

export const MESSAGE_FLAGS = {
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  componentsV2: 1 << 15,
} as const;

export const PERMISSIONS = {
  kickMembers: 1n << 1n,
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  manageGuild: 1n << 5n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  manageRoles: 1n << 28n,
} as const;

export type PermissionName = keyof typeof PERMISSIONS;
