import type { Item } from '../../src/domain/item.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import type { Answer, Asker } from './asker.ts';
import { replyRefusal, replyWith } from './asker.ts';
import type { Attachment } from './button.ts';
import { pressButton } from './button.ts';
import type { Given, SentFile } from './given.ts';
import { managersCard } from './item-card.ts';
import type { FileOf, ItemScene } from './item-facts.ts';
import { readChange, saveChange } from './item-facts.ts';
import { managersList } from './item-list.ts';
import { addKeys, afterChange, goOn, textIn } from './item-next.ts';
import { exportTable, importTable } from './item-table.ts';
import type { ItemValues, ItemWish } from './item-words.ts';
import {
  checkItemValue,
  givenItem,
  readCount,
  readItemWords,
  refuseSlug,
  splitKeyLines,
  splitKeys,
} from './item-words.ts';
import { plainName } from './plain-text.ts';
import { say, sayRich } from './words.ts';

const SLUG_UNITS_MAX = 32;

/** `/item` as it came: words, or parts; with the file that was sent along. */
export type ItemCommand = {
  readonly words: string;
  readonly given?: Given | undefined;
  readonly sent?: SentFile | undefined;
  readonly from: string | null;
};

/** `/item …`: the catalogue, for whoever minds it. The core checks that again with each thing done. */
export async function runItem(asker: Asker, communityId: string, command: ItemCommand): Promise<Answer> {
  if (!(await mayMind(asker, communityId))) return replyRefusal(asker, refuse('not_manager'));
  const wish = command.given ? givenItem(command.given) : readItemWords(command.words);
  if (isRefusal(wish)) return replyRefusal(asker, wish);
  // As a member they can go on in private.
  await asker.core.enrol(communityId, asker.caller);
  const scene = { communityId, from: command.from };
  switch (wish.kind) {
    case 'list':
      return replyWith(await managersList(asker, communityId, 0));
    case 'card':
      return onItem(asker, scene, wish.slug, null);
    case 'add':
      return add(asker, scene, wish, fileOf(command, wish));
    case 'edit':
      return edit(asker, scene, wish, fileOf(command, wish));
    case 'hide':
      return hide(asker, scene, wish.slug);
    case 'show':
      return show(asker, scene, wish.slug);
    case 'stock':
      return setStock(asker, scene, wish.slug, wish.count);
    case 'keys': {
      const file = await fileOf(command, wish)('file', 'goods');
      return onItem(asker, scene, wish.slug, (item) => giveKeys(asker, scene, item, wish.keys, file));
    }
    case 'import':
      return importTable(asker, scene, await fileOf(command, wish)('file', 'goods'));
    case 'export':
      return exportTable(asker, scene);
  }
}

/** Whether they mind this shop: what is hidden is shown to nobody else. */
export async function mayMind({ core, caller }: Asker, communityId: string): Promise<boolean> {
  const { isOperator, isManager } = await core.rightsOf(caller.account, communityId);
  return isOperator || isManager;
}

/** The file in one of the parts; where there are no parts, the one that was sent is what the words are about. */
function fileOf({ given, sent }: ItemCommand, wish: ItemWish): FileOf {
  if (given) return (part, use) => given.file(part, use);
  const isPicture = wish.kind === 'add' || (wish.kind === 'edit' && wish.values['file'] === undefined);
  const wanted = isPicture ? 'picture' : 'file';
  return (part, use) => (sent && part === wanted ? sent(use) : Promise.resolve(null));
}

/** Does something with the item that is meant, or shows its card. */
async function onItem(
  asker: Asker,
  { communityId }: ItemScene,
  slug: string,
  act: ((item: Item) => Promise<Answer>) | null,
): Promise<Answer> {
  const found = await asker.core.readItemToEdit({ communityId, by: asker.caller.account, slug });
  if (isRefusal(found)) return replyRefusal(asker, noSuchItem(found, slug));
  return act ? act(found) : replyWith(await managersCard(asker, found));
}

/** Members are sent to `/pay` by the sentence for this; here the list helps. */
function noSuchItem(refusal: Refusal, slug: string): Refusal {
  if (refusal.refusal !== 'item_not_found') return refusal;
  return refuse('item_not_known', { slug: plainName(slug, SLUG_UNITS_MAX) });
}

