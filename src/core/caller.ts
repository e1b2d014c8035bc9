import type { Account, Language } from '../domain/platform.ts';

/** Who is asking, as the platform itself vouches for: the account is authority, the rest is manners. */
export type Caller = {
  readonly account: Account;
  readonly displayName: string;
  /** From the platform's locale. */
  readonly language: Language;
};
