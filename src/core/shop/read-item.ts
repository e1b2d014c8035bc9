import type { Item } from '../../domain/item.ts';
import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { CoreDeps } from '../deps.ts';
import { mayManage } from '../rights/rights.ts';

const ITEM_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An item by its id for whoever minds it; others don't learn whether there is one. */
export async function readItemToMind(deps: CoreDeps, by: Account, itemId: string): Promise<Item | Refusal> {
  if (!ITEM_ID.test(itemId)) return refuse('not_manager');
  return deps.inTransaction(async (stores) => {
    const item = await stores.catalogue.item(itemId);
    const isTheirs = item && (await mayManage(deps, stores, by, item.communityId));
    return isTheirs ? item : refuse('not_manager');
  });
}
