/** Thrown by an edge whose platform asked us to come back later. Not a failure of the work itself. */
export class RetryLater extends Error {
  readonly afterMs: number;

  constructor(afterMs: number, reason: string) {
    super(reason);
    this.name = 'RetryLater';
    this.afterMs = afterMs;
  }
}
