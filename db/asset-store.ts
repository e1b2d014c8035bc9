import { and, eq, gt, ne, notInArray, or } from 'drizzle-orm';
import type { Asset } from '../src/domain/asset.ts';
import type { Database } from './database.ts';
import { assets, balances } from './schema.ts';

/**
 * Writes down the assets of the settings. Refuses to go on without one that a balance is held in,
 * or with other decimals than before: both would change what members own (design.md 5).
 * @throws with a sentence for the operator.
 */
export async function keepAssets(database: Database, listed: readonly Asset[]): Promise<void> {
  await database.transaction(async (tx) => {
    for (const asset of listed) {
      await tx.insert(assets).values(asset).onConflictDoNothing();
      const changed = await tx
        .select()
        .from(assets)
        .where(and(eq(assets.id, asset.id), ne(assets.decimals, asset.decimals)));
      if (changed.length > 0) {
        throw new Error(
          `ASSETS gives ${asset.symbol} other decimals than before (${changed[0]?.decimals}); put them back.`,
        );
      }
    }
    const ids = listed.map((asset) => asset.id);
    const missing = await tx
      .selectDistinct({ symbol: assets.symbol, id: assets.id })
      .from(balances)
      .innerJoin(assets, eq(assets.id, balances.assetId))
      .where(and(notInArray(balances.assetId, ids), or(gt(balances.available, 0n), gt(balances.held, 0n))));
    if (missing.length > 0) {
      const names = missing.map(({ symbol, id }) => `${symbol} (${id})`).join(', ');
      throw new Error(`ASSETS lacks ${names}, in which members hold balances; put it back.`);
    }
  });
}
