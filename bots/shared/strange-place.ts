import type { PlaceKey } from '../../src/domain/platform.ts';
import { refuse } from '../../src/domain/refusal.ts';
import type { Answer, Asker } from './asker.ts';
import { replyText } from './asker.ts';
import { refusalText } from './refusal-text.ts';
import { stack } from './rich-text.ts';
import { sayRich } from './words.ts';

/** One polite sentence in a place that belongs to no community; the place is kept, to leave it after a day. */
export async function answerInStrangePlace(
  { core, caller, language }: Asker,
  place: PlaceKey,
): Promise<Answer> {
  await core.noteStrangePlace(place);
  const hint = core.isOperator(caller.account) ? sayRich(language, 'till-place-hint') : null;
  return replyText(stack([[refusalText(refuse('place_unknown'), language)], hint], '\n'));
}
