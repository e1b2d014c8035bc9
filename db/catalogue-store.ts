import { and, asc, eq, isNull, ne, or, sql } from 'drizzle-orm';
import type { Item } from '../src/domain/item.ts';
import type { CatalogueStore } from '../src/ports/shop-stores.ts';
import type { Transaction } from './database.ts';
import { createDiscountStore } from './discount-store.ts';
import { files, itemKeys, items, orders, webhookSecrets } from './schema.ts';

const ROW_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What a community sells: items with their stock, keys, files and discounts. */
export function createCatalogueStore(tx: Transaction): CatalogueStore {
  return {
    ...itemStore(tx),
    ...stockStore(tx),
    ...keyStore(tx),
    ...fileStore(tx),
    ...createDiscountStore(tx),
  };
}

function itemStore(tx: Transaction) {
  return {
    async saveItem({ id, communityId, price, stock, ...rest }, now) {
      const facts = { ...rest, priceHundredths: price.hundredths, priceCurrency: price.currency };
      const rows = await tx
        .insert(items)
        .values({ ...facts, id, communityId, stock, createdAt: now })
        .onConflictDoUpdate({
          target: [items.communityId, items.slug],
          set: facts,
          setWhere: eq(items.id, id),
        })
        .returning({ id: items.id });
      return rows.length > 0;
    },
    async item(id) {
      const [row] = await tx.select().from(items).where(eq(items.id, id));
      return row ? toItem(row) : null;
    },
    async itemBySlug(communityId, slug) {
      const [row] = await tx
        .select()
        .from(items)
        .where(and(eq(items.communityId, communityId), eq(items.slug, slug)));
      return row ? toItem(row) : null;
    },
    async itemMeant(communityId, words) {
      const wanted = words.trim().toLowerCase();
      const isMeant = or(
        eq(items.slug, wanted),
        sql`lower(${items.name}) = ${wanted}`,
        sql`${items.id}::text = ${wanted}`,
      );
      const [row] = await tx
        .select()
        .from(items)
        .where(and(eq(items.communityId, communityId), eq(items.hidden, false), isMeant))
        .orderBy(
          sql`${items.slug} = ${wanted} desc`,
          sql`lower(${items.name}) = ${wanted} desc`,
          asc(items.id),
        )
        .limit(1);
      return row ? toItem(row) : null;
    },
    async items(communityId, hidden = false) {
      const rows = await tx
        .select()
        .from(items)
        .where(and(eq(items.communityId, communityId), hidden ? undefined : eq(items.hidden, false)))
        .orderBy(asc(items.name), asc(items.id));
      return rows.map(toItem);
    },
    async isChatSoldElsewhere(communityId, chatId) {
      const [row] = await tx
        .select({ id: items.id })
        .from(items)
        .where(and(ne(items.communityId, communityId), sql`${items.plan} ->> 'chatId' = ${chatId}`))
        .limit(1);
      return row !== undefined;
    },
  } satisfies Partial<CatalogueStore>;
}

function stockStore(tx: Transaction) {
  return {
    async lockItem(id) {
      const [row] = await tx.select().from(items).where(eq(items.id, id)).for('no key update');
      return row ? toItem(row) : null;
    },
    async setStock(itemId, stock) {
      await tx.update(items).set({ stock }).where(eq(items.id, itemId));
    },
    async takePiece(itemId) {
      // A stock of null stays null: nothing is taken, and nothing can run out.
      const rows = await tx
        .update(items)
        .set({ stock: sql`${items.stock} - 1` })
        .where(and(eq(items.id, itemId), or(isNull(items.stock), sql`${items.stock} > 0`)))
        .returning({ id: items.id });
      return rows.length > 0;
    },
    async givePiece(itemId) {
      await tx
        .update(items)
        .set({ stock: sql`${items.stock} + 1` })
        .where(eq(items.id, itemId));
    },
    boughtCount: (memberId, itemId) =>
      tx.$count(
        orders,
        and(
          eq(orders.memberId, memberId),
          eq(orders.itemId, itemId),
          sql`${orders.state} in ('open', 'settling', 'paid', 'delivered')`,
        ),
      ),
  } satisfies Partial<CatalogueStore>;
}

function keyStore(tx: Transaction) {
  const keyOf = async (orderId: string) => {
    const [row] = await tx.select({ key: itemKeys.key }).from(itemKeys).where(eq(itemKeys.orderId, orderId));
    return row?.key ?? null;
  };
  return {
    async addKeys(itemId, keys, now) {
      const rows = await tx
        .insert(itemKeys)
        .values(keys.map((key) => ({ itemId, key, addedAt: now })))
        .onConflictDoNothing({ target: [itemKeys.itemId, itemKeys.key] })
        .returning({ id: itemKeys.id });
      return rows.length;
    },
    async takeKey(itemId, orderId, now) {
      const own = await keyOf(orderId);
      if (own !== null) return own;
      const [row] = await tx.execute<{ key: string }>(sql`
        update item_keys set order_id = ${orderId}, taken_at = ${new Date(now).toISOString()}
        where id = (
          select id from item_keys where item_id = ${itemId} and order_id is null
          order by id limit 1 for update skip locked)
        returning key`);
      return row?.key ?? null;
    },
    keyOf,
    freeKeys: (itemId) => tx.$count(itemKeys, and(eq(itemKeys.itemId, itemId), isNull(itemKeys.orderId))),
    keysOwed: (itemId) =>
      tx.$count(
        orders,
        and(
          eq(orders.itemId, itemId),
          orders.holdsPiece,
          sql`${orders.state} in ('open', 'settling', 'paid')`,
          sql`not exists (select 1 from item_keys k where k.order_id = ${orders.id})`,
        ),
      ),
  } satisfies Partial<CatalogueStore>;
}

function fileStore(tx: Transaction) {
  return {
    async keepFile(file, now) {
      await tx.insert(files).values({ ...file, createdAt: now });
    },
    async file(id) {
      // An item's table may name any.
      if (!ROW_ID.test(id)) return null;
      const [row] = await tx.select().from(files).where(eq(files.id, id));
      if (!row) return null;
      const { communityId, name, contentType, bytes } = row;
      return { id, communityId, name, contentType, bytes };
    },
    async webhookSecret(itemId) {
      const [row] = await tx.select().from(webhookSecrets).where(eq(webhookSecrets.itemId, itemId));
      return row?.secret ?? null;
    },
    async setWebhookSecret(itemId, secret) {
      await tx
        .insert(webhookSecrets)
        .values({ itemId, secret })
        .onConflictDoUpdate({ target: webhookSecrets.itemId, set: { secret } });
    },
  } satisfies Partial<CatalogueStore>;
}

function toItem(row: typeof items.$inferSelect): Item {
  const { priceHundredths, priceCurrency, createdAt: _createdAt, ...item } = row;
  return { ...item, price: { hundredths: priceHundredths, currency: priceCurrency } };
}
