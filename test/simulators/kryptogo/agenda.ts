// What will happen later, ordered by the simulator's clock. Nothing here waits in real time:
// due items run when somebody looks (a request, a tick), each with the time at which it was due.

export interface Agenda {
  /** Runs `action` once the clock reaches `at`. */
  readonly schedule: (at: number, action: (at: number) => void) => void;
  /** Runs everything that is due, oldest first, including what those actions schedule. */
  runDue(now: number): void;
  /** When the next item is due, or null. */
  nextAt(): number | null;
}

interface Item {
  readonly at: number;
  readonly action: (at: number) => void;
}

export function createAgenda(): Agenda {
  const items: Item[] = [];
  let running = false;

  /** After equal times, so that ties keep the order in which they were scheduled. */
  const placeFor = (at: number): number => {
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((items[middle]?.at ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    schedule(at, action) {
      items.splice(placeFor(at), 0, { at, action });
    },
    runDue(now) {
      // A listener may read the simulator while an item runs; that must not start a second pass.
      if (running) return;
      running = true;
      try {
        for (let item = items[0]; item !== undefined && item.at <= now; item = items[0]) {
          items.shift();
          item.action(item.at);
        }
      } finally {
        running = false;
      }
    },
    nextAt: () => items[0]?.at ?? null,
  };
}
