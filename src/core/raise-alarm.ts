import type { Alarm } from '../domain/alarm.ts';
import type { Stores } from '../ports/stores.ts';
import type { CoreDeps } from './deps.ts';

/** Wakes the person on call: once per code and reference, in the log and in every operator's chat. */
export async function raiseAlarm(deps: CoreDeps, stores: Stores, alarm: Alarm): Promise<void> {
  const now = deps.clock.now();
  const isNew = await stores.operations.raise(alarm, now);
  if (!isNew) return;
  deps.log.error({ alarm: alarm.code, reference: alarm.reference }, alarm.detail);
  const accounts = deps.operators.flatMap((person) => person.accounts);
  await stores.outbox.queue(
    accounts.map(({ platform, accountId }) => ({
      to: { platform, kind: 'account' as const, id: accountId },
      dedupeKey: `alarm:${alarm.code}:${alarm.reference}:${platform}:${accountId}`,
      notification: { kind: 'alarm' as const, ...alarm },
    })),
    now,
  );
}
