import type { ApprovalsChat, Approver } from '../domain/approver.ts';
import type { ChangeView, PendingChange } from '../domain/change.ts';
import type { Decision, NewDecision } from '../domain/decision.ts';
import type { Account, Language, Platform, Recipient } from '../domain/platform.ts';
import type { Policy } from '../domain/policy.ts';
import type { Instant } from '../domain/time.ts';
import type { Outflow, TreasuryMove } from '../domain/treasury.ts';
import type { TransferAttempt, AttemptEnd } from '../domain/transfer-attempt.ts';
import type { Withdrawal, WithdrawalState } from '../domain/withdrawal.ts';
import type { WithdrawalFacts } from '../domain/withdrawal-view.ts';
import type { MessageRef } from './chat-messenger.ts';

/** What a member was shown and has not confirmed yet. */
export type WithdrawalDraft = Pick<Withdrawal, 'assetId' | 'address' | 'amount' | 'fee'> & {
  /** A token that nobody guesses; it is in the button. */
  readonly id: string;
  readonly memberId: string;
  readonly isChecksummed: boolean;
  readonly createdAt: Instant;
};

export type NewWithdrawal = Withdrawal & {
  readonly requestKey: string;
  /** The policy itself agreed. */
  readonly isAutomatic: boolean;
};

/** What a step of its life changes in a withdrawal, beside state and revision. */
export type WithdrawalChange = Partial<
  Pick<Withdrawal, 'sentAt' | 'txHash' | 'reason' | 'waitsUntil' | 'lapsesAt'>
>;

/** Money that counts towards a limit: on its way out, or out since `sentAt`. */
export type Outgoing = { readonly amount: bigint; readonly sentAt: Instant | null };

/** What a member has done with an address. */
export type AddressUse = { readonly address: string; readonly since: Instant; readonly times: number };

export type WithdrawalStore = {
  keepDraft(draft: WithdrawalDraft): Promise<void>;
  draft(id: string): Promise<WithdrawalDraft | null>;
  /** False when the code is taken in this community: choose another. */
  insert(withdrawal: NewWithdrawal): Promise<boolean>;
  byRequestKey(key: string): Promise<Withdrawal | null>;
  withdrawal(id: string): Promise<Withdrawal | null>;
  lock(id: string): Promise<Withdrawal | null>;
  isAutomatic(id: string): Promise<boolean>;
  /** The guarded write: false when state or revision are others by now. Adds one to the revision. */
  change(
    from: Pick<Withdrawal, 'id' | 'state' | 'revision'>,
    to: WithdrawalState,
    change: WithdrawalChange,
    now: Instant,
  ): Promise<boolean>;
  confirmCanary(id: string, now: Instant): Promise<void>;
  /** Keeps that something else arrived: from now on it confirms nothing. */
  reportCanary(id: string, now: Instant): Promise<void>;
  /** Sent ones of which an operator said that something else arrived, not confirmed since. */
  reportedCanaries(): Promise<Withdrawal[]>;
  /** Whether a canary of the asset was sent, and has been confirmed. */
  isCanaryConfirmed(assetId: string): Promise<boolean>;
  /** The newest canary of a community that was begun since then. */
  canarySince(communityId: string, assetId: string, since: Instant): Promise<Withdrawal | null>;

  decisions(withdrawalId: string): Promise<Decision[]>;
  /** Adds a decision; `null` when this person has approved this revision already. */
  decide(decision: NewDecision): Promise<Decision | null>;

  attempts(withdrawalId: string): Promise<TransferAttempt[]>;
  beginAttempt(
    attempt: Pick<TransferAttempt, 'withdrawalId' | 'number' | 'instanceId' | 'decisionId' | 'claimedAt'> & {
      /** How many persons it took, and the revision that they agreed to; 0 where no one had to. */
      readonly needed: number;
      readonly approvedRevision: number;
    },
  ): Promise<void>;
  /** Keeps what came of it, whatever has become of the withdrawal in between. */
  endAttempt(withdrawalId: string, number: number, end: AttemptEnd, now: Instant): Promise<void>;

  /** Approved ones whose wait is over and which have not lapsed, the one that has waited longest first. */
  sendable(now: Instant): Promise<Withdrawal[]>;
  isLaneFree(): Promise<boolean>;
  hasTwinInDoubt(withdrawal: Withdrawal): Promise<boolean>;
  /** How many of a member's are in doubt; of everybody's since then, without a member. */
  inDoubt(filter: { readonly memberId: string } | { readonly since: Instant }): Promise<number>;
  /** In doubt, with the last try begun before then. */
  inDoubtSince(claimedBefore: Instant): Promise<Withdrawal[]>;
  /** Being sent by instances that are gone, or for longer than any call takes. */
  abandoned(silentSince: Instant): Promise<Withdrawal[]>;
  /** Neither sent nor decided when their time was over. */
  overdue(now: Instant): Promise<Withdrawal[]>;
  /** Whether the transaction proves another withdrawal. */
  isTransactionTaken(chain: string, txHash: string, exceptId: string): Promise<boolean>;

  /** Makes everything about one community's outflow and equity go one after the other. */
  lockCommunity(communityId: string): Promise<void>;
  /** Of everybody, or of one member, or only what the policy itself agreed to. */
  outgoing(
    filter: {
      readonly communityId: string;
      readonly assetId: string;
      readonly memberId?: string;
      readonly isAutomatic?: true;
    },
    since: Instant,
    exceptId: string | null,
  ): Promise<Outgoing[]>;
  /** A community's that are not over yet, the oldest first. */
  openIn(communityId: string): Promise<Withdrawal[]>;
  openCount(memberId: string): Promise<number>;
  /** Addresses that the member's withdrawals have reached, the newest use first. */
  addressesOf(memberId: string): Promise<AddressUse[]>;
  /** Whether another member of the community has used it. */
  isSharedAddress(communityId: string, memberId: string, address: string): Promise<boolean>;
  /** Whether it is one of the addresses at which we take payments. */
  isOwnAddress(address: string): Promise<boolean>;

  facts(id: string, now: Instant): Promise<WithdrawalFacts | null>;
  /** Ids of the newest withdrawals of these members, newest first. */
  recent(memberIds: readonly string[], limit: number): Promise<string[]>;
  /** Ids of what approvers of these communities have to decide: in doubt first, then the oldest. */
  undecided(communityIds: readonly string[], limit: number): Promise<string[]>;
};

