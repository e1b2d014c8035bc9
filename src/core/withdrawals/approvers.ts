import type { Approver } from '../../domain/approver.ts';
import { isSameAccount } from '../../domain/approver.ts';
import type { Account, Language, Platform } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { CoreDeps } from '../deps.ts';
import type { Changed } from './changes.ts';
import { makeChange } from './changes.ts';
import type { Staged } from './note-change.ts';

const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,31}$/u;

/** `/till approver add`: a person with all their accounts. */
export async function nameApprover(
  deps: CoreDeps,
  { name, accounts, ...staged }: Staged & { name: string; accounts: readonly Account[] },
): Promise<Changed | Refusal> {
  return makeChange(deps, staged, async (stores) => {
    if (!NAME.test(name) || accounts.length === 0) return refuse('command_not_understood');
    const all = await stores.approvals.approvers(staged.communityId);
    if (named(all, name)) return refuse('approver_exists', { name });
    const once = accounts.filter(
      (one, index) => accounts.findIndex((other) => isSameAccount(one, other)) === index,
    );
    return { kind: 'approver_add', name, accounts: once };
  });
}

/** `/till approver remove`. */
export async function removeApprover(
  deps: CoreDeps,
  { name, ...staged }: Staged & { name: string },
): Promise<Changed | Refusal> {
  return makeChange(deps, staged, async (stores) => {
    const approver = named(await stores.approvals.approvers(staged.communityId), name);
    if (!approver) return refuse('approver_not_found', { name });
    return { kind: 'approver_remove', approverId: approver.id, name: approver.name };
  });
}

/** `/till approver link`: a further account of a person who is named already. */
export async function linkApprover(
  deps: CoreDeps,
  { name, account, ...staged }: Staged & { name: string; account: Account },
): Promise<Changed | Refusal> {
  return makeChange(deps, staged, async (stores) => {
    const approver = named(await stores.approvals.approvers(staged.communityId), name);
    if (!approver) return refuse('approver_not_found', { name });
    return { kind: 'account_add', approverId: approver.id, name: approver.name, account };
  });
}

/** `/till approvals here`: the chat in which approvers see what is to be decided. It has to be private. */
export async function setApprovalsChat(
  deps: CoreDeps,
  {
    platform,
    chatId,
    isPrivate,
    language,
    ...staged
  }: Staged & { platform: Platform; chatId: string; isPrivate: boolean; language: Language },
): Promise<Changed | Refusal> {
  return makeChange(deps, staged, async (stores) => {
    // Where the community began, its members type their commands.
    const first = await stores.communities.firstPlace(staged.communityId);
    const isMembers = first?.platform === platform && first.placeId === chatId;
    if (!isPrivate || isMembers) return refuse('approvals_chat_public');
    const there = await stores.approvals.chatAt(platform, chatId);
    if (there && there.communityId !== staged.communityId) return refuse('approvals_chat_taken');
    return { kind: 'approvals_chat', platform, chatId, language };
  });
}

function named(approvers: readonly Approver[], name: string): Approver | undefined {
  return approvers.find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
}
