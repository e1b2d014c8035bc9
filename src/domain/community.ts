import type { Account, Language } from './platform.ts';
import type { Fiat } from './money.ts';

/** Who sells. `winding_down` stops sales and keeps withdrawals; `frozen` stops both. */
export type Community = {
  readonly id: string;
  readonly name: string;
  readonly state: 'active' | 'winding_down' | 'frozen';
};

/** A platform account inside one community. Balances belong to members. */
export type Member = Account & {
  readonly id: string;
  readonly communityId: string;
  readonly displayName: string;
  readonly language: Language;
};

/** A thing that a community sells. `slug` is what a member types. */
export type Item = {
  readonly id: string;
  readonly communityId: string;
  readonly slug: string;
  readonly name: string;
  readonly price: Fiat;
  readonly hidden: boolean;
};

/** An operator with all their accounts; counts as one person. */
export type Person = { readonly accounts: readonly Account[] };

/** Whether the account is one of some person's accounts. */
export function isAmong(persons: readonly Person[], account: Account): boolean {
  return persons.some((person) =>
    person.accounts.some((one) => one.platform === account.platform && one.accountId === account.accountId),
  );
}
