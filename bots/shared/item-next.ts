import type { DeliveryKind, Item } from '../../src/domain/item.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { Answer, Asker } from './asker.ts';
import { replyRefusal, replyWith } from './asker.ts';
import type { Attachment, Button, Press } from './button.ts';
import { formOfVerb } from './form.ts';
import { itemName, managersCard, pressOf } from './item-card.ts';
import type { ItemChange, ItemScene } from './item-facts.ts';
import { saveChange } from './item-facts.ts';
import { roleChoice } from './item-roles.ts';
import { stack } from './rich-text.ts';
import { say, sayRich } from './words.ts';

/** What has just been done with an item. */
export type Said = 'added' | 'saved' | 'hidden' | 'shown';

/** What has to be said next, if anything. */
type NextStep = DeliveryKind | 'picture';

/** Adds to the pool; what was no item of keys becomes one. */
export async function addKeys(
  asker: Asker,
  scene: ItemScene,
  { slug, plan }: Item,
  keys: readonly string[],
): Promise<Answer> {
  const { core, caller, language } = asker;
  const by = caller.account;
  const ready = plan.kind === 'key' ? null : await saveChange(asker, scene, slug, { plan: { kind: 'key' } });
  if (isRefusal(ready)) return replyRefusal(asker, ready);
  const added = await core.addKeys({ ...scene, by, slug, keys });
  if (isRefusal(added)) return replyRefusal(asker, added);
  const item = await core.readItemToEdit({ communityId: scene.communityId, by, slug });
  if (isRefusal(item)) return replyRefusal(asker, item);
  const facts = { added: String(added.added), doubled: String(added.doubled), free: String(added.free) };
  return replyWith(await managersCard(asker, item, sayRich(language, 'item-said-keys', facts)));
}

/** Words in a file, whatever it says that it is. */
export function textIn({ bytes }: Pick<Attachment, 'bytes'>): string {
  return new TextDecoder().decode(bytes);
}

/** What has come of it and how the item is now, or what has to be said next. */
export async function goOn(
  asker: Asker,
  item: Item,
  said: Said | null,
  next: NextStep | null,
): Promise<Answer> {
  const { language } = asker;
  const note = said === null ? null : sayRich(language, `item-said-${said}`, { slug: item.slug });
  if (next === 'role') {
    const choice = await roleChoice(asker, item, 0);
    if (isRefusal(choice)) return replyRefusal(asker, choice);
    return replyWith({ ...choice, text: stack([note, choice.text], '\n\n') });
  }
  const press = next === null ? null : nextPress(next, item.id);
  const form = press && formOfVerb(press.verb);
  if (!press || !form) return replyWith(await managersCard(asker, item, note));
  const button: Button = { kind: 'press', label: say(language, `button-${press.verb}`), press };
  const ask = sayRich(language, `item-next-${form}`, { item: itemName(item), slug: item.slug });
  const reply = { text: stack([note, ask], '\n\n'), buttons: [[button]] };
  return { kind: 'reply', reply, asks: { form, subject: item.id, answers: {} } };
}

/** The same after a change. Of a new address for an owner's server it tells the secret, to them alone. */
export async function afterChange(
  asker: Asker,
  item: Item,
  { change, next }: ItemChange,
  said: Said | null,
): Promise<Answer> {
  const answer = await goOn(asker, item, said, next);
  if (change.plan?.kind !== 'webhook' || answer.kind !== 'reply') return answer;
  const { communityId, slug } = item;
  const secret = await asker.core.readWebhookSecret({ communityId, by: asker.caller.account, slug });
  if (isRefusal(secret)) return answer;
  const told = sayRich(asker.language, 'item-hook-secret', { secret: { code: secret } });
  const text = stack([told, answer.reply.text], '\n\n');
  return { ...answer, reply: { ...answer.reply, text, isProtected: true } };
}

function nextPress(next: Exclude<NextStep, 'role'>, itemId: string): Press {
  if (next === 'picture') return { verb: 'item_pic', id: itemId };
  return next === 'key' ? { verb: 'item_keys', id: itemId } : pressOf(next, itemId);
}
