import { discountCode, isDiscountUsable } from '../../domain/discount.ts';
import type { Discount } from '../../domain/item.ts';
import { formatFiat } from '../../domain/money.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import { DAY_MS } from '../../domain/time.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { CoreDeps } from '../deps.ts';
import { slugOf } from './item-input.ts';
import type { ShopScene } from './manager.ts';
import { asManager } from './manager.ts';

/** A discount as somebody names it: exactly one of `percent` and `off`; `slug` for one item only. */
export type DiscountInput = Pick<Discount, 'code'> &
  Partial<Pick<Discount, 'percent' | 'off' | 'usesMax' | 'endsAt'>> & {
    readonly slug?: string | null;
    /** It ends so long from now, if `endsAt` doesn't say when. */
    readonly days?: number | null;
  };

/** A discount with how many orders have it that are not closed. */
export type UsedDiscount = Discount & { readonly uses: number };

/** Makes a code that takes something off a price. */
export async function saveDiscount(
  deps: CoreDeps,
  { discount: input, ...scene }: ShopScene & { readonly discount: DiscountInput },
): Promise<Discount | Refusal> {
  const { communityId, by, from } = scene;
  const { percent = null, off = null, usesMax = null, slug = null, days = null } = input;
  const endsAt = input.endsAt ?? (days === null ? null : deps.clock.now() + days * DAY_MS);
  return asManager(deps, scene, async (stores) => {
    const code = discountCode(input.code);
    const isOver = endsAt !== null && endsAt <= deps.clock.now();
    if (code === null || isOver || !isDiscountUsable({ percent, off, usesMax })) {
      return refuse('discount_not_usable', { code: input.code });
    }
    const item = slug === null ? null : await stores.catalogue.itemBySlug(communityId, slugOf(slug));
    if (slug !== null && !item) return refuse('item_not_found', { words: slug });
    const isOtherCurrency = item && off && item.price.currency !== off.currency;
    if (isOtherCurrency) return refuse('discount_not_for_item', { code, item: item.name });
    const facts = { code, percent, off, usesMax, endsAt, itemId: item?.id ?? null };
    const discount: Discount = { ...facts, id: deps.identifiers.id(), communityId };
    if (!(await stores.catalogue.saveDiscount(discount, deps.clock.now()))) {
      return refuse('discount_exists', { code });
    }
    const taken = off ? formatFiat(off) : `${percent ?? 0} %`;
    const detail = item ? `${taken}, ${item.slug}` : taken;
    await recordAudit(deps, stores, {
      communityId,
      by,
      from,
      action: 'discount_saved',
      subject: code,
      detail,
    });
    return discount;
  });
}

/** Ends a code. Orders that have it keep their price. */
export async function endDiscount(
  deps: CoreDeps,
  { code: typed, ...scene }: ShopScene & { readonly code: string },
): Promise<true | Refusal> {
  const { communityId, by, from } = scene;
  return asManager(deps, scene, async (stores) => {
    const code = discountCode(typed);
    const isEnded =
      code !== null && (await stores.catalogue.endDiscount(communityId, code, deps.clock.now()));
    if (!isEnded) return refuse('discount_not_found', { code: typed });
    await recordAudit(deps, stores, { communityId, by, from, action: 'discount_ended', subject: code });
    return true as const;
  });
}

/** The codes that hold now, for those who mind the shop. */
export async function listDiscounts(
  deps: CoreDeps,
  scene: Omit<ShopScene, 'from'>,
): Promise<UsedDiscount[] | Refusal> {
  return asManager(deps, scene, ({ catalogue }) => catalogue.discounts(scene.communityId, deps.clock.now()));
}
