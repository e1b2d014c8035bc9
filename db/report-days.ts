import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';

/** Days as a community counts them: Postgres knows each zone's changes of the clock. */

function zoneOf(communityId: string): SQL {
  return sql`(select time_zone from communities where id = ${communityId})`;
}

/** The date of a moment in the community's time zone. */
export function dayOf(communityId: string, moment: SQL): SQL {
  return sql`(${moment} at time zone ${zoneOf(communityId)})::date`;
}

/** The moment at which the first of so many days began, the one of `now` included. */
export function sinceDays(communityId: string, now: SQL, days: number): SQL {
  return sql`((${dayOf(communityId, now)} - ${days - 1}::int)::timestamp at time zone ${zoneOf(communityId)})`;
}

/** A moment as a clock on the community's wall showed it: `2026-11-23 22:05:09`. */
export function localTime(communityId: string, moment: SQL): SQL {
  return sql`to_char(${moment} at time zone ${zoneOf(communityId)}, 'YYYY-MM-DD HH24:MI:SS')`;
}
