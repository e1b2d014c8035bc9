import { expect, test } from 'vitest';
import { nextReadAt } from '../../src/domain/reading-schedule.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/domain/time.ts';

const quote = { providerIntentId: 'p', assetId: 'a', address: '0x', amount: 1n, deadline: 30 * MINUTE_MS };
const pending = { state: 'pending' as const, quote, net: null, createdAt: 0, endedAt: null, readFailures: 0 };

/** How many reads a state gets between two moments. */
function readsBetween(from: number, to: number, intent: Parameters<typeof nextReadAt>[0]): number {
  let reads = 0;
  for (let at: number | null = from; at !== null && at < to; at = nextReadAt(intent, at)) reads += 1;
  return reads;
}

test('G-10: an open intent is read every 20 s at first and then each minute, so never later than 60 s', () => {
  expect(readsBetween(0, MINUTE_MS, pending)).toBe(3);
  for (let at = 0; at < 45 * MINUTE_MS; at += SECOND_MS) {
    expect((nextReadAt(pending, at) ?? Infinity) - at).toBeLessThanOrEqual(MINUTE_MS);
  }
});

test('after the deadline it is read ever more rarely, for 30 days', () => {
  expect(readsBetween(HOUR_MS, 30 * DAY_MS, pending)).toBeLessThan(80);
  expect(nextReadAt(pending, 45 * MINUTE_MS)).toBe(50 * MINUTE_MS);
  expect(nextReadAt(pending, 31 * DAY_MS)).toBeNull();
});

test('A-18: a refund that is owed is watched without end', () => {
  expect(nextReadAt({ ...pending, state: 'insufficient_not_refunded' }, 90 * DAY_MS)).toBe(91 * DAY_MS);
});

test('a success is read until its net amount is known, and no longer', () => {
  const success = { ...pending, state: 'success' as const, endedAt: 0 };
  expect(nextReadAt(success, 300 * DAY_MS)).not.toBeNull();
  expect(nextReadAt({ ...success, net: 1n }, 0)).toBeNull();
});

test('A-10: reads that fail come again with growing waits, ten minutes at most', () => {
  const waits = [1, 2, 5, 30].map(
    (readFailures) => (nextReadAt({ ...pending, readFailures }, 0) ?? 0) / SECOND_MS,
  );
  expect(waits).toEqual([20, 20, 64, 600]);
});
