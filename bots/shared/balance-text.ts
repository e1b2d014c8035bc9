import type { BalanceLine } from '../../src/core/read-balance.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { Reply } from './button.ts';
import { pressButton } from './button.ts';
import { NAME_UNITS_MAX, tokenAmount } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { say, sayBold, sayRich } from './words.ts';

/** `/balance`: what the member can spend, and what is held, per community and asset. */
export function balanceReply(lines: readonly BalanceLine[], language: Language): Reply {
  const canWithdraw = lines.some(({ available }) => available > 0n);
  const button = pressButton(say(language, 'button-withdraw'), 'withdraw', 'new');
  return { text: balanceText(lines, language), buttons: canWithdraw ? [[button]] : [] };
}

function balanceText(lines: readonly BalanceLine[], language: Language): RichText {
  if (lines.length === 0) return sayRich(language, 'balance-none');
  const texts = lines.map((line) =>
    sayRich(language, line.held > 0n ? 'balance-line-held' : 'balance-line', {
      community: plainName(line.communityName, NAME_UNITS_MAX),
      available: { bold: tokenAmount(line.asset, line.available) },
      held: tokenAmount(line.asset, line.held),
    }),
  );
  const list = stack([sayBold(language, 'balance-title'), ...texts], '\n');
  return stack([list, sayRich(language, 'balance-how')], '\n\n');
}
