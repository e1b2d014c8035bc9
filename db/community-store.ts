import { and, asc, eq, lt, or, sql } from 'drizzle-orm';
import type { Community, Member } from '../src/domain/community.ts';
import type { PlaceKey } from '../src/domain/platform.ts';
import type { CommunityStore } from '../src/ports/stores.ts';
import type { Transaction } from './database.ts';
import { chosenLanguages, communities, handoffs, members, places, strangePlaces } from './schema.ts';

/** Communities, their places and members. */
export function createCommunityStore(tx: Transaction): CommunityStore {
  return {
    ...placeStore(tx),
    ...placesStore(tx),
    ...strangePlaceStore(tx),
    ...memberStore(tx),
    ...handoffStore(tx),
  };
}

function placeStore(tx: Transaction) {
  const isPlace = ({ platform, placeId }: PlaceKey) =>
    and(eq(places.platform, platform), eq(places.placeId, placeId));
  const join: CommunityStore['join'] = async (communityId, place, by, now) => {
    const rows = await tx
      .insert(places)
      .values({ ...place, communityId, enabledBy: by, enabledAt: now })
      .onConflictDoNothing()
      .returning({ placeId: places.placeId });
    return rows.length > 0;
  };
  return {
    async at(place) {
      const [row] = await tx
        .select({ community: communities })
        .from(places)
        .innerJoin(communities, eq(communities.id, places.communityId))
        .where(isPlace(place));
      return row ? toCommunity(row.community) : null;
    },
    async byId(id) {
      const [row] = await tx.select().from(communities).where(eq(communities.id, id));
      return row ? toCommunity(row) : null;
    },
    async enable(community, place, by, now) {
      const taken = await tx.select().from(places).where(isPlace(place));
      if (taken.length > 0) return false;
      await tx.insert(communities).values({ ...community, createdAt: now });
      return join(community.id, place, by, now);
    },
    join,
    async named(nameOrCode) {
      const wanted = nameOrCode.trim().toLowerCase();
      const isMeant = or(
        sql`lower(${communities.name}) = ${wanted}`,
        /^[0-9a-f-]{8,36}$/.test(wanted) ? sql`${communities.id}::text like ${`${wanted}%`}` : undefined,
      );
      return (await tx.select().from(communities).where(isMeant).limit(10)).map(toCommunity);
    },
    async all() {
      const rows = await tx
        .select()
        .from(communities)
        .orderBy(asc(communities.createdAt), asc(communities.id));
      return rows.map(toCommunity);
    },
    async changeState(id, state) {
      await tx.update(communities).set({ state }).where(eq(communities.id, id));
    },
    async move(platform, from, to) {
      const rows = await tx
        .update(places)
        .set({ placeId: to, formerIds: sql`array_append(${places.formerIds}, ${from})` })
        .where(isPlace({ platform, placeId: from }))
        .returning();
      return rows.length > 0;
    },
  } satisfies Partial<CommunityStore>;
}

function placesStore(tx: Transaction) {
  return {
    async firstPlace(communityId) {
      const [row] = await tx
        .select({ platform: places.platform, placeId: places.placeId })
        .from(places)
        .where(eq(places.communityId, communityId))
        .orderBy(asc(places.enabledAt), asc(places.placeId))
        .limit(1);
      return row ?? null;
    },
    async placesOf(communityId, platform) {
      const isOurs = and(eq(places.communityId, communityId), eq(places.platform, platform));
      const rows = await tx
        .select({ placeId: places.placeId })
        .from(places)
        .where(isOurs)
        .orderBy(asc(places.enabledAt));
      return rows.map(({ placeId }) => placeId);
    },
  } satisfies Partial<CommunityStore>;
}

function strangePlaceStore(tx: Transaction) {
  const isStrange = ({ platform, placeId }: PlaceKey) =>
    and(eq(strangePlaces.platform, platform), eq(strangePlaces.placeId, placeId));
  return {
    async noteStrange(place, now) {
      await tx
        .insert(strangePlaces)
        .values({ ...place, seenAt: now })
        .onConflictDoNothing();
    },
    async forgetStrange(place) {
      await tx.delete(strangePlaces).where(isStrange(place));
    },
    async moveStrange(platform, from, to) {
      const [row] = await tx
        .delete(strangePlaces)
        .where(isStrange({ platform, placeId: from }))
        .returning();
      if (row)
        await tx
          .insert(strangePlaces)
          .values({ ...row, placeId: to })
          .onConflictDoNothing();
    },
    async strangeSince(before) {
      const rows = await tx.select().from(strangePlaces).where(lt(strangePlaces.seenAt, before)).limit(50);
      return rows.map(({ platform, placeId }) => ({ platform, placeId }));
    },
  } satisfies Partial<CommunityStore>;
}

function memberStore(tx: Transaction) {
  const isAccount = (account: Pick<Member, 'platform' | 'accountId'>) =>
    and(eq(members.platform, account.platform), eq(members.accountId, account.accountId));
  return {
    async enrol(member, now) {
      const { displayName, language } = member;
      const [row] = await tx
        .insert(members)
        .values({ ...member, createdAt: now })
        .onConflictDoUpdate({
          target: [members.communityId, members.platform, members.accountId],
          set: { displayName, language },
        })
        .returning();
      if (!row) throw new Error('the upsert of a member gave no row back');
      return toMember(row);
    },
    async membershipsOf(account) {
      const rows = await tx
        .select({ community: communities, member: members })
        .from(members)
        .innerJoin(communities, eq(communities.id, members.communityId))
        .where(isAccount(account))
        .orderBy(asc(communities.name), asc(communities.id));
      return rows.map((row) => ({ community: toCommunity(row.community), member: toMember(row.member) }));
    },
    async memberById(id) {
      const [row] = await tx.select().from(members).where(eq(members.id, id));
      return row ? toMember(row) : null;
    },
    async lockMember(id) {
      await tx.select({ id: members.id }).from(members).where(eq(members.id, id)).for('no key update');
    },
    async chosenLanguage({ platform, accountId }) {
      const [row] = await tx
        .select()
        .from(chosenLanguages)
        .where(and(eq(chosenLanguages.platform, platform), eq(chosenLanguages.accountId, accountId)));
      return row?.language ?? null;
    },
    async chooseLanguage(account, language) {
      await tx
        .insert(chosenLanguages)
        .values({ ...account, language })
        .onConflictDoUpdate({
          target: [chosenLanguages.platform, chosenLanguages.accountId],
          set: { language },
        });
      await tx.update(members).set({ language }).where(isAccount(account));
    },
  } satisfies Partial<CommunityStore>;
}

function handoffStore(tx: Transaction) {
  return {
    async putHandoff({ account, ...handoff }) {
      await tx.insert(handoffs).values({ ...handoff, ...account });
    },
    async handoff(token) {
      const [row] = await tx.select().from(handoffs).where(eq(handoffs.token, token));
      if (!row) return null;
      const { platform, accountId, communityId, command, createdAt } = row;
      return { token, account: { platform, accountId }, communityId, command, createdAt };
    },
  } satisfies Partial<CommunityStore>;
}

function toCommunity(row: typeof communities.$inferSelect): Community {
  return { id: row.id, name: row.name, state: row.state, timeZone: row.timeZone };
}

function toMember(row: typeof members.$inferSelect): Member {
  const { id, communityId, platform, accountId, displayName, language } = row;
  return { id, communityId, platform, accountId, displayName, language };
}
