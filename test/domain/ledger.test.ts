import fc from 'fast-check';
import { expect, test } from 'vitest';
import { available, entriesForArrival } from '../../src/domain/ledger.ts';
import { units, usdt } from '../support/factories.ts';

const books = { communityId: 'c', assetId: usdt.id, reference: 'intent:i' };

const arrivals = fc
  .tuple(
    fc.bigInt({ min: 1n, max: 10n ** 24n }),
    fc.bigInt({ min: 0n, max: 10n ** 24n }),
    fc.bigInt({ min: 0n, max: 10_000n }),
  )
  .map(([quoted, more, feeShare]) => {
    const received = quoted + more;
    return { quoted, received, net: received - (received * feeShare) / 10_000n };
  });

const dispositions = fc.constantFrom('sale' as const, 'top_up' as const, 'balance' as const);

test('S1, A-21: whatever arrives, the treasury gains the net and nobody is owed more than that', () => {
  fc.assert(
    fc.property(arrivals, dispositions, (arrival, disposition) => {
      const entries = entriesForArrival(books, 'm', disposition, arrival);
      const sum = (side: 'debit' | 'credit', account: string) =>
        entries.filter((entry) => entry[side] === account).reduce((total, entry) => total + entry.amount, 0n);
      const owed = sum('credit', available('m'));
      const fee = sum('debit', 'provider_fees');
      const gained = sum('debit', 'treasury');
      return (
        gained === arrival.net &&
        owed <= arrival.net &&
        entries.every((entry) => entry.amount > 0n) &&
        (disposition !== 'sale' || (sum('credit', 'sales') === arrival.quoted && fee >= 0n))
      );
    }),
    { numRuns: 5_000 },
  );
});

test('the excess is the excess share of the net, rounded down', () => {
  const arrival = { quoted: units('9.23'), received: units('10'), net: units('9.9') };
  const entries = entriesForArrival(books, 'm', 'sale', arrival);
  expect(entries.find((entry) => entry.kind === 'sale_excess')?.amount).toBe(762_300n);
});
