import { dayAndTime } from '../../src/domain/time.ts';
import type { Language } from '../../src/domain/platform.ts';
import type { TransferAttempt } from '../../src/domain/transfer-attempt.ts';
import type { WithdrawalView } from '../../src/domain/withdrawal-view.ts';
import { isQuarantineOver } from './approver-buttons.ts';
import { plainName } from './plain-text.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { agreedText } from './verdict-text.ts';
import { shortAddress, withdrawalFacts } from './withdrawal-facts.ts';
import { sayBold, sayRich } from './words.ts';

const DETAIL_UNITS_MAX = 120;
/** Enough of an instance's id to find it in the logs. */
const INSTANCE_UNITS = 13;

/** The guide through a doubtful outcome: what was done, what to look up where, and what to press then. */
export function doubtText(view: WithdrawalView, language: Language): (RichText | null)[] {
  const { withdrawal, attempt, standing } = view;
  const facts = {
    ...withdrawalFacts(view),
    address: shortAddress(withdrawal.address),
    when: attempt ? dayAndTime(attempt.claimedAt) : '?',
    from: standing.quarantineEndsAt === null ? '?' : dayAndTime(standing.quarantineEndsAt),
  };
  const steps = stack(
    [
      sayBold(language, 'doubt-steps'),
      sayRich(language, 'doubt-studio', facts),
      sayRich(language, 'doubt-explorer', facts),
      sayRich(language, 'doubt-found'),
      sayRich(language, isQuarantineOver(view) ? 'doubt-not-found' : 'doubt-not-found-yet', facts),
    ],
    '\n',
  );
  return [
    attempt ? attemptText(attempt, language) : sayRich(language, 'doubt-no-attempt'),
    steps,
    agreedText(view, language),
  ];
}

/** Which try by whom, and what KryptoGO literally answered. */
function attemptText(attempt: TransferAttempt, language: Language): RichText {
  const { number, instanceId, claimedAt, end } = attempt;
  const facts = {
    number: String(number),
    instance: { code: instanceId.slice(0, INSTANCE_UNITS) },
    when: dayAndTime(claimedAt),
    detail: plainName(end?.detail ?? '', DETAIL_UNITS_MAX, '–'),
    hash: { code: end?.txHash ?? '' },
  };
  const answer = end === null ? 'doubt-silent' : end.httpStatus === null ? 'doubt-no-answer' : 'doubt-answer';
  return stack(
    [
      sayRich(language, 'doubt-attempt', facts),
      sayRich(language, answer, facts),
      end?.isAccepted === true ? sayRich(language, 'doubt-accepted') : null,
      end?.txHash ? sayRich(language, 'doubt-late', facts) : null,
    ],
    '\n',
  );
}
