import type { BotCore } from '../../bots/shared/asker.ts';
import type { ReviewCore } from '../../src/core/reviews/review-core.ts';
import type { WithdrawalCore } from '../../src/core/withdrawals/withdrawal-core.ts';
import { refuse } from '../../src/domain/refusal.ts';
import { MINUTE_MS } from '../../src/domain/time.ts';
import type { Dialogue } from '../../src/ports/withdrawal-stores.ts';

const DIALOGUE_LIFE_MS = 30 * MINUTE_MS;

/** The part of the core that is about money on its way out. */
export type FakeWithdrawals = Pick<BotCore, keyof BotCore & (keyof WithdrawalCore | keyof ReviewCore)>;

/** Nothing is there and everything is refused, until a test puts its own verbs in their place. */
export function fakeWithdrawals(now: () => number): FakeWithdrawals {
  const dialogues = new Map<string, Dialogue>();
  const nobody = () => Promise.resolve([]);
  const notFound = () => Promise.resolve(refuse('withdrawal_not_found'));
  const notApprover = () => Promise.resolve(refuse('not_approver'));
  const notOperator = () => Promise.resolve(refuse('not_operator'));
  return {
    readWithdrawPlaces: nobody,
    draftWithdrawal: () => Promise.resolve(refuse('no_community')),
    confirmWithdrawal: notFound,
    cancelWithdrawal: notFound,
    readOwnWithdrawals: nobody,
    showQueue: notApprover,
    readAsApprover: notApprover,
    approveWithdrawal: notApprover,
    rejectWithdrawal: notApprover,
    settleWithdrawal: notApprover,
    nameApprover: notOperator,
    removeApprover: notOperator,
    linkApprover: notOperator,
    setApprovalsChat: notOperator,
    changeCommunityState: notOperator,
    readStatus: notOperator,
    readOperated: nobody,
    readPolicy: notOperator,
    setPolicy: notOperator,
    simulateWithdrawal: notOperator,
    vetoChange: notApprover,
    pauseOutflow: notOperator,
    resumeOutflow: notOperator,
    sendCanary: notOperator,
    confirmCanary: notOperator,
    moveTreasury: notOperator,
    endTreasuryMove: notOperator,
    readTreasury: notOperator,
    showReviews: notApprover,
    readAsReviewer: notApprover,
    decideReview: notApprover,
    async beginDialogue(dialogue) {
      const { platform, accountId } = dialogue.account;
      await Promise.resolve(dialogues.set(`${platform}:${accountId}`, { ...dialogue, askedAt: now() }));
    },
    readDialogue({ platform, accountId }) {
      const dialogue = dialogues.get(`${platform}:${accountId}`);
      const isOpen = dialogue && now() - dialogue.askedAt <= DIALOGUE_LIFE_MS;
      return Promise.resolve(isOpen ? dialogue : null);
    },
    async endDialogue({ platform, accountId }) {
      await Promise.resolve(dialogues.delete(`${platform}:${accountId}`));
    },
  };
}
