import type { Person } from './community.ts';
import type { Account } from './platform.ts';

/** A person whom an operator has named to decide about a community's withdrawals. */
export type Approver = Person & {
  readonly id: string;
  readonly communityId: string;
  readonly name: string;
};

/** Where a community's approvers see what is to be decided. */
export type ApprovalsChat = {
  readonly communityId: string;
  readonly platform: Account['platform'];
  /** A Telegram group or a Discord channel. */
  readonly chatId: string;
};

export function isSameAccount(one: Account, other: Account): boolean {
  return one.platform === other.platform && one.accountId === other.accountId;
}

/**
 * All accounts of the human behind some accounts: whoever shares an account with a person that we know
 * is that person, also where operators and approvers were named with different ones of them.
 */
export function accountsBehind(accounts: readonly Account[], known: readonly Person[]): readonly Account[] {
  const all = [...accounts];
  const has = (account: Account) => all.some((one) => isSameAccount(one, account));
  for (let before = -1; before < all.length;) {
    before = all.length;
    for (const person of known) {
      if (person.accounts.some(has)) all.push(...person.accounts.filter((account) => !has(account)));
    }
  }
  return all;
}

/** Whether two sets of accounts belong to one human, as far as we know. */
export function isSamePerson(
  one: readonly Account[],
  other: readonly Account[],
  known: readonly Person[],
): boolean {
  const all = accountsBehind(one, known);
  return other.some((account) => all.some((mine) => isSameAccount(mine, account)));
}

/** One of each human: somebody who was named twice counts once. */
export function distinctPersons<P extends Person>(persons: readonly P[], known: readonly Person[]): P[] {
  const kept: P[] = [];
  for (const person of persons) {
    if (!kept.some((one) => isSamePerson(one.accounts, person.accounts, known))) kept.push(person);
  }
  return kept;
}
