import type { Notification, WithdrawalAudience, WithdrawalNews } from '../../domain/notification.ts';
import { subjectOf } from '../../domain/notification.ts';
import type { Recipient } from '../../domain/platform.ts';
import type { Withdrawal, WithdrawalEvent } from '../../domain/withdrawal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';

/** The chat in which whoever asked hears of it. */
function requesterChat({ requester }: Pick<Withdrawal, 'requester'>): Recipient {
  return { platform: requester.platform, kind: 'account', id: requester.accountId };
}

/** Where a community's approvers look: its approvals chats, or each approver in private. */
export async function approverChats(
  deps: CoreDeps,
  stores: Stores,
  communityId: string,
): Promise<Recipient[]> {
  const isOn = ({ platform }: Recipient) => deps.platforms.includes(platform);
  const chats = (await stores.approvals.chats(communityId)).map(({ platform, chatId }): Recipient => ({
    platform,
    kind: 'chat',
    id: chatId,
  }));
  if (chats.some(isOn)) return chats.filter(isOn);
  const approvers = await stores.approvals.approvers(communityId);
  return approvers
    .flatMap(({ accounts }) => accounts)
    .map(({ platform, accountId }): Recipient => ({ platform, kind: 'account', id: accountId }))
    .filter(isOn);
}

/** Has a card brought up to date, or made, in each of these chats. */
export async function refreshCards(
  deps: CoreDeps,
  stores: Stores,
  notification: Notification,
  chats: readonly Recipient[],
): Promise<void> {
  const subject = subjectOf(notification) ?? notification.kind;
  const occasion = deps.identifiers.id();
  await stores.outbox.queue(
    chats.map((to) => ({
      to,
      dedupeKey: `${subject}:${to.platform}:${to.kind}:${to.id}:${occasion}`,
      notification,
    })),
    deps.clock.now(),
  );
}

/** Has the withdrawal's card brought up to date in every chat that shows it. */
export async function refreshWithdrawal(
  deps: CoreDeps,
  stores: Stores,
  withdrawal: Withdrawal,
  audience?: WithdrawalAudience,
): Promise<void> {
  const { id } = withdrawal;
  if (audience !== 'approvers') {
    const own = { kind: 'withdrawal_card' as const, withdrawalId: id, audience: 'requester' as const };
    await refreshCards(deps, stores, own, [requesterChat(withdrawal)]);
  }
  if (audience === 'requester' || withdrawal.kind === 'canary') return;
  const theirs = { kind: 'withdrawal_card' as const, withdrawalId: id, audience: 'approvers' as const };
  const wantsPeople = withdrawal.state === 'requested' || withdrawal.state === 'unknown';
  await refreshApproverCards(deps, stores, theirs, withdrawal.communityId, wantsPeople);
}

/** Has a card for approvers brought up to date wherever it is shown and, where it wants people, made. */
export async function refreshApproverCards(
  deps: CoreDeps,
  stores: Stores,
  card: Notification,
  communityId: string,
  wantsPeople: boolean,
): Promise<void> {
  const shown = await stores.notices.refs(subjectOf(card) ?? '');
  const chats = shown.map(({ to }) => to);
  const where = await approverChats(deps, stores, communityId);
  // Chats that show it already are brought up to date also when approvers look elsewhere by now.
  const isNew = (to: Recipient) => !chats.some((one) => one.platform === to.platform && one.id === to.id);
  await refreshCards(deps, stores, card, wantsPeople ? [...chats, ...where.filter(isNew)] : chats);
}

const newsOf: Readonly<Partial<Record<WithdrawalEvent, WithdrawalNews>>> = {
  provider_sent: 'sent',
  found_sent: 'sent',
  corrected_to_sent: 'sent',
  provider_did_not_send: 'failed',
  found_not_sent: 'failed',
  corrected_to_not_sent: 'failed',
  provider_unclear: 'unknown',
  claimant_gone: 'unknown',
  rejected: 'rejected',
  lapsed: 'lapsed',
};

/** Tells whoever asked in a message of its own, after the card shows it. */
export async function tellStep(
  deps: CoreDeps,
  stores: Stores,
  withdrawal: Withdrawal,
  event: WithdrawalEvent,
): Promise<void> {
  await refreshWithdrawal(deps, stores, withdrawal);
  const news = newsOf[event];
  if (!news) return;
  const { id, revision } = withdrawal;
  await stores.outbox.queue(
    [
      {
        to: requesterChat(withdrawal),
        dedupeKey: `withdrawal_news:${id}:${revision}`,
        notification: { kind: 'withdrawal_news', withdrawalId: id, news },
      },
    ],
    deps.clock.now(),
  );
}
