import type { DeliveryKind, DeliveryPlan, Item } from '../../src/domain/item.ts';
import { deliveryKinds } from '../../src/domain/item.ts';
import { formatFiat } from '../../src/domain/money.ts';
import type { Asker } from './asker.ts';
import type { Button, Press, Reply } from './button.ts';
import { pressButton } from './button.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { plainLines, plainName } from './plain-text.ts';
import type { RichPart, RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { say, sayRich } from './words.ts';

const DETAIL_UNITS_MAX = 120;
const DESCRIPTION_UNITS_MAX = 500;

/** All about an item for whoever minds it. `note` is what has just been done with it. */
export async function managersCard(
  { core, language }: Asker,
  item: Item,
  note: RichText | null = null,
): Promise<Reply> {
  const picture = item.pictureId === null ? null : await core.readFile(item.pictureId);
  const title: RichText = [itemName(item), ' · ', { code: item.slug }];
  const state = sayRich(language, item.hidden ? 'item-is-hidden' : 'item-on-sale', { slug: item.slug });
  const words = plainLines(item.description, DESCRIPTION_UNITS_MAX);
  const facts = stack(factsOf(item, language), '\n');
  const about = words === '' ? null : [words];
  const text = stack([note, stack([title, state], '\n'), about, facts], '\n\n');
  return { ...(picture && { image: picture }), text, buttons: cardButtons(item, language) };
}

function factsOf(item: Item, language: Asker['language']): RichText[] {
  const { plan, stock, memberLimit, accessDays } = item;
  const any = (count: number | null, key: string): RichText =>
    count === null
      ? sayRich(language, `${key}-any`)
      : sayRich(language, `${key}-count`, { count: String(count) });
  const how = say(language, `item-kind-${plan.kind}`);
  const detail = detailOf(plan);
  return [
    sayRich(language, 'item-price', { price: formatFiat(item.price) }),
    plan.kind === 'key'
      ? sayRich(language, 'item-keys-left', { count: String(stock ?? 0) })
      : any(stock, 'item-stock'),
    detail === null
      ? sayRich(language, 'item-how', { how })
      : sayRich(language, 'item-how-with', { how, detail }),
    any(memberLimit, 'item-limit'),
    any(accessDays, 'item-days'),
    ...(item.pictureId === null ? [sayRich(language, 'item-no-picture')] : []),
  ];
}

/** What exactly is handed over, as far as that is short. */
function detailOf(plan: DeliveryPlan): RichPart | null {
  switch (plan.kind) {
    case 'task':
    case 'key':
      return null;
    case 'role':
      return plainName(plan.roleName, DETAIL_UNITS_MAX);
    case 'invite':
      return plainName(plan.chatTitle, DETAIL_UNITS_MAX);
    case 'text':
      return plainName(plan.text, DETAIL_UNITS_MAX);
    case 'file':
      return plainName(plan.fileName, DETAIL_UNITS_MAX);
    case 'webhook':
      return { code: plainName(plan.url, DETAIL_UNITS_MAX) };
  }
}

function cardButtons(item: Item, language: Asker['language']): Button[][] {
  const { id, communityId, plan, hidden } = item;
  const about = (verb: Press['verb']) => pressButton(say(language, `button-${verb}`), verb, id);
  return [
    [about('item_edit'), about(plan.kind === 'key' ? 'item_keys' : 'item_stock')],
    [about('item_pic'), about('item_how'), about('item_limits')],
    [
      about(hidden ? 'item_show' : 'item_hide'),
      pressButton(say(language, 'button-items'), 'items', `${communityId}_0`),
    ],
  ];
}

/** The ways to hand an item over: each leads on to what has to be said about it. */
export function deliveryChoice({ language }: Asker, item: Item): Reply {
  const options = deliveryKinds.map((kind) => ({
    label: say(language, `item-kind-${kind}`),
    hint: say(language, `shop-how-${kind}`),
    press: pressOf(kind, item.id),
  }));
  return {
    text: [...sayRich(language, 'item-how-choose', { item: itemName(item) })],
    buttons: [
      [{ kind: 'select', label: say(language, 'item-how-list'), options }],
      [backButton(item, language)],
    ],
  };
}

/** Back to the item's card. */
export function backButton({ id }: Item, language: Asker['language']): Button {
  return pressButton(say(language, 'button-item_card'), 'item_card', id);
}

/** The button that begins a kind of delivery. */
export function pressOf(kind: DeliveryKind, itemId: string): Press {
  switch (kind) {
    case 'task':
    case 'key':
      return { verb: 'item_plan', id: `${itemId}_${kind}` };
    case 'role':
      return { verb: 'item_roles', id: `${itemId}_0` };
    case 'invite':
      return { verb: 'item_invite', id: itemId };
    case 'text':
      return { verb: 'item_text', id: itemId };
    case 'file':
      return { verb: 'item_file', id: itemId };
    case 'webhook':
      return { verb: 'item_hook', id: itemId };
  }
}

/** Its name, harmless and bold. */
export function itemName({ name }: Item): { readonly bold: string } {
  return { bold: plainName(name, NAME_UNITS_MAX) };
}
