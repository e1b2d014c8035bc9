import { isSameAccount } from '../../domain/approver.ts';
import { isAmong } from '../../domain/community.ts';
import type { Account } from '../../domain/platform.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ShopManager } from '../../ports/shop-stores.ts';
import type { Stores } from '../../ports/stores.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { CoreDeps } from '../deps.ts';
import { textOf } from '../withdrawals/outflow.ts';
import { mayManage } from './rights.ts';

/** As a person is called: no markup, no line of its own. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,31}$/u;

/** Somebody who minds a shop, with all their accounts. */
export type Manager = { readonly name: string; readonly accounts: readonly Account[] };

type Where = { readonly by: Account; readonly communityId: string };
type Staged = Where & { readonly from: string | null };

/** `/till manager add`: a person with all their accounts. A name that is known gets further accounts. */
export async function nameManager(
  deps: CoreDeps,
  { by, communityId, from, name: typed, accounts }: Staged & { name: string; accounts: readonly Account[] },
): Promise<readonly Manager[] | Refusal> {
  const name = typed.trim();
  if (!NAME.test(name) || accounts.length === 0) return refuse('command_not_understood');
  return asOperator(deps, by, communityId, async (stores) => {
    const all = await stores.rights.managers(communityId);
    const isTaken = accounts.some((account) => all.some((one) => isSameAccount(one, account)));
    if (isTaken) return refuse('manager_exists', { name });
    const known = all.find((one) => isNamed(one, name))?.name ?? name;
    for (const account of once(accounts)) {
      const manager = { ...account, id: deps.identifiers.id(), communityId, name: known };
      const isNew = await stores.rights.nameManager(manager, by, deps.clock.now());
      if (!isNew) return refuse('manager_exists', { name });
      await enrolManager(deps, stores, manager);
    }
    const detail = once(accounts).map(textOf).join(', ');
    await recordAudit(deps, stores, {
      communityId,
      by,
      from,
      action: 'manager_named',
      subject: known,
      detail,
    });
    return managersOf(stores, communityId);
  });
}

/** So that somebody who has never written here can begin in private at once. */
async function enrolManager(
  deps: CoreDeps,
  { communities }: Stores,
  { name, communityId, platform, accountId }: ShopManager,
): Promise<void> {
  const account = { platform, accountId };
  const memberships = await communities.membershipsOf(account);
  if (memberships.some(({ community }) => community.id === communityId)) return;
  const language = (await communities.chosenLanguage(account)) ?? memberships[0]?.member.language ?? 'en';
  const id = deps.identifiers.id();
  await communities.enrol({ ...account, id, communityId, displayName: name, language }, deps.clock.now());
}

/** `/till manager remove`: with all their accounts. What they did stays in the record. */
export async function removeManager(
  deps: CoreDeps,
  { by, communityId, from, name }: Staged & { name: string },
): Promise<readonly Manager[] | Refusal> {
  return asOperator(deps, by, communityId, async (stores) => {
    const theirs = (await stores.rights.managers(communityId)).filter((one) => isNamed(one, name));
    const [first] = theirs;
    if (!first) return refuse('manager_not_found', { name: name.trim() });
    for (const account of theirs) {
      await stores.rights.removeManager(communityId, account, deps.clock.now());
    }
    const note = { communityId, by, from, action: 'manager_removed' as const, subject: first.name };
    await recordAudit(deps, stores, note);
    return managersOf(stores, communityId);
  });
}

/** Who minds the shop, for those who do and for operators. */
export async function listManagers(
  deps: CoreDeps,
  { by, communityId }: Where,
): Promise<readonly Manager[] | Refusal> {
  return deps.inTransaction(async (stores) => {
    const isTheirs = await mayManage(deps, stores, by, communityId);
    return isTheirs ? managersOf(stores, communityId) : refuse('not_manager');
  });
}

/** Changes something that only operators may, the community's row locked so that two of them take turns. */
async function asOperator<T>(
  deps: CoreDeps,
  by: Account,
  communityId: string,
  work: (stores: Stores) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  if (!isAmong(deps.operators, by)) return refuse('not_operator');
  return deps.inTransaction(async (stores) => {
    await stores.withdrawals.lockCommunity(communityId);
    const community = await stores.communities.byId(communityId);
    return community ? work(stores) : refuse('place_unknown');
  });
}

async function managersOf(stores: Stores, communityId: string): Promise<Manager[]> {
  const byName = new Map<string, Account[]>();
  for (const { name, platform, accountId } of await stores.rights.managers(communityId)) {
    byName.set(name, [...(byName.get(name) ?? []), { platform, accountId }]);
  }
  return [...byName].map(([name, accounts]) => ({ name, accounts }));
}

function isNamed({ name }: Pick<ShopManager, 'name'>, wanted: string): boolean {
  return name.toLowerCase() === wanted.trim().toLowerCase();
}

function once(accounts: readonly Account[]): Account[] {
  return accounts.filter((one, index) => accounts.findIndex((other) => isSameAccount(one, other)) === index);
}
