import type { OutflowView } from '../../domain/treasury.ts';
import type { Stores } from '../../ports/stores.ts';
import { accountOf } from './outflow.ts';

/** What people call whoever an account kept as text belongs to; `null` for nobody that we know by name. */
export async function nameOf(stores: Stores, text: string | null): Promise<string | null> {
  const account = accountOf(text);
  if (!account) return null;
  const [role] = await stores.approvals.approversWith(account);
  if (role) return role.name;
  const [first] = await stores.communities.membershipsOf(account);
  return first && first.member.displayName !== '' ? first.member.displayName : null;
}

/** The tap as its card shows it. */
export async function viewOutflow(stores: Stores): Promise<OutflowView> {
  const outflow = await stores.treasury.outflow();
  return {
    ...outflow,
    pausedByName: await nameOf(stores, outflow.pausedBy),
    resumeAskedByName: await nameOf(stores, outflow.resumeAskedBy),
  };
}
