import { dayAndTime } from '../../src/domain/time.ts';
import type { TreasuryStatus } from '../../src/core/withdrawals/treasury.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { TreasuryView } from '../../src/domain/treasury.ts';
import { byText } from './account-words.ts';
import { NAME_UNITS_MAX, tokenAmount } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { say, sayBold, sayRich } from './words.ts';

const OPEN_SHOWN_MAX = 5;

/** `/till treasury`: what is there, what is owed, what is the owner's, and what is not booked yet. */
export function treasuryText(
  communityName: string,
  { status, open }: { readonly status: readonly TreasuryStatus[]; readonly open: readonly TreasuryView[] },
  language: Language,
): RichText {
  const lines = status.map(({ asset, treasury, owed, aside, equity, reserved }) =>
    sayRich(language, 'treasury-status', {
      token: asset.symbol,
      treasury: tokenAmount(asset, treasury),
      owed: tokenAmount(asset, owed),
      aside: tokenAmount(asset, aside),
      equity: { bold: tokenAmount(asset, equity) },
      reserved: tokenAmount(asset, reserved),
    }),
  );
  const waiting = open.slice(0, OPEN_SHOWN_MAX).map(({ move, asset, askedByName }) =>
    sayRich(language, 'treasury-open', {
      what: say(language, `treasury-${move.kind}-title`, { amount: tokenAmount(asset, move.amount) }),
      by: byText(move.askedBy, askedByName),
      when: dayAndTime(move.askedAt),
    }),
  );
  return stack(
    [
      sayBold(language, 'treasury-title', { community: plainName(communityName, NAME_UNITS_MAX) }),
      ...lines,
      ...waiting,
      sayRich(language, 'treasury-how'),
    ],
    '\n',
  );
}
