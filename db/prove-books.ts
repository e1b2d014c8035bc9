import type { BooksFault } from '../src/ports/stores.ts';
import type { Transaction } from './database.ts';
import { ledgerLaws } from './prove-ledger.ts';
import { refundLaws } from './prove-refunds.ts';
import { withdrawalLaws } from './prove-withdrawals.ts';

/** Recomputes the laws of faults.md 3 from what is written down. An empty answer is the good one. */
export async function proveBooks(tx: Transaction): Promise<BooksFault[]> {
  const faults: BooksFault[] = [];
  for (const { law, broken, say } of [...ledgerLaws, ...withdrawalLaws, ...refundLaws]) {
    const rows = await tx.execute<Record<string, string>>(broken);
    faults.push(...rows.map((row) => ({ law, ...say(row) })));
  }
  return faults;
}
