import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDatabaseClock } from '../../db/database-clock.ts';

const START = Date.UTC(2026, 10, 23);

afterEach(() => void vi.useRealTimers());

function setUp() {
  const world = { machine: START, database: START, travelMs: 0, down: false };
  const skews: number[] = [];
  const warnings: string[] = [];
  const warn = (_facts: object, message: string) => void warnings.push(message);
  const clock = createDatabaseClock({
    async askDatabase() {
      if (world.down) throw new Error('no database');
      world.machine += world.travelMs / 2;
      world.database += world.travelMs / 2;
      const answer = world.database;
      world.machine += world.travelMs / 2;
      world.database += world.travelMs / 2;
      return Promise.resolve(answer);
    },
    log: { debug: warn, info: warn, warn, error: warn },
    onSkew: (skewMs) => void skews.push(skewMs),
    machineNow: () => world.machine,
  });
  return { world, clock, skews, warnings };
}

describe('the clock that follows the database (F-04)', () => {
  it('shows the database’s time, and runs on between two comparisons', async () => {
    const { world, clock, skews } = setUp();
    world.database += 1_500;
    world.travelMs = 80;
    await clock.refresh();
    expect(clock.now()).toBe(START + 1_580);
    world.machine += 1_000;
    expect(clock.now()).toBe(START + 2_580);
    expect(skews).toEqual([]);
  });

  it.each([15 * 60_000, -15 * 60_000])('tells a skew of %i ms once, and when it has gone', async (skew) => {
    const { world, clock, skews } = setUp();
    world.database += skew;
    await clock.refresh();
    await clock.refresh();
    expect(clock.now()).toBe(START + skew);
    world.database += 900;
    await clock.refresh();
    expect(skews).toEqual([skew]);
    world.database = world.machine;
    await clock.refresh();
    expect(skews).toEqual([skew, 0]);
  });

  it('keeps its course while the database is away or slow', async () => {
    const { world, clock, warnings } = setUp();
    world.database += 60_000;
    await clock.refresh();
    world.down = true;
    await clock.refresh();
    world.down = false;
    world.travelMs = 5_000;
    world.database += 3_000;
    await clock.refresh();
    expect(clock.now()).toBe(START + 65_000);
    expect(warnings).toHaveLength(3);
  });

  it('compares at the start, which fails without a database, and then each minute', async () => {
    vi.useFakeTimers();
    const { world, clock } = setUp();
    world.down = true;
    await expect(clock.start()).rejects.toThrow('no database');
    world.down = false;
    await clock.start();
    world.database += 1_000;
    await vi.advanceTimersByTimeAsync(61_000);
    expect(clock.now()).toBe(START + 1_000);
    clock.stop();
    world.database += 1_000;
    await vi.advanceTimersByTimeAsync(120_000);
    expect(clock.now()).toBe(START + 1_000);
  });

  it('is the machine’s own time until it has been compared', () => {
    const clock = createDatabaseClock({
      askDatabase: () => Promise.reject(new Error('never')),
      log: { debug() {}, info() {}, warn() {}, error() {} },
      onSkew() {},
    });
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(5_000);
  });
});
