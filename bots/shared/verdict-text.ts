import type { Language } from '../../src/domain/platform.ts';
import type { Standing, WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { keptSuffix, withdrawalFacts } from './withdrawal-facts.ts';
import { say, sayRich } from './words.ts';

/** Names of persons in one line; a quorum is at most nine. */
const NAMES_UNITS_MAX = 120;

/** How many persons have yet to say the same. */
export function moreNeeded({ needed }: Pick<Standing, 'needed'>, given: number): string {
  return String(Math.max(0, needed - given));
}

/** Where each verdict leads once enough persons agree. */
const endOf = { reject: 'rejected', sent: 'sent', not_sent: 'failed', send_again: 'requested' } as const;

/** The answer to whoever has just said something about a withdrawal: it is done, or who else is needed. */
export function verdictSaid(view: WithdrawalView, kind: keyof typeof endOf, language: Language): string {
  const { withdrawal, standing, decisions } = view;
  const facts = withdrawalFacts(view);
  if (withdrawal.kind === 'canary') return say(language, 'verdict-done-canary', facts);
  if (withdrawal.state === endOf[kind])
    return say(language, `verdict-done-${kind}${keptSuffix(view)}`, facts);
  const own = decisions.at(-1)?.txHash ?? null;
  const given = standing.agreed.find((one) => one.kind === kind && one.txHash === own)?.names.length ?? 0;
  const counts = { needed: String(standing.needed), more: moreNeeded(standing, given) };
  return say(language, 'verdict-counts', { ...facts, ...counts });
}

/** Who said what about its end, while not enough say the same; how many it takes, wherever it is in doubt. */
export function agreedText({ standing, withdrawal }: WithdrawalView, language: Language): RichText | null {
  const lines = standing.agreed
    .filter(({ kind }) => kind !== 'approve')
    .map(({ kind, names, txHash }) =>
      sayRich(language, txHash === null ? 'wda-verdict' : 'wda-verdict-hash', {
        names: namesText(names, language),
        what: say(language, `verdict-${kind}`),
        more: moreNeeded(standing, names.length),
        hash: { code: txHash ?? '' },
      }),
    );
  if (lines.length === 0 && withdrawal.state !== 'unknown') return null;
  return stack([...lines, sayRich(language, 'wda-verdicts', { needed: String(standing.needed) })], '\n');
}

/** Names of persons, as long as a line of a card may be. */
export function namesText(names: readonly string[], language: Language): string {
  const all = names.map((name) => plainName(name, NAME_UNITS_MAX)).join(say(language, 'list-gap'));
  return plainName(all, NAMES_UNITS_MAX);
}
