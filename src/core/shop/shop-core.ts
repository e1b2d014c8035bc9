import type { Discount, Item } from '../../domain/item.ts';
import type { Fiat } from '../../domain/money.ts';
import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { StoredFile } from '../../ports/shop-stores.ts';
import type { Caller } from '../caller.ts';
import type { CoreDeps } from '../deps.ts';
import type { DiscountInput, UsedDiscount } from './discounts.ts';
import { endDiscount, listDiscounts, saveDiscount } from './discounts.ts';
import type { GiftClaimed } from './gifts.ts';
import { claimGift } from './gifts.ts';
import type { Imported } from './import-items.ts';
import { exportItems, importItems } from './import-items.ts';
import type { ItemInput } from './item-input.ts';
import { slugOf } from './item-input.ts';
import type { FileInput } from './keep-file.ts';
import { keepFile } from './keep-file.ts';
import type { ServerRole } from './list-roles.ts';
import { listRoles } from './list-roles.ts';
import type { ShopScene } from './manager.ts';
import { asManager } from './manager.ts';
import { readItemToMind } from './read-item.ts';
import { addItem, hideItem, saveItem } from './save-item.ts';
import type { KeysAdded } from './stock.ts';
import { addKeys, setStock } from './stock.ts';

type Scene = Omit<ShopScene, 'from'>;
/** As long as not everybody says where from: nothing said is in private. */
type SomeScene = Scene & { readonly from?: string | null };

/** The catalogue and what belongs to it. Only operators and shop managers of a community change anything. */
export type ShopCore = {
  /** Puts a new item on sale, or changes what is said of the one with this short name. */
  saveItem(input: ShopScene & { item: ItemInput }): Promise<Item | Refusal>;
  addItem(input: SomeScene & { slug: string; name: string; price: Fiat }): Promise<Item | Refusal>;
  hideItem(input: SomeScene & { slug: string }): Promise<true | Refusal>;
  /** By name: what is on sale; with `hidden`, everything. */
  listItems(communityId: string, which?: { readonly hidden: boolean }): Promise<Item[]>;
  /** The item on sale that somebody means by its short name, its name or its id. */
  readItem(communityId: string, words: string): Promise<Item | null>;
  /** An item by its short name as those see it who mind it: also a hidden one. */
  readItemToEdit(input: Scene & { slug: string }): Promise<Item | Refusal>;
  /** An item of any community by its id, for those who mind it: what a button of theirs is about. */
  readItemToMind(by: Account, itemId: string): Promise<Item | Refusal>;
  /** The roles of the community's Discord servers, with why one can't be given. */
  listRoles(scene: Scene): Promise<ServerRole[] | Refusal>;
  /** What can still be reserved; `null` for no limit. Not for licence keys, which are counted. */
  setStock(input: ShopScene & { slug: string; stock: number | null }): Promise<Item | Refusal>;
  addKeys(input: ShopScene & { slug: string; keys: readonly string[] }): Promise<KeysAdded | Refusal>;
  /** What requests to an owner's server are signed with. A secret: only in private. */
  readWebhookSecret(input: Scene & { slug: string }): Promise<string | Refusal>;
  /** Keeps a picture (1 MB, PNG, JPEG or WebP) or goods (8 MB); answers with the file's id. */
  keepFile(input: FileInput): Promise<string | Refusal>;
  /** For an id that an item names, never for one that somebody typed. */
  readFile(id: string): Promise<StoredFile | null>;
  saveDiscount(input: ShopScene & { discount: DiscountInput }): Promise<Discount | Refusal>;
  endDiscount(input: ShopScene & { code: string }): Promise<true | Refusal>;
  listDiscounts(input: Scene): Promise<UsedDiscount[] | Refusal>;
  /** All rows or none. */
  importItems(input: ShopScene & { rows: readonly ItemInput[] }): Promise<Imported | Refusal>;
  exportItems(input: ShopScene): Promise<Item[] | Refusal>;
  /** Opens a gift by its link: the first one who does gets it. */
  claimGift(input: { by: Caller; token: string }): Promise<GiftClaimed | Refusal>;
};

/** Binds every verb to what it needs. */
export function createShopCore(deps: CoreDeps): ShopCore {
  const { inTransaction } = deps;
  return {
    saveItem: (input) => saveItem(deps, input),
    addItem: (input) => addItem(deps, { from: null, ...input }),
    hideItem: (input) => hideItem(deps, { from: null, ...input }),
    listItems: (communityId, which) =>
      inTransaction(({ catalogue }) => catalogue.items(communityId, which?.hidden ?? false)),
    readItem: (communityId, words) =>
      inTransaction(({ catalogue }) => catalogue.itemMeant(communityId, words)),
    readItemToEdit: ({ slug, ...scene }) =>
      asManager(deps, scene, async ({ catalogue }) => {
        const item = await catalogue.itemBySlug(scene.communityId, slugOf(slug));
        return item ?? refuse('item_not_found', { words: slug });
      }),
    readItemToMind: (by, itemId) => readItemToMind(deps, by, itemId),
    listRoles: (scene) => listRoles(deps, scene),
    setStock: (input) => setStock(deps, input),
    addKeys: (input) => addKeys(deps, input),
    readWebhookSecret: ({ slug, ...scene }) =>
      asManager(deps, scene, async ({ catalogue }) => {
        const item = await catalogue.itemBySlug(scene.communityId, slugOf(slug));
        const secret = item && (await catalogue.webhookSecret(item.id));
        return secret ?? refuse('item_not_found', { words: slug });
      }),
    keepFile: (input) => keepFile(deps, input),
    readFile: (id) => inTransaction(({ catalogue }) => catalogue.file(id)),
    saveDiscount: (input) => saveDiscount(deps, input),
    endDiscount: (input) => endDiscount(deps, input),
    listDiscounts: (scene) => listDiscounts(deps, scene),
    importItems: (input) => importItems(deps, input),
    exportItems: (scene) => exportItems(deps, scene),
    claimGift: (input) => claimGift(deps, input),
  };
}
