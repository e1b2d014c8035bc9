import type { ItemInput } from '../../src/core/shop/item-input.ts';
import type { DeliveryKind, DeliveryPlan, Item } from '../../src/domain/item.ts';
import { deliveryKinds } from '../../src/domain/item.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { Asker } from './asker.ts';
import type { Attachment } from './button.ts';
import type { FileUse } from './given.ts';
import type { ItemValues } from './item-words.ts';
import { readCount } from './item-words.ts';
import { readPrice } from './pay-words.ts';

/** Whose shop it is, and the chat that it is minded in; `null` in private. */
export type ItemScene = { readonly communityId: string; readonly from: string | null };

/** The file that was given as one of an item's parts; `null` where none was. */
export type FileOf = (part: 'picture' | 'file', use: FileUse) => Promise<Attachment | Refusal | null>;

/** What is to be saved, and what has to be said or sent before all of it can be. */
export type ItemChange = {
  readonly change: Omit<ItemInput, 'slug'>;
  readonly next: DeliveryKind | 'picture' | null;
};

/** The part that says all about a kind of delivery that needs more than its name. */
const partOf = { role: 'role', invite: 'chat', text: 'text', file: 'file', webhook: 'url' } as const;

/** What was said of an item, its files kept. Nothing but files is kept before all of it is understood. */
export async function readChange(
  asker: Asker,
  scene: ItemScene,
  slug: string,
  values: ItemValues,
  fileOf: FileOf,
): Promise<ItemChange | Refusal> {
  const facts = readFacts(values, slug);
  if (isRefusal(facts)) return facts;
  const kind = readKind(values);
  if (isRefusal(kind)) return kind;
  const pictureId = await keep(asker, scene, await fileOf('picture', 'picture'), 'picture');
  if (isRefusal(pictureId)) return pictureId;
  const fileId = kind === 'file' ? await keep(asker, scene, await fileOf('file', 'goods'), 'goods') : null;
  if (isRefusal(fileId)) return fileId;
  const plan = kind === null ? null : await readPlan(asker, scene, kind, values, fileId);
  if (isRefusal(plan)) return plan;
  const change = { ...facts, ...(pictureId !== null && { pictureId }), ...(plan && { plan }) };
  const isPictureMissing = values['picture'] !== undefined && pictureId === null;
  return { change, next: isPictureMissing ? 'picture' : plan ? null : kind };
}

/** What is said in words alone. */
export function readFacts(values: ItemValues, slug: string): Omit<ItemInput, 'slug'> | Refusal {
  const { name, price, currency, description, stock, limit, days } = values;
  const fiat = price === undefined ? undefined : readPrice(`${price.trim()} ${currency ?? ''}`);
  if (isRefusal(fiat)) return fiat;
  const count = (words: string | undefined) => (words === undefined ? undefined : readCount(words, slug));
  const pieces = count(stock);
  const memberLimit = count(limit);
  const accessDays = count(days);
  if (isRefusal(pieces)) return pieces;
  if (isRefusal(memberLimit)) return memberLimit;
  if (isRefusal(accessDays)) return accessDays;
  return {
    ...(name !== undefined && { name }),
    ...(fiat !== undefined && { price: fiat }),
    // A dash takes away what stood there.
    ...(description !== undefined && { description: description.trim() === '-' ? '' : description }),
    ...(pieces !== undefined && { stock: pieces }),
    ...(memberLimit !== undefined && { memberLimit }),
    ...(accessDays !== undefined && { accessDays }),
  };
}

/** The kind of delivery that was named, or that a part belongs to. Two of them could mean anything. */
function readKind(values: ItemValues): DeliveryKind | null | Refusal {
  const kinds = deliveryKinds.filter((kind) => kind in partOf && values[partName(kind)] !== undefined);
  const named = values['delivery']?.trim().toLowerCase();
  const kind = named === undefined ? kinds[0] : deliveryKinds.find((one) => one === named);
  if (named !== undefined && kind === undefined) return refuse('command_not_understood');
  return kinds.every((one) => one === kind) ? (kind ?? null) : refuse('command_not_understood');
}

function partName(kind: DeliveryKind): string {
  return kind in partOf ? partOf[kind as keyof typeof partOf] : '';
}

/** `null` where the part that it needs is not there. */
async function readPlan(
  asker: Asker,
  scene: ItemScene,
  kind: DeliveryKind,
  values: ItemValues,
  fileId: string | null,
): Promise<DeliveryPlan | null | Refusal> {
  const part = values[partName(kind)]?.trim() ?? '';
  switch (kind) {
    case 'task':
    case 'key':
      return { kind };
    case 'file':
      return fileId === null ? null : { kind, fileId, fileName: '' };
    case 'role':
      return part === '' ? null : rolePlan(asker, scene, part);
    case 'invite':
      return part === '' ? null : { kind, chatId: part, chatTitle: '' };
    case 'text':
      return part === '' ? null : { kind, text: part };
    case 'webhook':
      return part === '' ? null : { kind, url: part };
  }
}

/** A role by its number, its number in base 36 or its name. */
export async function rolePlan(
  { core, caller }: Asker,
  { communityId }: ItemScene,
  meant: string,
): Promise<DeliveryPlan | Refusal> {
  const roles = await core.listRoles({ communityId, by: caller.account });
  if (isRefusal(roles)) return roles;
  const wanted = meant.replace(/^@/, '').toLowerCase();
  const role = roles.find(({ id }) => id === wanted || roleCode(id) === wanted);
  const named = role ?? roles.find(({ name }) => name.toLowerCase() === wanted);
  if (!named) return refuse('plan_role_gone');
  return { kind: 'role', guildId: named.guildId, roleId: named.id, roleName: named.name };
}

/** A role's number as short as a button needs it. */
export function roleCode(roleId: string): string {
  return /^\d{1,20}$/.test(roleId) ? BigInt(roleId).toString(36) : roleId;
}

/** Keeps what was sent, and gives its id; `null` where nothing was. */
async function keep(
  { core, caller }: Asker,
  { communityId }: ItemScene,
  file: Attachment | Refusal | null,
  use: FileUse,
): Promise<string | null | Refusal> {
  if (file === null || isRefusal(file)) return file;
  return core.keepFile({ communityId, by: caller.account, ...file, use });
}

/** Saves a change of one item. */
export function saveChange(
  { core, caller }: Asker,
  { communityId, from }: ItemScene,
  slug: string,
  change: Omit<ItemInput, 'slug'>,
): Promise<Item | Refusal> {
  return core.saveItem({ communityId, from, by: caller.account, item: { slug, ...change } });
}
