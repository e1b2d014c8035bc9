import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { rightsOf } from '../rights/rights.ts';

/** Why this account may not look into a community's business: it is none of its staff. */
export async function refuseStaff(
  deps: CoreDeps,
  stores: Stores,
  by: Account,
  communityId: string,
): Promise<Refusal | null> {
  const { isOperator, isManager, isApprover } = await rightsOf(deps, stores, by, communityId);
  return isOperator || isManager || isApprover ? null : refuse('not_staff');
}
