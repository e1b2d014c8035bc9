import type { Notification, WithdrawalAudience, WithdrawalNews } from '../../domain/notification.ts';
import { subjectOf, withdrawalSubject } from '../../domain/notification.ts';
import type { Account, Recipient } from '../../domain/platform.ts';
import { QUARANTINE_MS } from '../../domain/transfer-attempt.ts';
import type { Withdrawal, WithdrawalEvent } from '../../domain/withdrawal.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { decidersOf, personCount } from './standing.ts';

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
  return privateChats(
    deps,
    approvers.flatMap(({ accounts }) => accounts),
  );
}

/** The private chats of these accounts, on the platforms that are switched on. */
export function privateChats(
  { platforms }: Pick<CoreDeps, 'platforms'>,
  accounts: readonly Account[],
): Recipient[] {
  return accounts
    .filter(({ platform }) => platforms.includes(platform))
    .map(({ platform, accountId }): Recipient => ({ platform, kind: 'account', id: accountId }));
}

/** Has a card brought up to date, or made, in each of these chats; once where there is an occasion. */
export async function refreshCards(
  deps: CoreDeps,
  stores: Stores,
  notification: Notification,
  chats: readonly Recipient[],
  occasion = deps.identifiers.id(),
): Promise<void> {
  const subject = subjectOf(notification) ?? notification.kind;
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
  if (audience !== 'approvers') {
    await refreshCards(
      deps,
      stores,
      cardFor('requester', withdrawal),
      await ownChats(deps, stores, withdrawal),
    );
  }
  if (audience === 'requester') return;
  const { kind, state, communityId } = withdrawal;
  const isDecided = state !== 'unknown' && (state !== 'requested' || kind === 'canary');
  const wantsPeople = !isDecided && !(await isLeftToOperators(deps, stores, withdrawal));
  await refreshApproverCards(deps, stores, cardFor('approvers', withdrawal), communityId, wantsPeople);
}

function cardFor(audience: WithdrawalAudience, { id }: Withdrawal) {
  return { kind: 'withdrawal_card', withdrawalId: id, audience } as const;
}

/**
 * A canary in doubt is the operator's own money on its way to the operator. Where no approver but the one
 * who sent it is there, any operator settles it; else withdrawals could never begin.
 */
export async function isLeftToOperators(
  deps: CoreDeps,
  stores: Stores,
  { kind, state, communityId, requester }: Withdrawal,
): Promise<boolean> {
  if (kind !== 'canary' || state !== 'unknown') return false;
  return personCount(await decidersOf(deps, stores, communityId, requester)) === 0;
}

/** Where whoever asked sees its card; and every operator that of a canary which is left to them. */
async function ownChats(deps: CoreDeps, stores: Stores, withdrawal: Withdrawal): Promise<Recipient[]> {
  const own = requesterChat(withdrawal);
  if (withdrawal.kind === 'member') return [own];
  const shown = (await stores.notices.refs(withdrawalSubject(withdrawal.id, 'requester'))).map(
    ({ to }) => to,
  );
  const isLeft = await isLeftToOperators(deps, stores, withdrawal);
  const operators = deps.operators.flatMap(({ accounts }) => accounts);
  return distinctChats([own, ...shown, ...(isLeft ? privateChats(deps, operators) : [])]);
}

/** Where those look who can settle one in doubt. */
async function settlerChats(deps: CoreDeps, stores: Stores, withdrawal: Withdrawal): Promise<Recipient[]> {
  if (await isLeftToOperators(deps, stores, withdrawal)) return ownChats(deps, stores, withdrawal);
  return chatsOfCard(deps, stores, cardFor('approvers', withdrawal), withdrawal.communityId, true);
}

/** Has those who can settle it look at its card, in a message of its own so that phones buzz. */
async function tellSettlers(
  deps: CoreDeps,
  stores: Stores,
  withdrawal: Withdrawal,
  news: 'doubt' | 'quarantine_over',
): Promise<void> {
  const { id, revision } = withdrawal;
  const notification = { kind: 'withdrawal_news', withdrawalId: id, news } as const;
  const own = requesterChat(withdrawal);
  // Whoever asked hears of a doubt in words of their own.
  const isNew = ({ platform, id: chat }: Recipient) =>
    news !== 'doubt' || platform !== own.platform || chat !== own.id;
  const chats = (await settlerChats(deps, stores, withdrawal)).filter(isNew);
  await refreshCards(deps, stores, notification, chats, `${news}:${id}:${revision}`);
}

function distinctChats(chats: readonly Recipient[]): Recipient[] {
  const keyOf = ({ platform, kind, id }: Recipient) => `${platform}:${kind}:${id}`;
  return [...new Map(chats.map((chat) => [keyOf(chat), chat])).values()];
}

/** Has a card for approvers brought up to date wherever it is shown and, where it wants people, made. */
async function refreshApproverCards(
  deps: CoreDeps,
  stores: Stores,
  card: Notification,
  communityId: string,
  wantsPeople: boolean,
): Promise<void> {
  const chats = await chatsOfCard(deps, stores, card, communityId, wantsPeople);
  await refreshCards(deps, stores, card, chats);
}

async function chatsOfCard(
  deps: CoreDeps,
  stores: Stores,
  card: Notification,
  communityId: string,
  wantsPeople: boolean,
): Promise<Recipient[]> {
  const shown = await stores.notices.refs(subjectOf(card) ?? '');
  const chats = shown.map(({ to }) => to);
  const where = await approverChats(deps, stores, communityId);
  // Chats that show it already are brought up to date also when approvers look elsewhere by now.
  const isNew = (to: Recipient) => !chats.some((one) => one.platform === to.platform && one.id === to.id);
  return wantsPeople ? [...chats, ...where.filter(isNew)] : chats;
}

/** What has been in doubt for so long that it can be found not sent: the cards gain the button, and phones buzz, once. */
export async function tellQuarantinesOver(deps: CoreDeps): Promise<void> {
  await deps.inTransaction(async (stores) => {
    for (const doubtful of await stores.withdrawals.inDoubtSince(deps.clock.now() - QUARANTINE_MS)) {
      const isLeft = await isLeftToOperators(deps, stores, doubtful);
      const card = cardFor(isLeft ? 'requester' : 'approvers', doubtful);
      const chats = await settlerChats(deps, stores, doubtful);
      const occasion = `quarantine_over:${doubtful.id}:${doubtful.revision}`;
      await refreshCards(deps, stores, card, chats, occasion);
      await tellSettlers(deps, stores, doubtful, 'quarantine_over');
    }
  });
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
  send_again: 'send_again',
};

/** Tells whoever asked in a message of its own, after the card shows it. */
export async function tellStep(
  deps: CoreDeps,
  stores: Stores,
  withdrawal: Withdrawal,
  event: WithdrawalEvent,
): Promise<void> {
  await refreshWithdrawal(deps, stores, withdrawal);
  if (withdrawal.state === 'unknown') await tellSettlers(deps, stores, withdrawal, 'doubt');
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
