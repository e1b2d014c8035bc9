/** Interactions: made when a person acts, told to the bot, answerable for three seconds, alive for fifteen minutes. */
import { clearTimeout, setTimeout } from 'node:timers';
import { apiError, unknown, type ApiError } from './api-error.ts';
import type { Gateway } from './gateway.ts';
import type {
  Acknowledgement,
  Channel,
  Interaction,
  InteractionKind,
  Json,
  Person,
  StoredMessage,
} from './model.ts';
import { botPermissions } from './permissions.ts';
import { wireChannel, wireMemberWithPermissions } from './wire-shapes.ts';
import { botIsIn, type World } from './world.ts';

const TOKEN_LIFE_MS = 15 * 60_000;

const TYPES: Readonly<Record<InteractionKind, number>> = {
  command: 2,
  press: 3,
  autocomplete: 4,
  modal: 5,
};

export interface NewInteraction {
  readonly kind: InteractionKind;
  readonly person: Person;
  readonly channel: Channel;
  readonly what: string;
  readonly data: Json;
  readonly source?: StoredMessage | undefined;
  readonly optionType?: number;
}

export interface InteractionBook {
  /** Makes it and tells the bot. */
  open(wanted: NewInteraction): Interaction;
  /** The interaction of a callback; throws 10062 when it is unknown or too late. */
  requireOpen(id: string, token: string): Interaction;
  /** The interaction behind a webhook token; throws while it is not acknowledged and when its life is over. */
  requireAlive(applicationId: string, token: string): Interaction;
  acknowledge(interaction: Interaction, how: Pick<Acknowledgement, 'type' | 'ephemeral' | 'spoiled'>): void;
  /** Notes that mischief kept an acknowledgement from being executed. */
  hinder(interactionId: string): void;
  stop(): void;
}

/** 0 in a server, 1 in private with the bot, 2 in any other private channel. */
export function contextOf(channel: Channel): number {
  if (channel.server !== undefined) return 0;
  return channel.kind === 'dm' ? 1 : 2;
}

/** Under which installations the app is available there: 0 by the server, 1 by the person. */
export function installationsFor(world: World, channel: Channel, person: Person): number[] {
  const byServer = channel.server === undefined ? channel.kind === 'dm' : botIsIn(world, channel.server);
  return [...(byServer ? [0] : []), ...(person.hasInstalled ? [1] : [])];
}

function ownersOf(installations: readonly number[], channel: Channel, person: Person): Json {
  const owner = (installation: number) => (installation === 1 ? person.user.id : (channel.server?.id ?? '0'));
  return Object.fromEntries(installations.map((installation) => [installation, owner(installation)]));
}

function wirePlace(channel: Channel, person: Person): Json {
  const { server } = channel;
  if (server === undefined) return { user: person.user };
  const member = server.members.get(person.user.id);
  if (member === undefined) throw new Error(`${person.user.username} is not in "${server.name}"`);
  return {
    guild_id: server.id,
    guild: { id: server.id, locale: server.locale, features: [] },
    guild_locale: server.locale,
    member: wireMemberWithPermissions(server, member),
  };
}

function wireInteraction(world: World, interaction: Interaction, data: Json): Json {
  const { channel, person, source } = interaction;
  const installations = installationsFor(world, channel, person);
  const permissions = botPermissions(world, channel);
  return {
    id: interaction.id,
    application_id: world.applicationId,
    type: TYPES[interaction.kind],
    token: interaction.token,
    version: 1,
    data,
    ...(source === undefined ? {} : { message: source.wire }),
    channel_id: channel.id,
    channel: wireChannel(world, channel),
    ...wirePlace(channel, person),
    app_permissions: String(permissions),
    locale: person.locale,
    entitlements: [],
    authorizing_integration_owners: ownersOf(installations, channel, person),
    context: contextOf(channel),
    attachment_size_limit: 10 * 1024 * 1024,
  };
}

function invalidToken(): ApiError {
  return apiError(401, 50027, 'Invalid Webhook Token');
}

