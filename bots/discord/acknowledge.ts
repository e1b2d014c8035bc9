import { setTimeout as sleep } from 'node:timers/promises';
import { InteractionResponseType, MessageFlags, Routes } from 'discord.js';
import type { Verb } from '../shared/button.ts';
import type { FilledForm } from '../shared/form.ts';
import { answersInPress, formOfVerb } from '../shared/form.ts';
import type { DiscordApi } from './discord-api.ts';
import { troubleOf } from './discord-errors.ts';
import { itemForm, modalOf, typedFields, withdrawForm } from './discord-form.ts';
import type { Interaction } from './discord-interaction.ts';

/** Of Discord's three seconds; the second try must fit as well. */
const TRY_MS_MAX = 1_300;
const TRIES_MAX = 2;
/** So much of them may be spent on waiting as we are told. */
const WAIT_MS_MAX = 2_300;

/** Buttons that are about the payment card they stand on. */
const cardVerbs: readonly Verb[] = ['check', 'amount_qr', 'address_qr', 'pay_balance', 'cancel', 'fresh'];
/** Buttons after which the message that they stand on would offer what is done or decided. */
const noteVerbs: readonly Verb[] = [
  'wd_confirm',
  'wd_drop',
  'wd_cancel',
  'approve',
  'veto',
  'fund_ok',
  'fund_no',
  'canary_ok',
  'canary_no',
  'resume',
  'shop',
  'items',
  'item_card',
  'item_how',
  'item_plan',
  'item_roles',
  'item_role',
  'item_hide',
  'item_show',
  'done',
  'retry',
];

export type Acknowledgeable = Exclude<Interaction, { kind: 'autocomplete' }>;

/** What is edited for an answer: a payment's card, or another message; `null` where one is said beside it. */
export function answersInPlace(interaction: Acknowledgeable): 'card' | 'note' | null {
  if (interaction.kind !== 'press' || interaction.press === null || !interaction.pressed.isPrivate) {
    return null;
  }
  const { verb } = interaction.press;
  if (cardVerbs.includes(verb)) return 'card';
  return noteVerbs.includes(verb) ? 'note' : null;
}

/**
 * The first thing of all, before anything is looked up: Discord waits three seconds. Who may read the
 * answer is decided here and can't be changed later. False when it came too late to be answered, or
 * Discord would not take it in time.
 */
export function acknowledge(api: DiscordApi, interaction: Acknowledgeable): Promise<boolean> {
  const type =
    answersInPlace(interaction) !== null
      ? InteractionResponseType.DeferredMessageUpdate
      : InteractionResponseType.DeferredChannelMessageWithSource;
  const isEphemeral =
    type === InteractionResponseType.DeferredChannelMessageWithSource && !interaction.isDirect;
  const body = isEphemeral ? { type, data: { flags: MessageFlags.Ephemeral } } : { type };
  return answerFirst(api, interaction, body);
}

/** Asks for words: Discord takes a form as the first answer only. */
export async function askForm(api: DiscordApi, interaction: Interaction, asked: FilledForm): Promise<void> {
  const data = modalOf(asked, interaction.caller.language);
  await answerFirst(api, interaction, { type: InteractionResponseType.Modal, data });
}

/**
 * The form that has to be the first answer, with what is known of its fields already; `null` where the
 * interaction is to be acted upon as it is. Nobody is asked, since Discord waits three seconds.
 */
export function formAskedBy(interaction: Interaction): FilledForm | null {
  if (interaction.kind === 'command') {
    const { name, options, guild, isDirect } = interaction;
    const isHere = guild !== null || isDirect;
    const isEmpty = Object.keys(options.values).length === 0;
    if (name === 'item' && options.path === 'add' && isEmpty && guild !== null) return itemForm;
    const isWhole = options.values['address'] !== undefined && options.values['amount'] !== undefined;
    if (name !== 'withdraw' || isWhole || !isHere) return null;
    return withdrawForm(options.values);
  }
  if (interaction.kind !== 'press' || interaction.press === null) return null;
  const { press } = interaction;
  const form = formOfVerb(press.verb);
  // What asks for nothing but a file has no form here: `/item edit` takes it as an option.
  return form && typedFields(form).length > 0
    ? { form, subject: press.id, values: answersInPress(press) }
    : null;
}

async function answerFirst(api: DiscordApi, { id, leave }: Interaction, body: object): Promise<boolean> {
  const began = performance.now();
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
      if (trouble?.kind === 'slow_down') {
        // There may be time enough for what we are asked to wait.
        if (performance.now() - began + trouble.afterMs > WAIT_MS_MAX) return false;
        await sleep(trouble.afterMs);
        continue;
      }
      if (trouble?.kind !== 'unavailable') throw error;
      // It may have worked: what is said later will show.
      if (attempt === TRIES_MAX) return true;
    }
  }
}
