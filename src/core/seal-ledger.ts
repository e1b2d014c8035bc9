import type { LedgerSeal } from '../domain/ledger-seal.ts';
import { FIRST_SEAL_AFTER, sealedText } from '../domain/ledger-seal.ts';
import { MINUTE_MS } from '../domain/time.ts';
import type { BooksFault } from '../ports/stores.ts';
import type { CoreDeps } from './deps.ts';

/** What one seal binds, and what is held in memory at once. */
const ENTRIES_MAX = 1_000;
/** How many batches one round seals; what is left over comes with the next round. */
const BATCHES_MAX = 20;
/** How many seals one check recomputes; the next one goes on from there. */
const SEALS_CHECKED = 1_000;

/**
 * Seals what was booked since the last seal, once a minute (faults.md L9). Each batch is a transaction of
 * its own; instances take turns. Says how many seals were added.
 */
export async function sealLedger(deps: CoreDeps): Promise<number> {
  for (let sealed = 0; sealed < BATCHES_MAX; sealed += 1) {
    // Where one batch was not enough, the rest need not wait for another minute.
    if (!(await sealBatch(deps, sealed === 0 ? MINUTE_MS : 0))) return sealed;
  }
  return BATCHES_MAX;
}

async function sealBatch(deps: CoreDeps, restMs: number): Promise<boolean> {
  return deps.inTransaction(async ({ seals }) => {
    const now = deps.clock.now();
    const last = await seals.lockLast();
    if (last && now - last.sealedAt < restMs) return false;
    const after = last?.upTo ?? 0;
    const settled = await seals.settledUpTo();
    if (settled === null || settled <= after) return false;
    const batch = await seals.entries(after, settled, ENTRIES_MAX);
    const upTo = batch.at(-1)?.id;
    if (upTo === undefined) return false;
    const previous = last?.hash ?? FIRST_SEAL_AFTER;
    const hash = deps.digest(sealedText(previous, batch));
    await seals.add({ number: (last?.number ?? 0) + 1, upTo, previous, hash, sealedAt: now });
    return true;
  });
}

/** Recomputes the chain, some of it at each call. */
export type SealChecker = () => Promise<BooksFault[]>;

/**
 * Goes along the chain from its beginning, so many seals at a time, and begins anew after the last one: the
 * whole chain is checked after each start, and again and again from then on.
 */
export function createSealChecker(deps: CoreDeps): SealChecker {
  let checked: LedgerSeal | null = null;
  return async () => {
    const faults: BooksFault[] = [];
    for (let count = 0; count < SEALS_CHECKED; count += 1) {
      const found = await checkNext(deps, checked);
      checked = found?.seal ?? null;
      if (!found) return faults;
      if (found.fault) faults.push(found.fault);
    }
    return faults;
  };
}

/** Checks the seal after this one; `null` after the last. One short transaction each: no batch waits in memory. */
async function checkNext(
  deps: CoreDeps,
  before: LedgerSeal | null,
): Promise<{ readonly seal: LedgerSeal; readonly fault: BooksFault | null } | null> {
  return deps.inTransaction(async ({ seals }) => {
    const number = (before?.number ?? 0) + 1;
    const [seal] = await seals.from(number, 1);
    if (!seal) return null;
    const after = before?.upTo ?? 0;
    // One more than a seal may bind: entries that were slipped in must not go unseen.
    const batch = await seals.entries(after, seal.upTo, ENTRIES_MAX + 1);
    const previous = before?.hash ?? FIRST_SEAL_AFTER;
    const isWhole =
      seal.number === number &&
      seal.previous === previous &&
      seal.hash === deps.digest(sealedText(previous, batch));
    return { seal, fault: isWhole ? null : brokenSeal(seal, after) };
  });
}

function brokenSeal({ number, upTo }: LedgerSeal, after: number): BooksFault {
  return {
    law: 'L9',
    reference: `seal ${number}`,
    detail: `entries ${after + 1} to ${upTo} of the ledger are not what was sealed: somebody changed the past`,
  };
}
