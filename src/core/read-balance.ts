import type { Asset } from '../domain/asset.ts';
import type { Account } from '../domain/platform.ts';
import type { CoreDeps } from './deps.ts';

/** One community's balance in one asset. */
export type BalanceLine = {
  readonly communityName: string;
  readonly asset: Asset;
  readonly available: bigint;
  readonly held: bigint;
};

/** The account's balances in all its communities; a community without one shows a zero. */
export async function readBalance(deps: CoreDeps, by: Account): Promise<BalanceLine[]> {
  return deps.inTransaction(async ({ communities, ledger }) => {
    const memberships = await communities.membershipsOf(by);
    const balances = await ledger.balancesOf(memberships.map(({ member }) => member.id));
    return memberships.flatMap(({ community, member }) =>
      deps.assets.flatMap((asset) => {
        const own = balances.find((one) => one.memberId === member.id && one.assetId === asset.id);
        const line = {
          communityName: community.name,
          asset,
          available: own?.available ?? 0n,
          held: own?.held ?? 0n,
        };
        return own || asset === deps.assets[0] ? [line] : [];
      }),
    );
  });
}
