import type { ItemInput } from '../../src/core/shop/item-input.ts';
import { itemAfter } from '../../src/core/shop/item-input.ts';
import type { ServerRole } from '../../src/core/shop/list-roles.ts';
import type { Item } from '../../src/domain/item.ts';
import type { Account } from '../../src/domain/platform.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { StoredFile } from '../../src/ports/shop-stores.ts';
import type { FakeCore } from './fake-core.ts';

const SHOP_ID = '0190a000-0000-7000-8000-0000000000ff';

type Scene = { readonly communityId: string; readonly by: Account; readonly from?: string | null };

/** A catalogue that can be minded, in memory, for whoever is named its manager. */
export type FakeCatalogue = {
  readonly items: Map<string, Item>;
  readonly keys: string[];
  readonly files: StoredFile[];
  readonly roles: ServerRole[];
  /** Where each change was made from. */
  readonly from: (string | null | undefined)[];
  readonly managers: Set<string>;
  /** What the next item that is saved is refused for. */
  refuses: Refusal | null;
};

/** Puts it in the place of the shop that the fake core refuses everything in. */
export function openCatalogue(core: FakeCore): FakeCatalogue {
  const shop: FakeCatalogue = {
    items: new Map(),
    keys: [],
    files: [],
    roles: [],
    from: [],
    managers: new Set(),
    refuses: null,
  };
  for (const [place, community] of core.communities)
    core.communities.set(place, { ...community, id: SHOP_ID });
  const minds = ({ platform, accountId }: Account) => shop.managers.has(`${platform}:${accountId}`);
  const as = <T>(scene: Scene, act: () => T): Promise<T | Refusal> => {
    if (!minds(scene.by)) return Promise.resolve(refuse('not_manager'));
    if ('from' in scene) shop.from.push(scene.from);
    return Promise.resolve(act());
  };
  const bySlug = (slug: string) => shop.items.get(slug.trim().toLowerCase());
  const found = (slug: string) => bySlug(slug) ?? refuse('item_not_found', { words: slug });
  const save = (input: ItemInput): Item | Refusal => {
    if (shop.refuses) return shop.refuses;
    const id = `0190a000-0000-7000-9000-${String(shop.items.size).padStart(12, '0')}`;
    const item = itemAfter(input, bySlug(input.slug) ?? null, { id, communityId: SHOP_ID });
    if (isRefusal(item)) return item;
    const saved = input.stock === undefined ? item : { ...item, stock: input.stock };
    shop.items.set(item.slug, saved);
    return saved;
  };
  Object.assign(core, {
    rightsOf: (account: Account) =>
      Promise.resolve({ isOperator: false, isManager: minds(account), isApprover: false }),
    listItems: () => Promise.resolve([...shop.items.values()]),
    readItemToEdit: (scene: Scene & { slug: string }) => as(scene, () => found(scene.slug)),
    readItemToMind: (by: Account, id: string) =>
      as({ communityId: SHOP_ID, by }, () => {
        return [...shop.items.values()].find((item) => item.id === id) ?? refuse('not_manager');
      }),
    saveItem: (scene: Scene & { item: ItemInput }) => as(scene, () => save(scene.item)),
    setStock: (scene: Scene & { slug: string; stock: number | null }) =>
      as(scene, () => save({ slug: scene.slug, stock: scene.stock })),
    hideItem: (scene: Scene & { slug: string }) =>
      as(scene, () => {
        const item = save({ slug: scene.slug, hidden: true });
        return isRefusal(item) ? item : true;
      }),
    addKeys: (scene: Scene & { slug: string; keys: readonly string[] }) =>
      as(scene, () => {
        shop.keys.push(...scene.keys);
        save({ slug: scene.slug, stock: shop.keys.length });
        return { added: scene.keys.length, doubled: 0, free: shop.keys.length };
      }),
    keepFile: (scene: Scene & Omit<StoredFile, 'id'>) =>
      as(scene, () => {
        const id = `0190a000-0000-7000-a000-${String(shop.files.length).padStart(12, '0')}`;
        const { name, contentType, bytes } = scene;
        shop.files.push({ id, communityId: SHOP_ID, name, contentType, bytes });
        return id;
      }),
    readFile: (id: string) => Promise.resolve(shop.files.find((file) => file.id === id) ?? null),
    listRoles: (scene: Scene) => as(scene, () => shop.roles),
    readWebhookSecret: (scene: Scene) => as(scene, () => 'whsec_c2VjcmV0'),
    importItems: (scene: Scene & { rows: readonly ItemInput[] }) =>
      as(scene, () => {
        for (const row of scene.rows) save(row);
        return { saved: scene.rows.length, faults: [] };
      }),
    exportItems: (scene: Scene) => as(scene, () => [...shop.items.values()]),
  });
  return shop;
}
