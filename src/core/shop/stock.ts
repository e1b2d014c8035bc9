import type { Item } from '../../domain/item.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import type { Stores } from '../../ports/stores.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { CoreDeps } from '../deps.ts';
import { isStock, slugOf } from './item-input.ts';
import type { ShopScene } from './manager.ts';
import { asManager } from './manager.ts';

const KEYS_MAX = 5_000;
/** A key goes out on one line of one message. */
const KEY_LENGTH_MAX = 500;

type ItemScene = ShopScene & { readonly slug: string };

/** Sets how many pieces can still be reserved; `null` for as many as anybody wants. */
export async function setStock(
  deps: CoreDeps,
  { slug, stock, ...scene }: ItemScene & { readonly stock: number | null },
): Promise<Item | Refusal> {
  return asManager(deps, scene, async (stores) => {
    const item = await lockBySlug(stores, scene.communityId, slug);
    if (isRefusal(item)) return item;
    if (item.plan.kind === 'key') return refuse('stock_counts_keys', { slug: item.slug });
    if (!isStock(stock)) return refuse('item_number_not_usable', { slug: item.slug });
    await stores.catalogue.setStock(item.id, stock);
    const { communityId, by, from } = scene;
    const detail = `${item.stock ?? '∞'} → ${stock ?? '∞'}`;
    await recordAudit(deps, stores, {
      communityId,
      by,
      from,
      action: 'stock_set',
      subject: item.slug,
      detail,
    });
    return { ...item, stock };
  });
}

/** What came of adding keys. */
export type KeysAdded = {
  readonly added: number;
  /** They were in the pool already, or twice among these. */
  readonly doubled: number;
  /** Keys that can still be reserved. */
  readonly free: number;
};

/** Adds licence keys to an item's pool. They are secrets: neither logged nor in the audit log. */
export async function addKeys(
  deps: CoreDeps,
  { slug, keys, ...scene }: ItemScene & { readonly keys: readonly string[] },
): Promise<KeysAdded | Refusal> {
  const given = keys.map((key) => key.trim()).filter((key) => key !== '');
  const wanted = [...new Set(given)];
  return asManager(deps, scene, async (stores) => {
    const item = await lockBySlug(stores, scene.communityId, slug);
    if (isRefusal(item)) return item;
    if (item.plan.kind !== 'key') return refuse('item_has_no_keys', { slug: item.slug });
    const isUsable = wanted.length > 0 && wanted.length <= KEYS_MAX && wanted.every(isKey);
    if (!isUsable)
      return refuse('keys_not_usable', { most: String(KEYS_MAX), length: String(KEY_LENGTH_MAX) });
    const added = await stores.catalogue.addKeys(item.id, wanted, deps.clock.now());
    const free = await countKeys(stores, item.id);
    const { communityId, by, from } = scene;
    const detail = `${added} added, ${free} free`;
    await recordAudit(deps, stores, {
      communityId,
      by,
      from,
      action: 'keys_added',
      subject: item.slug,
      detail,
    });
    return { added, doubled: given.length - added, free };
  });
}

function isKey(key: string): boolean {
  return key.length <= KEY_LENGTH_MAX && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(key);
}

/** What is left of a pool is what nobody has been promised. The item is locked. */
export async function countKeys({ catalogue }: Stores, itemId: string): Promise<number> {
  const free = (await catalogue.freeKeys(itemId)) - (await catalogue.keysOwed(itemId));
  const stock = Math.max(0, free);
  await catalogue.setStock(itemId, stock);
  return stock;
}

async function lockBySlug({ catalogue }: Stores, communityId: string, slug: string): Promise<Item | Refusal> {
  const found = await catalogue.itemBySlug(communityId, slugOf(slug));
  const item = found && (await catalogue.lockItem(found.id));
  return item ?? refuse('item_not_found', { words: slug });
}
