import type { WithdrawalPreview } from '../../src/core/withdrawals/draft-withdrawal.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { Reply } from './button.ts';
import { pressButton } from './button.ts';
import { lookAlikeText } from './look-alike-text.ts';
import { NAME_UNITS_MAX, tokenAmount } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import { waitsText } from './requester-card.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { destinationText, wantedFacts } from './withdrawal-facts.ts';
import { say, sayBold, sayRich } from './words.ts';

const LOOK_ALIKES_SHOWN_MAX = 2;

/** Everything that would happen, before anything does; only *confirm* makes the request. */
export function withdrawalPreview(preview: WithdrawalPreview, language: Language): Reply {
  const { draft, asset, communityName, available } = preview;
  const left = available - draft.amount - draft.fee;
  const facts = {
    ...wantedFacts({ ...draft, asset }),
    community: plainName(communityName, NAME_UNITS_MAX),
    left: tokenAmount(asset, left),
  };
  const head = stack(
    [
      sayBold(language, 'preview-title', facts),
      sayRich(language, 'wd-arrives', facts),
      sayRich(language, 'wd-takes', facts),
      sayRich(language, 'preview-left', facts),
    ],
    '\n',
  );
  return {
    text: stack(
      [
        head,
        destinationText({ ...draft, asset }, language),
        warningText(preview, language),
        whatHappensText(preview, language),
      ],
      '\n\n',
    ),
    buttons: [
      [
        pressButton(say(language, 'button-wd_confirm', facts), 'wd_confirm', draft.id),
        pressButton(say(language, 'button-wd_drop'), 'wd_drop', draft.id),
      ],
    ],
  };
}

function warningText({ draft, lookAlikes }: WithdrawalPreview, language: Language): RichText {
  return stack(
    [
      ...lookAlikes
        .slice(0, LOOK_ALIKES_SHOWN_MAX)
        .map((known) => lookAlikeText(draft.address, known, language)),
      draft.isChecksummed ? null : sayRich(language, 'preview-no-checksum'),
      sayRich(language, 'preview-compare'),
    ],
    '\n',
  );
}

function whatHappensText({ answer, draft }: WithdrawalPreview, language: Language): RichText {
  const needed = String(answer.needed);
  const approvals = sayRich(language, answer.isAutomatic ? 'preview-automatic' : 'preview-approvals', {
    needed,
  });
  return stack([approvals, answer.waitsUntil > draft.createdAt ? waitsText(answer, language) : null], '\n');
}
