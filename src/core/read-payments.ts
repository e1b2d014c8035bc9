import type { ProviderTrouble, ReadOutcome } from '../ports/payment-provider.ts';
import type { DueRead } from '../ports/stores.ts';
import { applyPaymentUpdate } from './apply-payment-update.ts';
import type { CoreDeps } from './deps.ts';
import { pauseForRefusedKey } from './open-intent.ts';
import { raiseAlarm } from './raise-alarm.ts';
import { planRead } from './schedule-read.ts';

/** Reads that are under way at the same moment in one instance. */
const READS_AT_ONCE = 10;

/** What is saved up of an unused budget: little, so that no single second has much more than its share. */
const BURST_SECONDS = 0.2;

/**
 * Reads intents at the provider that are due: `wanted` ones because of a callback or *check now*,
 * `scheduled` ones because it is time. Wanted reads go first but take at most half of the budget
 * (design.md 4), so that a flood of callbacks cannot stop the rest.
 * @returns how many were read.
 */
export async function readPayments(deps: CoreDeps, which: 'wanted' | 'scheduled'): Promise<number> {
  const due = await deps.inTransaction(async ({ payments, operations }) => {
    const now = deps.clock.now();
    let granted = Math.min(await payments.countDueReads(which, now), READS_AT_ONCE);
    if (granted === 0) return [];
    const { readsPerSecond: rate } = deps;
    const burst = (perSecond: number) => Math.max(1, perSecond * BURST_SECONDS);
    if (which === 'wanted') {
      granted = await operations.takeBudget('reads wanted', granted, rate / 2, burst(rate / 2), now);
    }
    granted = await operations.takeBudget('reads', granted, rate, burst(rate), now);
    return granted === 0 ? [] : payments.claimReads(which, granted, now);
  });
  await Promise.all(due.map((read) => readOne(deps, read)));
  return due.length;
}

async function readOne(deps: CoreDeps, due: DueRead): Promise<void> {
  const outcome = due.providerIntentId
    ? await deps.provider.readIntent(due.providerIntentId)
    : await readTrace(deps, due);
  switch (outcome.kind) {
    case 'seen': {
      const isOurs = await applyPaymentUpdate(deps, due.intentId, outcome.seen, 'read');
      if (!isOurs) await noteFailure(deps, due, null);
      return;
    }
    case 'no_trace':
      return noteFailure(deps, due, null);
    case 'not_found':
      return noteFailure(deps, due, { kind: 'unreadable', reason: 'KryptoGO does not know the intent' });
    case 'key_refused':
    case 'unreadable':
    case 'unavailable':
      return noteFailure(deps, due, outcome);
  }
}

/**
 * An intent whose create answer was lost: look at the id that a callback named, else for our label
 * in the provider's list.
 */
async function readTrace(deps: CoreDeps, due: DueRead): Promise<ReadOutcome | { kind: 'no_trace' }> {
  if (due.candidateId !== null) {
    const outcome = await deps.provider.readIntent(due.candidateId);
    return outcome.kind === 'not_found' ? { kind: 'no_trace' } : outcome;
  }
  const intent = await deps.inTransaction(({ payments }) => payments.intent(due.intentId));
  const list = await deps.provider.listIntents(intent?.orderId ?? '');
  // A list is an extra that our key may have no right to: where it can't be had, callbacks remain.
  if (list.kind === 'unavailable') return list;
  if (list.kind !== 'listed') return { kind: 'no_trace' };
  const trace = list.traces.find((one) => one.nonce === intent?.nonce);
  // It is read by itself, with a place in the budget of its own, before it counts.
  if (trace) await want(deps, due.intentId, trace.providerIntentId);
  return { kind: 'no_trace' };
}

async function want(deps: CoreDeps, intentId: string, candidateId: string): Promise<void> {
  await deps.inTransaction(({ payments }) => payments.wantRead(intentId, candidateId, deps.clock.now()));
}

async function noteFailure(deps: CoreDeps, due: DueRead, trouble: ProviderTrouble | null): Promise<void> {
  await deps.inTransaction(async (stores) => {
    const intent = await stores.payments.intent(due.intentId);
    if (!intent) return;
    const now = deps.clock.now();
    // Without a trace nothing has failed: we looked, and look again at the usual time.
    const readFailures = trouble ? intent.readFailures + 1 : 0;
    const planned = await planRead(deps, stores, intent, readFailures);
    const asked = trouble?.kind === 'unavailable' ? now + (trouble.retryAfterMs ?? 0) : now;
    await stores.payments.scheduleRead(intent.id, planned && Math.max(planned, asked), readFailures);
    // A candidate that could not be read now is no worse for that; only one that led nowhere goes.
    if (due.candidateId !== null && !trouble) await stores.payments.dropCandidate(intent.id);
    if (!trouble) return;
    deps.log.warn({ intent: intent.id, trouble: trouble.kind, reason: trouble.reason }, 'a read failed');
    if (trouble.kind === 'key_refused') await pauseForRefusedKey(deps, stores, trouble.reason);
    if (trouble.kind !== 'unreadable') return;
    await raiseAlarm(deps, stores, {
      code: 'provider_answer_unreadable',
      reference: intent.id,
      detail: `an answer of KryptoGO about an intent cannot be understood (${trouble.reason}); it is asked again, nothing is decided`,
    });
  });
}
