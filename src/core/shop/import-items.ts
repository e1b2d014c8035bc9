import type { Item } from '../../domain/item.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import type { Stores } from '../../ports/stores.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { CoreDeps } from '../deps.ts';
import { createPlanAsker } from './check-plan.ts';
import type { ItemInput } from './item-input.ts';
import { slugOf } from './item-input.ts';
import type { ShopScene } from './manager.ts';
import { asManager, refuseManager } from './manager.ts';
import { writeItem } from './save-item.ts';

const ROWS_MAX = 1_000;

/** What is wrong with one row; counted from 1. */
export type ImportFault = { readonly row: number; readonly refusal: Refusal };

/** All rows, or none of them: `saved` is 0 as soon as there is a fault. */
export type Imported = { readonly saved: number; readonly faults: readonly ImportFault[] };

/** Rolls the transaction back. */
class Faulty extends Error {}

/**
 * Saves many items at once. An item that is there keeps its stock, whatever the row says: the file may be
 * older than the last sale, and what is reserved would be sold a second time. Keys are counted, not stated.
 */
export async function importItems(
  deps: CoreDeps,
  { rows, ...scene }: ShopScene & { readonly rows: readonly ItemInput[] },
): Promise<Imported | Refusal> {
  const refusal = await deps.inTransaction((stores) => refuseManager(deps, stores, scene));
  if (refusal) return refusal;
  if (rows.length > ROWS_MAX) return refuse('import_too_long', { most: String(ROWS_MAX) });
  const ask = createPlanAsker(deps);
  const faults: ImportFault[] = [];
  const ready: { row: number; input: ItemInput }[] = [];
  for (const [index, input] of rows.entries()) {
    const row = index + 1;
    const plan = input.plan && (await ask(input.plan));
    if (isRefusal(plan)) faults.push({ row, refusal: plan });
    else ready.push({ row, input: plan ? { ...input, plan } : input });
  }
  const imported = asManager(deps, scene, async (stores) => {
    faults.push(...(await writeAll(deps, stores, scene.communityId, ready)));
    if (faults.length > 0) throw new Faulty();
    const { communityId, by, from } = scene;
    const subject = String(rows.length);
    await recordAudit(deps, stores, { communityId, by, from, action: 'items_imported', subject });
    return { saved: rows.length, faults: [] };
  });
  return imported.catch((error: unknown) => {
    if (!(error instanceof Faulty)) throw error;
    return { saved: 0, faults: [...faults].sort((one, other) => one.row - other.row) };
  });
}

async function writeAll(
  deps: CoreDeps,
  stores: Stores,
  communityId: string,
  ready: readonly { readonly row: number; readonly input: ItemInput }[],
): Promise<ImportFault[]> {
  const faults: ImportFault[] = [];
  const known = new Map((await stores.catalogue.items(communityId, true)).map((item) => [item.slug, item]));
  const seen = new Set<string>();
  // In one order, so that two imports at the same moment never wait for each other.
  const sorted = [...ready].sort((one, other) =>
    slugOf(one.input.slug) < slugOf(other.input.slug) ? -1 : 1,
  );
  for (const { row, input } of sorted) {
    const slug = slugOf(input.slug);
    const isTwice = seen.has(slug);
    seen.add(slug);
    const { stock, ...rest } = input;
    const found = known.get(slug) ?? null;
    const keepsStock = found !== null || stock === undefined || input.plan?.kind === 'key';
    const wanted = keepsStock ? rest : { ...rest, stock };
    const item = isTwice
      ? refuse('item_exists', { slug })
      : await writeItem(deps, stores, communityId, wanted, found);
    if (isRefusal(item)) faults.push({ row, refusal: item });
  }
  return faults;
}

/** Everything that the community has in its catalogue, also what is hidden. */
export async function exportItems(deps: CoreDeps, scene: ShopScene): Promise<Item[] | Refusal> {
  return asManager(deps, scene, async (stores) => {
    const { communityId, by, from } = scene;
    const items = await stores.catalogue.items(communityId, true);
    const detail = String(items.length);
    await recordAudit(deps, stores, { communityId, by, from, action: 'exported', subject: 'items', detail });
    return items;
  });
}
