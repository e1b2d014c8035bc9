import postgres from 'postgres';

/** What instances have promised each other until some moment, by table and column. */
const PROMISES = [
  ['leases', 'until'],
  ['inbox', 'claimed_until'],
  ['notifications', 'claimed_until'],
] as const;

/** The longest promise is a lease of eight seconds. */
const PROMISE_MS_MAX = 8_000;

/** Moves time on under several instances. */
export type Leap = {
  /** Runs `move`, which moves all their clocks on by so many milliseconds from `now`. */
  over(now: number, ms: number, move: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
};

/**
 * Time leaps only in stories. In a leap nobody renews a lease or a claim, so that each instance would
 * take the other for dead: what holds now has to hold for as long as it would have without the leap.
 */
export function openLeap(databaseUrl: string): Leap {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  const carryOver = async (now: number, ms: number) => {
    const [from, to] = [new Date(now), new Date(now + Math.max(ms, PROMISE_MS_MAX))];
    for (const [table, until] of PROMISES) {
      await sql`
        update ${sql(table)} set ${sql(until)} = ${sql(until)} + ${`${ms} milliseconds`}::interval
        where ${sql(until)} > ${from} and ${sql(until)} <= ${to}`;
    }
  };
  return {
    async over(now, ms, move) {
      await carryOver(now, ms);
      await move();
      // What somebody renewed meanwhile whose clock had not moved yet. After a short leap it still holds,
      // and could not be told from what has been carried over.
      if (ms >= PROMISE_MS_MAX) await carryOver(now, ms);
    },
    close: () => sql.end(),
  };
}
