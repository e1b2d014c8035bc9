import type { ImportFault } from '../../src/core/shop/import-items.ts';
import type { ItemInput } from '../../src/core/shop/item-input.ts';
import type { DeliveryKind, DeliveryPlan, Item } from '../../src/domain/item.ts';
import { deliveryKinds } from '../../src/domain/item.ts';
import type { Fiat } from '../../src/domain/money.ts';
import { fiatCurrencies, fiatDecimal, parseTypedFiat } from '../../src/domain/money.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { Attachment } from './button.ts';
import { readCsv, writeCsv } from './csv.ts';

/** The catalogue as a table. Of an item that is there, an empty cell leaves things as they are. */
const columns = [
  'slug',
  'name',
  'description',
  'price',
  'currency',
  'hidden',
  'stock',
  'member_limit',
  'access_days',
  'delivery',
  'delivery_to',
  'picture',
] as const;

type Column = (typeof columns)[number];
type Row = Readonly<Partial<Record<Column, string>>>;

/** The items as a CSV file that `readItemsCsv` takes back. Keys, files and secrets are not in it. */
export function writeItemsCsv(items: readonly Item[]): Attachment {
  const rows = items.map((item) => {
    const cells: Record<Column, string> = {
      slug: item.slug,
      name: item.name,
      description: item.description,
      price: fiatDecimal(item.price),
      currency: item.price.currency,
      hidden: item.hidden ? 'yes' : 'no',
      stock: countCell(item.stock),
      member_limit: countCell(item.memberLimit),
      access_days: countCell(item.accessDays),
      delivery: item.plan.kind,
      delivery_to: targetOf(item.plan),
      picture: item.pictureId ?? '',
    };
    return columns.map((column) => cells[column]);
  });
  return writeCsv('items', columns, rows);
}

/**
 * A CSV file as items to save, or what is wrong with which of its rows (counted from 1 below the names of
 * the columns). Only `slug` has to be there; columns may stand in any order.
 */
export function readItemsCsv(
  bytes: Uint8Array,
): { readonly rows: ItemInput[]; readonly faults: ImportFault[] } | Refusal {
  const table = readCsv(bytes);
  if (!table || !table.columns.includes('slug')) return refuse('table_not_read');
  const known: readonly string[] = columns;
  const unknown = table.columns.find((column) => column !== '' && !known.includes(column));
  if (unknown !== undefined) return refuse('table_column_unknown', { column: unknown });
  const rows: ItemInput[] = [];
  const faults: ImportFault[] = [];
  for (const [index, cells] of table.rows.entries()) {
    const read = readRow(cells);
    if (isRefusal(read)) faults.push({ row: index + 1, refusal: read });
    else rows.push(read);
  }
  return { rows, faults };
}

function readRow(row: Row): ItemInput | Refusal {
  const { slug = '', name = '', description = '', picture = '' } = row;
  if (slug === '') return refuse('item_name_not_usable', { slug: '–' });
  const price = readPrice(row);
  const plan = readPlan(row);
  const hidden = readHidden(row.hidden ?? '', slug);
  const stock = readCount(row.stock ?? '', slug);
  const memberLimit = readCount(row.member_limit ?? '', slug);
  const accessDays = readCount(row.access_days ?? '', slug);
  for (const part of [price, plan, hidden, stock, memberLimit, accessDays]) if (isRefusal(part)) return part;
  return {
    slug,
    ...(name === '' ? {} : { name }),
    ...(description === '' ? {} : { description }),
    ...(picture === '' ? {} : { pictureId: picture }),
    ...said({ price, plan, hidden, stock, memberLimit, accessDays }),
  };
}

/** Without what was left empty; no refusal is among them any more. */
function said<T extends object>(parts: T): { [K in keyof T]?: Exclude<T[K], Refusal | undefined> } {
  const kept = Object.entries(parts).filter(([, part]) => part !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], Refusal | undefined> };
}

function readPrice({ price = '', currency = '' }: Row): Fiat | Refusal | undefined {
  if (price === '' && currency === '') return undefined;
  const known = fiatCurrencies.find((one) => one === currency.toUpperCase());
  return (known && parseTypedFiat(price, known)) ?? refuse('price_not_understood');
}

function readHidden(words: string, slug: string): boolean | Refusal | undefined {
  if (words === '') return undefined;
  if (/^(yes|true|1|是)$/i.test(words)) return true;
  return /^(no|false|0|否)$/i.test(words) ? false : refuse('table_hidden_unknown', { slug, words });
}

function countCell(count: number | null): string {
  return count === null ? '' : String(count);
}

/** A whole number; `none` takes a limit away. */
function readCount(words: string, slug: string): number | null | Refusal | undefined {
  if (words === '') return undefined;
  if (/^(none|無)$/i.test(words)) return null;
  return /^\d{1,9}$/.test(words) ? Number(words) : refuse('item_number_not_usable', { slug });
}

function targetOf(plan: DeliveryPlan): string {
  switch (plan.kind) {
    case 'task':
    case 'key':
      return '';
    case 'role':
      return `${plan.guildId}/${plan.roleId}`;
    case 'invite':
      return plan.chatId;
    case 'text':
      return plan.text;
    case 'file':
      return plan.fileId;
    case 'webhook':
      return plan.url;
  }
}

function readPlan({
  slug = '',
  delivery = '',
  delivery_to: to = '',
}: Row): DeliveryPlan | Refusal | undefined {
  if (delivery === '' && to === '') return undefined;
  const kind = deliveryKinds.find((one) => one === delivery.toLowerCase());
  const plan = kind ? planTo(kind, to) : null;
  return plan ?? refuse('table_delivery_unknown', { slug, words: delivery });
}

/** The core asks the platform how role and chat are called. */
function planTo(kind: DeliveryKind, to: string): DeliveryPlan | null {
  const role = /^(\d{1,20})\/(\d{1,20})$/.exec(to);
  switch (kind) {
    case 'task':
    case 'key':
      return to === '' ? { kind } : null;
    case 'role':
      return role ? { kind, guildId: role[1] ?? '', roleId: role[2] ?? '', roleName: '' } : null;
    case 'invite':
      return to === '' ? null : { kind, chatId: to, chatTitle: '' };
    case 'text':
      return to === '' ? null : { kind, text: to };
    case 'file':
      return to === '' ? null : { kind, fileId: to, fileName: '' };
    case 'webhook':
      return to === '' ? null : { kind, url: to };
  }
}
