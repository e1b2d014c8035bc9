import { and, asc, eq, isNull } from 'drizzle-orm';
import type { RightsStore, ShopManager } from '../src/ports/shop-stores.ts';
import type { Transaction } from './database.ts';
import { chosenPhrases, communities, shopManagers, thanksChats } from './schema.ts';

/** Who minds the shop, and what a community or an account has set for itself. */
export function createRightsStore(tx: Transaction): RightsStore {
  return { ...createManagers(tx), ...createThanks(tx), ...createPhrases(tx) };
}

type Managers = Pick<RightsStore, 'managers' | 'managerIn' | 'nameManager' | 'removeManager'>;

function createManagers(tx: Transaction): Managers {
  return {
    async managers(communityId) {
      const isHere = and(eq(shopManagers.communityId, communityId), isNull(shopManagers.removedAt));
      const rows = await tx
        .select()
        .from(shopManagers)
        .where(isHere)
        .orderBy(asc(shopManagers.namedAt), asc(shopManagers.id));
      return rows.map(toManager);
    },
    async managerIn({ platform, accountId }) {
      const isIt = and(eq(shopManagers.platform, platform), eq(shopManagers.accountId, accountId));
      const rows = await tx
        .select()
        .from(shopManagers)
        .where(and(isIt, isNull(shopManagers.removedAt)))
        .orderBy(asc(shopManagers.namedAt), asc(shopManagers.id));
      return rows.map(toManager);
    },
    async nameManager(manager, by, namedAt) {
      const namedBy = `${by.platform}:${by.accountId}`;
      const rows = await tx
        .insert(shopManagers)
        .values({ ...manager, namedBy, namedAt })
        .onConflictDoNothing()
        .returning({ id: shopManagers.id });
      return rows.length > 0;
    },
    async removeManager(communityId, { platform, accountId }, removedAt) {
      const rows = await tx
        .update(shopManagers)
        .set({ removedAt })
        .where(
          and(
            eq(shopManagers.communityId, communityId),
            eq(shopManagers.platform, platform),
            eq(shopManagers.accountId, accountId),
            isNull(shopManagers.removedAt),
          ),
        )
        .returning({ id: shopManagers.id });
      return rows.length > 0;
    },
  };
}

type Thanks = Pick<
  RightsStore,
  'thanksChats' | 'setThanksChat' | 'dropThanksChat' | 'moveThanksChat' | 'setTimeZone'
>;

function createThanks(tx: Transaction): Thanks {
  return {
    async thanksChats(communityId) {
      const rows = await tx.select().from(thanksChats).where(eq(thanksChats.communityId, communityId));
      return rows.map(({ setAt: _, ...chat }) => chat);
    },
    async setThanksChat({ chatId, language, ...key }, setAt) {
      await tx
        .insert(thanksChats)
        .values({ ...key, chatId, language, setAt })
        .onConflictDoUpdate({
          target: [thanksChats.communityId, thanksChats.platform],
          set: { chatId, language, setAt },
        });
    },
    async dropThanksChat(communityId, platform) {
      const isIt = and(eq(thanksChats.communityId, communityId), eq(thanksChats.platform, platform));
      return (await tx.delete(thanksChats).where(isIt).returning()).length > 0;
    },
    async moveThanksChat(platform, from, to) {
      const isIt = and(eq(thanksChats.platform, platform), eq(thanksChats.chatId, from));
      await tx.update(thanksChats).set({ chatId: to }).where(isIt);
    },
    async setTimeZone(communityId, timeZone) {
      await tx.update(communities).set({ timeZone }).where(eq(communities.id, communityId));
    },
  };
}

function createPhrases(tx: Transaction): Pick<RightsStore, 'phrase' | 'choosePhrase'> {
  return {
    async phrase({ platform, accountId }) {
      const isTheirs = and(eq(chosenPhrases.platform, platform), eq(chosenPhrases.accountId, accountId));
      const [row] = await tx.select().from(chosenPhrases).where(isTheirs);
      return row?.phrase ?? null;
    },
    async choosePhrase({ platform, accountId }, phrase) {
      const isTheirs = and(eq(chosenPhrases.platform, platform), eq(chosenPhrases.accountId, accountId));
      if (phrase === null) {
        await tx.delete(chosenPhrases).where(isTheirs);
        return;
      }
      await tx
        .insert(chosenPhrases)
        .values({ platform, accountId, phrase })
        .onConflictDoUpdate({
          target: [chosenPhrases.platform, chosenPhrases.accountId],
          set: { phrase },
        });
    },
  };
}

function toManager(row: typeof shopManagers.$inferSelect): ShopManager {
  const { id, communityId, name, platform, accountId } = row;
  return { id, communityId, name, platform, accountId };
}
