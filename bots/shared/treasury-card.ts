import { dayAndTime } from '../../src/domain/time.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { TreasuryView } from '../../src/domain/treasury.ts';
import { byText } from './account-words.ts';
import { pressButton } from './button.ts';
import { NAME_UNITS_MAX, tokenAmount } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import { stack } from './rich-text.ts';
import type { TextCard } from './text-card.ts';
import { say, sayBold, sayRich } from './words.ts';

/** What the owner moves in KryptoGO Studio, and what an operator has to say about it. */
export function treasuryCard(
  { move, asset, communityName, askedByName }: TreasuryView,
  language: Language,
): TextCard {
  const { id, kind, state, amount, askedBy, askedAt } = move;
  const facts = {
    amount: tokenAmount(asset, amount),
    community: plainName(communityName, NAME_UNITS_MAX),
    by: byText(askedBy, askedByName),
    when: dayAndTime(askedAt),
  };
  const yes = pressButton(say(language, `button-${kind}_ok`), 'fund_ok', id);
  const no = pressButton(say(language, `button-${kind}_no`), 'fund_no', id);
  return {
    text: stack(
      [
        sayBold(language, `treasury-${kind}-title`, facts),
        sayRich(language, 'treasury-line', facts),
        sayRich(language, `treasury-${kind}-${state}`, facts),
      ],
      '\n',
    ),
    buttons: state === 'asked' ? [[yes], [no]] : [],
  };
}
