import type { Approver } from '../../domain/approver.ts';
import { isSameAccount, isSamePerson } from '../../domain/approver.ts';
import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import type { Deciders } from './standing.ts';
import { decidersOf } from './standing.ts';

/** An approver, among all who may decide about the same. */
export type DeciderHere = Deciders & { readonly approver: Approver };

/**
 * The approver who presses there, if they may decide about what somebody asks for: named in its community,
 * in a chat that is meant for it, and not the one who asks, through any account (`own`).
 */
export async function deciderAt(
  deps: CoreDeps,
  stores: Stores,
  { by, chatId }: { readonly by: Account; readonly chatId: string | null },
  { id, communityId, requester }: { id: string; communityId: string; requester: Account },
): Promise<DeciderHere | Refusal | 'own'> {
  const approver = await approverHere(stores, by, communityId);
  if (isRefusal(approver)) return approver;
  if (chatId !== null) {
    const chat = await stores.approvals.chatAt(by.platform, chatId);
    if (chat?.communityId !== communityId) return refuse('wrong_chat');
  }
  const deciders = await decidersOf(deps, stores, communityId, requester);
  if (isSamePerson(approver.accounts, [requester], deciders.known)) {
    deps.log.warn({ about: id }, 'somebody tried to decide about what they asked for themselves');
    return 'own';
  }
  return { approver, ...deciders };
}

/** The community's approver with this account. */
export async function approverHere(
  stores: Stores,
  by: Account,
  communityId: string,
): Promise<Approver | Refusal> {
  const approvers = await stores.approvals.approvers(communityId);
  const found = approvers.find(({ accounts }) => accounts.some((one) => isSameAccount(one, by)));
  return found ?? refuse('not_approver');
}
