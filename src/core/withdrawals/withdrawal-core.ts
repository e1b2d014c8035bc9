import type { ChangeView } from '../../domain/change.ts';
import type { Community, CommunityState } from '../../domain/community.ts';
import type { Account, Language, Platform } from '../../domain/platform.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { OutflowView, TreasuryView } from '../../domain/treasury.ts';
import type { WithdrawalView } from '../../domain/withdrawal-view.ts';
import type { Stores } from '../../ports/stores.ts';
import type { Dialogue } from '../../ports/withdrawal-stores.ts';
import type { CoreDeps } from '../deps.ts';
import { linkApprover, nameApprover, removeApprover, setApprovalsChat } from './approvers.ts';
import type { Staged } from './note-change.ts';
import { confirmCanary, sendCanary } from './canary.ts';
import type { Changed } from './changes.ts';
import { vetoChange, viewChange } from './changes.ts';
import { changeCommunityState } from './community-state.ts';
import type { DecisionScene } from './decide-withdrawal.ts';
import { approveWithdrawal, readAsApprover, rejectWithdrawal } from './decide-withdrawal.ts';
import { beginDialogue, readDialogue } from './dialogue.ts';
import type { WithdrawalPreview, WithdrawalWish } from './draft-withdrawal.ts';
import { draftWithdrawal } from './draft-withdrawal.ts';
import { viewOutflow } from './named-account.ts';
import { pauseOutflow, resumeOutflow } from './outflow.ts';
import type { PolicyView, Simulation } from './policy.ts';
import { readPolicy, setPolicy, simulateWithdrawal } from './policy.ts';
import type { CommunityStatus } from './read-status.ts';
import { readOperated, readStatus } from './read-status.ts';
import type { WithdrawPlace } from './read-withdrawals.ts';
import { readOwnWithdrawals, readWithdrawPlaces, showQueue } from './read-withdrawals.ts';
import { cancelWithdrawal, confirmWithdrawal } from './request-withdrawal.ts';
import { sendWithdrawals } from './send-withdrawals.ts';
import type { Verdict } from './settle-withdrawal.ts';
import { settleWithdrawal } from './settle-withdrawal.ts';
import { viewWithdrawal } from './standing.ts';
import type { TreasuryStatus } from './treasury.ts';
import { endTreasuryMove, moveTreasury, readTreasury, viewTreasuryMove } from './treasury.ts';

/** In which community an operator changes something, and the chat of it; `null` or absent for in private. */
type Where = Staged;

/** Everything about money on its way out. */
export type WithdrawalCore = {
  /** What somebody could withdraw from, where they have sent before, and what is under way. */
  readWithdrawPlaces(by: Account): Promise<WithdrawPlace[]>;
  /** Reads what was typed and shows all that would happen. Nothing is reserved yet. */
  draftWithdrawal(by: Account, wish: WithdrawalWish): Promise<WithdrawalPreview | Refusal>;
  /** Makes the request of a draft, once. */
  confirmWithdrawal(by: Account, draftId: string): Promise<WithdrawalView | Refusal>;
  cancelWithdrawal(by: Account, id: string): Promise<WithdrawalView | Refusal>;
  /** The newest ones of the account in all its communities. */
  readOwnWithdrawals(by: Account): Promise<WithdrawalView[]>;

  /** `/withdrawals`: what waits for approvers; the cards come to the caller in private by themselves. */
  showQueue(by: Account): Promise<WithdrawalView[] | Refusal>;
  /** Whether the account may decide about it from there; asks nothing and changes nothing. */
  readAsApprover(scene: DecisionScene): Promise<WithdrawalView | Refusal>;
  approveWithdrawal(scene: DecisionScene): Promise<WithdrawalView | Refusal>;
  rejectWithdrawal(scene: DecisionScene, reason: string): Promise<WithdrawalView | Refusal>;
  /** What an approver has found out about one in doubt, or one that ended wrongly. */
  settleWithdrawal(scene: DecisionScene, verdict: Verdict): Promise<WithdrawalView | Refusal>;

  nameApprover(input: Where & { name: string; accounts: readonly Account[] }): Promise<Changed | Refusal>;
  removeApprover(input: Where & { name: string }): Promise<Changed | Refusal>;
  linkApprover(input: Where & { name: string; account: Account }): Promise<Changed | Refusal>;
  setApprovalsChat(
    input: Where & { platform: Platform; chatId: string; isPrivate: boolean; language: Language },
  ): Promise<Changed | Refusal>;
  /** Stops sales, or everything, at once; opens again after a wait. */
  changeCommunityState(input: Where & { state: CommunityState }): Promise<Changed | Refusal>;
  /** `/till status`: how everything stands. */
  readStatus(input: Where): Promise<CommunityStatus | Refusal>;
  /** Every community, for operators; none for others. */
  readOperated(by: Account): Promise<Community[]>;
  readPolicy(input: Where): Promise<PolicyView[] | Refusal>;
  setPolicy(
    input: Where & { assetId: string; change: (policy: Policy) => Policy | Refusal },
  ): Promise<Changed | Refusal>;
  simulateWithdrawal(input: {
    by: Account;
    community: Community;
    amount: string;
    address: string;
  }): Promise<Simulation | Refusal>;
  vetoChange(scene: { by: Account; changeId: string; chatId: string | null }): Promise<ChangeView | Refusal>;

  pauseOutflow(by: Account, reason: string | null, from?: string | null): Promise<OutflowView | Refusal>;
  resumeOutflow(by: Account, from?: string | null): Promise<OutflowView | Refusal>;
  sendCanary(
    input: Where & { assetId: string; address: string; requestKey: string },
  ): Promise<WithdrawalView | Refusal>;
  confirmCanary(
    by: Account,
    id: string,
    isExact: boolean,
    from?: string | null,
  ): Promise<WithdrawalView | Refusal>;
  moveTreasury(
    input: Where & { assetId: string; kind: 'fund' | 'draw'; amount: bigint; requestKey: string },
  ): Promise<TreasuryView | Refusal>;
  endTreasuryMove(
    by: Account,
    id: string,
    state: 'booked' | 'cancelled',
    from?: string | null,
  ): Promise<TreasuryView | Refusal>;
  readTreasury(
    input: Where,
  ): Promise<{ status: readonly TreasuryStatus[]; open: readonly TreasuryView[] } | Refusal>;

  /** Asks somebody something in private; their next words are the answer. */
  beginDialogue(dialogue: Omit<Dialogue, 'askedAt'>): Promise<void>;
  /** The question that the account was asked last, unless that is too long ago. */
  readDialogue(account: Account): Promise<Dialogue | null>;
  endDialogue(account: Account): Promise<void>;

  /** Sends what is approved; says how many. */
  sendWithdrawals(): Promise<number>;
  /** What cards show, read when they are sent. */
  viewWithdrawal(stores: Stores, id: string): Promise<WithdrawalView | null>;
  viewChange(stores: Stores, id: string): Promise<ChangeView | null>;
  viewTreasuryMove(stores: Stores, id: string): Promise<TreasuryView | null>;
  viewOutflow(stores: Stores): Promise<OutflowView>;
};

