import type { Instant } from '../domain/time.ts';

/** Time is handed in. */
export type Clock = { now(): Instant };
