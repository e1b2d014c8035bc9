import { and, eq, inArray, like, sql } from 'drizzle-orm';
import type { StoryStore } from '../src/ports/shop-stores.ts';
import type { Transaction } from './database.ts';
import { toOrder } from './payment-rows.ts';
import { inbox, orders } from './schema.ts';

/** Enough to tell one from several. */
const SOME = 2;

/** What is looked up to tell how an order came to be where it is. */
export function createStoryStore(tx: Transaction): StoryStore {
  return {
    async ordersCalled(code, communityIds) {
      if (communityIds.length === 0) return [];
      const isThere = communityIds === 'all' ? undefined : inArray(orders.communityId, [...communityIds]);
      const rows = await tx
        .select()
        .from(orders)
        .where(and(eq(orders.code, code), isThere))
        .limit(SOME);
      return rows.map(toOrder);
    },
    async callbacksHeard(callbackToken) {
      // The token is of the base64url alphabet: its underscore is the one sign that `like` would read otherwise.
      const prefix = `${callbackToken.replaceAll('_', String.raw`\_`)}:%`;
      const [row] = await tx
        .select({ heard: sql<number>`count(*)::int` })
        .from(inbox)
        .where(and(eq(inbox.source, 'kryptogo'), like(inbox.externalId, prefix)));
      return row?.heard ?? 0;
    },
  };
}
