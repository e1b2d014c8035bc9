import { inGroupsOfFour } from '../../src/domain/address.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { say, sayBold, sayRich } from './words.ts';

/** Both addresses one below the other, and which groups of four differ. */
export function lookAlikeText(address: string, known: string, language: Language): RichText {
  const groups = (text: string) => inGroupsOfFour(text).toLowerCase().split(' ').slice(1);
  const others = groups(known);
  const differing = groups(address).flatMap((group, index) => (group === others[index] ? [] : [index + 1]));
  return stack(
    [
      sayBold(language, 'look-alike-title'),
      sayRich(language, 'look-alike-known', { address: { code: inGroupsOfFour(known) } }),
      sayRich(language, 'look-alike-this', { address: { code: inGroupsOfFour(address) } }),
      sayRich(language, 'look-alike-differs', { groups: differing.join(say(language, 'list-gap')) }),
    ],
    '\n',
  );
}
