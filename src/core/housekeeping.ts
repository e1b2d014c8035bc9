import type { PaymentIntent } from '../domain/payment-intent.ts';
import { ABANDON_AFTER_MS, FRESH_AFTER_MS } from '../domain/reading-schedule.ts';
import { DAY_MS, HOUR_MS } from '../domain/time.ts';
import type { BooksFault, Stores } from '../ports/stores.ts';
import { closeOrderAfterLastIntent } from './close-order.ts';
import { endAccess } from './deliveries/end-access.ts';
import type { CoreDeps } from './deps.ts';
import { raiseAlarm } from './raise-alarm.ts';
import { askAboutUnsettled } from './reviews/watch-settling.ts';
import { createSealChecker, sealLedger } from './seal-ledger.ts';
import { refreshCard } from './tell-member.ts';
import { watchClock } from './watch-clock.ts';
import { applyDueChanges } from './withdrawals/changes.ts';
import { stopOutflow } from './withdrawals/outflow.ts';
import { takeOverAbandoned } from './withdrawals/send-withdrawals.ts';
import { stepWithdrawal } from './withdrawals/step-withdrawal.ts';
import { tellQuarantinesOver } from './withdrawals/tell-withdrawal.ts';

const KEEP_DONE_MS = 30 * DAY_MS;

/** What has to happen because time has passed, and for no other reason. Safe to repeat. */
export async function keepHouse(deps: CoreDeps): Promise<void> {
  const now = deps.clock.now();
  await watchClock(deps);
  await takeOverAbandoned(deps);
  await applyDueChanges(deps);
  await letLapse(deps);
  await endAccess(deps);
  await tellQuarantinesOver(deps);
  await deps.inTransaction(async (stores) => {
    for (const intent of await stores.payments.creatingUntold(now - FRESH_AFTER_MS, 'delayed')) {
      const order = await stores.payments.order(intent.orderId);
      if (order) await refreshCard(deps, stores, order, `delayed:${intent.id}`);
    }
    for (const intent of await stores.payments.creatingSince(now - ABANDON_AFTER_MS)) {
      await abandon(deps, stores, intent);
    }
    for (const intent of await stores.payments.refundsOwedSince(now - DAY_MS)) {
      await raiseAlarm(deps, stores, {
        code: 'refund_overdue',
        reference: intent.id,
        detail: `KryptoGO has owed the refund of a short payment for a day: look up intent ${intent.quote?.providerIntentId ?? ''} in Studio`,
      });
    }
    await askAboutUnsettled(deps, stores);
    for (const place of await stores.communities.strangeSince(now - DAY_MS)) {
      await stores.communities.forgetStrange(place);
      const to = { platform: place.platform, kind: 'place' as const, id: place.placeId };
      const dedupeKey = `leave:${place.platform}:${place.placeId}:${Math.floor(now / HOUR_MS)}`;
      await stores.outbox.queue([{ to, dedupeKey, notification: { kind: 'leave_place', place } }], now);
    }
    await stores.operations.forgetDone(now - KEEP_DONE_MS);
  });
  await sealLedger(deps);
}

async function abandon(deps: CoreDeps, stores: Stores, { id, orderId }: PaymentIntent): Promise<void> {
  const order = await stores.payments.lockOrder(orderId);
  const endedAt = deps.clock.now();
  const changed = await stores.payments.changeIntent(id, ['creating'], { state: 'abandoned', endedAt });
  if (!order || !changed) return;
  await closeOrderAfterLastIntent(stores, order, 'abandoned');
  await refreshCard(deps, stores, order);
}

/** Gives back what nobody decided, or what could not be sent, in time. */
async function letLapse(deps: CoreDeps): Promise<void> {
  const overdue = await deps.inTransaction(({ withdrawals }) => withdrawals.overdue(deps.clock.now()));
  for (const { id } of overdue) {
    await deps.inTransaction(async (stores) => {
      const withdrawal = await stores.withdrawals.lock(id);
      const isOverdue = withdrawal !== null && withdrawal.lapsesAt <= deps.clock.now();
      if (isOverdue) await stepWithdrawal(deps, stores, withdrawal, 'lapsed');
    });
  }
}

/** Recomputes the books; a new fault wakes somebody and stops all outflow. Returns the number of faults. */
export type BooksProof = () => Promise<number>;

/** The proof, with its place in the chain of seals. */
export function createBooksProof(deps: CoreDeps): BooksProof {
  const checkSeals = createSealChecker(deps);
  return async () => {
    const broken = await checkSeals();
    return deps.inTransaction(async (stores) => {
      const faults = [...(await stores.ledger.prove()), ...broken];
      let worst: BooksFault | null = null;
      for (const fault of faults) {
        const { law, reference, detail } = fault;
        // With the detail: what has been looked at does not ring again, and what has grown worse does.
        const about = `${law} ${reference}: ${deps.digest(detail).slice(0, 8)}`;
        const isNew = await raiseAlarm(deps, stores, { code: 'books_disagree', reference: about, detail });
        if (isNew) worst ??= fault;
      }
      // Once for each: people who have understood a fault that stays in the past can open the tap again.
      if (worst) {
        const reason = `the books disagree (${worst.law}): ${worst.detail}`;
        await stopOutflow(deps, stores, { by: 'solvency', reason });
      }
      return faults.length;
    });
  };
}
