import { entriesForCorrection, lossIn } from '../domain/correction.ts';
import type { Sums } from '../domain/correction.ts';
import { equityOf } from '../domain/ledger.ts';
import type { Stores } from '../ports/stores.ts';
import type { CoreDeps } from './deps.ts';
import { raiseAlarm } from './raise-alarm.ts';
import { stopOutflow } from './withdrawals/outflow.ts';

/** Something that people had decided, and what the books should say of it. */
export type Correction = {
  readonly communityId: string;
  readonly assetId: string;
  /** Under which it is booked; `time` makes the correction's own reference of it, so it must not come twice. */
  readonly reference: string;
  readonly time: string;
  /** Whose balance it may take from; `null` where it is the owner's. */
  readonly memberId: string | null;
  readonly wanted: Sums;
  /** For the person on call: a withdrawal, a payment. */
  readonly about: string;
};

/**
 * Books the difference to what should be. What a member has spent meanwhile is the community's loss, which
 * wakes somebody; where the owner's money can't bear it, nothing goes out any more, at once (faults.md B-30).
 */
export async function bookCorrection(deps: CoreDeps, stores: Stores, correction: Correction): Promise<void> {
  const { communityId, assetId, reference, time, memberId, wanted, about } = correction;
  await stores.withdrawals.lockCommunity(communityId);
  const spendable = memberId === null ? 0n : await stores.ledger.lockAvailable(memberId, assetId);
  const booked = await stores.ledger.sumsOf(reference);
  const books = { communityId, assetId, reference: `${reference}:${time}` };
  const entries = entriesForCorrection(books, booked, wanted, spendable);
  await stores.ledger.post(entries, deps.clock.now());
  const equity = equityOf(await stores.ledger.sums(communityId, assetId));
  const lost = lossIn(entries);
  if (entries.length === 0 || (lost === 0n && equity >= 0n)) return;
  const isShort = equity < 0n;
  const short = isShort ? `; the owner's money is short by ${-equity}: fund it with /till treasury fund` : '';
  await raiseAlarm(deps, stores, {
    code: 'correction_loss',
    reference: books.reference,
    detail: `the correction of ${about} costs the community ${lost} of the smallest unit of ${assetId}${short}`,
  });
  if (!isShort) return;
  const reason = `the correction of ${about} left the owner's money ${-equity} below zero`;
  await stopOutflow(deps, stores, { by: 'solvency', reason });
}