/** Binds every verb to what it needs. */
export function createWithdrawalCore(deps: CoreDeps): WithdrawalCore {
  const { inTransaction } = deps;
  return {
    readWithdrawPlaces: (by) => readWithdrawPlaces(deps, by),
    draftWithdrawal: (by, wish) => draftWithdrawal(deps, by, wish),
    confirmWithdrawal: (by, draftId) => confirmWithdrawal(deps, by, draftId),
    cancelWithdrawal: (by, id) => cancelWithdrawal(deps, by, id),
    readOwnWithdrawals: (by) => readOwnWithdrawals(deps, by),

    showQueue: (by) => showQueue(deps, by),
    readAsApprover: (scene) => readAsApprover(deps, scene),
    approveWithdrawal: (scene) => approveWithdrawal(deps, scene),
    rejectWithdrawal: (scene, reason) => rejectWithdrawal(deps, scene, reason),
    settleWithdrawal: (scene, verdict) => settleWithdrawal(deps, scene, verdict),

    nameApprover: (input) => nameApprover(deps, input),
    removeApprover: (input) => removeApprover(deps, input),
    linkApprover: (input) => linkApprover(deps, input),
    setApprovalsChat: (input) => setApprovalsChat(deps, input),
    changeCommunityState: (input) => changeCommunityState(deps, input),
    readStatus: (input) => readStatus(deps, input),
    readOperated: (by) => readOperated(deps, by),
    readPolicy: (input) => readPolicy(deps, input),
    setPolicy: (input) => setPolicy(deps, input),
    simulateWithdrawal: (input) => simulateWithdrawal(deps, input),
    vetoChange: (scene) => vetoChange(deps, scene),

    pauseOutflow: (by, reason, from) => pauseOutflow(deps, by, reason, from),
    resumeOutflow: (by, from) => resumeOutflow(deps, by, from),
    sendCanary: (input) => sendCanary(deps, input),
    confirmCanary: (by, id, isExact, from) => confirmCanary(deps, by, id, isExact, from),
    moveTreasury: (input) => moveTreasury(deps, input),
    endTreasuryMove: (by, id, state, from) => endTreasuryMove(deps, by, id, state, from),
    readTreasury: (input) => readTreasury(deps, input),

    beginDialogue: (dialogue) => beginDialogue(deps, dialogue),
    readDialogue: (account) => readDialogue(deps, account),
    endDialogue: (account) => inTransaction(({ dialogues }) => dialogues.end(account)),

    sendWithdrawals: () => sendWithdrawals(deps),
    viewWithdrawal: (stores, id) => viewWithdrawal(deps, stores, id),
    viewChange: (stores, id) => viewChange(deps, stores, id),
    viewOutflow: (stores) => viewOutflow(stores),
    viewTreasuryMove: (stores, id) => viewTreasuryMove(deps, stores, id),
  };
}
