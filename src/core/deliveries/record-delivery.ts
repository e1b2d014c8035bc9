import type { Delivery, DeliveryTrouble, Receipt } from '../../domain/delivery.ts';
import { nextTryAt, statesBefore } from '../../domain/delivery.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time.ts';
import type { HandsOutcome } from '../../ports/goods-hands.ts';
import type { Stores } from '../../ports/stores.ts';
import type { CoreDeps } from '../deps.ts';
import { refreshCard } from '../tell-member.ts';
import { tellStaff } from './tell-delivery.ts';

/** How long after it was given a role is looked at. */
const FIRST_LOOK_MS = 6 * HOUR_MS;

/** Staff hear of what a platform keeps failing at once it has failed so often. */
const TRIES_TILL_STAFF = 3;

type Failure = Exclude<HandsOutcome, { readonly kind: 'done' }>;

/**
 * It has been handed over: delivery and order in one guarded write. False when it is over by now, and
 * what was given has to be taken back.
 */
export async function recordDelivered(
  deps: CoreDeps,
  stores: Stores,
  { id, orderId, plan }: Delivery,
  receipt: Receipt = {},
): Promise<boolean> {
  // The order first, as everybody does who locks both.
  const order = await stores.payments.lockOrder(orderId);
  const held = await stores.deliveries.lock(id);
  if (!order || !held) return false;
  if (held.state === 'delivered') return true;
  const now = deps.clock.now();
  const { sendingAt: _, ...before } = held.receipt;
  const changed = await stores.deliveries.change(id, statesBefore('delivered'), 'delivered', {
    receipt: { ...before, ...receipt },
    deliveredAt: now,
    endsAt: held.accessDays === null ? null : now + held.accessDays * DAY_MS,
    trouble: null,
    attempts: 0,
    dueAt: plan.kind === 'role' ? now + FIRST_LOOK_MS : null,
  });
  if (!changed) return false;
  await stores.payments.changeOrder(order.id, ['paid'], { state: 'delivered' });
  await refreshCard(deps, stores, order);
  if (plan.kind === 'task' || held.trouble !== null) await tellStaff(deps, stores, held);
  return true;
}

/**
 * A try in vain: the state says so, the next try comes by the ladder, and whoever can do something about
 * it is told. Nothing happens when the delivery has gone on without this try.
 */
export async function recordFailure(
  deps: CoreDeps,
  stores: Stores,
  tried: Delivery,
  failure: Failure,
): Promise<void> {
  const now = deps.clock.now();
  const { state } = tried;
  if (failure.kind === 'later' && failure.afterMs !== null) {
    // Being asked to wait is no failure.
    const change = { dueAt: now + failure.afterMs, attempts: Math.max(0, tried.attempts - 1) };
    await stores.deliveries.change(tried.id, [state], state, change);
    return;
  }
  const { trouble } = failure;
  const dueAt = nextTryAt(tried.plan.kind, tried.attempts, now);
  const to = state === 'queued' ? 'failed' : state;
  if (!(await stores.deliveries.change(tried.id, [state], to, { trouble, dueAt }))) return;
  await tellTrouble(deps, stores, tried, failure, dueAt === null);
}

async function tellTrouble(
  deps: CoreDeps,
  stores: Stores,
  tried: Delivery,
  { kind, trouble }: { kind: Failure['kind']; trouble: DeliveryTrouble },
  isLast: boolean,
): Promise<void> {
  const isNew = trouble !== tried.trouble;
  const isForPeople = kind === 'blocked' ? isNew : tried.attempts === TRIES_TILL_STAFF;
  if (isForPeople || isLast) await tellStaff(deps, stores, tried);
  const order = isNew ? await stores.payments.order(tried.orderId) : null;
  if (order) await refreshCard(deps, stores, order);
}

/** Something may have been given after it was over: have it taken back, however often that was done already. */
export async function scheduleUndo(deps: CoreDeps, stores: Stores, { id }: Delivery): Promise<void> {
  const change = { dueAt: deps.clock.now(), attempts: 0 };
  if (await stores.deliveries.change(id, ['revoked'], 'revoked', { ...change, undoneAt: null })) return;
  await stores.deliveries.change(id, ['cancelled'], 'cancelled', change);
}
