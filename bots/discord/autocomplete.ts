import { InteractionResponseType, Routes } from 'discord.js';
import { formatFiat } from '../../src/domain/money.ts';
import type { BotCore } from '../shared/asker.ts';
import { NAME_UNITS_MAX } from '../shared/payment-facts.ts';
import { plainName, shorten } from '../shared/plain-text.ts';
import { say } from '../shared/words.ts';
import type { DiscordApi } from './discord-api.ts';
import type { Interaction } from './discord-interaction.ts';

const CHOICES_MAX = 25;
const CHOICE_UNITS_MAX = 100;

type Choice = { readonly name: string; readonly value: string };

/** What is on sale, while it is being typed. A hint only: what is sent in the end is checked anew. */
export async function answerAutocomplete(
  api: DiscordApi,
  core: BotCore,
  interaction: Extract<Interaction, { kind: 'autocomplete' }>,
): Promise<void> {
  const { id, leave } = interaction;
  const choices = interaction.name === 'pay' ? await choicesFor(core, interaction) : [];
  await api.post(Routes.interactionCallback(id, leave.token), {
    body: { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } },
    auth: false,
  });
}

async function choicesFor(
  core: BotCore,
  { guild, caller, options }: Extract<Interaction, { kind: 'autocomplete' }>,
): Promise<Choice[]> {
  const typed = (options.values['item'] ?? '').trim().toLowerCase();
  const choices: Choice[] = [];
  for (const communityId of await communitiesFor(core, guild, caller)) {
    for (const item of await core.listItems(communityId)) {
      const isMeant = item.slug.includes(typed) || item.name.toLowerCase().includes(typed);
      if (!isMeant || choices.some(({ value }) => value === item.slug)) continue;
      const facts = { name: plainName(item.name, NAME_UNITS_MAX), price: formatFiat(item.price) };
      const name = shorten(say(caller.language, 'button-buy', facts), CHOICE_UNITS_MAX);
      choices.push({ name, value: item.slug });
    }
  }
  return choices.slice(0, CHOICES_MAX);
}

async function communitiesFor(
  core: BotCore,
  guild: string | null,
  { account }: Interaction['caller'],
): Promise<string[]> {
  if (guild === null) return (await core.membershipsOf(account)).map(({ community }) => community.id);
  const community = await core.communityAt({ platform: 'discord', placeId: guild });
  return community ? [community.id] : [];
}
