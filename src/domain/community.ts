import type { Account, Language } from './platform.ts';

/** From the loosest to the strictest: `winding_down` stops sales and keeps withdrawals; `frozen` stops both. */
export const communityStates = ['active', 'winding_down', 'frozen'] as const;

export type CommunityState = (typeof communityStates)[number];

/** Whether the second of two states allows what the first doesn't. */
export function isOpening(from: CommunityState, to: CommunityState): boolean {
  return communityStates.indexOf(to) < communityStates.indexOf(from);
}

/** Who sells. */
export type Community = {
  readonly id: string;
  readonly name: string;
  readonly state: CommunityState;
  /** IANA name: where its days begin, in reports. */
  readonly timeZone: string;
};

/** A platform account inside one community. Balances belong to members. */
export type Member = Account & {
  readonly id: string;
  readonly communityId: string;
  readonly displayName: string;
  readonly language: Language;
};

/** An operator with all their accounts; counts as one person. */
export type Person = { readonly accounts: readonly Account[] };

/** Whether the account is one of some person's accounts. */
export function isAmong(persons: readonly Person[], account: Account): boolean {
  return persons.some((person) =>
    person.accounts.some((one) => one.platform === account.platform && one.accountId === account.accountId),
  );
}
