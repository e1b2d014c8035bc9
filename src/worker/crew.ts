/** Tasks that run side by side, at most so many at a time, without one waiting for the others. */
export type Crew = {
  /** How many more may begin now. */
  free(): number;
  begin(task: () => Promise<void>): void;
  /**
   * Resolves with true as soon as a task has ended, with false when none runs or after `waitMs`.
   * @throws what a task threw since the last call.
   */
  anyDone(waitMs: number): Promise<boolean>;
  allDone(): Promise<void>;
};

export function createCrew(size: number): Crew {
  const underWay = new Set<Promise<void>>();
  let failures: Error[] = [];
  const rethrow = () => {
    const [first] = failures;
    failures = [];
    if (first !== undefined) throw first;
  };
  return {
    free: () => size - underWay.size,
    begin(task) {
      const running: Promise<void> = task()
        .catch((error: unknown) => {
          failures.push(error instanceof Error ? error : new Error('a task threw what is no error'));
        })
        .finally(() => underWay.delete(running));
      underWay.add(running);
    },
    async anyDone(waitMs) {
      rethrow();
      if (underWay.size === 0) return false;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), waitMs)));
      const done = await Promise.race([Promise.race(underWay).then(() => true), late]);
      clearTimeout(timer);
      rethrow();
      return done;
    },
    async allDone() {
      await Promise.all(underWay);
    },
  };
}
