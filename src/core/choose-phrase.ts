import type { Account } from '../domain/platform.ts';
import type { Refusal } from '../domain/refusal.ts';
import { refuse } from '../domain/refusal.ts';
import type { CoreDeps } from './deps.ts';

/** In UTF-16 units, so that a caption with it still fits. */
const PHRASE_UNITS_MAX = 40;

/** What could be a link, a mention or markup, and signs that nobody sees. */
const NOT_PLAIN = /[\p{C}\p{Zl}\p{Zp}@<>`*_~|[\]\\]|:\/\/|www\.|\.\w{2,}\//iu;

/** `/phrase`: the words that an account wants to see on each of its cards; `null` for none. */
export async function choosePhrase(
  deps: CoreDeps,
  by: Account,
  phrase: string | null,
): Promise<{ readonly phrase: string | null } | Refusal> {
  const words = phrase?.trim().replaceAll(/ +/g, ' ') ?? null;
  const isUsable =
    words === null || (words !== '' && words.length <= PHRASE_UNITS_MAX && !NOT_PLAIN.test(words));
  if (!isUsable) return refuse('phrase_not_usable', { most: String(PHRASE_UNITS_MAX) });
  await deps.inTransaction(({ rights }) => rights.choosePhrase(by, words));
  return { phrase: words };
}