function makeInteraction(world: World, wanted: NewInteraction): Interaction {
  const { kind, person, channel, what, source, optionType } = wanted;
  const installations = installationsFor(world, channel, person);
  return {
    ...{ kind, person, channel, what, source, optionType },
    id: world.snowflake(),
    token: `aW50ZXJhY3Rpb24${world.randomText(160)}`,
    createdAt: world.clock.now(),
    startedAt: performance.now(),
    deliveries: 0,
    deliveredAt: undefined,
    isBotToBlame: false,
    acknowledgement: undefined,
    failed: false,
    wasHindered: false,
    original: undefined,
    followUps: [],
    spoken: undefined,
    modal: undefined,
    choices: undefined,
    userInstalledOnly: channel.kind !== 'dm' && !installations.includes(0),
  };
}

/** The bot is to blame when it had heard in good time and neither its line nor its callback was cut. */
function isBotToBlame(world: World, gateway: Gateway, interaction: Interaction): boolean {
  const { startedAt, deliveredAt, wasHindered } = interaction;
  if (deliveredAt === undefined || wasHindered) return false;
  const hadTime = deliveredAt - startedAt < world.acknowledgeMs / 2;
  return hadTime && gateway.lastBreakAt() < startedAt;
}

/** The person reads "The application did not respond". */
function giveUp(world: World, gateway: Gateway, interaction: Interaction): void {
  interaction.failed = true;
  interaction.isBotToBlame = isBotToBlame(world, gateway, interaction);
  const name = interaction.person.user.global_name ?? interaction.person.user.username;
  if (interaction.isBotToBlame)
    world.addFault(
      'missed-ack',
      `${interaction.what} of ${name} got no answer within ${world.acknowledgeMs} ms`,
    );
  world.announce({ kind: 'interaction', channel: interaction.channel, interaction, detail: 'failed' });
}

export function createInteractionBook(world: World, gateway: Gateway): InteractionBook {
  const timers = new Map<string, NodeJS.Timeout>();
  const byToken = new Map<string, Interaction>();
  const isLate = (interaction: Interaction) =>
    interaction.failed || performance.now() - interaction.startedAt > world.acknowledgeMs;
  return {
    open: (wanted) => {
      const interaction = makeInteraction(world, wanted);
      const wire = wireInteraction(world, interaction, wanted.data);
      world.interactions.set(interaction.id, interaction);
      byToken.set(interaction.token, interaction);
      const timer = setTimeout(() => giveUp(world, gateway, interaction), world.acknowledgeMs).unref();
      timers.set(interaction.id, timer);
      world.announce({ kind: 'interaction', channel: wanted.channel, interaction, detail: 'opened' });
      gateway.dispatch('INTERACTION_CREATE', wire, {
        serverId: wanted.channel.server?.id,
        onWritten: () => {
          interaction.deliveries += 1;
          interaction.deliveredAt ??= performance.now();
        },
      });
      return interaction;
    },
    requireOpen: (id, token) => {
      const interaction = world.interactions.get(id);
      if (interaction?.token !== token) throw unknown('interaction');
      if (interaction.acknowledgement !== undefined) return interaction;
      if (isLate(interaction)) throw unknown('interaction');
      return interaction;
    },
    requireAlive: (applicationId, token) => {
      const interaction = byToken.get(token);
      if (applicationId !== world.applicationId) throw unknown('Webhook');
      if (interaction === undefined) throw invalidToken();
      if (world.clock.now() - interaction.createdAt >= TOKEN_LIFE_MS) throw invalidToken();
      if (interaction.acknowledgement === undefined || interaction.kind === 'autocomplete')
        throw unknown('Webhook');
      const { channel } = interaction;
      if (channel.deleted || channel.server?.deleted === true) throw unknown('Channel');
      return interaction;
    },
    acknowledge: (interaction, how) => {
      clearTimeout(timers.get(interaction.id));
      timers.delete(interaction.id);
      const afterMs = performance.now() - interaction.startedAt;
      interaction.acknowledgement = { ...how, at: world.clock.now(), afterMs };
      world.announce({
        kind: 'interaction',
        channel: interaction.channel,
        interaction,
        detail: 'acknowledged',
      });
    },
    hinder: (id) => {
      const interaction = world.interactions.get(id);
      if (interaction !== undefined) interaction.wasHindered = true;
    },
    stop: () => {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
