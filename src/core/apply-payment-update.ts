import type { Observation, PaymentIntent, ReviewReason } from '../domain/payment-intent.ts';
import { intentStates } from '../domain/payment-intent.ts';
import type { Verdict } from '../domain/payment-state.ts';
import { contradictions, isAccepted, judge } from '../domain/payment-state.ts';
import type { Stores } from '../ports/stores.ts';
import { advanceIntent, factsOf, quoteOf } from './advance-intent.ts';
import type { CoreDeps } from './deps.ts';
import type { LockedPayment } from './locked-payment.ts';
import { raiseAlarm } from './raise-alarm.ts';
import { noteLaterRead } from './reviews/note-later-read.ts';
import { refreshReview } from './reviews/tell-review.ts';
import { scheduleNextRead } from './schedule-read.ts';
import { refreshCard, tellNews } from './tell-member.ts';

/**
 * What the provider said, by an authenticated answer: matched to what we stored, then transition,
 * ledger, delivery and notification in one transaction (design.md 8, hop 6). May be repeated with
 * the same observation any number of times.
 * @returns false when the observation is not of this intent, and nothing was done with it.
 */
export async function applyPaymentUpdate(
  deps: CoreDeps,
  intentId: string,
  seen: Observation,
  source: 'create' | 'read',
): Promise<boolean> {
  return deps.inTransaction(async (stores) => {
    const locked = await lockPayment(stores, intentId);
    if (!locked) return false;
    const { state } = locked.intent;
    const before =
      state === 'review' || state === 'success'
        ? await stores.reviews.facts(intentId, deps.clock.now())
        : null;
    const isOurs = await believe(deps, stores, locked, seen, source);
    if (before) await noteLaterRead(deps, stores, before);
    await scheduleNextRead(deps, stores, intentId);
    return isOurs;
  });
}

async function lockPayment(stores: Stores, intentId: string): Promise<LockedPayment | null> {
  const found = await stores.payments.intent(intentId);
  const order = found && (await stores.payments.lockOrder(found.orderId));
  // Read again under the order's lock: what counts is how the intent stands now.
  const intent = order && (await stores.payments.intent(intentId));
  return intent ? { order, intent } : null;
}

async function believe(
  deps: CoreDeps,
  stores: Stores,
  locked: LockedPayment,
  seen: Observation,
  source: 'create' | 'read',
): Promise<boolean> {
  const { order, intent } = locked;
  const differing = contradictions({ order, intent, clientId: deps.provider.clientId }, seen, source);
  if (!intent.quote) {
    const isTaken = await stores.payments.isProviderIdTaken(seen.providerIntentId, intent.id);
    if (differing.length > 0 || isTaken) {
      if (source === 'create') {
        await hold(deps, stores, locked, seen, 'fields_differ', differing.join(', '));
        return true;
      }
      await raiseAlarm(deps, stores, {
        code: 'intent_not_ours',
        reference: `${intent.id}:${seen.providerIntentId}`,
        detail: `an intent at KryptoGO names our order ${order.code} and does not match it (${differing.join(', ')}); it was not adopted`,
      });
      return false;
    }
    if (!isAccepted(deps.assets, seen)) {
      await hold(deps, stores, locked, seen, 'asset_not_accepted', `${seen.chain}:${seen.tokenContract}`);
      return true;
    }
  } else if (differing.length > 0) {
    await hold(deps, stores, locked, seen, 'fields_differ', differing.join(', '));
    return true;
  }
  await follow(deps, stores, locked, seen, await verdictOf(stores, intent, seen));
  return true;
}

/** The pure table's verdict, and the one question that only the database can answer. */
async function verdictOf(stores: Stores, intent: PaymentIntent, seen: Observation): Promise<Verdict> {
  const verdict = judge(intent, seen);
  if (verdict.kind !== 'advance' || verdict.to !== 'success' || seen.paymentTx === null) return verdict;
  const isTaken = await stores.payments.isTransactionTaken(seen.paymentTx, intent.id);
  return isTaken ? { kind: 'review', reason: 'transaction_seen_before' } : verdict;
}

async function follow(
  deps: CoreDeps,
  stores: Stores,
  locked: LockedPayment,
  seen: Observation,
  verdict: Verdict,
): Promise<void> {
  const { order, intent } = locked;
  const now = deps.clock.now();
  await stores.payments.recordObservation(intent.id, seen, verdict.kind, now);
  switch (verdict.kind) {
    case 'advance':
      return advanceIntent(deps, stores, locked, seen, verdict);
    case 'review':
      return hold(deps, stores, locked, seen, verdict.reason, `status ${seen.status}`);
    case 'alarm':
      await stores.payments.changeIntent(intent.id, intentStates, {
        providerStatus: seen.status,
        // Made, under a word that we don't know: from now on it can be read.
        ...(intent.quote ? {} : { state: 'pending', quote: quoteOf(seen) }),
      });
      if (!intent.quote) await stores.payments.wantRead(intent.id, null, now);
      if (seen.status !== intent.providerStatus) await refreshCard(deps, stores, order);
      await raiseAlarm(deps, stores, {
        code: verdict.code,
        reference: `${intent.id}:${seen.status}`,
        detail: `KryptoGO says "${seen.status}" of an intent of order ${order.code} that is ${intent.state} with us`,
      });
      return;
    case 'same': {
      if (intent.state === 'review' || intent.state === 'success') return;
      const facts = factsOf(intent, seen);
      await stores.payments.changeIntent(intent.id, [intent.state], facts);
      const isNews = Object.entries(facts).some(
        ([name, fact]) => fact !== intent[name as keyof typeof facts],
      );
      if (isNews) return refreshCard(deps, stores, order);
      const isOverdue = intent.state === 'pending' && intent.quote !== null && now > intent.quote.deadline;
      // The card turns from "waiting" to "checking": by itself no observation would cause that.
      if (isOverdue) return refreshCard(deps, stores, order, `overdue:${intent.id}`);
    }
  }
}

/** A contradiction: no money moves, the intent waits for people, somebody is told. */
async function hold(
  deps: CoreDeps,
  stores: Stores,
  { order, intent }: LockedPayment,
  seen: Observation,
  reason: ReviewReason,
  detail: string,
): Promise<void> {
  const now = deps.clock.now();
  await stores.payments.recordObservation(intent.id, seen, 'review', now);
  if (intent.net !== null) {
    await raiseAlarm(deps, stores, {
      code: 'contradiction_after_booking',
      reference: `${intent.id}:${reason}`,
      detail: `KryptoGO contradicts a payment of order ${order.code} that is booked: ${reason} (${detail}). Compare with Studio; /till review shows what can be corrected`,
    });
    return;
  }
  if (intent.state === 'review' && intent.reviewReason === reason) return;
  await stores.payments.changeIntent(intent.id, intentStates, {
    state: 'review',
    reviewReason: reason,
    providerStatus: seen.status,
    endedAt: now,
  });
  await refreshCard(deps, stores, order);
  await tellNews(deps, stores, order, intent.id, 'review');
  await raiseAlarm(deps, stores, {
    code: reason === 'asset_not_accepted' ? 'asset_not_accepted' : 'payment_in_review',
    reference: `${intent.id}:${reason}`,
    detail: `a payment of order ${order.code} is in review: ${reason} (${detail}); no money moved. An approver types /till review and decides what becomes of it`,
  });
  await refreshReview(deps, stores, intent.id, order, true);
}
