import type { CommunityStatus } from '../../src/core/withdrawals/read-status.ts';
import type { Language } from '../../src/domain/platform.ts';
import { dayAndTime } from '../../src/domain/time.ts';
import type { Instant } from '../../src/domain/time.ts';
import type { Withdrawal, WithdrawalState } from '../../src/domain/withdrawal.ts';
import { accountText } from './account-words.ts';
import { pausedByText } from './outflow-card.ts';
import { NAME_UNITS_MAX } from './payment-facts.ts';
import { plainName } from './plain-text.ts';
import { announcedText, approversText } from './policy-text.ts';
import { durationText } from './policy-words.ts';
import type { RichText } from './rich-text.ts';
import { stack } from './rich-text.ts';
import { say, sayRich } from './words.ts';

const DOUBTS_SHOWN_MAX = 5;
const CHANGES_SHOWN_MAX = 5;
const MINUTE_MS = 60_000;
const REASON_UNITS_MAX = 200;

/** What whoever is on call wants to know: the tap, what waits and for whom, and whether everything answers. */
export function statusText(status: CommunityStatus, language: Language): RichText {
  const { canaries, chats, pending, assets, platforms, reviews, open } = status;
  const gap = say(language, 'list-gap');
  const count = (state: WithdrawalState) => String(open.filter((one) => one.state === state).length);
  const shown = chats.map(({ platform, chatId }) => accountText({ platform, accountId: chatId }));
  const assetOf = (id: string) => assets.find((asset) => asset.id === id) ?? null;
  return stack(
    [
      outflowText(status, language),
      ...canaries.map(({ asset, isConfirmed }) =>
        sayRich(language, isConfirmed ? 'till-now-canary-ok' : 'till-now-canary-missing', {
          token: asset.symbol,
        }),
      ),
      doubtsText(status, language),
      sayRich(language, 'till-now-waiting', {
        requested: count('requested'),
        approved: count('approved'),
        sending: count('sending'),
        reviews: String(reviews),
      }),
      approversText(status, language),
      shown.length > 0
        ? sayRich(language, 'till-now-chats', { chats: shown.join(gap) })
        : sayRich(language, 'till-now-chats-none'),
      ...pending
        .slice(0, CHANGES_SHOWN_MAX)
        .map((one) =>
          announcedText(one, one.change.kind === 'policy' ? assetOf(one.change.assetId) : null, language),
        ),
      sayRich(language, providerKey(status)),
      status.isProviderPaused ? sayRich(language, 'till-now-payments-paused') : null,
      sayRich(language, 'till-now-platforms', { platforms: platforms.join(gap) }),
    ],
    '\n',
  );
}

function outflowText({ outflow, pausedByName }: CommunityStatus, language: Language): RichText {
  const { pausedAt, reason } = outflow;
  if (pausedAt === null) return sayRich(language, 'till-now-outflow-open');
  return sayRich(language, 'till-now-outflow-paused', {
    when: dayAndTime(pausedAt),
    by: pausedByText(outflow.pausedBy, pausedByName, language),
    reason: plainName(reason ?? '', REASON_UNITS_MAX, '–'),
  });
}

function doubtsText({ open, now }: CommunityStatus, language: Language): RichText {
  const doubts = open.filter(({ state }) => state === 'unknown');
  if (doubts.length === 0) return sayRich(language, 'till-now-doubts-none');
  const list = doubts.slice(0, DOUBTS_SHOWN_MAX).map((one) => doubtText(one, now));
  const codes = list.join(say(language, 'list-gap'));
  return sayRich(language, 'till-now-doubts', { count: String(doubts.length), codes });
}

/** `W4TQ9 (3 h)`: which one, and for how long. */
function doubtText({ code, stateSince }: Withdrawal, now: Instant): string {
  const minutes = Math.floor((now - stateSince) / MINUTE_MS);
  const whole = minutes >= 120 ? minutes - (minutes % 60) : minutes;
  return `${plainName(code, NAME_UNITS_MAX)} (${durationText(whole * MINUTE_MS)})`;
}

function providerKey({ isReachable }: CommunityStatus) {
  if (isReachable === null) return 'till-now-no-key';
  return isReachable ? 'till-now-reachable' : 'till-now-unreachable';
}
