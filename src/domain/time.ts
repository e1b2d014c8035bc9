/** Time as the product handles it. */

/** A moment in milliseconds since 1970 (UTC). */
export type Instant = number;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The fallback of a countdown: `14:32 UTC`. Deadlines are minutes away, so the day goes unsaid. */
export function clockTime(at: Instant): string {
  return `${new Date(at).toISOString().slice(11, 16)} UTC`;
}

/** A day for lists: `2026-11-23`. */
export function calendarDay(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** A moment that may be days away: `2026-11-23 14:32 UTC`. */
export function dayAndTime(at: Instant): string {
  return `${calendarDay(at)} ${clockTime(at)}`;
}
