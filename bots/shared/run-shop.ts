import { formatFiat } from '../../src/domain/money.ts';
import type { Item } from '../../src/domain/item.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { Answer, Asker } from './asker.ts';
import { replyRefusal, replyWith } from './asker.ts';
import type { Button, ButtonRows, Reply } from './button.ts';
import { pressButton } from './button.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { plainLines, plainName, withinLabel } from './plain-text.ts';
import type { PressOutcome } from './press-outcome.ts';
import { quietPress, refusedPress } from './press-outcome.ts';
import { giftTokenIn, openGift } from './run-buy.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { say, sayBold, sayRich } from './words.ts';

/** What fits a screen, and a list to choose from. */
const PAGE_ITEMS = 10;
const LABEL_UNITS_MAX = 60;
const DESCRIPTION_UNITS_MAX = 600;

/** `/shop`: what is on sale, a page at a time; with words, what fits them. */
export async function runShop(asker: Asker, communityId: string, words: string): Promise<Answer> {
  const gift = giftTokenIn(words.trim());
  if (gift !== null) return openGift(asker, gift);
  const member = await asker.core.enrol(communityId, asker.caller);
  if (isRefusal(member)) return replyRefusal(asker, member);
  return replyWith(await catalogue(asker, communityId, words.trim(), 0));
}

/** *Next* and *back*: the same message shows another page. `<communityId>_<page>`. */
export async function pressShopPage(asker: Asker, subject: string): Promise<PressOutcome> {
  const [communityId = '', page = ''] = subject.split('_');
  const memberships = await asker.core.membershipsOf(asker.caller.account);
  const isMember = memberships.some(({ community }) => community.id === communityId);
  if (!isMember) return refusedPress(asker, refuse('no_community'));
  const shown = await catalogue(asker, communityId, '', /^\d{1,3}$/.test(page) ? Number(page) : 0);
  return { ...quietPress, replace: shown };
}

/** An item with all there is to know before buying it. */
export async function pressItem(asker: Asker, itemId: string): Promise<PressOutcome> {
  const { core, caller } = asker;
  for (const { community } of await core.membershipsOf(caller.account)) {
    const item = await core.readItem(community.id, itemId);
    if (item?.id === itemId) return { ...quietPress, answer: replyWith(await itemCard(asker, item)) };
  }
  return refusedPress(asker, refuse('item_not_found', { words: '…' }));
}

async function catalogue(asker: Asker, communityId: string, words: string, page: number): Promise<Reply> {
  const { core, caller, language } = asker;
  const all = (await core.listItems(communityId)).filter((item) => isMeant(item, words));
  const memberships = await core.membershipsOf(caller.account);
  const name = memberships.find(({ community }) => community.id === communityId)?.community.name ?? '';
  const community = plainName(name, NAME_UNITS_MAX);
  if (all.length === 0) {
    const facts = { community, words: plainName(words, NAME_UNITS_MAX) };
    return { text: sayRich(language, words === '' ? 'shop-empty' : 'shop-nothing-fits', facts), buttons: [] };
  }
  const pages = Math.ceil(all.length / PAGE_ITEMS);
  const at = Math.min(page, pages - 1);
  const shown = all.slice(at * PAGE_ITEMS, (at + 1) * PAGE_ITEMS);
  const lines = shown.map((item) => itemLine(asker, item));
  const foot =
    pages > 1 ? sayRich(language, 'shop-page', { page: String(at + 1), pages: String(pages) }) : null;
  return {
    text: stack([sayBold(language, 'shop-title', { community }), stack(lines, '\n'), foot], '\n\n'),
    buttons: [chooser(asker, shown), ...turning(asker, communityId, at, pages)],
  };
}

function isMeant({ slug, name }: Item, words: string): boolean {
  const wanted = words.toLowerCase();
  return slug.includes(wanted) || name.toLowerCase().includes(wanted);
}

function itemLine({ language }: Asker, item: Item): RichText {
  const facts = { name: plainName(item.name, NAME_UNITS_MAX), price: formatFiat(item.price) };
  return [...sayRich(language, 'shop-line', facts), stockText(language, item)];
}

function stockText(language: Asker['language'], { stock }: Item): string {
  if (stock === null) return '';
  return ` · ${stock === 0 ? say(language, 'shop-sold-out') : say(language, 'shop-left', { count: String(stock) })}`;
}

/** What can be looked at: a list in Discord, buttons in Telegram. */
function chooser({ language }: Asker, items: readonly Item[]): Button[] {
  const options = items.map((item) => {
    const price = formatFiat(item.price);
    const label = withinLabel(plainName(item.name, NAME_UNITS_MAX), LABEL_UNITS_MAX, (name) =>
      say(language, 'button-buy', { name, price }),
    );
    const hint = plainName(item.description, LABEL_UNITS_MAX, '');
    return { label, hint, press: { verb: 'item' as const, id: item.id } };
  });
  return [{ kind: 'select', label: say(language, 'shop-choose'), options }];
}

function turning({ language }: Asker, communityId: string, at: number, pages: number): ButtonRows {
  const to = (page: number, key: string) => pressButton(say(language, key), 'shop', `${communityId}_${page}`);
  const row = [
    ...(at > 0 ? [to(at - 1, 'button-page-back')] : []),
    ...(at < pages - 1 ? [to(at + 1, 'button-page-next')] : []),
  ];
  return row.length === 0 ? [] : [row];
}

/** One item: what it is, what it costs, how it comes, and the ways to buy it. */
async function itemCard({ core, language }: Asker, item: Item): Promise<Reply> {
  const { plan, memberLimit, accessDays, stock } = item;
  const price = formatFiat(item.price);
  const description = plainLines(item.description, DESCRIPTION_UNITS_MAX);
  const facts = [
    sayRich(language, 'shop-price', { price }),
    stock === null
      ? null
      : sayRich(language, stock === 0 ? 'shop-none-left' : 'shop-stock', { count: String(stock) }),
    memberLimit === null ? null : sayRich(language, 'shop-limit', { count: String(memberLimit) }),
    accessDays === null ? null : sayRich(language, 'shop-access', { days: String(accessDays) }),
    sayRich(language, `shop-how-${plan.kind}`),
  ];
  const isSoldOut = stock === 0;
  const picture = item.pictureId === null ? null : await core.readFile(item.pictureId);
  return {
    ...(picture && { image: picture }),
    text: stack(
      [
        [{ bold: plainName(item.name, NAME_UNITS_MAX) }],
        description === '' ? null : [description],
        stack(facts, '\n'),
      ],
      '\n\n',
    ),
    buttons: isSoldOut
      ? []
      : [
          [pressButton(say(language, 'button-buy-now', { price }), 'buy', item.id)],
          [
            pressButton(say(language, 'button-gift'), 'gift', item.id),
            pressButton(say(language, 'button-code'), 'code', item.id),
          ],
        ],
  };
}
