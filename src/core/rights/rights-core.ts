import type { Account, Language, Platform } from '../../domain/platform.ts';
import type { OrderStory } from '../../domain/order-story.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { ThanksChat } from '../../ports/shop-stores.ts';
import type { AuditPage } from '../audit/read-audit.ts';
import { readAudit } from '../audit/read-audit.ts';
import { choosePhrase } from '../choose-phrase.ts';
import { setThanks, setTimeZone } from '../community-settings.ts';
import type { CoreDeps } from '../deps.ts';
import type { WhereAsk } from '../where/explain-order.ts';
import { explainOrder } from '../where/explain-order.ts';
import type { Manager } from './managers.ts';
import { listManagers, nameManager, removeManager } from './managers.ts';
import type { Rights } from './rights.ts';
import { rightsOf } from './rights.ts';

/** In which community somebody of the staff does something, and the chat of it; `null` in private. */
type Where = { readonly by: Account; readonly communityId: string };
type Staged = Where & { readonly from: string | null };

/** Who may do what, what they did, and what they can look up or set. */
export type RightsCore = {
  /** What an account may do in a community; for menus. Each verb checks again. */
  rightsOf(account: Account, communityId: string): Promise<Rights>;
  nameManager(
    input: Staged & { name: string; accounts: readonly Account[] },
  ): Promise<readonly Manager[] | Refusal>;
  removeManager(input: Staged & { name: string }): Promise<readonly Manager[] | Refusal>;
  listManagers(input: Where): Promise<readonly Manager[] | Refusal>;
  /** What staff did, the newest first, page by page. */
  readAudit(input: Where & { before: number | null }): Promise<AuditPage | Refusal>;
  /** Why an order stands where it stands: for staff, and for its own buyer. */
  explainOrder(ask: WhereAsk): Promise<OrderStory | Refusal>;
  /** Answers with the zone as it is called. */
  setTimeZone(input: Staged & { timeZone: string }): Promise<string | Refusal>;
  /** Answers with all chats in which buyers are thanked; `chat: null` switches a platform's off. */
  setThanks(
    input: Staged & { platform: Platform; chat: { chatId: string; language: Language } | null },
  ): Promise<readonly ThanksChat[] | Refusal>;
  /** The words that stand on each card of an account; `null` for none. */
  choosePhrase(by: Account, phrase: string | null): Promise<{ readonly phrase: string | null } | Refusal>;
  readPhrase(by: Account): Promise<string | null>;
};

/** Binds every verb to what it needs. */
export function createRightsCore(deps: CoreDeps): RightsCore {
  const { inTransaction } = deps;
  return {
    rightsOf: (account, communityId) =>
      inTransaction((stores) => rightsOf(deps, stores, account, communityId)),
    nameManager: (input) => nameManager(deps, input),
    removeManager: (input) => removeManager(deps, input),
    listManagers: (input) => listManagers(deps, input),
    readAudit: (input) => readAudit(deps, input),
    explainOrder: (ask) => explainOrder(deps, ask),
    setTimeZone: (input) => setTimeZone(deps, input),
    setThanks: (input) => setThanks(deps, input),
    choosePhrase: (by, phrase) => choosePhrase(deps, by, phrase),
    readPhrase: (by) => inTransaction(({ rights }) => rights.phrase(by)),
  };
}
