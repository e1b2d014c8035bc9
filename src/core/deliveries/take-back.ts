import type { Delivery, DeliveryTrouble } from '../../domain/delivery.ts';
import { CLAIM_MS, nextTryAt } from '../../domain/delivery.ts';
import type { HandsOutcome } from '../../ports/goods-hands.ts';
import type { CoreDeps } from '../deps.ts';
import type { GoodsScene } from './give-goods.ts';
import { sendWebhook } from './give-goods.ts';
import { tellStaff } from './tell-delivery.ts';

const done = { kind: 'done', value: null } as const;

/** Where nothing is left that could be taken back. */
const nothingLeft: readonly DeliveryTrouble[] = ['member_gone', 'role_gone', 'place_gone'];

/** Takes back what was, or may have been, given, and keeps what came of it. */
export async function takeBack(deps: CoreDeps, scene: GoodsScene): Promise<void> {
  const outcome = await undo(deps, scene);
  const isDone =
    outcome.kind === 'done' || (outcome.kind === 'blocked' && nothingLeft.includes(outcome.trouble));
  if (isDone) await recordUndone(deps, scene.delivery);
  else await recordInVain(deps, scene.delivery, outcome);
}

async function undo(deps: CoreDeps, scene: GoodsScene): Promise<HandsOutcome> {
  const { plan } = scene.delivery;
  switch (plan.kind) {
    case 'role': {
      // Bought twice: the other one still holds.
      if (scene.hasTwin) return done;
      const { roles } = deps.hands;
      if (!roles) return { kind: 'blocked', trouble: 'not_possible' };
      const reason = `order ${scene.order.code}: ${scene.delivery.endReason ?? ''}`;
      return roles.take(plan.guildId, plan.roleId, scene.holder.accountId, reason);
    }
    case 'invite':
      return undoInvite(deps, scene, plan.chatId);
    case 'webhook':
      return sendWebhook(deps, scene, 'order.revoked');
    case 'key':
    case 'text':
    case 'file':
    case 'task':
      return done;
  }
}

async function undoInvite(
  deps: CoreDeps,
  { delivery, holder, hasTwin }: GoodsScene,
  chatId: string,
): Promise<HandsOutcome> {
  const { invites } = deps.hands;
  if (!invites) return { kind: 'blocked', trouble: 'not_possible' };
  const { inviteLink, joinedAt } = delivery.receipt;
  if (inviteLink !== undefined) {
    const revoked = await invites.revokeInvite(chatId, inviteLink);
    const isGone = revoked.kind === 'blocked' && nothingLeft.includes(revoked.trouble);
    if (revoked.kind !== 'done' && !isGone) return revoked;
  }
  // Whoever was never let in by us is not ours to put out.
  if (hasTwin || joinedAt === undefined) return done;
  return invites.remove(chatId, holder.accountId);
}

async function recordUndone(deps: CoreDeps, { id, state, plan, undoneAt, trouble, communityId }: Delivery) {
  const now = deps.clock.now();
  const over = { trouble: null, attempts: 0 };
  await deps.inTransaction(async (stores) => {
    if (state === 'cancelled') {
      await stores.deliveries.change(id, ['cancelled'], 'cancelled', { ...over, dueAt: null });
    } else {
      // Somebody may have been giving it at that moment, and died before they looked: once more, later.
      const isFirst = undoneAt === null && plan.kind !== 'webhook';
      const dueAt = isFirst ? now + CLAIM_MS : null;
      await stores.deliveries.change(id, ['revoked'], 'revoked', {
        ...over,
        undoneAt: undoneAt ?? now,
        dueAt,
      });
    }
    if (trouble !== null) await tellStaff(deps, stores, { id, communityId });
  });
}

async function recordInVain(
  deps: CoreDeps,
  tried: Delivery,
  outcome: Exclude<HandsOutcome, { readonly kind: 'done' }>,
): Promise<void> {
  const { id, state, plan, attempts } = tried;
  const { trouble } = outcome;
  const now = deps.clock.now();
  await deps.inTransaction(async (stores) => {
    const isAsked = outcome.kind === 'later' && outcome.afterMs !== null;
    const dueAt = isAsked ? now + (outcome.afterMs ?? 0) : nextTryAt(plan.kind, attempts, now);
    const change = isAsked ? { dueAt, attempts: Math.max(0, attempts - 1) } : { dueAt, trouble };
    if (!(await stores.deliveries.change(id, [state], state, change)) || isAsked) return;
    const isForPeople = outcome.kind === 'blocked' && trouble !== tried.trouble;
    if (isForPeople || dueAt === null) await tellStaff(deps, stores, tried);
  });
}
