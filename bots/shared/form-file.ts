import type { Refusal } from '../../src/domain/refusal.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { Asker } from './asker.ts';
import type { FormAsk, FormField } from './form.ts';
import type { FileUse, SentFile } from './given.ts';

/**
 * Keeps a file that a form asked for, and gives its id. Such forms are about an item: only whoever minds
 * it may give it one.
 */
export async function keepFormFile(
  { core, caller }: Asker,
  { subject }: Pick<FormAsk, 'subject'>,
  field: FormField,
  sent: SentFile,
): Promise<string | Refusal> {
  const by = caller.account;
  const item = await core.readItemToMind(by, subject);
  if (isRefusal(item)) return item;
  const use: FileUse = field.name === 'picture' ? 'picture' : 'goods';
  const file = await sent(use);
  if (isRefusal(file)) return file;
  return core.keepFile({ communityId: item.communityId, by, ...file, use });
}
