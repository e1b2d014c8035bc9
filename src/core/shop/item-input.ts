import type { DeliveryPlan, Item } from '../../domain/item.ts';
import { plainItem } from '../../domain/item.ts';
import type { Fiat } from '../../domain/money.ts';
import { FIAT_HUNDREDTHS_MIN } from '../../domain/money.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';

/** Begins with a letter, and is no amount with its currency in front: `/pay` would read that as a top-up. */
const SLUG = /^(?!(?:twd|usd)[\d.]*$)[a-z][a-z0-9_-]{0,31}$/;
const NAME_LENGTH_MAX = 64;
const DESCRIPTION_LENGTH_MAX = 500;
/** Goods of text go out in one message. */
const TEXT_LENGTH_MAX = 1_500;
const PIECES_MAX = 1_000_000;
const ACCESS_DAYS_MAX = 3_650;

/**
 * What somebody says about an item. A new one needs name and price; of one that is there only what is
 * said changes.
 */
export type ItemInput = {
  readonly slug: string;
  readonly name?: string;
  readonly description?: string;
  readonly price?: Fiat;
  readonly hidden?: boolean;
  readonly stock?: number | null;
  readonly memberLimit?: number | null;
  readonly accessDays?: number | null;
  readonly plan?: DeliveryPlan;
  readonly pictureId?: string | null;
};

/** The item as it is after this; `before` is how it was, under the same slug. */
export function itemAfter(
  input: ItemInput,
  before: Item | null,
  fresh: Pick<Item, 'id' | 'communityId'>,
): Item | Refusal {
  const slug = slugOf(input.slug);
  const name = input.name === undefined ? before?.name : oneLine(input.name);
  const price = input.price ?? before?.price;
  if (name === undefined || price === undefined) {
    return refuse('item_incomplete', { slug: input.slug });
  }
  if (!SLUG.test(slug) || name === '' || name.length > NAME_LENGTH_MAX) {
    return refuse('item_name_not_usable', { slug: input.slug });
  }
  // Stock moves with each order: one that is there keeps its own.
  const stock = before ? before.stock : (input.stock ?? null);
  const item = plainItem({ ...fresh, ...before, ...input, slug, name, price, stock });
  return refuseFacts(item) ?? item;
}

/** What people type as its short name. */
export function slugOf(words: string): string {
  return words.trim().toLowerCase();
}

function refuseFacts({
  slug,
  price,
  description,
  stock,
  memberLimit,
  accessDays,
  plan,
}: Item): Refusal | null {
  if (price.hundredths < FIAT_HUNDREDTHS_MIN) return refuse('price_not_understood');
  if (description.length > DESCRIPTION_LENGTH_MAX) {
    return refuse('item_description_too_long', { slug, most: String(DESCRIPTION_LENGTH_MAX) });
  }
  const areNumbers =
    isStock(stock) && isWithin(memberLimit, 1, PIECES_MAX) && isWithin(accessDays, 1, ACCESS_DAYS_MAX);
  if (!areNumbers) return refuse('item_number_not_usable', { slug });
  if (plan.kind === 'text' && (plan.text.trim() === '' || plan.text.length > TEXT_LENGTH_MAX)) {
    return refuse('item_text_not_usable', { slug, most: String(TEXT_LENGTH_MAX) });
  }
  return null;
}

/** Whether a number of pieces or days is one; `null` stands for no limit. */
function isWithin(count: number | null, least: number, most: number): boolean {
  return count === null || (Number.isInteger(count) && count >= least && count <= most);
}

/** A stock that somebody types. */
export function isStock(count: number | null): boolean {
  return isWithin(count, 0, PIECES_MAX);
}

/** A name or title is one line, whatever somebody pasted: it can't add a line to a card. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}
