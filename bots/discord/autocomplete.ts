import { setTimeout as sleep } from 'node:timers/promises';
import { InteractionResponseType, Routes } from 'discord.js';
import { formatFiat } from '../../src/domain/money.ts';
import type { BotCore } from '../shared/asker.ts';
import { NAME_UNITS_MAX } from '../shared/payment-facts.ts';
import { plainName, withinLabel } from '../shared/plain-text.ts';
import { say } from '../shared/words.ts';
import type { DiscordApi } from './discord-api.ts';
import type { Interaction } from './discord-interaction.ts';

/** Of Discord's three seconds. */
const LOOKUP_MS_MAX = 1_500;
const CHOICES_MAX = 25;
const CHOICE_UNITS_MAX = 100;

type Typed = Extract<Interaction, { kind: 'autocomplete' }>;
type Choice = { readonly name: string; readonly value: string };

/**
 * What is on sale, or where they have withdrawn to before, while it is being typed. A hint only: what is
 * sent in the end is checked anew.
 */
export async function answerAutocomplete(api: DiscordApi, core: BotCore, interaction: Typed): Promise<void> {
  const { id, leave } = interaction;
  const late = new AbortController();
  // No choices are an answer too; no answer at all shows as a failure of ours.
  const none = sleep(LOOKUP_MS_MAX, [], { signal: late.signal }).catch(() => []);
  const choices = await Promise.race([choicesFor(core, interaction).catch(() => []), none]);
  late.abort();
  await api.post(Routes.interactionCallback(id, leave.token), {
    body: { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } },
    auth: false,
  });
}

async function choicesFor(core: BotCore, interaction: Typed): Promise<Choice[]> {
  if (interaction.name === 'pay') return itemsFor(core, interaction);
  return interaction.name === 'withdraw' ? addressesFor(core, interaction) : [];
}

/** Their own, which only they see. */
async function addressesFor(core: BotCore, { caller, options }: Typed): Promise<Choice[]> {
  const typed = (options.values['address'] ?? '').trim().toLowerCase();
  const places = await core.readWithdrawPlaces(caller.account);
  const known = places.flatMap(({ addresses }) => addresses.map(({ address }) => address));
  return [...new Set(known)]
    .filter((address) => address.toLowerCase().startsWith(typed))
    .map((address) => ({ name: address, value: address }))
    .slice(0, CHOICES_MAX);
}

async function itemsFor(core: BotCore, { guild, isDirect, caller, options }: Typed): Promise<Choice[]> {
  const typed = (options.values['item'] ?? '').trim().toLowerCase();
  const choices: Choice[] = [];
  if (guild === null && !isDirect) return choices;
  for (const communityId of await communitiesFor(core, guild, caller)) {
    for (const item of await core.listItems(communityId)) {
      const isMeant = item.slug.includes(typed) || item.name.toLowerCase().includes(typed);
      if (!isMeant || choices.some(({ value }) => value === item.slug)) continue;
      const facts = { name: plainName(item.name, NAME_UNITS_MAX), price: formatFiat(item.price) };
      const name = withinLabel(facts.name, CHOICE_UNITS_MAX, (shown) =>
        say(caller.language, 'button-buy', { ...facts, name: shown }),
      );
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
