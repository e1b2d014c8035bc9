import { isSameAccount } from '../../domain/approver.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { isStanding } from '../../domain/delivery.ts';
import type { Account } from '../../domain/platform.ts';
import { RetryLater } from '../../domain/retry-later.ts';
import { SECOND_MS } from '../../domain/time.ts';
import type { HandsOutcome } from '../../ports/goods-hands.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { recordDelivered, scheduleUndo } from './record-delivery.ts';
import { tellStaff } from './tell-delivery.ts';

const AGAIN_MS = 5 * SECOND_MS;

/** Somebody asks to join a Telegram chat. `link` is the one that they came by, where Telegram says so. */
export type JoinAsked = { readonly chatId: string; readonly account: Account; readonly link: string | null };

export type JoinAnswer = 'let_in' | 'turned_away' | 'left_alone';

/**
 * Lets in whoever has bought it, by whatever link they come, and turns away who came by a link that was
 * made for somebody else. All others are for the chat's own admins.
 * @throws RetryLater when Telegram asks for it, or can't be reached.
 */
export async function joinAsked(deps: CoreDeps, asked: JoinAsked): Promise<JoinAnswer> {
  const { chatId, account } = asked;
  const found = await deps.inTransaction((stores) => entitle(deps, stores, asked));
  const { invites } = deps.hands;
  if (found === null || !invites) return 'left_alone';
  if (found === 'not_theirs') {
    orLater(await invites.turnAway(chatId, account.accountId));
    return 'turned_away';
  }
  const outcome = orLater(await invites.letIn(chatId, account.accountId));
  await deps.inTransaction(async (stores) => {
    await stores.payments.lockOrder(found.orderId);
    const held = await stores.deliveries.lock(found.id);
    if (!held) return;
    if (outcome.kind !== 'done') {
      // Let in by an admin at the same moment, or gone again; or we may not: then staff should know.
      if (outcome.trouble === 'member_gone' || held.trouble === outcome.trouble) return;
      await stores.deliveries.change(held.id, [held.state], held.state, { trouble: outcome.trouble });
      await tellStaff(deps, stores, held);
      return;
    }
    if (!(await recordDelivered(deps, stores, held))) await scheduleUndo(deps, stores, held);
  });
  return 'let_in';
}

/**
 * Finds what entitles the account, and keeps that it is let in, before it is: if it is refunded at that
 * moment, whoever takes it back knows that there is somebody to put out.
 */
async function entitle(
  deps: CoreDeps,
  stores: Stores,
  { chatId, account, link }: JoinAsked,
): Promise<Delivery | 'not_theirs' | null> {
  const now = deps.clock.now();
  for (const { id } of await stores.deliveries.standing(account, 'invite', chatId)) {
    const held = await stores.deliveries.lock(id);
    const order = held && (await stores.payments.order(held.orderId));
    const isUnclaimed = order?.giftToken != null && order.recipientId === null;
    if (!held || !order || isUnclaimed || !isStanding(held, now)) continue;
    const receipt = { ...held.receipt, joinedAt: now };
    if (await stores.deliveries.change(id, [held.state], held.state, { receipt })) return held;
  }
  const made = link === null ? null : await stores.deliveries.byInviteLink(chatId, link);
  const holder = made && (await stores.communities.memberById(made.memberId));
  if (!holder) return null;
  // Their own, but over: it is not for us to keep them out for ever, only to not let them in.
  return isSameAccount(holder, account) && made.endReason === null ? null : 'not_theirs';
}

function orLater(outcome: HandsOutcome): Exclude<HandsOutcome, { readonly kind: 'later' }> {
  if (outcome.kind !== 'later') return outcome;
  throw new RetryLater(outcome.afterMs ?? AGAIN_MS, `Telegram: ${outcome.trouble}`);
}
