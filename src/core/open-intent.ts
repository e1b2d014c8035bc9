import type { Order } from '../domain/order.ts';
import type { PaymentIntent } from '../domain/payment-intent.ts';
import { nextReadAt } from '../domain/reading-schedule.ts';
import { HOUR_MS, MINUTE_MS } from '../domain/time.ts';
import type { CreateOutcome } from '../ports/payment-provider.ts';
import type { Stores } from '../ports/stores.ts';
import { applyPaymentUpdate } from './apply-payment-update.ts';
import { closeOrderAfterLastIntent } from './close-order.ts';
import type { CoreDeps } from './deps.ts';
import { raiseAlarm } from './raise-alarm.ts';
import { refreshCard } from './tell-member.ts';

/** While this pause runs, no new intents are asked for: the provider refused our key. */
export const INTENTS_PAUSE = 'new_intents';

const PAUSE_MS = MINUTE_MS;

/** Commits to asking for an intent, before it is asked for. */
export async function newIntent(
  deps: CoreDeps,
  stores: Stores,
  orderId: string,
  sequence: number,
): Promise<PaymentIntent> {
  const now = deps.clock.now();
  const intent: PaymentIntent = {
    id: deps.identifiers.id(),
    orderId,
    sequence,
    nonce: deps.identifiers.token(),
    callbackToken: deps.identifiers.token(),
    state: 'creating',
    quote: null,
    providerStatus: null,
    received: null,
    net: null,
    refunded: null,
    paymentTx: null,
    refundTx: null,
    disposition: null,
    reviewReason: null,
    late: false,
    createdAt: now,
    endedAt: null,
    readFailures: 0,
  };
  await stores.payments.insertIntent(intent, nextReadAt(intent, now) ?? now);
  return intent;
}

/**
 * Asks the provider for the intent: once, never again, since a second call could make a second one.
 * Where the answer is unclear the intent stays `creating`, and reads look for its trace.
 */
export async function createAtProvider(deps: CoreDeps, order: Order, intent: PaymentIntent): Promise<void> {
  const outcome = await deps.provider.createIntent({
    orderId: order.id,
    nonce: intent.nonce,
    fiat: order.fiat,
    callbackUrl: deps.callbackAddress.urlFor(intent.callbackToken),
    groupKey: order.id,
  });
  if (outcome.kind === 'created') {
    await applyPaymentUpdate(deps, intent.id, outcome.seen, 'create');
  } else if (outcome.kind === 'unclear') {
    deps.log.warn({ intent: intent.id, reason: outcome.reason }, 'no clear answer to a create call');
  } else {
    await deps.inTransaction((stores) => noteRefusal(deps, stores, order, intent, outcome));
  }
}

async function noteRefusal(
  deps: CoreDeps,
  stores: Stores,
  order: Order,
  intent: PaymentIntent,
  outcome: Extract<CreateOutcome, { reason: string }>,
): Promise<void> {
  await stores.payments.lockOrder(order.id);
  const endedAt = deps.clock.now();
  const changed = await stores.payments.changeIntent(intent.id, ['creating'], { state: 'refused', endedAt });
  if (!changed) return;
  deps.log.warn({ intent: intent.id, reason: outcome.reason }, 'the provider refused to make an intent');
  await closeOrderAfterLastIntent(stores, order, 'refused');
  await refreshCard(deps, stores, order);
  if (outcome.kind === 'key_refused') await pauseForRefusedKey(deps, stores, outcome.reason);
}

/** A refused key concerns everybody: no new intents for a minute, and somebody is woken. */
export async function pauseForRefusedKey(deps: CoreDeps, stores: Stores, reason: string): Promise<void> {
  const now = deps.clock.now();
  await stores.operations.pause(INTENTS_PAUSE, now + PAUSE_MS, reason);
  await raiseAlarm(deps, stores, {
    code: 'provider_refuses_key',
    reference: `hour ${Math.floor(now / HOUR_MS)}`,
    detail: `KryptoGO refuses our key or client id (${reason}); new payments wait until it is accepted again`,
  });
}
