import { isSameAccount } from '../../domain/approver.ts';
import { isAmong } from '../../domain/community.ts';
import type { Account } from '../../domain/platform.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';

/** What an account may do in one community. Separate rights: none of them brings another one with it. */
export type Rights = {
  readonly isOperator: boolean;
  readonly isManager: boolean;
  readonly isApprover: boolean;
};

/** The rights of an account in a community, as they are in this transaction. */
export async function rightsOf(
  deps: Pick<CoreDeps, 'operators'>,
  stores: Pick<Stores, 'rights' | 'approvals'>,
  account: Account,
  communityId: string,
): Promise<Rights> {
  const managers = await stores.rights.managers(communityId);
  const approvers = await stores.approvals.approvers(communityId);
  return {
    isOperator: isAmong(deps.operators, account),
    isManager: managers.some((one) => isSameAccount(one, account)),
    isApprover: isAmong(approvers, account),
  };
}

/** Whether the account minds the shop of this community: an operator, or one of its managers. */
export async function mayManage(
  deps: Pick<CoreDeps, 'operators'>,
  stores: Pick<Stores, 'rights'>,
  account: Account,
  communityId: string,
): Promise<boolean> {
  if (isAmong(deps.operators, account)) return true;
  const managers = await stores.rights.managers(communityId);
  return managers.some((one) => isSameAccount(one, account));
}
