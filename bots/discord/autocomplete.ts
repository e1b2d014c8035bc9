import { setTimeout as sleep } from 'node:timers/promises';
import { InteractionResponseType, Routes } from 'discord.js';
import { formatFiat } from '../../src/domain/money.ts';
import type { Account } from '../../src/domain/platform.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
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
 * What could be meant while it is being typed: what is on sale, where they have withdrawn to before, orders,
 * time zones. A hint only: what is sent in the end is checked anew.
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
  const { name, options } = interaction;
  const typed = options.focused;
  if (typed === 'order') return ordersFor(core, interaction);
  if (typed === 'zone') return zonesFor(interaction);
  if (name === 'withdraw') return addressesFor(core, interaction);
  return typed === 'item' ? itemsFor(core, interaction) : [];
}

/** Their own orders, and what waits for staff; whoever may look at more types the code. */
async function ordersFor(core: BotCore, { caller, options, name }: Typed): Promise<Choice[]> {
  const typed = (options.values['order'] ?? '').trim().toUpperCase();
  const open = await core.readOpenDeliveries(caller.account);
  const waiting = isRefusal(open) ? [] : open.map(({ order }) => order);
  // Nobody refunds an order of their own.
  const own = name === 'refund' ? [] : (await core.readOrders(caller.account)).map(({ order }) => order);
  const orders = [...waiting, ...own].filter(({ code }) => code.startsWith(typed));
  const choices = new Map(
    orders.map(({ code, itemName, fiat }) => {
      const what = itemName === null ? formatFiat(fiat) : plainName(itemName, NAME_UNITS_MAX);
      return [code, { name: `${code} · ${what}`.slice(0, CHOICE_UNITS_MAX), value: code }];
    }),
  );
  return [...choices.values()].slice(0, CHOICES_MAX);
}

function zonesFor({ options }: Typed): Choice[] {
  const typed = (options.values['zone'] ?? '').trim().toLowerCase().replaceAll(' ', '_');
  return Intl.supportedValuesOf('timeZone')
    .filter((zone) => zone.toLowerCase().includes(typed))
    .slice(0, CHOICES_MAX)
    .map((zone) => ({ name: zone, value: zone }));
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

async function itemsFor(
  core: BotCore,
  { name: command, guild, isDirect, caller, options }: Typed,
): Promise<Choice[]> {
  const typed = (options.values['item'] ?? '').trim().toLowerCase();
  const choices: Choice[] = [];
  if (guild === null && !isDirect) return choices;
  for (const communityId of await communitiesFor(core, guild, caller)) {
    // What is hidden is offered to those who may see it.
    const hidden = command === 'item' && (await mayMind(core, caller.account, communityId));
    for (const item of await core.listItems(communityId, { hidden })) {
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

async function mayMind(core: BotCore, account: Account, communityId: string): Promise<boolean> {
  const { isOperator, isManager } = await core.rightsOf(account, communityId);
  return isOperator || isManager;
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
