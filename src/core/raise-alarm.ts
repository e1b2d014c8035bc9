import type { Alarm } from '../domain/alarm.ts';
import type { Stores } from '../ports/stores.ts';
import type { CoreDeps } from './deps.ts';
import { tellOperators } from './tell-operators.ts';

/** Wakes the person on call: once per code and reference, in the log and in every operator's chat. Says whether it is new. */
export async function raiseAlarm(deps: CoreDeps, stores: Stores, alarm: Alarm): Promise<boolean> {
  const now = deps.clock.now();
  const isNew = await stores.operations.raise(alarm, now);
  if (!isNew) return false;
  deps.log.error({ alarm: alarm.code, reference: alarm.reference }, alarm.detail);
  await tellOperators(deps, stores, `alarm:${alarm.code}:${alarm.reference}`, { kind: 'alarm', ...alarm });
  return true;
}
