import type { Item } from '../../src/domain/item.ts';
import { formatFiat } from '../../src/domain/money.ts';
import type { Asker } from './asker.ts';
import type { Button, Reply } from './button.ts';
import { pressButton } from './button.ts';
import { itemName } from './item-card.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { plainName, withinLabel } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { say, sayBold, sayRich } from './words.ts';

const PAGE_ITEMS = 10;
const LABEL_UNITS_MAX = 60;

/** `/item`: everything in the catalogue, also what is hidden, and the ways to mind it. */
export async function managersList(asker: Asker, communityId: string, page: number): Promise<Reply> {
  const { core, caller, language } = asker;
  const items = await core.listItems(communityId, { hidden: true });
  const memberships = await core.membershipsOf(caller.account);
  const name = memberships.find(({ community }) => community.id === communityId)?.community.name ?? '';
  const community = plainName(name, NAME_UNITS_MAX, '');
  const pages = Math.max(1, Math.ceil(items.length / PAGE_ITEMS));
  const at = Math.min(page, pages - 1);
  const shown = items.slice(at * PAGE_ITEMS, (at + 1) * PAGE_ITEMS);
  const facts = { page: String(at + 1), pages: String(pages), count: String(items.length) };
  return {
    text: stack(
      [
        sayBold(language, 'item-list-title', { community }),
        items.length === 0 ? sayRich(language, 'item-list-none') : stack(shown.map(lineOf(language)), '\n'),
        pages > 1 ? sayRich(language, 'item-list-page', facts) : null,
        sayRich(language, 'item-ways'),
      ],
      '\n\n',
    ),
    buttons: [
      chooser(shown, language),
      turning(communityId, at, pages, language),
      [pressButton(say(language, 'button-new_item'), 'new_item', communityId)],
    ].filter((row) => row.length > 0),
  };
}

function lineOf(language: Asker['language']) {
  return (item: Item): RichText => [
    ...sayRich(language, 'item-line', {
      slug: { code: item.slug },
      name: itemName(item).bold,
      price: formatFiat(item.price),
    }),
    item.stock === null ? '' : ` · ${say(language, 'shop-left', { count: String(item.stock) })}`,
    item.hidden ? ` · ${say(language, 'item-line-hidden')}` : '',
  ];
}

function chooser(items: readonly Item[], language: Asker['language']): Button[] {
  if (items.length === 0) return [];
  const options = items.map((item) => {
    const facts = { price: formatFiat(item.price) };
    const label = withinLabel(itemName(item).bold, LABEL_UNITS_MAX, (name) =>
      say(language, 'button-buy', { name, ...facts }),
    );
    return { label, hint: item.slug, press: { verb: 'item_card' as const, id: item.id } };
  });
  return [{ kind: 'select', label: say(language, 'item-list-choose'), options }];
}

function turning(communityId: string, at: number, pages: number, language: Asker['language']): Button[] {
  const to = (page: number, key: string) =>
    pressButton(say(language, key), 'items', `${communityId}_${page}`);
  return [
    ...(at > 0 ? [to(at - 1, 'button-page-back')] : []),
    ...(at < pages - 1 ? [to(at + 1, 'button-page-next')] : []),
  ];
}
