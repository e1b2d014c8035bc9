import type { Asset } from './asset.ts';
import type { Account } from './platform.ts';
import type { Instant } from './time.ts';

export const withdrawalStates = [
  'requested',
  'approved',
  'sending',
  'sent',
  'failed',
  'unknown',
  'rejected',
  'cancelled',
  'lapsed',
] as const;

export type WithdrawalState = (typeof withdrawalStates)[number];

/** What an approver should look at twice. */
export const riskMarks = [
  /** It looks like an address used before, and is another one. */
  'look_alike',
  /** It was typed without a checksum: a typing error in it could not be noticed. */
  'no_checksum',
  /** The member has never sent anything there. */
  'new_address',
  /** Another member of the community has sent there. */
  'shared_address',
  /** Who asks is an approver or an operator themself. */
  'staff',
] as const;

export type RiskMark = (typeof riskMarks)[number];

/**
 * Money on its way out: a member's request, or an operator's canary. Everything up to `fee` never
 * changes once it is made; a corrected address is another withdrawal.
 */
export type Withdrawal = {
  readonly id: string;
  /** Short name for people, unique in its community. */
  readonly code: string;
  readonly communityId: string;
  readonly kind: 'member' | 'canary';
  /** `null` for a canary. */
  readonly memberId: string | null;
  /** The account that asked. Whoever it belongs to decides nothing about it. */
  readonly requester: Account;
  readonly assetId: string;
  readonly chain: string;
  readonly contract: string;
  /** EIP-55. */
  readonly address: string;
  /** What arrives, in smallest units. */
  readonly amount: bigint;
  /** What comes on top, out of the same balance. */
  readonly fee: bigint;
  readonly state: WithdrawalState;
  /** Grows by one with each change of state. An approval is for one revision only. */
  readonly revision: number;
  readonly policyVersion: number;
  /** How many persons have to agree. */
  readonly needed: number;
  readonly marks: readonly RiskMark[];
  readonly requestedAt: Instant;
  /** Nothing is sent before then: an address that is new waits. */
  readonly waitsUntil: Instant;
  /** Then it is given back, unless it is being sent. */
  readonly lapsesAt: Instant;
  /** When it got into its state. */
  readonly stateSince: Instant;
  /** When sending it began, for the limits; `null` before that and once it is sure that nothing went out. */
  readonly sentAt: Instant | null;
  readonly txHash: string | null;
  /** A person's reason, or ours; for whoever asks why. */
  readonly reason: string | null;
  /** A canary's operator has said that exactly this arrived. */
  readonly confirmedAt: Instant | null;
  /** An operator has said that something else arrived, or it turned out not to have been sent. */
  readonly differsAt: Instant | null;
};

/** What can happen to a withdrawal. */
export type WithdrawalEvent =
  | 'quorum_reached'
  | 'quorum_lost'
  | 'rejected'
  | 'cancelled'
  | 'lapsed'
  | 'claimed'
  | 'provider_sent'
  | 'provider_did_not_send'
  | 'provider_unclear'
  | 'claimant_gone'
  /** Verdicts of approvers in quorum. */
  | 'found_sent'
  | 'found_not_sent'
  | 'send_again'
  /** A verdict of before turned out to be wrong. */
  | 'corrected_to_sent'
  | 'corrected_to_not_sent';

/** What is booked along with a step: the hold becomes a payout, is given back, or an end is undone. */
export type WithdrawalBooking = 'none' | 'post' | 'void' | 'correct_to_sent' | 'correct_to_not_sent';

export type WithdrawalStep = { readonly to: WithdrawalState; readonly booking: WithdrawalBooking };

type Steps = Readonly<Partial<Record<WithdrawalEvent, WithdrawalStep>>>;

const plain = (to: WithdrawalState): WithdrawalStep => ({ to, booking: 'none' });
const giveBack = (to: WithdrawalState): WithdrawalStep => ({ to, booking: 'void' });

const beforeSending: Steps = {
  rejected: giveBack('rejected'),
  cancelled: giveBack('cancelled'),
  lapsed: giveBack('lapsed'),
};

/** The life of a withdrawal (design.md 4). What is missing here cannot happen. */
const life: Readonly<Record<WithdrawalState, Steps>> = {
  requested: { ...beforeSending, quorum_reached: plain('approved') },
  approved: { ...beforeSending, quorum_lost: plain('requested'), claimed: plain('sending') },
  sending: {
    provider_sent: { to: 'sent', booking: 'post' },
    provider_did_not_send: giveBack('failed'),
    provider_unclear: plain('unknown'),
    claimant_gone: plain('unknown'),
  },
  unknown: {
    found_sent: { to: 'sent', booking: 'post' },
    found_not_sent: giveBack('failed'),
    send_again: plain('requested'),
  },
  sent: { corrected_to_not_sent: { to: 'failed', booking: 'correct_to_not_sent' } },
  failed: { corrected_to_sent: { to: 'sent', booking: 'correct_to_sent' } },
  rejected: {},
  cancelled: {},
  lapsed: {},
};

/** What an event does to a withdrawal in this state; `null` where it is not allowed. */
export function stepOf(state: WithdrawalState, event: WithdrawalEvent): WithdrawalStep | null {
  return life[state][event] ?? null;
}

/** All steps of the table, for the database's own guard and for tests. */
export function allSteps(): readonly (readonly [WithdrawalState, WithdrawalState])[] {
  return withdrawalStates.flatMap((from) =>
    Object.values(life[from]).map(({ to }): [WithdrawalState, WithdrawalState] => [from, to]),
  );
}

/** States in which the member's money is reserved. */
export const holdingStates: readonly WithdrawalState[] = ['requested', 'approved', 'sending', 'unknown'];

/** It may still be taken back: nobody has begun to send it. */
export function isBeforeSending({ state }: Pick<Withdrawal, 'state'>): boolean {
  return state === 'requested' || state === 'approved';
}

/**
 * Everything that will be sent and to whom, as one line of text. Approvals are bound to its hash, and
 * the row is compared with it again before the first byte leaves (faults.md B-16).
 */
export function canonicalText(withdrawal: Withdrawal): string {
  const { id, communityId, kind, memberId, requester, chain, contract, address, amount, fee, revision } =
    withdrawal;
  const who = `${requester.platform}:${requester.accountId}`;
  const parts = [
    id,
    communityId,
    kind,
    memberId ?? '-',
    who,
    chain,
    contract,
    address,
    amount,
    fee,
    revision,
  ];
  return parts.join('|');
}

/** The revision at which the approvals of a withdrawal that is ready to be sent were given. */
export function requestedRevision({ state, revision }: Pick<Withdrawal, 'state' | 'revision'>): number {
  return state === 'approved' ? revision - 1 : revision;
}

/** The form of a transaction's hash; whether there is such a transaction is for people to look up. */
export function isTransactionHash(text: string): boolean {
  return /^0x[0-9a-fA-F]{64}$/.test(text);
}

/** What a withdrawal takes out of the balance. */
export function totalOf({ amount, fee }: Pick<Withdrawal, 'amount' | 'fee'>): bigint {
  return amount + fee;
}

/** 0.01 of an asset: what a canary sends (design.md 6). */
export function canaryAmount({ decimals }: Pick<Asset, 'decimals'>): bigint {
  return decimals >= 2 ? 10n ** BigInt(decimals - 2) : 1n;
}
