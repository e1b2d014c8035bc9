import type { Item } from '../../domain/item.ts';
import type { Fiat } from '../../domain/money.ts';
import { formatFiat } from '../../domain/money.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import type { Stores } from '../../ports/stores.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { CoreDeps } from '../deps.ts';
import { askAboutPlan, checkOwnership } from './check-plan.ts';
import type { ItemInput } from './item-input.ts';
import { isStock, itemAfter, slugOf } from './item-input.ts';
import { refusePicture } from './keep-file.ts';
import type { ShopScene } from './manager.ts';
import { asManager, refuseManager } from './manager.ts';
import { countKeys } from './stock.ts';

/** `/item`: puts a thing on sale, or changes what is known by this short name. */
export async function saveItem(
  deps: CoreDeps,
  { item: input, ...scene }: ShopScene & { readonly item: ItemInput },
): Promise<Item | Refusal> {
  // Before any platform is asked: a stranger causes no traffic.
  const refusal = await deps.inTransaction((stores) => refuseManager(deps, stores, scene));
  if (refusal) return refusal;
  const plan = input.plan && (await askAboutPlan(deps, input.plan));
  if (isRefusal(plan)) return plan;
  return asManager(deps, scene, async (stores) => {
    const found = await stores.catalogue.itemBySlug(scene.communityId, slugOf(input.slug));
    const item = await writeItem(deps, stores, scene.communityId, plan ? { ...input, plan } : input, found);
    if (isRefusal(item)) return item;
    const detail = `${item.name}, ${formatFiat(item.price)}, ${item.plan.kind}`;
    const { communityId, by, from } = scene;
    await recordAudit(deps, stores, {
      communityId,
      by,
      from,
      action: 'item_saved',
      subject: item.slug,
      detail,
    });
    return item;
  });
}

/** The same as a step of somebody else's transaction; its plan is as the platform has confirmed it. `found` has its slug. */
export async function writeItem(
  deps: CoreDeps,
  stores: Stores,
  communityId: string,
  input: ItemInput,
  found: Item | null,
): Promise<Item | Refusal> {
  const { catalogue } = stores;
  const before = found && (await catalogue.lockItem(found.id));
  const owned = input.plan && (await checkOwnership(stores, communityId, input.plan));
  if (isRefusal(owned)) return owned;
  const fresh = { id: deps.identifiers.id(), communityId };
  const item = itemAfter({ ...input, ...(owned ? { plan: owned } : {}) }, before, fresh);
  if (isRefusal(item)) return item;
  if (item.pictureId !== null && item.pictureId !== before?.pictureId) {
    const refusal = await refusePicture(stores, communityId, item.pictureId);
    if (refusal) return refusal;
  }
  const refusal = refuseStock(item, input);
  if (refusal) return refusal;
  if (!(await catalogue.saveItem(item, deps.clock.now()))) return refuse('item_exists', { slug: item.slug });
  if (before && input.stock !== undefined) await catalogue.setStock(item.id, input.stock);
  if (item.plan.kind === 'webhook') await keepSecret(deps, stores, item.id);
  if (item.plan.kind === 'key') return { ...item, stock: await countKeys(stores, item.id) };
  return input.stock === undefined ? item : { ...item, stock: input.stock };
}

function refuseStock({ slug, plan }: Item, { stock }: ItemInput): Refusal | null {
  if (stock === undefined) return null;
  if (plan.kind === 'key' && stock !== null) return refuse('stock_counts_keys', { slug });
  return isStock(stock) ? null : refuse('item_number_not_usable', { slug });
}

/** A secret of 256 random bits, made once: an owner's server has to know it. */
async function keepSecret(
  { identifiers, digest }: CoreDeps,
  { catalogue }: Stores,
  itemId: string,
): Promise<void> {
  if ((await catalogue.webhookSecret(itemId)) !== null) return;
  const hex = digest(`${identifiers.token()}${identifiers.token()}`);
  const bytes = (hex.match(/../g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16)));
  await catalogue.setWebhookSecret(itemId, `whsec_${btoa(bytes.join(''))}`);
}

/** Puts a new thing on sale; a short name that was hidden may be taken up again. */
export async function addItem(
  deps: CoreDeps,
  { slug, name, price, ...scene }: ShopScene & { slug: string; name: string; price: Fiat },
): Promise<Item | Refusal> {
  const earlier = await deps.inTransaction(({ catalogue }) =>
    catalogue.itemBySlug(scene.communityId, slugOf(slug)),
  );
  if (earlier && !earlier.hidden) {
    const refusal = await deps.inTransaction((stores) => refuseManager(deps, stores, scene));
    return refusal ?? refuse('item_exists', { slug: slugOf(slug) });
  }
  return saveItem(deps, { ...scene, item: { slug, name, price, hidden: false } });
}

/** Takes an item off sale. Orders that exist are not touched. */
export async function hideItem(
  deps: CoreDeps,
  { slug, ...scene }: ShopScene & { readonly slug: string },
): Promise<true | Refusal> {
  return asManager(deps, scene, async (stores) => {
    const found = await stores.catalogue.itemBySlug(scene.communityId, slugOf(slug));
    const item = found && (await stores.catalogue.lockItem(found.id));
    if (!item || item.hidden) return refuse('item_not_found', { words: slug });
    await stores.catalogue.saveItem({ ...item, hidden: true }, deps.clock.now());
    const { communityId, by, from } = scene;
    await recordAudit(deps, stores, { communityId, by, from, action: 'item_hidden', subject: item.slug });
    return true as const;
  });
}
