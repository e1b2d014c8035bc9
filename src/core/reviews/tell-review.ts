import { subjectOf } from '../../domain/notification.ts';
import type { Account, Recipient } from '../../domain/platform.ts';
import type { Order } from '../../domain/order.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { decidersOf } from '../withdrawals/standing.ts';
import { approverChats, privateChats, refreshCards } from '../withdrawals/tell-withdrawal.ts';

/**
 * Has the approvers' card of a payment that people have to look at brought up to date where it is shown and,
 * where it wants people, made. Whose payment it is decides nothing about it, so no card comes to them.
 */
export async function refreshReview(
  deps: CoreDeps,
  stores: Stores,
  intentId: string,
  { communityId, memberId }: Pick<Order, 'communityId' | 'memberId'>,
  wantsPeople: boolean,
): Promise<void> {
  const card = { kind: 'review_card' as const, intentId };
  const chats = (await stores.notices.refs(subjectOf(card) ?? '')).map(({ to }) => to);
  const isNew = (to: Recipient) => !chats.some((one) => one.platform === to.platform && one.id === to.id);
  const member = wantsPeople ? await stores.communities.memberById(memberId) : null;
  const where = member ? await chatsFor(deps, stores, communityId, member) : [];
  await refreshCards(deps, stores, card, [...chats, ...where.filter(isNew)]);
}

async function chatsFor(
  deps: CoreDeps,
  stores: Stores,
  communityId: string,
  member: Account,
): Promise<Recipient[]> {
  const { mayDecide } = await decidersOf(deps, stores, communityId, member);
  const accounts = mayDecide.flatMap((approver) => approver.accounts);
  const own = privateChats(deps, accounts);
  const mayHave = (to: Recipient) =>
    to.kind === 'chat' || own.some(({ platform, id }) => platform === to.platform && id === to.id);
  return (await approverChats(deps, stores, communityId)).filter(mayHave);
}
