import { dayAndTime } from '../../src/domain/time.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { OutflowView } from '../../src/domain/treasury.ts';
import { pressButton } from './button.ts';
import { byText } from './account-words.ts';
import { plainName } from './plain-text.ts';
import { stack } from './rich-text.ts';
import type { TextCard } from './text-card.ts';
import { say, sayBold, sayRich } from './words.ts';

const REASON_UNITS_MAX = 200;

/** What stops outflow by itself. */
const ownStops = ['breaker', 'solvency', 'canary', 'clock'] as const;

/** Whether anything goes out, and how to open the tap again. */
export function outflowCard(outflow: OutflowView, language: Language): TextCard {
  const { pausedAt, pausedBy, reason, resumeAskedBy } = outflow;
  if (pausedAt === null) return { text: sayRich(language, 'outflow-open'), buttons: [] };
  const by = pausedByText(pausedBy, outflow.pausedByName, language);
  return {
    text: stack(
      [
        sayBold(language, 'outflow-paused'),
        sayRich(language, 'outflow-since', { when: dayAndTime(pausedAt), by }),
        reason === null
          ? null
          : sayRich(language, 'wd-reason', { reason: plainName(reason, REASON_UNITS_MAX) }),
        resumeAskedBy === null
          ? sayRich(language, 'outflow-how')
          : sayRich(language, 'outflow-asked', { by: byText(resumeAskedBy, outflow.resumeAskedByName) }),
      ],
      '\n',
    ),
    buttons: [[pressButton(say(language, 'button-resume'), 'resume', 'all')]],
  };
}

/** Who stopped it: a person, or Till by itself. */
export function pausedByText(by: string | null, name: string | null | undefined, language: Language): string {
  const own = ownStops.find((one) => one === by);
  return own ? say(language, `outflow-by-${own}`) : byText(by ?? '', name);
}
