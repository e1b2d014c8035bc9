import type { AlarmCode } from '../../src/domain/alarm.ts';
import type { Language } from '../../src/domain/platform.ts';
import { plainName } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { say, sayBold, sayRich } from './words.ts';

const REFERENCE_UNITS_MAX = 200;
const DETAIL_UNITS_MAX = 1_000;

/** What the person on call reads: the sentence for the code, then what and why. */
export function alarmText(
  alarm: { readonly code: AlarmCode; readonly reference: string; readonly detail: string },
  language: Language,
): RichText {
  const reference = { code: plainName(alarm.reference, REFERENCE_UNITS_MAX) };
  return stack(
    [
      sayBold(language, 'alarm-line', { sentence: say(language, `alarm-${alarm.code}`) }),
      [plainName(alarm.detail, DETAIL_UNITS_MAX)],
      sayRich(language, 'alarm-about', { reference }),
    ],
    '\n\n',
  );
}