async function add(
  asker: Asker,
  scene: ItemScene,
  { slug, values }: Extract<ItemWish, { kind: 'add' }>,
  files: FileOf,
): Promise<Answer> {
  const wrong = refuseValues(slug, values);
  if (wrong) return replyRefusal(asker, wrong);
  if (slug !== null && values['name'] !== undefined && values['price'] !== undefined) {
    return addItem(asker, scene, slug, values, files);
  }
  const known = { ...(slug === null ? {} : { 'short-name': slug }), ...values };
  const ask = { form: 'new_item' as const, subject: scene.communityId, answers: known };
  const { language } = asker;
  const button = pressButton(say(language, 'button-new_item'), 'new_item', scene.communityId);
  const reply = { text: sayRich(language, 'item-add-begin'), buttons: [[button]] };
  return { kind: 'reply', reply, asks: ask };
}

/** What is wrong with what was said already is told before more is asked. */
function refuseValues(slug: string | null, values: ItemValues): Refusal | null {
  const { price, currency } = values;
  const said = price === undefined ? values : { ...values, price: `${price} ${currency ?? ''}` };
  const refusals = Object.entries(said).map(([name, value]) => checkItemValue(name, value));
  return (slug === null ? null : refuseSlug(slug)) ?? refusals.find((one) => one !== null) ?? null;
}

/** Puts something new on sale; a short name that was hidden is taken up again. */
export async function addItem(
  asker: Asker,
  scene: ItemScene,
  slug: string,
  values: ItemValues,
  files: FileOf,
): Promise<Answer> {
  const { core, caller } = asker;
  const { communityId } = scene;
  const wrong = refuseSlug(slug.trim());
  if (wrong) return replyRefusal(asker, wrong);
  const found = await core.readItemToEdit({ communityId, by: caller.account, slug });
  const isFree = isRefusal(found) ? found.refusal === 'item_not_found' : found.hidden;
  if (!isFree)
    return replyRefusal(asker, isRefusal(found) ? found : refuse('item_exists', { slug: found.slug }));
  const read = await readChange(asker, scene, slug, values, files);
  if (isRefusal(read)) return replyRefusal(asker, read);
  const saved = await saveChange(asker, scene, slug, { ...read.change, hidden: false });
  return isRefusal(saved) ? replyRefusal(asker, saved) : afterChange(asker, saved, read, 'added');
}

async function edit(
  asker: Asker,
  scene: ItemScene,
  { slug, values }: Extract<ItemWish, { kind: 'edit' }>,
  files: FileOf,
): Promise<Answer> {
  return onItem(asker, scene, slug, async (item) => {
    const read = await readChange(asker, scene, item.slug, values, files);
    if (isRefusal(read)) return replyRefusal(asker, read);
    const isChanged = Object.keys(read.change).length > 0;
    if (!isChanged && read.next === null) return replyWith(await managersCard(asker, item));
    const saved = isChanged ? await saveChange(asker, scene, item.slug, read.change) : item;
    if (isRefusal(saved)) return replyRefusal(asker, saved);
    return afterChange(asker, saved, read, isChanged ? 'saved' : null);
  });
}

async function hide(asker: Asker, { communityId, from }: ItemScene, slug: string): Promise<Answer> {
  return onItem(asker, { communityId, from }, slug, async (item) => {
    const by = asker.caller.account;
    const hidden = item.hidden || (await asker.core.hideItem({ communityId, from, by, slug: item.slug }));
    if (isRefusal(hidden)) return replyRefusal(asker, hidden);
    return goOn(asker, { ...item, hidden: true }, 'hidden', null);
  });
}

async function show(asker: Asker, scene: ItemScene, slug: string): Promise<Answer> {
  return onItem(asker, scene, slug, async (item) => {
    const saved = await saveChange(asker, scene, item.slug, { hidden: false });
    return isRefusal(saved) ? replyRefusal(asker, saved) : goOn(asker, saved, 'shown', null);
  });
}

async function setStock(asker: Asker, scene: ItemScene, slug: string, words: string): Promise<Answer> {
  const stock = readCount(words, plainName(slug, SLUG_UNITS_MAX));
  if (isRefusal(stock)) return replyRefusal(asker, stock);
  return onItem(asker, scene, slug, async (item) => {
    const by = asker.caller.account;
    const saved = await asker.core.setStock({ ...scene, by, slug: item.slug, stock });
    return isRefusal(saved) ? replyRefusal(asker, saved) : goOn(asker, saved, 'saved', null);
  });
}

/** Keys as words and in a file; without any, they are asked for. */
async function giveKeys(
  asker: Asker,
  scene: ItemScene,
  item: Item,
  words: string,
  file: Attachment | Refusal | null,
): Promise<Answer> {
  if (isRefusal(file)) return replyRefusal(asker, file);
  const keys = [...splitKeys(words), ...(file ? splitKeyLines(textIn(file)) : [])];
  return keys.length === 0 ? goOn(asker, item, null, 'key') : addKeys(asker, scene, item, keys);
}
