import type { Instant } from '../domain/time.ts';

/** Time is handed in. */
export type Clock = {
  now(): Instant;
  /** By how much the machine's own clock is off what all instances share; absent where nothing is compared. */
  skewMs?(): number;
};
