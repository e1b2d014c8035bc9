import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import type { Answer, Asker } from './asker.ts';
import type { QrChoice } from './card-text.ts';
import { refusalText } from './refusal-text.ts';
import type { TextCard } from './text-card.ts';
import { say } from './words.ts';

/** What comes of a press. */
export type PressOutcome = {
  /** A line at the button, gone after a moment; with `alert`, to be closed by hand. */
  readonly toast: string | null;
  readonly alert: boolean;
  /** Something to say in the chat. */
  readonly answer: Answer | null;
  /** The pressed payment card should be brought up to date, with this QR. */
  readonly card: { readonly qr: QrChoice } | null;
  /** The pressed message should read like this now: one that no notification keeps up to date. */
  readonly replace: TextCard | null;
  /** The request that was just made, for whom its own card may not reach. */
  readonly made?: WithdrawalView;
};

/** Nothing to say and nothing to show. */
export const quietPress: PressOutcome = {
  toast: null,
  alert: false,
  answer: null,
  card: null,
  replace: null,
};

/** A button that we don't know, or don't know any more. */
export function unknownPress({ language }: Pick<Asker, 'language'>): PressOutcome {
  return { ...quietPress, toast: say(language, 'press-unknown'), alert: true };
}

/** An expected "no" at the button. */
export function refusedPress({ language }: Pick<Asker, 'language'>, refusal: Refusal): PressOutcome {
  return { ...quietPress, toast: refusalText(refusal, language), alert: true };
}
