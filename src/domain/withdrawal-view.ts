import type { Asset } from './asset.ts';
import type { Decision, DecisionKind } from './decision.ts';
import type { Account } from './platform.ts';
import type { Instant } from './time.ts';
import type { TransferAttempt } from './transfer-attempt.ts';
import type { Withdrawal } from './withdrawal.ts';

/** What is kept about a withdrawal, read in one go. */
export type WithdrawalFacts = {
  readonly withdrawal: Withdrawal;
  readonly communityName: string;
  readonly asset: Asset;
  /** Who asked, as the platform shows them. */
  readonly requester: Account & { readonly displayName: string };
  /** Everything that approvers have said of it, in order. */
  readonly decisions: readonly (Decision & { readonly name: string })[];
  readonly isAutomatic: boolean;
  /** The newest try, if there is one. */
  readonly attempt: TransferAttempt | null;
  /** How many stand before it among those that are approved; 1 is next. `null` when it isn't waiting to be sent. */
  readonly place: number | null;
  readonly isPaused: boolean;
  /** The words that whoever asked wants to see on each of their cards; never shown to approvers. */
  readonly phrase: string | null;
  /** What the member has withdrawn before. */
  readonly history: {
    readonly memberSince: Instant | null;
    readonly sentTimes: number;
    readonly sentTotal: bigint;
  };
  /** The use of this very address by this member before; `null` for none. */
  readonly addressUse: { readonly since: Instant; readonly times: number } | null;
  /** Addresses of this member that look like it and are others. */
  readonly lookAlikes: readonly string[];
  readonly now: Instant;
};

/** Where a decision stands now, by the policy and the approvers of now. */
export type Standing = {
  /** How many persons have to agree. */
  readonly needed: number;
  /** How many could: without whoever asks. */
  readonly persons: number;
  /** The names of those who have agreed: to sending it or, where it is in doubt, to each verdict. */
  readonly agreed: readonly {
    readonly kind: DecisionKind;
    readonly txHash: string | null;
    readonly names: readonly string[];
  }[];
  /** When people may say that it was not sent; `null` where that is no question. */
  readonly quarantineEndsAt: Instant | null;
};

/** Everything that a card about a withdrawal may show. */
export type WithdrawalView = WithdrawalFacts & {
  readonly standing: Standing;
  /** What the step to its end put back into the balance; a correction may have had nothing to give. */
  readonly returned: bigint;
};