export type ApprovalStore = {
  approvers(communityId: string): Promise<Approver[]>;
  /** The approver with this account, in every community where there is one. */
  approversWith(account: Account): Promise<Approver[]>;
  nameApprover(approver: Approver, by: string, now: Instant): Promise<void>;
  addAccount(approver: Pick<Approver, 'id' | 'communityId'>, account: Account): Promise<void>;
  removeApprover(id: string, now: Instant): Promise<void>;

  chats(communityId: string): Promise<(ApprovalsChat & { readonly language: Language })[]>;
  chatAt(platform: Platform, chatId: string): Promise<ApprovalsChat | null>;
  setChat(chat: ApprovalsChat & { readonly language: Language }, now: Instant): Promise<void>;
  /** The platform gave the chat a new id. */
  moveChat(platform: Platform, from: string, to: string): Promise<void>;

  /** The one in force, with its version; `null` while the default holds. */
  policy(
    communityId: string,
    assetId: string,
  ): Promise<{ readonly version: number; readonly policy: Policy } | null>;
  addPolicy(
    entry: {
      readonly communityId: string;
      readonly assetId: string;
      readonly version: number;
      readonly policy: Policy;
    },
    by: string,
    now: Instant,
  ): Promise<void>;

  announce(change: PendingChange): Promise<void>;
  /** Also one that has ended, with how. */
  change(
    id: string,
  ): Promise<
    (PendingChange & { readonly state: ChangeView['state']; readonly vetoedBy: string | null }) | null
  >;
  /** Changes that wait in this community. */
  pendingChanges(communityId: string): Promise<PendingChange[]>;
  /** Changes of all communities whose time has come. */
  dueChanges(now: Instant): Promise<PendingChange[]>;
  /** False when it has ended in another way. */
  endChange(
    id: string,
    end: 'applied' | 'vetoed' | 'failed',
    by: string | null,
    now: Instant,
  ): Promise<boolean>;
};

export type TreasuryStore = {
  /** The tap, its row locked until the transaction ends. */
  lockOutflow(): Promise<Outflow>;
  outflow(): Promise<Outflow>;
  setOutflow(outflow: Outflow): Promise<void>;
  /** False when the request key is known. */
  insertMove(move: TreasuryMove & { readonly requestKey: string }): Promise<boolean>;
  move(id: string): Promise<TreasuryMove | null>;
  moveByRequestKey(key: string): Promise<TreasuryMove | null>;
  openMoves(communityId: string): Promise<TreasuryMove[]>;
  endMove(id: string, state: 'booked' | 'cancelled', by: string, now: Instant): Promise<boolean>;
};

/** Where a card stands that is edited as its subject goes on; one for each chat that shows it. */
export type NoticeStore = {
  refs(subject: string): Promise<{ readonly to: Recipient; readonly ref: MessageRef | null }[]>;
  ref(subject: string, to: Recipient): Promise<MessageRef | null>;
  keepRef(subject: string, to: Recipient, ref: MessageRef | null): Promise<void>;
};

/** A question that somebody was asked in private, and what they have answered so far. */
export type Dialogue = {
  readonly account: Account;
  readonly form: string;
  readonly subject: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly askedAt: Instant;
};

export type DialogueStore = {
  begin(dialogue: Dialogue): Promise<void>;
  of(account: Account): Promise<Dialogue | null>;
  end(account: Account): Promise<void>;
};

export type InstanceStore = {
  begin(id: string, now: Instant): Promise<{ readonly lockKey: number }>;
  beat(id: string, now: Instant): Promise<void>;
  end(id: string, now: Instant): Promise<void>;
  /** Ended, or no longer connected, or silent since then. */
  isGone(id: string, silentSince: Instant): Promise<boolean>;
};
