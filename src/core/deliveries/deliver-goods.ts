import type { Delivery } from '../../domain/delivery.ts';
import { CLAIM_MS, isStanding, stepOf } from '../../domain/delivery.ts';
import { HOUR_MS } from '../../domain/time.ts';
import type { HandsOutcome } from '../../ports/goods-hands.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import type { GoodsScene } from './give-goods.ts';
import { giveRole, makeInvite, readScene, sendWebhook } from './give-goods.ts';
import { recordDelivered, recordFailure, scheduleUndo } from './record-delivery.ts';
import { takeBack } from './take-back.ts';
import { tellGoods, tellStaff } from './tell-delivery.ts';

const AT_ONCE = 10;

/** How soon a role that was given is looked at again: seldom, or sooner while its holder is away. */
const LOOK_AGAIN_MS = { has: 6 * HOUR_MS, away: HOUR_MS };

/**
 * One round over what is due: hand over, look after it, take back. Each claimed row is one instance's for
 * a while; what comes of it is written with a guard, so that whoever was too late changes nothing.
 * Says how many there were.
 */
export async function deliverGoods(deps: CoreDeps, which: 'webhooks' | 'others'): Promise<number> {
  const now = deps.clock.now();
  const due = await deps.inTransaction(({ deliveries }) =>
    deliveries.claimDue(which, AT_ONCE, now, now + CLAIM_MS),
  );
  await Promise.all(
    due.map((delivery) =>
      actOn(deps, delivery).catch((error: unknown) => {
        // It comes again when the claim has run out.
        deps.log.warn({ delivery: delivery.id, err: error }, 'a delivery failed');
      }),
    ),
  );
  return due.length;
}

async function actOn(deps: CoreDeps, claimed: Delivery): Promise<void> {
  const step = stepOf(claimed);
  if (step === 'tell') return sendGoods(deps, claimed);
  const scene = step && (await readScene(deps, claimed));
  if (!scene) return rest(deps, claimed);
  // It has gone on since it was claimed, and whoever did that saw to what comes next.
  if (scene.delivery.state !== claimed.state) return;
  if (step === 'undo') return takeBack(deps, scene);
  if (step === 'look') return lookAtRole(deps, scene);
  const { kind } = claimed.plan;
  if (kind === 'invite') return handOverInvite(deps, scene);
  const outcome =
    kind === 'role' ? await giveRole(deps, scene) : await sendWebhook(deps, scene, 'order.paid');
  await keep(deps, scene.delivery, outcome);
}

async function rest(deps: CoreDeps, { id, state }: Delivery): Promise<void> {
  await deps.inTransaction(({ deliveries }) => deliveries.change(id, [state], state, { dueAt: null }));
}

/** What came of giving. What was given to somebody who has no right to it any more goes back. */
async function keep(deps: CoreDeps, tried: Delivery, outcome: HandsOutcome): Promise<void> {
  await deps.inTransaction(async (stores) => {
    if (outcome.kind !== 'done') return recordFailure(deps, stores, tried, outcome);
    if (!(await recordDelivered(deps, stores, tried))) return scheduleUndo(deps, stores, tried);
    if (tried.state !== 'delivered') return tellGoods(deps, stores, tried);
    const settled = { dueAt: null, attempts: 0, trouble: null };
    await stores.deliveries.change(tried.id, ['delivered'], 'delivered', settled);
    if (tried.trouble !== null) await tellStaff(deps, stores, tried);
  });
}

/** Goods that are words or a file: a private message brings them, and they count as delivered once it has. */
async function sendGoods(deps: CoreDeps, claimed: Delivery): Promise<void> {
  const { plan } = claimed;
  await deps.inTransaction(async (stores) => {
    const order = await stores.payments.lockOrder(claimed.orderId);
    const held = await stores.deliveries.lock(claimed.id);
    if (!order || held?.state !== claimed.state) return;
    if (plan.kind === 'key') {
      const key = await stores.catalogue.takeKey(order.itemId ?? '', order.id, deps.clock.now());
      if (key === null) return recordFailure(deps, stores, claimed, { kind: 'blocked', trouble: 'no_key' });
    }
    if (plan.kind === 'file' && !(await stores.catalogue.file(plan.fileId))) {
      return recordFailure(deps, stores, claimed, { kind: 'blocked', trouble: 'file_gone' });
    }
    await waitForMessage(deps, stores, held, {});
  });
}

/** From here on the outbox sees to it; `noteGoodsTold` hears how that ended. */
async function waitForMessage(
  deps: CoreDeps,
  stores: Stores,
  held: Delivery,
  receipt: Delivery['receipt'],
): Promise<boolean> {
  const to = held.state === 'failed' ? 'queued' : held.state;
  const change = { dueAt: null, receipt: { ...held.receipt, ...receipt } };
  if (!(await stores.deliveries.change(held.id, [held.state], to, change))) return false;
  await tellGoods(deps, stores, held);
  return true;
}

async function handOverInvite(deps: CoreDeps, scene: GoodsScene): Promise<void> {
  const { delivery } = scene;
  const made: HandsOutcome<string> =
    delivery.receipt.inviteLink === undefined
      ? await makeInvite(deps, scene)
      : { kind: 'done', value: delivery.receipt.inviteLink };
  const isKept = await deps.inTransaction(async (stores) => {
    if (made.kind !== 'done') {
      await recordFailure(deps, stores, delivery, made);
      return true;
    }
    await stores.payments.lockOrder(delivery.orderId);
    const held = await stores.deliveries.lock(delivery.id);
    const isOpen = held?.state === 'queued' || held?.state === 'failed';
    if (!held || !isOpen || (held.receipt.inviteLink ?? made.value) !== made.value) return false;
    return waitForMessage(deps, stores, held, { inviteLink: made.value });
  });
  // It was refunded meanwhile, or has another link: this one shall lead nowhere.
  if (!isKept && made.kind === 'done' && delivery.plan.kind === 'invite') {
    await deps.hands.invites?.revokeInvite(delivery.plan.chatId, made.value);
  }
}

const noRoles = {
  look: (): Promise<HandsOutcome<'has' | 'lost' | 'away'>> =>
    Promise.resolve({ kind: 'blocked', trouble: 'not_possible' }),
};

/** A role that was lost by leaving is given back on return. */
async function lookAtRole(deps: CoreDeps, scene: GoodsScene): Promise<void> {
  const { delivery, holder } = scene;
  const { plan } = delivery;
  const { roles } = deps.hands;
  if (plan.kind !== 'role' || !isStanding(delivery, deps.clock.now())) return rest(deps, delivery);
  const seen = await (roles ?? noRoles).look(plan.guildId, plan.roleId, holder.accountId);
  const isLost = seen.kind === 'done' && seen.value === 'lost';
  const outcome = isLost ? await giveRole(deps, scene) : seen;
  await deps.inTransaction(async (stores) => {
    if (outcome.kind !== 'done') return recordFailure(deps, stores, delivery, outcome);
    const isAway = seen.kind === 'done' && seen.value === 'away';
    const dueAt = deps.clock.now() + LOOK_AGAIN_MS[isAway ? 'away' : 'has'];
    const change = { dueAt, attempts: 0, trouble: null };
    const changed = await stores.deliveries.change(delivery.id, ['delivered'], 'delivered', change);
    if (!changed) return scheduleUndo(deps, stores, delivery);
    if (delivery.trouble !== null) await tellStaff(deps, stores, delivery);
  });
}
