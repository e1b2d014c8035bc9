import type { Item } from '../../src/domain/item.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import { isRowId } from './approver-scene.ts';
import type { Asker } from './asker.ts';
import { replyText } from './asker.ts';
import type { Verb } from './button.ts';
import { deliveryChoice, managersCard } from './item-card.ts';
import { rolePlan, saveChange } from './item-facts.ts';
import { managersList } from './item-list.ts';
import { roleChoice } from './item-roles.ts';
import type { PressOutcome } from './press-outcome.ts';
import { quietPress, refusedPress, unknownPress } from './press-outcome.ts';
import { mayMind } from './run-item.ts';
import { sayRich } from './words.ts';

const itemVerbs = [
  'items',
  'item_card',
  'item_how',
  'item_plan',
  'item_roles',
  'item_role',
  'item_hide',
  'item_show',
  'item_pic',
  'item_file',
] as const satisfies readonly Verb[];

type ItemVerb = (typeof itemVerbs)[number];

/** Whether the button is one of those that mind a shop. */
export function isItemVerb(verb: Verb): verb is ItemVerb {
  return itemVerbs.some((one) => one === verb);
}

/**
 * A button of whoever minds a shop: the message shows what is so now. `chatId` is where others could
 * read along. The core checks the right to it with each.
 */
export async function pressForItem(
  asker: Asker,
  { verb, id }: { readonly verb: ItemVerb; readonly id: string },
  chatId: string | null,
): Promise<PressOutcome> {
  const { core, caller, language } = asker;
  const [subject = '', part = ''] = id.split('_');
  if (verb === 'items') return turnPage(asker, subject, part);
  const item = await core.readItemToMind(caller.account, subject);
  if (isRefusal(item)) return refusedPress(asker, item);
  const scene = { communityId: item.communityId, from: chatId };
  switch (verb) {
    case 'item_card':
      return { ...quietPress, replace: await managersCard(asker, item) };
    case 'item_how':
      return { ...quietPress, replace: deliveryChoice(asker, item) };
    case 'item_plan': {
      if (part !== 'task' && part !== 'key') return unknownPress(asker);
      const saved = await saveChange(asker, scene, item.slug, { plan: { kind: part } });
      return afterPress(asker, saved, part === 'key' ? 'item-next-item_keys' : 'item-said-saved');
    }
    case 'item_roles': {
      const choice = await roleChoice(asker, item, pageOf(part));
      return isRefusal(choice) ? refusedPress(asker, choice) : { ...quietPress, replace: choice };
    }
    case 'item_role': {
      const plan = await rolePlan(asker, scene, part);
      if (isRefusal(plan)) return refusedPress(asker, plan);
      return afterPress(asker, await saveChange(asker, scene, item.slug, { plan }), 'item-said-saved');
    }
    case 'item_hide': {
      const by = caller.account;
      const hidden = item.hidden || (await core.hideItem({ ...scene, by, slug: item.slug }));
      return afterPress(asker, isRefusal(hidden) ? hidden : { ...item, hidden: true }, 'item-said-hidden');
    }
    case 'item_show': {
      const saved = await saveChange(asker, scene, item.slug, { hidden: false });
      return afterPress(asker, saved, 'item-said-shown');
    }
    case 'item_pic':
    case 'item_file':
      // Where there are no questions in turn, a file comes with the command.
      return {
        ...quietPress,
        answer: replyText(sayRich(language, `item-attach-${verb}`, { slug: item.slug })),
      };
  }
}

async function turnPage(asker: Asker, communityId: string, page: string): Promise<PressOutcome> {
  const isTheirs = isRowId(communityId) && (await mayMind(asker, communityId));
  if (!isTheirs) return refusedPress(asker, refuse('not_manager'));
  return { ...quietPress, replace: await managersList(asker, communityId, pageOf(page)) };
}

function pageOf(words: string): number {
  return /^\d{1,4}$/.test(words) ? Number(words) : 0;
}

async function afterPress(asker: Asker, item: Item | Refusal, key: string): Promise<PressOutcome> {
  if (isRefusal(item)) return refusedPress(asker, item);
  const facts = { slug: item.slug, item: item.slug };
  return { ...quietPress, replace: await managersCard(asker, item, sayRich(asker.language, key, facts)) };
}
