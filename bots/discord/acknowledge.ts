import { InteractionResponseType, MessageFlags, Routes } from 'discord.js';
import type { Verb } from '../shared/button.ts';
import type { DiscordApi } from './discord-api.ts';
import { troubleOf } from './discord-errors.ts';
import type { Interaction } from './discord-interaction.ts';

/** Of Discord's three seconds; the second try must fit as well. */
const TRY_MS_MAX = 1_300;
const TRIES_MAX = 2;

/** Buttons that are about the card they stand on; what comes of the others is a message of its own. */
const cardVerbs: readonly Verb[] = ['check', 'amount_qr', 'address_qr', 'pay_balance', 'cancel', 'fresh'];

export type Acknowledgeable = Exclude<Interaction, { kind: 'autocomplete' }>;

/** Whether the answer is the pressed message itself, edited. */
export function answersInPlace(interaction: Acknowledgeable): boolean {
  if (interaction.kind !== 'press' || !interaction.pressed.isPrivate) return false;
  const verb = interaction.press?.verb;
  return verb !== undefined && cardVerbs.includes(verb);
}

/**
 * The first thing of all, before anything is looked up: Discord waits three seconds. Who may read the
 * answer is decided here and can't be changed later. False when it came too late to be answered.
 */
export async function acknowledge(api: DiscordApi, interaction: Acknowledgeable): Promise<boolean> {
  const { id, leave, isDirect } = interaction;
  const type = answersInPlace(interaction)
    ? InteractionResponseType.DeferredMessageUpdate
    : InteractionResponseType.DeferredChannelMessageWithSource;
  const isEphemeral = type === InteractionResponseType.DeferredChannelMessageWithSource && !isDirect;
  const body = isEphemeral ? { type, data: { flags: MessageFlags.Ephemeral } } : { type };
  for (let attempt = 1; ; attempt += 1) {
    try {
      const signal = AbortSignal.timeout(TRY_MS_MAX);
      await api.post(Routes.interactionCallback(id, leave.token), { body, auth: false, signal });
      return true;
    } catch (error) {
      const trouble = troubleOf(error);
      // By another instance, or by our own try whose answer was lost.
      if (trouble?.kind === 'acknowledged_already') return true;
      if (trouble?.kind === 'interaction_over') return false;
      if (trouble?.kind !== 'unavailable') throw error;
      // It may have worked: what is said later will show.
      if (attempt === TRIES_MAX) return true;
    }
  }
}
