import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { mayManage } from '../rights/rights.ts';

/** Whose shop it is, who minds it now, and the chat that they do it in; `null` in private. */
export type ShopScene = {
  readonly communityId: string;
  readonly by: Account;
  readonly from: string | null;
};

/** Why this account may not mind this shop, if so. */
export async function refuseManager(
  deps: CoreDeps,
  stores: Stores,
  { communityId, by }: Omit<ShopScene, 'from'>,
): Promise<Refusal | null> {
  if (!(await stores.communities.byId(communityId))) return refuse('place_unknown');
  return (await mayManage(deps, stores, by, communityId)) ? null : refuse('not_manager');
}

/** Does something in one transaction as an operator or a manager of the community. */
export async function asManager<T>(
  deps: CoreDeps,
  scene: Omit<ShopScene, 'from'>,
  work: (stores: Stores) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  return deps.inTransaction(
    async (stores) => (await refuseManager(deps, stores, scene)) ?? (await work(stores)),
  );
}
