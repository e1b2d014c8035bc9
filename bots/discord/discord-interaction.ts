import type { APIInteraction } from 'discord.js';
import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  InteractionType,
  MessageFlags,
} from 'discord.js';
import type { Caller } from '../../src/core/caller.ts';
import type { Press } from '../shared/button.ts';
import { decodePress } from '../shared/button.ts';
import type { CommandName } from '../shared/commands.ts';
import { commandNames } from '../shared/commands.ts';
import type { FilledForm } from '../shared/form.ts';
import type { FormScene } from '../shared/run-form.ts';
import { callerOf, isSnowflake, snowflakeTime } from './discord-actor.ts';
import type { GivenOptions } from './discord-command.ts';
import { readOptions, readResolved } from './discord-command.ts';
import { readForm } from './discord-form.ts';
import type { Leave, TokenRef } from './discord-ref.ts';
import { unknownLook } from './discord-ref.ts';

/** What all interactions have: who, where, and the leave to answer. */
export type Scene = {
  readonly id: string;
  readonly leave: Leave;
  readonly caller: Caller;
  /** The server, if it was in one that has us in it, and not only somebody who brings us along. */
  readonly guild: string | null;
  readonly channel: string | null;
  /** In the direct messages between this person and us. Everywhere else others may read along. */
  readonly isDirect: boolean;
  /** What we may do in that channel, as Discord's bits. */
  readonly appPermissions: bigint;
};

/** An interaction as far as it concerns us. */
export type Interaction = Scene &
  (
    | { readonly kind: 'command'; readonly name: CommandName | null; readonly options: GivenOptions }
    | { readonly kind: 'autocomplete'; readonly name: CommandName | null; readonly options: GivenOptions }
    | { readonly kind: 'press'; readonly press: Press | null; readonly pressed: PressedMessage }
    | { readonly kind: 'form'; readonly filled: FilledForm | null }
  );

/** The message with the button. Only one that its person alone can see may show anything about money. */
export type PressedMessage = { readonly id: string; readonly isPrivate: boolean };

/** Reads what Discord sent, or what was stored of it. Whatever isn't for us is `null`. */
export function readInteraction(raw: unknown): Interaction | null {
  if (typeof raw !== 'object' || raw === null || !('type' in raw)) return null;
  const interaction = raw as APIInteraction;
  const scene = sceneOf(interaction);
  if (!scene) return null;
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
    case InteractionType.ApplicationCommandAutocomplete: {
      const isTyping = interaction.type === InteractionType.ApplicationCommandAutocomplete;
      const { data } = interaction;
      return {
        ...scene,
        kind: isTyping ? 'autocomplete' : 'command',
        name: commandNames.find((one) => one === data.name) ?? null,
        options: {
          ...readOptions('options' in data ? data.options : undefined),
          ...readResolved(data.type === ApplicationCommandType.ChatInput ? data.resolved : undefined),
        },
      };
    }
    case InteractionType.MessageComponent: {
      const { message, data } = interaction;
      const isPrivate = scene.isDirect || ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
      return {
        ...scene,
        kind: 'press',
        // What is chosen from a list is the press; the list itself only has a name.
        press: decodePress('values' in data ? (data.values[0] ?? '') : data.custom_id),
        pressed: { id: message.id, isPrivate },
      };
    }
    case InteractionType.ModalSubmit:
      return { ...scene, kind: 'form', filled: readForm(interaction.data) };
    case InteractionType.Ping:
      return null;
  }
}

function sceneOf(interaction: APIInteraction): Scene | null {
  const { id, application_id: application, token, guild_id: guild, member } = interaction;
  const user = member?.user ?? interaction.user;
  if (!isSnowflake(id) || !isSnowflake(application) || !user || !isSnowflake(user.id)) return null;
  if (guild !== undefined && !isSnowflake(guild)) return null;
  const locale = 'locale' in interaction ? interaction.locale : undefined;
  const isInstalled = isInstalledByServer(interaction.authorizing_integration_owners);
  return {
    id,
    leave: { application, token, issuedAt: snowflakeTime(id) },
    caller: callerOf(user, member?.nick, locale),
    guild: isInstalled ? (guild ?? null) : null,
    channel: interaction.channel?.id ?? null,
    isDirect: guild === undefined && interaction.context === InteractionContextType.BotDM,
    appPermissions: BigInt(interaction.app_permissions ?? '0'),
  };
}

/** Whether the place itself has us, and not only the person who commands. */
function isInstalledByServer(owners: Readonly<Record<string, unknown>> | undefined): boolean {
  return owners === undefined || owners[ApplicationIntegrationType.GuildInstall] !== undefined;
}

/** Where something was said, as the core knows chats: `null` only in private with us. */
export function chatOf({ isDirect, channel }: Scene): string | null {
  return isDirect ? null : (channel ?? 'unknown');
}

/** Where a form was filled in, and what makes a repeat of it recognisable. */
export function formSceneOf(scene: Scene): FormScene {
  return { chatId: chatOf(scene), requestKey: requestKeyOf(scene) };
}

/** The outside event, so that a repeat gets the first answer. */
export function requestKeyOf({ id }: Scene): string {
  return `discord:${id}`;
}

/** The answer to this interaction, as the place of a card. */
export function answerRef({ leave, channel, isDirect }: Scene, message: string | null = null): TokenRef {
  return { kind: 'token', ...leave, channel, isDirect, message, ...unknownLook };
}
