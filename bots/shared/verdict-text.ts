import type { Language } from '../../src/domain/platform.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { say, sayRich } from './words.ts';

/** Names of persons in one line; a quorum is at most nine. */
const NAMES_UNITS_MAX = 120;

/** Who said what about its end, while not enough say the same. */
export function agreedText({ standing }: WithdrawalView, language: Language): RichText | null {
  const lines = standing.agreed
    .filter(({ kind }) => kind !== 'approve')
    .map(({ kind, names, txHash }) =>
      sayRich(language, txHash === null ? 'wda-verdict' : 'wda-verdict-hash', {
        names: namesText(names, language),
        what: say(language, `verdict-${kind}`),
        hash: { code: txHash ?? '' },
      }),
    );
  if (lines.length === 0) return null;
  return stack([...lines, sayRich(language, 'wda-verdicts', { needed: String(standing.needed) })], '\n');
}

/** Names of persons, as long as a line of a card may be. */
export function namesText(names: readonly string[], language: Language): string {
  const all = names.map((name) => plainName(name, NAME_UNITS_MAX)).join(say(language, 'list-gap'));
  return plainName(all, NAMES_UNITS_MAX);
}
