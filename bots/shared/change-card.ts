import { dayAndTime } from '../../src/domain/time.ts';
import type { ChangeView } from '../../src/domain/change.ts';
import type { Language } from '../../src/domain/platform.ts';
import { byText } from './account-words.ts';
import { pressButton } from './button.ts';
import { changeText } from './change-text.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import { countdownTo, stack } from './rich-text.ts';
import type { TextCard } from './text-card.ts';
import { say, sayBold, sayRich } from './words.ts';

/** A change that loosens something: announced, so that any approver can stop it (design.md 6). */
export function changeCard(view: ChangeView, language: Language): TextCard {
  const { pending, state, asset, communityName, vetoedBy } = view;
  const facts = {
    community: plainName(communityName, NAME_UNITS_MAX),
    by: byText(pending.askedBy, view.askedByName),
    when: dayAndTime(pending.effectiveAt),
    left: countdownTo(pending.effectiveAt),
    name: plainName(vetoedBy ?? '', NAME_UNITS_MAX),
  };
  return {
    text: stack(
      [
        sayBold(language, `change-${state}-title`),
        changeText(pending.change, asset, language),
        stack(
          [sayRich(language, 'change-line', facts), sayRich(language, `change-${state}-body`, facts)],
          '\n',
        ),
      ],
      '\n\n',
    ),
    buttons: state === 'waiting' ? [[pressButton(say(language, 'button-veto'), 'veto', pending.id)]] : [],
  };
}
