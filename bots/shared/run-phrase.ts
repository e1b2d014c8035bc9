import { isRefusal } from '../../src/domain/refusal.ts';
import type { Answer, Asker } from './asker.ts';
import { replyRefusal, replyText } from './asker.ts';
import { sayRich } from './words.ts';

/** `/phrase`: the words that stand on each of somebody's cards, so that they notice an impostor. */
export async function runPhrase(asker: Asker, words: string): Promise<Answer> {
  const { core, caller, language } = asker;
  const typed = words.trim();
  if (typed === '') {
    const phrase = await core.readPhrase(caller.account);
    return replyText(
      phrase === null ? sayRich(language, 'phrase-none') : sayRich(language, 'phrase-is', { phrase }),
    );
  }
  const isOff = ['off', 'none', '-'].includes(typed.toLowerCase());
  const chosen = await core.choosePhrase(caller.account, isOff ? null : typed);
  if (isRefusal(chosen)) return replyRefusal(asker, chosen);
  const { phrase } = chosen;
  return replyText(
    phrase === null ? sayRich(language, 'phrase-off') : sayRich(language, 'phrase-chosen', { phrase }),
  );
}
