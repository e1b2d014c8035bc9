import type { ItemInput } from '../../src/core/shop/item-input.ts';
import type { Item } from '../../src/domain/item.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal, refuse } from '../../src/domain/refusal.ts';
import { isRowId } from './approver-scene.ts';
import type { Answer, Asker } from './asker.ts';
import { replyRefusal } from './asker.ts';
import type { FilledForm, ItemForm } from './form.ts';
import { itemForms } from './form.ts';
import type { ItemScene } from './item-facts.ts';
import { readFacts, saveChange } from './item-facts.ts';
import { addKeys, afterChange } from './item-next.ts';
import { splitKeyLines } from './item-words.ts';
import { addItem, mayMind } from './run-item.ts';

const noFile = () => Promise.resolve(null);

/** Whether a form is one of those that mind a shop. */
export function isItemForm(form: FilledForm['form']): form is ItemForm {
  return itemForms.some((one) => one === form);
}

/** What such a form is about, for those who may fill it in. */
export async function readItemSubject(
  asker: Asker,
  { form, subject }: { readonly form: ItemForm; readonly subject: string },
): Promise<{ readonly code: string } | Refusal> {
  if (form !== 'new_item') {
    const item = await asker.core.readItemToMind(asker.caller.account, subject);
    return isRefusal(item) ? item : { code: item.slug };
  }
  const isTheirs = isRowId(subject) && (await mayMind(asker, subject));
  return isTheirs ? { code: '' } : refuse('not_manager');
}

/** Acts on a form about an item. `from` is where its button was pressed; `null` in private. */
export async function runItemForm(
  asker: Asker,
  { form, subject, values }: FilledForm & { readonly form: ItemForm },
  from: string | null,
): Promise<Answer> {
  if (form === 'new_item') {
    const about = await readItemSubject(asker, { form, subject });
    if (isRefusal(about)) return replyRefusal(asker, about);
    const { 'short-name': slug = '', ...said } = values;
    return addItem(asker, { communityId: subject, from }, slug, said, noFile);
  }
  const item = await asker.core.readItemToMind(asker.caller.account, subject);
  if (isRefusal(item)) return replyRefusal(asker, item);
  const scene: ItemScene = { communityId: item.communityId, from };
  if (form === 'item_keys') return addKeys(asker, scene, item, splitKeyLines(values['keys'] ?? ''));
  const change = changeOf(form, values, item);
  if (isRefusal(change)) return replyRefusal(asker, change);
  const saved = await saveChange(asker, scene, item.slug, change);
  if (isRefusal(saved)) return replyRefusal(asker, saved);
  return afterChange(asker, saved, { change, next: null }, 'saved');
}

function changeOf(
  form: Exclude<ItemForm, 'new_item' | 'item_keys'>,
  values: FilledForm['values'],
  { slug }: Item,
): Omit<ItemInput, 'slug'> | Refusal {
  const value = (name: string) => values[name]?.trim() ?? '';
  switch (form) {
    case 'item_edit':
    case 'item_stock':
    case 'item_limits':
      return readFacts(values, slug);
    case 'item_pic':
      return { pictureId: value('picture') };
    case 'item_file':
      return { plan: { kind: 'file', fileId: value('file'), fileName: '' } };
    case 'item_invite':
      return { plan: { kind: 'invite', chatId: value('chat'), chatTitle: '' } };
    case 'item_text':
      return { plan: { kind: 'text', text: values['text'] ?? '' } };
    case 'item_hook':
      return { plan: { kind: 'webhook', url: value('url') } };
  }
}
